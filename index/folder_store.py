"""Vectors in a Chroma folder beside the catalogue."""

import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.chroma import close_folder, create, erase, folder_client, held, nearest, write
from index.embedding import Vectors
from index.errors import ArchiveError, Remedy
from index.filters import Filters
from index.locks import Gate
from index.vectors import Hit, VectorLabels, VectorPage

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

COLLECTION = "chunks"


class FolderStore:
    """Vectors in an embedded Chroma folder, cosine space; safe to share between threads.

    Chroma must never have two writers on a folder. A reader sees another process's writes only
    with a client opened after them, fails or worse when it opens one during them, and a folder
    whose writer was killed while it wrote may never open again. So all go through a `Gate`,
    which also tells when to open another client, and when to rebuild the folder.

    Raises:
        ArchiveError: From every method but `close`: Chroma cannot do it, or the folder is not
            sound.
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
            write(collection, VectorPage(ids, vectors, labels))

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

    def sound(self) -> bool:
        """Whether it holds what was written last; no while a change is under way."""
        return self._gate.whole() and any(self._folder.glob("*"))

    def rebuild(self, pages: Iterable[VectorPage]) -> None:
        """Replaces everything, in whatever state it is; an empty store without pages."""
        with self._lock, self._gate.changing(anew=True) as version, self._sentences():
            self._let_go()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._client, self._spelling = folder_client(self._folder)
            collection = create(self._client, COLLECTION)
            for page in pages:
                write(collection, page)
            self._version = version

    def drop(self) -> None:
        """Deletes the folder and the file of its gate."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._gate.remove()

    def close(self) -> None:
        """Lets go of the folder."""
        with self._lock:
            self._let_go()

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
            self._let_go()
            # What could not be opened is not tried again until it has changed.
            if self._broken == version:
                raise ArchiveError("it could not be opened before")
            self._broken = version
            self._client, self._spelling = folder_client(self._folder)
            self._version, self._broken = version, -1
        return self._client.get_collection(COLLECTION, embedding_function=None)

    def _let_go(self) -> None:
        if self._client is not None:
            close_folder(self._client, self._spelling)
            self._client = None

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # Chroma raises its Rust errors as several unrelated classes
            self._let_go()
            raise ArchiveError(
                f"The vectors in {self._folder} cannot be used ({error}). Index or remove "
                "something once; if that says the same, delete the folder "
                f"{self._folder} and do it once more: they are made anew from the catalogue.",
                remedy=Remedy.WRITE_ONCE,
            ) from error
