"""Where vectors are kept: the `VectorStore` protocol and Chroma behind it."""

import hashlib
import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self, cast

import numpy as np

from index.dates import as_number
from index.embedding import Vectors
from index.errors import ArchiveError
from index.filters import Filters
from index.locks import Gate

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

COLLECTION = "chunks"
CONFIGURATION = {"hnsw": {"space": "cosine"}}


class Hit(NamedTuple):
    """A chunk that was found; a higher score is better."""

    chunk_id: str
    score: float


class VectorLabels(NamedTuple):
    """What a vector is filtered by: ids as hashes, dates as YYYYMMDD, 0 when undated."""

    article: str
    publisher: str
    section: str
    first_day: int
    last_day: int

    @classmethod
    def of(
        cls,
        article_id: str,
        publisher: str | None,
        section: str | None,
        first_day: int,
        last_day: int,
    ) -> Self:
        """The labels of an article's vectors."""
        return cls(
            label_hash(article_id),
            label_hash(publisher),
            label_hash(section),
            first_day,
            last_day,
        )


class VectorPage(NamedTuple):
    """Vectors with their ids and labels, row by row."""

    ids: Sequence[str]
    vectors: Vectors
    labels: Sequence[VectorLabels]


class VectorStore(Protocol):
    """Vectors by chunk id. What may be shown is the catalogue's to say, not the store's."""

    def upsert(self, ids: Sequence[str], vectors: Vectors, labels: Sequence[VectorLabels]) -> None:
        """Stores vectors of length 1, replacing those under the same ids."""
        ...

    def delete(self, ids: Iterable[str]) -> None:
        """Removes vectors; ids that are not there are no error."""
        ...

    def search(self, vector: Vectors, filters: Filters, top_k: int) -> list[Hit]:
        """The nearest chunks that pass the filters, by cosine, best first."""
        ...

    def known(self, ids: Sequence[str]) -> set[str]:
        """Which of the ids have a vector."""
        ...

    def sound(self) -> bool:
        """Whether what was written last was written to its end."""
        ...

    def rebuild(self, pages: Iterable[VectorPage]) -> None:
        """Replaces everything, in whatever state it is."""
        ...

    def close(self) -> None:
        """Lets go of files and connections."""
        ...


class ChromaStore:
    """Vectors in an embedded Chroma folder, cosine space; safe to share between threads.

    Chroma must never have two writers on a folder. A reader sees another process's writes only
    with a client opened after them, fails or worse when it opens one during them, and a folder
    whose writer was killed while it wrote may never open again. So all go through a `Gate`,
    which also tells when to open another client, and when to rebuild the folder.

    Raises:
        ArchiveError: From every method: Chroma cannot do it, or the folder is not sound.
    """

    def __init__(self, folder: Path) -> None:
        """Takes a folder that `rebuild` has made; it is opened when it is first needed."""
        self._folder = folder
        self._gate = Gate(folder.with_suffix(".lock"))
        self._lock = threading.Lock()
        self._client: ClientAPI | None = None
        self._spelling = 0
        self._version = -1
        self._broken = -1

    def upsert(self, ids: Sequence[str], vectors: Vectors, labels: Sequence[VectorLabels]) -> None:
        """Stores vectors of length 1, replacing those under the same ids."""
        with self._changing() as collection:
            _upsert(collection, self._batch_size(), VectorPage(ids, vectors, labels))

    def delete(self, ids: Iterable[str]) -> None:
        """Removes vectors; ids that are not there are no error."""
        remaining = list(ids)
        with self._changing() as collection:
            batch = self._batch_size()
            for first in range(0, len(remaining), batch):
                collection.delete(ids=remaining[first : first + batch])

    def search(self, vector: Vectors, filters: Filters, top_k: int) -> list[Hit]:
        """The nearest chunks that pass the filters, by cosine, best first."""
        with self._reading() as collection:
            result = collection.query(
                query_embeddings=np.asarray(vector, dtype=np.float32).reshape(1, -1),
                n_results=top_k,
                where=cast(Any, _where(filters)),
                include=["distances"],
            )
        distances = (result["distances"] or [[]])[0]
        return [
            Hit(chunk_id, 1.0 - float(distance))
            for chunk_id, distance in zip(result["ids"][0], distances, strict=True)
        ]

    def known(self, ids: Sequence[str]) -> set[str]:
        """Which of the ids have a vector."""
        found: set[str] = set()
        with self._reading() as collection:
            batch = self._batch_size()
            for first in range(0, len(ids), batch):
                # With the vectors: an id alone may outlive its vector in Chroma's tables.
                part = collection.get(ids=list(ids[first : first + batch]), include=["embeddings"])
                found.update(part["ids"])
        return found

    def sound(self) -> bool:
        """Whether what was written last was written to its end."""
        return self._gate.whole() and any(self._folder.glob("*"))

    def rebuild(self, pages: Iterable[VectorPage]) -> None:
        """Replaces everything, in whatever state it is; an empty store without pages."""
        with self._lock, self._gate.changing(anew=True) as version, self._sentences():
            self._drop()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._client, self._spelling = _client(self._folder)
            collection = self._client.create_collection(
                COLLECTION, embedding_function=None, configuration=cast(Any, CONFIGURATION)
            )
            for page in pages:
                _upsert(collection, self._batch_size(), page)
            self._version = version

    def close(self) -> None:
        """Lets go of the folder."""
        with self._lock:
            self._drop()

    @contextmanager
    def _reading(self) -> Iterator["Collection"]:
        with self._lock, self._gate.reading() as version, self._sentences():
            yield self._collection(version)

    @contextmanager
    def _changing(self) -> Iterator["Collection"]:
        with self._lock, self._gate.changing() as version, self._sentences():
            yield self._collection(version - 1)
            self._version = version

    def _collection(self, version: int) -> "Collection":
        """The collection as of a version: another client where this one's is older."""
        if self._client is None or self._version != version:
            self._drop()
            # What could not be opened is not tried again until it has changed.
            if self._broken == version:
                raise ArchiveError("it could not be opened before")
            self._broken = version
            self._client, self._spelling = _client(self._folder)
            self._version, self._broken = version, -1
        return self._client.get_collection(COLLECTION, embedding_function=None)

    def _batch_size(self) -> int:
        assert self._client
        return int(self._client.get_max_batch_size())

    def _drop(self) -> None:
        if self._client is not None:
            _close(self._client, self._spelling)
            self._client = None

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # Chroma raises its Rust errors as several unrelated classes
            self._drop()
            raise ArchiveError(
                f"The vectors in {self._folder} cannot be used ({error}). Run 'dateline index' "
                "again; if it says the same, delete the folder "
                f"{self._folder} and run it once more: they are made anew from the catalogue."
            ) from error


