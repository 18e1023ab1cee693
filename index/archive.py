"""The archive: a folder with a catalogue and vectors, opened for reading or for writing."""

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock

from index.catalog import Catalog, StoredArticle
from index.chunking import CHUNK_TOKENS, OVERLAP_TOKENS, Chunk
from index.embedding import Embedder, SentenceTransformerEmbedder, Vectors
from index.errors import ArchiveError, ArchiveNotFound, IndexMismatch, NoSuchArticle
from index.filters import Filters
from index.locks import writer_lock
from index.schema import SCHEMA_VERSION
from index.vectors import ChromaStore, Hit

CATALOG_FILE = "catalog.sqlite3"
VECTORS_FOLDER = "vectors"

EVERYTHING = Filters()
_BUILT = {"schema_version", "model", "fingerprint", "chunk_tokens", "overlap_tokens"}


@dataclass(frozen=True, slots=True)
class ArchiveStats:
    """What an archive holds.

    `publishers` and `sections` are (name, articles), most first; `first` and `last` are ISO
    dates; `copies` counts articles whose text another one has too; `bytes` is the size on disk.
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


class Archive:
    """A folder of articles that can be searched by words and by vectors.

    Any number of readers may have it open while one writer works; a reader sees whole
    articles, as soon as each is finished. Use `create` or `open`.
    """

    def __init__(
        self, path: Path, catalog: Catalog, lock: FileLock | None, embedder: Embedder | None
    ) -> None:
        """Takes an opened catalogue; `lock` is held when the archive is open for writing."""
        self.path = path
        self.catalog = catalog
        self.vectors = ChromaStore(path / VECTORS_FOLDER)
        self._lock = lock
        self._manifest = catalog.manifest()
        self._embedder = embedder
        self._loading = threading.Lock()
        if embedder is not None:
            self._check(embedder)

    @classmethod
    def create(cls, path: str | Path, *, embedder: Embedder | None = None) -> Self:
        """Makes an empty archive, open for writing.

        Raises:
            ArchiveError: There is an archive already, or the folder cannot be made.
            ArchiveBusy: Another process is making it.
        """
        folder = Path(path).absolute()  # The program may go to another folder later.
        if exists(folder):
            raise ArchiveError(f"There is an archive in {folder} already. Open it instead.")
        embedder = embedder or SentenceTransformerEmbedder()
        _make(folder)
        lock = writer_lock(folder)
        try:
            return cls._created(folder, lock, embedder)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(
        cls, path: str | Path, *, writing: bool = False, embedder: Embedder | None = None
    ) -> Self:
        """Opens an archive; its embedding model is loaded when it is first needed.

        Args:
            path: The archive's folder; to read from, it need not be writable.
            writing: Whether articles will be added or removed; one process at a time may.
            embedder: To be used in place of the model that the archive names.

        Raises:
            ArchiveNotFound: There is no archive in the folder.
            ArchiveBusy: Another process has it open for writing.
            IndexMismatch: It was built by other settings than this version's or the embedder's.
        """
        folder = Path(path).absolute()
        if not exists(folder):
            raise ArchiveNotFound(
                f"There is no archive in {path}. Make one: dateline index FOLDER --archive {path}"
            )
        lock = writer_lock(folder) if writing else None
        try:
            return cls._opened(folder, lock, embedder)
        except BaseException:
            if lock:
                lock.release()
            raise

    def close(self) -> None:
        """Lets go of files and of the writer's place."""
        self.vectors.close()
        self.catalog.close()
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

    # Finding

    @property
    def embedder(self) -> Embedder:
        """The model that the archive was built with."""
        with self._loading:
            if self._embedder is None:
                embedder = SentenceTransformerEmbedder(self._manifest["model"])
                self._check(embedder)
                self._embedder = embedder
            return self._embedder

    def search_words(
        self, stems: Sequence[str], *, filters: Filters = EVERYTHING, top_k: int = 50
    ) -> list[Hit]:
        """Chunks that hold any of the stems, by BM25 over title and text, best first."""
        return self.catalog.search_words(stems, filters, top_k)

    def search_vectors(
        self, text: str, *, filters: Filters = EVERYTHING, top_k: int = 50
    ) -> list[Hit]:
        """Chunks whose vectors are nearest to the text's, by cosine, best first."""
        vector = self.embedder.embed([text])[0]
        try:
            return self._search_store(vector, filters, top_k)
        except ArchiveError:
            # Damaged by an interrupted run, being rebuilt, or in a folder that is read-only.
            return self.catalog.search_vectors(vector, filters, top_k)

    def chunks(
        self, ids: Sequence[str], *, filters: Filters = EVERYTHING
    ) -> dict[str, tuple[Chunk, StoredArticle]]:
        """Chunks by id, each with its article; those that can no longer be found are left out."""
        return self.catalog.chunks(ids, filters)

    def document_frequency(self, stem: str) -> int:
        """In how many chunks a stem stands."""
        return self.catalog.document_frequency(stem)

    def chunk_count(self) -> int:
        """How many chunks can be found."""
        return self.catalog.chunk_count()

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
                f"No article in {self.path} is called '{name}'. Look for its name with: "
                f"dateline search WORDS --archive {self.path}"
            )
        listed = ", ".join(ids[:5]) + (", ..." if len(ids) > 5 else "")
        raise NoSuchArticle(
            f"'{name}' may mean {len(ids)} articles: {listed}. Give more of the id."
        )

    def articles(self, filters: Filters = EVERYTHING) -> Iterator[StoredArticle]:
        """The articles that pass the filters, by id."""
        return self.catalog.articles(filters)

    def newest(self, count: int, filters: Filters = EVERYTHING) -> list[StoredArticle]:
        """The articles that pass with the latest dates, undated ones last, then by id."""
        return self.catalog.newest(count, filters)

    def stats(self, filters: Filters = EVERYTHING) -> ArchiveStats:
        """What the archive holds of what passes the filters; the size is of the whole."""
        coverage = self.catalog.coverage(filters)
        return ArchiveStats(
            articles=coverage["articles"],
            copies=coverage["copies"],
            publishers=tuple(self.catalog.publishers(filters)),
            sections=tuple(self.catalog.sections(filters)),
            first=coverage["first"],
            last=coverage["last"],
            undated=coverage["undated"],
            chunks=coverage["chunks"],
            model=self._manifest["model"],
            bytes=_size(self.path),
        )

    def generation(self) -> int:
        """Changes whenever what can be found does."""
        return self.catalog.generation()

    # Changing

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

    @classmethod
    def _created(cls, folder: Path, lock: FileLock, embedder: Embedder) -> Self:
        catalog = Catalog(folder / CATALOG_FILE)
        try:
            if catalog.manifest():  # made by another process a moment ago
                raise ArchiveError(f"There is an archive in {folder} already. Open it instead.")
            # The vectors' folder comes first: an archive that exists has one.
            store = ChromaStore(folder / VECTORS_FOLDER)
            store.rebuild(())
            store.close()
            catalog.create(
                {
                    "model": embedder.name,
                    "fingerprint": embedder.fingerprint,
                    "chunk_tokens": str(CHUNK_TOKENS),
                    "overlap_tokens": str(OVERLAP_TOKENS),
                }
            )
            return cls(folder, catalog, lock, embedder)
        except BaseException:
            catalog.close()
            raise

    @classmethod
    def _opened(cls, folder: Path, lock: FileLock | None, embedder: Embedder | None) -> Self:
        catalog = Catalog(folder / CATALOG_FILE)
        try:
            _check_built(folder, catalog.manifest())
            archive = cls(folder, catalog, lock, embedder)
        except BaseException:
            catalog.close()
            raise
        try:
            if lock:
                archive.recover()
            return archive
        except BaseException:
            archive.close()
            raise

    def _search_store(self, vector: Vectors, filters: Filters, top_k: int) -> list[Hit]:
        wanted = top_k
        while True:
            hits = self.vectors.search(vector, filters, wanted)
            # Vectors of unfinished or overtaken revisions may be there; the catalogue decides.
            findable = self.catalog.findable([hit.chunk_id for hit in hits], filters)
            found = [hit for hit in hits if hit.chunk_id in findable]
            if len(found) >= top_k or len(hits) < wanted:
                return found[:top_k]
            wanted *= 2

    def _check(self, embedder: Embedder) -> None:
        if embedder.fingerprint != self._manifest["fingerprint"]:
            raise IndexMismatch(
                f"{self.path} was built with '{self._manifest['model']}' "
                f"({self._manifest['fingerprint']}), not with '{embedder.name}' "
                f"({embedder.fingerprint}). Build another: dateline index FOLDER --archive "
                "NEW_PATH --model MODEL"
            )


