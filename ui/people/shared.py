"""One password that all readers share: who has signed in by it, at all servers of an archive."""

import hmac
import logging
import secrets
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Self

from index.database import Database
from index.errors import ArchiveError
from index.places.opening import place_of
from index.places.place import Where
from index.side_tables import SideSchema
from index.sqlite import SqliteDatabase
from ui.people.sessions import DEVICE_SECONDS, SESSION_SECONDS
from ui.people.store import Clock, now
from ui.people.tries import Tries

SHARED = SideSchema(
    "sessions",
    (
        "CREATE TABLE shared_sessions (digest TEXT PRIMARY KEY, until BIGINT NOT NULL)",
        "CREATE TABLE shared_devices (digest TEXT PRIMARY KEY, until BIGINT NOT NULL)",
        "CREATE TABLE shared_failures (who TEXT PRIMARY KEY, count INTEGER NOT NULL,"
        " last DOUBLE PRECISION NOT NULL)",
    ),
)
_IN_MEMORY = Path(":memory:")
_log = logging.getLogger("dateline.page")


class SharedPassword:
    """The password, and the sessions and browsers of who has signed in by it.

    Of a session an HMAC of the cookie is stored whose key is the password. So a session ends with
    the password by which it began, and what is stored helps nobody to guess either.

    Args:
        database: Where the tables of `SHARED` are; it is closed with this.
        password: The password.
        clock: Seconds since 1970.

    Attributes:
        tries: Wrong passwords.
    """

    def __init__(self, database: Database, password: str, clock: Clock = time.time) -> None:
        """Takes where they are; forgets what has ended."""
        self._db = database
        self._clock = clock
        self._password = password.encode("utf-8", "surrogatepass")
        self.tries = Tries(database, clock, table="shared_failures")
        self._forget_ended()

    @classmethod
    def of_archive(cls, archive: Where, password: str) -> Self:
        """The same at all servers of an archive; where it may not be written to, at this one."""
        try:
            with closing(place_of(archive)) as place:
                database = place.beside(SHARED).open()
            try:
                return cls(database, password)
            except BaseException:
                database.close()
                raise
        except ArchiveError as error:
            _log.warning(
                "Who signs in here does so at this server alone, and until it ends: %s", error
            )
            return cls.alone(password)

    @classmethod
    def alone(cls, password: str, clock: Clock = time.time) -> Self:
        """At one server alone, in its memory."""
        database = SqliteDatabase(_IN_MEMORY)
        SHARED.lay_out(database)
        return cls(database, password, clock)

    def close(self) -> None:
        """Lets go of the database."""
        self._db.close()

    def is_right(self, given: str) -> bool:
        """Whether that is the password; it takes as long whatever is given."""
        digests = (sha256(each) for each in (_bytes(given), self._password))
        return hmac.compare_digest(*(each.digest() for each in digests))

    def begin(self) -> tuple[str, str]:
        """Signs a browser in; what it keeps of the session, and of itself."""
        session, device = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        at = now(self._clock)
        with self._db.transaction():
            self._forget_ended()
            for table, token, seconds in (
                ("shared_sessions", session, SESSION_SECONDS),
                ("shared_devices", device, DEVICE_SECONDS),
            ):
                self._db.run(
                    f"INSERT INTO {table} (digest, until) VALUES (?, ?)",  # noqa: S608
                    (self._digest(token), at + seconds),
                )
        return session, device

    def reader(self, session: str) -> str | None:
        """A name for whose session it is, the same at each server; None where it is nobody's."""
        return self._found("shared_sessions", session)

    def device(self, token: str) -> str | None:
        """A name for a browser that has signed in before; None for another one."""
        return self._found("shared_devices", token)

    def end(self, session: str) -> None:
        """Signs out."""
        self._db.run("DELETE FROM shared_sessions WHERE digest = ?", (self._digest(session),))

    def _found(self, table: str, token: str) -> str | None:
        rows = self._db.rows(
            f"SELECT 1 FROM {table} WHERE digest = ? AND until > ?",  # noqa: S608
            (self._digest(token), now(self._clock)),
        )
        return self._digest(token) if rows else None

    def _forget_ended(self) -> None:
        for table in ("shared_sessions", "shared_devices"):
            self._db.run(f"DELETE FROM {table} WHERE until <= ?", (now(self._clock),))  # noqa: S608

    def _digest(self, token: str) -> str:
        return hmac.new(self._password, _bytes(token), sha256).hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
