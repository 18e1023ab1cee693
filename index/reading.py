"""The reading half of an archive: what can be found in it, and what it is."""

import logging
import math
import threading
from dataclasses import dataclass

from index.builds import IN_FOLDER, Build, check_embedder, open_build
from index.catalog import Catalog, StoredArticle
from index.embedders import embedder_to_ask
from index.embedding import Embedder, Vectors
from index.errors import ArchiveBusy, ArchiveError, NoSuchArticle, Remedy
from index.exported import why_torch
from index.filters import EVERYTHING, Filters
from index.layout import current_home, size
from index.vectors import Hit, VectorStore

# Of so few chunks that pass filters the catalogue's own vectors are compared, exactly.
EXACT_CHUNKS = 4000
# So are those of an archive of fewer chunks, without filters too: Chroma need not be imported.
WITHOUT_STORE_CHUNKS = 4000
# The most that a vector store is asked for to filter afterwards.
MOST_ASKED = 2000
_log = logging.getLogger("dateline")


@dataclass(frozen=True, slots=True)
class ArchiveStats:
    """What an archive holds.

    `publishers` and `sections` are (name, articles), most first; `first` and `last` are ISO
    dates; `copies` counts articles whose text another one has too; `bytes` is the size on disk;
    `vectors` is where they are, "folder" or a server's address; `torch` says why a question loads
    the model through torch, which takes seconds, and is empty where it does not.
    """

    articles: int
    copies: int
    publishers: tuple[tuple[str, int], ...]
    sections: tuple[tuple[str, int], ...]
    first: str | None
    last: str | None
    undated: int
    chunks: int
    model: str
    bytes: int
    vectors: str
    torch: str


