"""Where vectors are kept: the `VectorStore` protocol and its values."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol, Self

from index.filters import Filters
from index.models.embedding import Vectors


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
    kind: str
    language: str

    @classmethod
    def of(
        cls,
        article_id: str,
        publisher: str | None,
        section: str | None,
        first_day: int,
        last_day: int,
        kind: str | None = None,
        language: str | None = None,
    ) -> Self:
        """The labels of an article's vectors."""
        return cls(
            label_hash(article_id),
            label_hash(publisher),
            label_hash(section),
            first_day,
            last_day,
            label_hash(kind),
            label_hash(language),
        )


class VectorPage(NamedTuple):
    """Vectors with their ids and labels, row by row."""

    ids: Sequence[str]
    vectors: Vectors
    labels: Sequence[VectorLabels]


class VectorStore(Protocol):
    """Vectors by chunk id. What may be shown is the catalogue's to say, not the store's.

    Raises:
        ArchiveError: From every method but `close`: the store cannot be reached or is not sound.
    """

    def upsert(self, ids: Sequence[str], vectors: Vectors, labels: Sequence[VectorLabels]) -> None:
        """Stores vectors of length 1, replacing those under the same ids."""
        ...

    def is_stored_in_parallel(self) -> bool:
        """Whether several processes may store new ones at once.

        Then each does so as a part of the transaction that it is in with the catalogue.
        """
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

    def vectors_of(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of ids, each of shape (dimensions,); unknown ids are left out."""
        ...

    def id_page(self, after: int) -> list[str]:
        """Some of its ids but for the first `after`, in an order of its own; none at the end."""
        ...

    def count(self) -> int:
        """How many vectors it holds."""
        ...

    def sound(self) -> bool:
        """Whether it holds what was written last; no while a change is under way."""
        ...

    def seems_sound(self) -> bool:
        """The same, without what takes long where there are many vectors."""
        ...

    def inspect(self) -> None:
        """Raises ArchiveError, which says why, where it is not sound."""
        ...

    def can_be_opened(self) -> bool:
        """Whether this process has the permissions that it takes."""
        ...

    def rebuild(self, pages: Iterable[VectorPage]) -> None:
        """Replaces everything, in whatever state it is."""
        ...

    def drop(self) -> None:
        """Deletes everything for good, the place where it was included."""
        ...

    def close(self) -> None:
        """Lets go of files and connections."""
        ...


def label_hash(text: str | None) -> str:
    """What stands in the vector store for a name, so that none of its words does."""
    return hashlib.sha256((text or "").encode()).hexdigest()[:16]
