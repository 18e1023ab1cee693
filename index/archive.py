"""The archive: a folder with a catalogue and vectors, opened for reading or for writing."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from index.builds import (
    IN_FOLDER,
    Build,
    check_vectors,
    clear_other_builds,
    create_build,
    open_build,
    read_manifest,
)
from index.embedders import embedder_to_index
from index.embedding import Embedder, SentenceTransformerEmbedder
from index.errors import ArchiveError, ArchiveNotFound, Remedy
from index.exporting import keep_export
from index.feedback_file import forget_lines
from index.layout import current_home, make_folder
from index.locks import writer_lock
from index.reading import ArchiveStats, Reading

if TYPE_CHECKING:
    from filelock import FileLock

__all__ = ["Archive", "ArchiveStats", "exists"]


class Archive(Reading):
    """A folder of articles that can be searched by words and by vectors.

    Any number of readers may have it open while one writer works; a reader sees whole
    articles, as soon as each is finished. Use `create` or `open`.
    """

    def __init__(self, build: Build, lock: "FileLock | None", embedder: Embedder | None) -> None:
        """Takes an opened build; `lock` is held when the archive is open for writing."""
        super().__init__(build, embedder)
        self._lock = lock
        # Who holds the lock knows that nobody else rebuilds it.
        self._may_be_rebuilt = lock is None

    @classmethod
    def create(
        cls, path: str | Path, *, embedder: Embedder | None = None, vectors: str = IN_FOLDER
    ) -> Self:
        """Makes an empty archive, open for writing.

        Args:
            path: The archive's folder.
            embedder: The model to build it with.
            vectors: "folder", or a Chroma server's address such as http://127.0.0.1:8000. The
                archive remembers it; the catalogue is in the folder all the same.

        Raises:
            ArchiveError: There is an archive already, the folder cannot be made, or the server
                cannot be reached.
            ArchiveBusy: Another process is making it.
        """
        folder = Path(path).absolute()  # The program may go to another folder later.
        if exists(folder):
            raise ArchiveError(f"There is an archive in {folder} already. Open it instead.")
        embedder = embedder or SentenceTransformerEmbedder()
        make_folder(folder)
        lock = writer_lock(folder)
        try:
            home = current_home(folder)
            make_folder(home)  # A build that counted may have been deleted by hand.
            build = create_build(folder, home, embedder, vectors)
            keep_export(embedder, home)
            return cls(build, lock, embedder)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        writing: bool = False,
        embedder: Embedder | None = None,
        vectors: str | None = None,
    ) -> Self:
        """Opens an archive; its embedding model is loaded when it is first needed.

        Args:
            path: The archive's folder; to read from, it need not be writable.
            writing: Whether articles will be added or removed; one process at a time may.
            embedder: To be used in place of the model that the archive names.
            vectors: Where its vectors are expected; by default they may be anywhere.

        Raises:
            ArchiveNotFound: There is no archive in the folder.
            ArchiveBusy: Another process has it open for writing.
            IndexMismatch: It was built by other settings than this version's or the embedder's.
        """
        folder = Path(path).absolute()
        if not exists(folder):
            raise ArchiveNotFound(
                f"There is no archive in {path}. Make one of some articles first.",
                remedy=Remedy.MAKE_ARCHIVE,
                archive=path,
            )
        lock = writer_lock(folder) if writing else None
        try:
            return cls._opened(folder, lock, embedder, vectors)
        except BaseException:
            if lock:
                lock.release()
            raise

    def close(self) -> None:
        """Lets go of files and of the writer's place."""
        super().close()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Self:
        """The archive itself; `close` at the end of the block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Closes the archive."""
        self.close()

    def remove(self, name: str) -> str:
        """Takes an article out of every file of the archive; gives its id.

        Raises:
            NoSuchArticle: None answers to the name, or several do.
        """
        return self.remove_all([self.article(name).article.id])[0]

    def remove_all(self, article_ids: Sequence[str]) -> list[str]:
        """Takes articles, by their whole ids, out of every file of the archive."""
        self.require_writing()
        self.catalog.remove(article_ids)
        forget_lines(self.path, self.catalog.held)
        self.collect_garbage()
        self.catalog.scrub()
        return list(article_ids)

    def recover(self) -> None:
        """Clears away what an interrupted run left behind, in this process or another."""
        self.require_writing()
        self.catalog.drop_pending()
        if self.vectors.sound():
            self.collect_garbage()
        else:
            garbage = self.catalog.garbage()
            self.vectors.rebuild(self.catalog.vectors())
            self.catalog.forget_garbage(garbage)
        self.catalog.scrub()

    def collect_garbage(self) -> None:
        """Deletes the vectors of chunks that are gone."""
        garbage = self.catalog.garbage()
        if garbage:
            self.vectors.delete(garbage)
            self.catalog.forget_garbage(garbage)

    def require_writing(self) -> None:
        """Raises ArchiveError unless the archive is open for writing."""
        if not self._lock:
            raise ArchiveError(
                f"{self.path} is open for reading. Open it with Archive.open(path, writing=True)."
            )

    def _load_embedder(self, build: Build) -> Embedder:
        return embedder_to_index(build) if self._lock else super()._load_embedder(build)

    @classmethod
    def _opened(
        cls, folder: Path, lock: "FileLock | None", embedder: Embedder | None, vectors: str | None
    ) -> Self:
        build = open_build(folder)
        try:
            if vectors is not None:
                check_vectors(build, vectors)
            archive = cls(build, lock, embedder)
            if lock:
                clear_other_builds(folder)
                archive.recover()
                # Not in `recover`: a rebuild begins with a build that holds nothing yet.
                forget_lines(folder, archive.catalog.held)
            return archive
        except BaseException:
            build.close()
            raise


def exists(path: str | Path) -> bool:
    """Whether there is an archive in a folder; one whose making was cut short is none."""
    return bool(read_manifest(current_home(Path(path))))
