"""The build of an archive that counts just now, and the model that it names."""

import threading
from collections.abc import Callable

from index.builds.builds import Build, check_embedder, is_current, open_build
from index.models.embedding import Embedder


class CurrentBuild:
    """The build that counts at the moment of each call; safe to share between threads.

    Another process may build an archive that is open for reading anew, and anybody may put another
    archive into its folder, or delete it.
    """

    def __init__(
        self,
        build: Build,
        embedder: Embedder | None,
        load_embedder: Callable[[Build], Embedder],
        *,
        may_be_rebuilt: bool,
    ) -> None:
        """Takes an opened build.

        Args:
            build: The build.
            embedder: To be used in place of the model that the build names.
            load_embedder: Loads that model, when it is first needed.
            may_be_rebuilt: Whether another process may build the archive anew.
        """
        if embedder is not None:
            check_embedder(build, embedder)
        self._build = build
        self._embedder = embedder
        self._load_embedder = load_embedder
        self._may_be_rebuilt = may_be_rebuilt
        self._changing = threading.RLock()

    def now(self) -> Build:
        """The build: another one than before where the archive was rebuilt or replaced since.

        Raises:
            ArchiveNotFound: The archive is not there any more.
        """
        if not self._may_be_rebuilt or is_current(self._build):
            return self._build
        with self._changing:
            if self._may_be_rebuilt and not is_current(self._build):
                fresh = open_build(self._build.place)
                self._build.vectors.close()
                # Other threads may be in its catalogue, which closes when the last has left it.
                self._build = fresh
            return self._build

    def embedder_of(self, build: Build) -> Embedder:
        """The model that a build was made with."""
        with self._changing:
            embedder = self._embedder
            if embedder is None or embedder.fingerprint != build.manifest["fingerprint"]:
                embedder = self._embedder = self._load_embedder(build)
            return embedder

    def close(self) -> None:
        """Lets go of files and connections."""
        with self._changing:
            self._may_be_rebuilt = False
            self._build.close()
