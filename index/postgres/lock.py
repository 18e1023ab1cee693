"""Who may write to an archive in PostgreSQL: advisory locks, which end with their connection."""

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from index.errors import ArchiveBusy, ArchiveError
from index.postgres.address import PostgresAddress
from index.postgres.failures import sentences
from index.postgres.pools import connected

if TYPE_CHECKING:
    from psycopg import Connection


_STEP_SECONDS = 0.05
# One that indexes may join others; until who is alone there has finished opening, it waits.
SHARING_SECONDS = 5.0


class WriterPlace:
    """A writer's place at an archive, taken; it holds a connection of its own.

    Any number of writers may share it, or one has it alone. It is taken alone where nobody else is
    there, and shared by `share`.

    Raises:
        ArchiveBusy: Another has it alone, or, where it is to be had alone, at all.
        ArchiveError: The server cannot be reached.
    """

    def __init__(self, address: PostgresAddress) -> None:
        """Takes the place, alone where that can be."""
        self._address = address
        self._held = 0
        self._changing = threading.RLock()
        self._connection: Connection[Any] | None = None
        self._is_alone = False
        self.acquire()

    def acquire(self) -> None:
        """Takes the place, once more where it is held: it is to be let go of as often."""
        with self._changing:
            if self._connection is None:
                self._take()
            self._held += 1

    def release(self) -> None:
        """Lets go of the place; where it was taken more often, once."""
        with self._changing:
            self._held = max(0, self._held - 1)
            if self._held == 0 and self._connection is not None:
                self._let_go(self._connection)
                self._connection = None

    def share(self) -> None:
        """Lets others write as well."""
        with self._changing:
            if self._is_alone:
                self._ask("SELECT pg_advisory_lock_shared(%s)")
                self._ask("SELECT pg_advisory_unlock(%s)")
                self._is_alone = False

    @contextmanager
    def alone(self) -> Iterator[None]:
        """The block with no other writer."""
        with self.trying_alone() as alone:
            if not alone:
                raise self._busy()
            yield

    @contextmanager
    def trying_alone(self) -> Iterator[bool]:
        """The block, and whether it has no other writer."""
        with self._changing:
            self.check()
            if self._is_alone:
                yield True
                return
            alone = self._ask("SELECT pg_try_advisory_lock(%s)")
            try:
                yield alone
            finally:
                if alone:
                    self._ask("SELECT pg_advisory_unlock(%s)")

    def check(self) -> None:
        """Raises ArchiveError where the place was lost and another has it alone.

        It is lost when the server is started again.
        """
        from psycopg import Error

        with self._changing, sentences(self._address):
            if self._connection is None:
                raise ArchiveError(f"The archive in {self._address} was closed. Open it again.")
            try:
                self._connection.execute("SELECT 1")
                return
            except Error:
                # By us, too: the last try to connect again may have failed.
                if not self._connection.closed:
                    raise
            was_alone = self._is_alone
            self._connection.close()
            self._take()
            if not was_alone:
                self.share()

    def _take(self) -> None:
        self._connection = connected(self._address)
        try:
            self._is_alone = self._ask("SELECT pg_try_advisory_lock(%s)")
            if not self._is_alone:
                self._join()
        except BaseException:
            self._connection.close()
            self._connection = None
            raise

    def _join(self) -> None:
        last = time.monotonic() + SHARING_SECONDS
        while not self._ask("SELECT pg_try_advisory_lock_shared(%s)"):
            if time.monotonic() > last:
                raise self._busy()
            time.sleep(_STEP_SECONDS)

    def _let_go(self, connection: "Connection[Any]") -> None:
        """Ends the locks and closes: the server may see a while later that a connection closed."""
        from psycopg import Error

        try:
            connection.execute("SELECT pg_advisory_unlock_all()")
        except Error:
            pass  # Of a connection that was lost they ended with it, else they do now.
        finally:
            connection.close()

    def _ask(self, sql: str) -> bool:
        assert self._connection is not None
        with sentences(self._address):
            row = self._connection.execute(sql, (lock_key(self._address),)).fetchone()
        return bool(row and row[0])

    def _busy(self) -> ArchiveBusy:
        return ArchiveBusy(
            f"{self._address} is being written to by another process. Wait until it has "
            "finished, then run this again; questions can be asked meanwhile."
        )


def lock_key(address: PostgresAddress) -> int:
    """The number of an archive's lock among all of its database."""
    digest = hashlib.sha256(f"dateline archive {address.name}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
