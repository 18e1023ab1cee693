"""Vectors in a Chroma folder beside the catalogue."""

import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ArchiveError, Remedy
from index.locks import Gate
from index.mending import may_write, mendable
from index.vector_stores.chroma import (
    close_folder,
    create,
    folder_client,
    is_failure,
    write,
)
from index.vector_stores.collection_store import CollectionStore
from index.vector_stores.folder_sums import DATABASE, damage, write_sums
from index.vector_stores.vectors import VectorPage

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

COLLECTION = "chunks"


class FolderStore(CollectionStore):
    """Vectors in an embedded Chroma folder, cosine space; safe to share between threads.

    Chroma must never have two writers on a folder. A reader sees another process's writes only
    with a client opened after them, fails or worse when it opens one during them, and a folder
    whose writer was killed while it wrote may never open again. So all go through a `Gate`,
    which also tells when to open another client, and when to rebuild the folder. Nor is a folder
    opened whose files are not those that were written last (`index.vector_stores.folder_sums`).

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

    def sound(self) -> bool:
        """Whether its files are what was written last; no while a change is under way."""
        try:
            self.inspect()
        except ArchiveError:
            return False
        return True

    def seems_sound(self) -> bool:
        """The same without looking through the files."""
        return self._gate.whole() and any(self._folder.glob("*"))

    def inspect(self) -> None:
        """Raises ArchiveError, which says why, where `sound` is no."""
        with self._lock, self._gate.reading() as version, self._sentences():
            if said := damage(self._folder, version):
                raise ArchiveError(said)

    def can_be_opened(self) -> bool:
        """Whether this process may open it: Chroma writes to a folder whenever it does."""
        return may_write(self._folder) and may_write(self._folder / DATABASE)

    def rebuild(self, pages: Iterable[VectorPage]) -> None:
        """Replaces everything, in whatever state it is; an empty store without pages."""
        with self._lock, self._gate.changing(anew=True) as version, self._sentences():
            self._let_go()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._client, self._spelling = folder_client(self._folder)
            collection = create(self._client, COLLECTION)
            for page in pages:
                write(collection, page)
            write_sums(self._folder, version)
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
        with self._lock, self._gate.reading() as version:
            if not self.can_be_opened():
                raise ArchiveError(
                    f"The vectors in {self._folder} can be searched only by who may write to that "
                    "folder: Chroma does whenever it opens it. Ask for the permission, or copy the "
                    "archive's folder and search the copy."
                )
            with self._sentences():
                yield self._collection(version)

    @contextmanager
    def _changing(self) -> Iterator["Collection"]:
        with (
            self._lock,
            self._gate.changing() as version,
            self._summed(version),
            self._sentences(),
        ):
            yield self._collection(version - 1)
            self._version = version

    @contextmanager
    def _summed(self, version: int) -> Iterator[None]:
        """Writes down how the block leaves the files, unless it fails."""
        try:
            yield
        except Exception:
            raise
        except BaseException:  # Ctrl-C comes between calls, not in one: the files are whole.
            write_sums(self._folder, version)
            raise
        write_sums(self._folder, version)

    def _collection(self, version: int) -> "Collection":
        """The collection as of a version: another client where this one's is older."""
        if self._client is None or self._version != version:
            self._let_go()
            # What could not be opened is not tried again until it has changed.
            if self._broken == version:
                raise ArchiveError("it could not be opened before")
            self._broken = version
            if said := damage(self._folder, version):
                raise ArchiveError(said)
            self._client, self._spelling = folder_client(self._folder)
            self._version, self._broken = version, -1
        return self._client.get_collection(COLLECTION, embedding_function=None)

    def _let_go(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            close_folder(client, self._spelling)

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            yield
        except BaseException as error:  # Chroma raises its own errors as several unrelated classes
            if not is_failure(error):
                raise
            self._let_go()
            raise mendable(
                ArchiveError,
                f"The vectors in {self._folder} cannot be used ({error}).",
                "Index or remove something once: they are made anew from the catalogue.",
                self._folder.parent,
                Remedy.WRITE_ONCE,
            ) from error
