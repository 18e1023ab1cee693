"""Who is signed in: sessions and browsers, known by hashes of what their cookies hold."""

import secrets
from hashlib import sha256

from index.database import Database
from ui.people.accounts import person_in
from ui.people.person import Person
from ui.people.store import Clock, now

SESSION_SECONDS = 12 * 60 * 60
DEVICE_SECONDS = 365 * 24 * 60 * 60


class Sessions:
    """The sessions of one archive's people, the same for all its servers; safe between threads."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Takes where they are, and a clock."""
        self._db = database
        self._clock = clock

    def begin(self, person: Person) -> tuple[str, str]:
        """Signs somebody in; what their browser keeps of the session, and of itself."""
        session, device = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        at = now(self._clock)
        with self._db.transaction():
            for table in ("sessions", "devices"):
                self._db.run(f"DELETE FROM {table} WHERE until <= ?", (at,))  # noqa: S608
            for table, token, seconds in (
                ("sessions", session, SESSION_SECONDS),
                ("devices", device, DEVICE_SECONDS),
            ):
                self._db.run(
                    f"INSERT INTO {table} (digest, person, until) VALUES (?, ?, ?)",  # noqa: S608
                    (digest(token), person.name, at + seconds),
                )
        return session, device

    def person(self, session: str) -> Person | None:
        """Whose session it is; None for nobody's, or where it has ended."""
        rows = self._db.rows(
            "SELECT people.* FROM sessions JOIN people ON people.name = sessions.person"
            " WHERE sessions.digest = ? AND sessions.until > ?",
            (digest(session), now(self._clock)),
        )
        return person_in(rows[0]) if rows else None

    def end(self, session: str) -> None:
        """Signs out."""
        self._db.run("DELETE FROM sessions WHERE digest = ?", (digest(session),))

    def is_of(self, device: str, name: str) -> bool:
        """Whether somebody of that name has signed in by a browser before."""
        rows = self._db.rows(
            "SELECT person FROM devices WHERE digest = ? AND person = ? AND until > ?",
            (digest(device), name, now(self._clock)),
        )
        return bool(rows)


def digest(token: str) -> str:
    """What is stored of a random token."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