def label_hash(text: str | None) -> str:
    """What stands in the vector store for a name, so that none of its words does."""
    return hashlib.sha256((text or "").encode()).hexdigest()[:16]


def _upsert(collection: "Collection", batch: int, page: VectorPage) -> None:
    for first in range(0, len(page.ids), batch):
        part = slice(first, first + batch)
        # `add` would silently keep the old vector of a known id.
        collection.upsert(
            ids=list(page.ids[part]),
            embeddings=page.vectors[part],
            metadatas=[label._asdict() for label in page.labels[part]],
        )


# Chroma shares one client among all that open the same path in a process, and such a client
# cannot be reopened while another holder keeps it. So each store spells its path its own way.
_spellings: set[int] = set()
_spelling_lock = threading.Lock()


def _client(folder: Path) -> tuple["ClientAPI", int]:
    import chromadb
    from chromadb.config import Settings

    with _spelling_lock:
        spelling = next(n for n in range(len(_spellings) + 1) if n not in _spellings)
        _spellings.add(spelling)
        # Where this fails, Chroma keeps what it half opened under the path: it stays taken.
        settings = Settings(anonymized_telemetry=False)
        client = chromadb.PersistentClient(str(folder) + "/." * spelling, settings=settings)
    return client, spelling


def _close(client: "ClientAPI", spelling: int) -> None:
    """Closes a client; its class has `close`, the interface it is typed by has not."""
    with _spelling_lock:
        cast(Any, client).close()
        _spellings.discard(spelling)


def _where(filters: Filters) -> dict[str, Any] | None:
    """The filters in Chroma's language; None when everything passes."""
    clauses: list[dict[str, Any]] = []
    for label, wanted in (
        ("article", filters.article_ids),
        ("publisher", filters.publishers),
        ("section", filters.sections),
    ):
        if wanted:
            clauses.append({label: {"$in": [label_hash(name) for name in wanted]}})
    dated: list[dict[str, Any]] = []
    if filters.published_from:
        dated.append({"last_day": {"$gte": as_number(filters.published_from)}})
    if filters.published_to:
        dated.append({"last_day": {"$lte": as_number(filters.published_to)}})
    if dated:
        clauses.append(_or_undated(_all(dated), filters.undated))
    if filters.as_of:
        clauses.append({"last_day": {"$lte": as_number(filters.as_of)}})
    return _all(clauses) if clauses else None


def _all(clauses: list[dict[str, Any]]) -> dict[str, Any]:
    return clauses[0] if len(clauses) == 1 else {"$and": clauses}


def _or_undated(clause: dict[str, Any], undated: bool) -> dict[str, Any]:
    if undated:
        return {"$or": [clause, {"last_day": {"$eq": 0}}]}
    return {"$and": [clause, {"last_day": {"$gt": 0}}]}
