"""What every store in Chroma does with its collection, wherever that lies."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from index.filters import Filters
from index.models.embedding import Vectors
from index.vector_stores.chroma import erase, held, id_page, nearest, vectors_of, write
from index.vector_stores.vectors import Hit, VectorLabels, VectorPage

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection


class CollectionStore(ABC):
    """Vectors in a collection, which a store opens in a way of its own to read and to change it."""

    def upsert(self, ids: Sequence[str], vectors: Vectors, labels: Sequence[VectorLabels]) -> None:
        """Stores vectors of length 1, replacing those under the same ids."""
        with self._changing() as collection:
            write(collection, VectorPage(ids, vectors, labels))

    def is_stored_in_parallel(self) -> bool:
        """No: one process changes a collection at a time."""
        return False

    def delete(self, ids: Iterable[str]) -> None:
        """Removes vectors; ids that are not there are no error."""
        with self._changing() as collection:
            erase(collection, ids)

    def search(self, vector: Vectors, filters: Filters, top_k: int) -> list[Hit]:
        """The nearest chunks that pass the filters, by cosine, best first."""
        with self._reading() as collection:
            return nearest(collection, vector, filters, top_k)

    def known(self, ids: Sequence[str]) -> set[str]:
        """Which of the ids have a vector."""
        with self._reading() as collection:
            return held(collection, ids)

    def vectors_of(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of ids, each of shape (dimensions,); unknown ids are left out."""
        with self._reading() as collection:
            return vectors_of(collection, ids)

    def id_page(self, after: int) -> list[str]:
        """Some of its ids but for the first `after`, in an order of its own; none at the end."""
        with self._reading() as collection:
            return id_page(collection, after)

    def count(self) -> int:
        """How many vectors it holds."""
        with self._reading() as collection:
            return collection.count()

    @abstractmethod
    def _reading(self) -> "AbstractContextManager[Collection]":
        """The collection, while nobody changes it under the reader."""

    @abstractmethod
    def _changing(self) -> "AbstractContextManager[Collection]":
        """The collection, for the one who changes it."""
