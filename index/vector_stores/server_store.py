"""Vectors on a Chroma server, in a collection of the archive's own."""

import secrets
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.errors import ArchiveError, Remedy
from index.layout import MARK_FILE
from index.mending import mendable
from index.notes import Notes
from index.vector_stores.chroma import (
    answers,
    close_server,
    create,
    delete,
    find,
    is_failure,
    server_client,
    write,
)
from index.vector_stores.collection_store import CollectionStore
from index.vector_stores.vectors import VectorPage

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

_MARK = "mark"


class ServerStore(CollectionStore):
    """Vectors on a Chroma server, cosine space; safe to share between threads and processes.

    The server orders reads and writes itself, and a writer that is killed leaves nothing worse
    than vectors that the catalogue does not know. But a server may have lost its data, or have
    got an older state back. So every change puts a new random mark on the collection, which a
    file beside the catalogue has too; a collection with another mark is not used.

    Raises:
        ArchiveError: From every method but `close`: the server cannot be reached, or does not
            hold what was written last.
    """

    def __init__(self, address: str, collection: str, notes: Notes) -> None:
        """Takes an address as `server_address` gives it; nothing is connected yet.

        Args:
            address: Of the server.
            collection: The name of the archive's own collection; `rebuild` makes it.
            notes: Remember the collection's mark; only the writer changes it.
        """
        self._address = address
        self._name = collection
        self._notes = notes
        self._lock = threading.Lock()
        self._client: ClientAPI | None = None

    def sound(self) -> bool:
        """Whether the server holds what was written last, and finds it.

        Raises:
            ArchiveError: The server cannot be reached, so that nobody knows.
        """
        with self._sentences():
            collection = self._ours()
            return collection is not None and answers(collection)

    def seems_sound(self) -> bool:
        """The same."""
        return self.sound()

    def inspect(self) -> None:
        """Raises ArchiveError, which says why, where the server cannot be used as `sound` says."""
        with self._reading() as collection:
            if not answers(collection):
                raise _not_ours(self._address, self._notes)

    def can_be_opened(self) -> bool:
        """Always: who may use it is the server's to say, when it is asked."""
        return True

    def rebuild(self, pages: Iterable[VectorPage]) -> None:
        """Replaces everything, in whatever state it is; an empty store without pages."""
        with self._sentences():
            self._remember()  # No mark: nothing there counts before the end.
            delete(self._connected(), self._name)
            collection = create(self._connected(), self._name, {_MARK: "unfinished"})
            for page in pages:
                write(collection, page)
            mark = _new_mark()
            collection.modify(metadata={_MARK: mark})
            self._remember(mark)

    def drop(self) -> None:
        """Deletes the collection, and the file with its mark."""
        with self._sentences():
            delete(self._connected(), self._name)
        self._notes.delete(MARK_FILE)

    def close(self) -> None:
        """Closes the connections."""
        with self._lock:
            if self._client is not None:
                close_server(self._client)
                self._client = None

    @contextmanager
    def _reading(self) -> Iterator["Collection"]:
        with self._sentences():
            yield self._collection()

    @contextmanager
    def _changing(self) -> Iterator["Collection"]:
        with self._sentences():
            collection = self._collection()
            before, after = _mark(collection), _new_mark()
            self._remember(before, after)  # Readers see the one or the other meanwhile.
            yield collection
            collection.modify(metadata={_MARK: after})
            self._remember(after)

    def _collection(self) -> "Collection":
        collection = self._ours()
        if collection is None:
            raise _not_ours(self._address, self._notes)
        return collection

    def _connected(self) -> "ClientAPI":
        with self._lock:
            if self._client is None:
                self._client = server_client(self._address)
            return self._client

    def _ours(self) -> "Collection | None":
        """The collection, if it has the mark that is remembered."""
        before = self._remembered()
        collection = find(self._connected(), self._name)
        if collection is None:
            return None
        # A writer may have changed both between the one look and the other.
        return collection if _mark(collection) in {*before, *self._remembered()} else None

    def _remembered(self) -> list[str]:
        try:
            return (self._notes.read(MARK_FILE) or b"").decode("ascii", "replace").split()
        except ArchiveError:
            return []

    def _remember(self, *marks: str) -> None:
        self._notes.write(MARK_FILE, " ".join(marks))

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            yield
        except ArchiveError:
            raise
        except BaseException as error:  # Chroma's, httpx's, and plain `Exception`s with the reply
            if not is_failure(error):
                raise
            raise ArchiveError(
                f"The Chroma server at {self._address} cannot be used ({error}). Check that it "
                "runs there (chroma run --path FOLDER --port PORT), then run this again; what "
                "was finished is kept."
            ) from error


def server_address(text: str) -> str:
    """The address of a server, always spelled the same.

    Raises:
        ArchiveError: It is none, or holds a name or password, which would be stored.
    """
    try:
        parts = urlsplit(text)
        plain = not (parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc)
        if parts.scheme in ("http", "https") and parts.hostname and plain and parts.port != 0:
            return f"{parts.scheme}://{parts.netloc.lower()}"
    except ValueError:
        pass
    # Not quoted: it may hold a password.
    raise ArchiveError(
        "That is not the address of a Chroma server. Give one such as http://127.0.0.1:8000, "
        "without a name, a password or a path.",
        remedy=Remedy.GIVE_VECTORS,
    )


def _not_ours(address: str, notes: Notes) -> ArchiveError:
    return mendable(
        ArchiveError,
        f"The Chroma server at {address} does not hold what was written to it last: its data was "
        "lost or replaced.",
        "Index or remove something once: the vectors are made anew from the catalogue.",
        notes.where,
        Remedy.WRITE_ONCE,
    )


def _mark(collection: "Collection") -> str:
    return str((collection.metadata or {}).get(_MARK, ""))


def _new_mark() -> str:
    return secrets.token_hex(8)