class Reading:
    """Questions to an archive that is open; safe to share between threads.

    What can be found is what counts at the moment of each call, also where another process has
    changed the archive, or has built it anew, since it was opened.
    """

    def __init__(self, build: Build, embedder: Embedder | None) -> None:
        """Takes an opened build, and a model in place of the one that it names."""
        if embedder is not None:
            check_embedder(build, embedder)
        self.path = build.folder
        self._build = build
        self._embedder = embedder
        self._may_be_rebuilt = True
        self._changing = threading.RLock()
        self._warned = False

    def close(self) -> None:
        """Lets go of files and connections."""
        with self._changing:
            self._may_be_rebuilt = False
            self._build.close()

    @property
    def catalog(self) -> Catalog:
        """The one truth about the archive."""
        return self._now().catalog

    @property
    def vectors(self) -> VectorStore:
        """The second copy of the catalogue's vectors, to search them."""
        return self._now().vectors

    @property
    def embedder(self) -> Embedder:
        """The model that the archive was built with."""
        return self._embedder_of(self._now())

    def search_vectors(
        self, text: str, *, filters: Filters = EVERYTHING, top_k: int = 50
    ) -> list[Hit]:
        """Chunks whose vectors are nearest to the text's, by cosine, best first."""
        build = self._now()
        return self._nearest(build, self._embedder_of(build).embed([text])[0], filters, top_k)

    def nearest(
        self, vector: Vectors, *, filters: Filters = EVERYTHING, top_k: int = 50
    ) -> list[Hit]:
        """The same for a vector of length 1 that the archive's own model made.

        Raises:
            ArchiveError: Another model made it, as when the archive was rebuilt since.
        """
        build = self._now()
        if len(vector) != self._embedder_of(build).dimensions:
            raise ArchiveError(f"{self.path} was rebuilt with another model just now. Ask again.")
        return self._nearest(build, vector, filters, top_k)

    # Looking

    def article(self, name: str, filters: Filters = EVERYTHING) -> StoredArticle:
        """An article by its id, its file name, or a part of its id that no other has.

        Raises:
            NoSuchArticle: None that passes the filters answers to the name, or several do.
        """
        ids = self.catalog.matching_ids(name, filters)
        stored = self.catalog.article(ids[0]) if len(ids) == 1 else None
        if stored:
            return stored
        if not ids:
            raise NoSuchArticle(
                f"No article in {self.path} is called '{name}'. Search for words of it: "
                "what is found tells its name.",
                remedy=Remedy.SEARCH_NAME,
                archive=self.path,
            )
        listed = ", ".join(ids[:5]) + (", ..." if len(ids) > 5 else "")
        raise NoSuchArticle(
            f"'{name}' may mean {len(ids)} articles: {listed}. Give more of the id."
        )

    def stats(self, filters: Filters = EVERYTHING) -> ArchiveStats:
        """What the archive holds of what passes the filters; the size is of the whole."""
        build = self._now()
        coverage = build.catalog.coverage(filters)
        return ArchiveStats(
            articles=coverage["articles"],
            copies=coverage["copies"],
            publishers=tuple(build.catalog.publishers(filters)),
            sections=tuple(build.catalog.sections(filters)),
            first=coverage["first"],
            last=coverage["last"],
            undated=coverage["undated"],
            chunks=coverage["chunks"],
            model=build.manifest["model"],
            bytes=size(self.path),
            vectors=build.manifest.get("vectors", IN_FOLDER),
            torch=why_torch(build.home, build.manifest["fingerprint"]),
        )

    def vectors_state(self) -> str:
        """What the vectors are: "ready", "incomplete" or "not reachable".

        Where they are not ready, questions are answered from the catalogue's own; the next
        writer completes what is incomplete. To know costs a trial.
        """
        try:
            return "ready" if self.vectors.sound() else "incomplete"
        except ArchiveError:
            return "not reachable"

    def _now(self) -> Build:
        """The build that counts: another one than before where the archive was rebuilt since."""
        if not self._may_be_rebuilt or current_home(self.path) == self._build.home:
            return self._build
        with self._changing:
            if self._may_be_rebuilt and current_home(self.path) != self._build.home:
                fresh = open_build(self.path)
                self._build.vectors.close()
                # Other threads may be in its catalogue, which closes when the last has left it.
                self._build = fresh
            return self._build

    def _embedder_of(self, build: Build) -> Embedder:
        with self._changing:
            embedder = self._embedder
            if embedder is None or embedder.fingerprint != build.manifest["fingerprint"]:
                embedder = self._embedder = self._load_embedder(build)
            return embedder

    def _load_embedder(self, build: Build) -> Embedder:
        return embedder_to_ask(build)

    def _nearest(self, build: Build, vector: Vectors, filters: Filters, top_k: int) -> list[Hit]:
        try:
            found = _search_store(build, vector, filters, top_k)
            self._warned = False
            return found
        except ArchiveError as error:
            self._warn(error)
            return build.catalog.search_vectors(vector, filters, top_k)

    def _warn(self, error: ArchiveError) -> None:
        """Says once, until it works again, that vectors are searched in the slower way."""
        if not self._warned and not isinstance(error, ArchiveBusy):
            self._warned = True
            _log.warning("%s Until then the catalogue's own vectors are searched: slower.", error)


def _search_store(build: Build, vector: Vectors, filters: Filters, top_k: int) -> list[Hit]:
    passing, everything = (build.catalog.coverage(each)["chunks"] for each in (filters, EVERYTHING))
    if everything < WITHOUT_STORE_CHUNKS or passing < min(everything, EXACT_CHUNKS):
        return build.catalog.search_vectors(vector, filters, top_k)
    # Chroma goes through the labels of all vectors to filter: it is faster to ask it for more,
    # as long as much of what is near passes.
    wide = passing < everything
    wanted = math.ceil(top_k * everything / max(1, passing)) if wide else top_k
    while True:
        wide = wide and wanted <= MOST_ASKED
        hits = build.vectors.search(vector, EVERYTHING if wide else filters, wanted)
        # Vectors of unfinished or overtaken revisions may be there; the catalogue decides.
        findable = build.catalog.findable([hit.chunk_id for hit in hits], filters)
        found = [hit for hit in hits if hit.chunk_id in findable]
        if len(found) >= top_k or len(hits) < wanted:
            return found[:top_k]
        wanted *= 2
