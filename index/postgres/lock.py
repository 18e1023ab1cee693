"""Who may write to an archive in PostgreSQL: advisory locks, which end with their connection."""

import hashlib
import threading
from typing import TYPE_CHECKING, Any

from index.errors import ArchiveBusy, ArchiveError
from index.postgres.address import PostgresAddress
from index.postgres.failures import sentences
from index.postgres.pools import connected

if TYPE_CHECKING:
    from psycopg import Connection


class WriterPlace:
    """A writer's place at an archive, taken; it holds a connection of its own.

    Raises:
        ArchiveBusy: Another has it.
        ArchiveError: The server cannot be reached.
    """

    def __init__(self, address: PostgresAddress, *, shared: bool = False) -> None:
        """Takes the place.

        Args:
            address: The archive's.
            shared: Whether others who share it may have it at the same time.
        """
        self._address = address
        self._kind = "_shared" if shared else ""
        self._held = 0
        self._changing = threading.RLock()
        self._connection: Connection[Any] | None = None
        self.acquire()

    def acquire(self) -> None:
        """Takes the place, once more where it is held: it is to be let go of as often."""
        with self._changing:
            if self._connection is None:
                self._connection = self._taken()
            self._held += 1

    def release(self) -> None:
        """Lets go of the place; where it was taken more often, once."""
        with self._changing:
            self._held = max(0, self._held - 1)
            if self._held == 0 and self._connection is not None:
                self._connection.close()
                self._connection = None

    def check(self) -> None:
        """Raises ArchiveError where the place was lost, as when the server was started again."""
        with self._changing, sentences(self._address):
            if self._connection is None:
                raise ArchiveError(f"The archive in {self._address} was closed. Open it again.")
            try:
                self._connection.execute("SELECT 1")
                return
            except Exception:
                if not self._connection.broken:
                    raise
            self._connection.close()
            self._connection = self._taken()

    def _taken(self) -> "Connection[Any]":
        made = connected(self._address)
        try:
            with sentences(self._address):
                key = lock_key(self._address)
                row = made.execute(
                    f"SELECT pg_try_advisory_lock{self._kind}(%s)", (key,)
                ).fetchone()
            if row is None or not row[0]:
                raise ArchiveBusy(
                    f"{self._address} is being written to by another process. Wait until it has "
                    "finished, then run this again; questions can be asked meanwhile."
                )
        except BaseException:
            made.close()
            raise
        return made


def lock_key(address: PostgresAddress) -> int:
    """The number of an archive's lock among all of its database."""
    digest = hashlib.sha256(f"dateline archive {address.name}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