def exists(path: str | Path) -> bool:
    """Whether there is an archive in a folder; one whose making was cut short is none."""
    file = Path(path) / CATALOG_FILE
    if not file.is_file():
        return False
    catalog = Catalog(file)
    try:
        return bool(catalog.manifest())
    finally:
        catalog.close()


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(
            f"The folder {folder} cannot be made: {os.strerror(error.errno or 0)}. Give another "
            "place: --archive PATH"
        ) from error


def _size(folder: Path) -> int:
    """Bytes of the files in a folder; those that a writer deletes meanwhile count for none."""
    size = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            # SQLite's -shm is shared memory, there while the archive is open.
            if not name.endswith("-shm"):
                with suppress(OSError):
                    size += os.stat(os.path.join(parent, name)).st_size
    return size


def _check_built(folder: Path, manifest: dict[str, str]) -> None:
    if not _BUILT <= manifest.keys():
        raise ArchiveError(
            f"{folder / CATALOG_FILE} is no catalogue of Dateline's. Give another place: "
            "--archive PATH"
        )
    if int(manifest["schema_version"]) != SCHEMA_VERSION:
        raise IndexMismatch(
            f"{folder} was built by another version of Dateline (schema "
            f"{manifest['schema_version']}, this one has {SCHEMA_VERSION}). Build another: "
            "dateline index FOLDER --archive NEW_PATH"
        )
    built = (int(manifest["chunk_tokens"]), int(manifest["overlap_tokens"]))
    if built != (CHUNK_TOKENS, OVERLAP_TOKENS):
        raise IndexMismatch(
            f"{folder} was built with chunks of {built[0]} tokens overlapping by {built[1]}, "
            f"this version makes {CHUNK_TOKENS} and {OVERLAP_TOKENS}. Build another: dateline "
            "index FOLDER --archive NEW_PATH"
        )
