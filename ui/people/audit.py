"""What is written down of who did what: lines that are added, and never changed or deleted."""

import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from index.database import Database
from index.prose.invisible import one_line
from ui.people.store import Clock

_LONGEST = 2000
_FIELDS = ("at", "who", "place", "did", "what")


class Did(StrEnum):
    """What can be written down."""

    SIGNED_IN = "signed in"
    FAILED = "failed to sign in"
    SIGNED_OUT = "signed out"
    USER_ADDED = "user added"
    USER_CHANGED = "user changed"
    USER_REMOVED = "user removed"
    KEY_MADE = "key made"
    KEY_REVOKED = "key revoked"
    INDEXED = "indexed"
    REMOVED = "removed"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was done.

    Attributes:
        at: When, in UTC: "2026-11-27T10:00:00.000000Z".
        who: By whom; empty for nobody who is known.
        place: From where: an address, or "terminal".
        did: What was done, one of `Did`.
        what: With what, or to what.
    """

    at: str
    who: str
    place: str
    did: str
    what: str


class Audit:
    """The log of one archive; safe between threads."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Takes where it is, and a clock."""
        self._db = database
        self._clock = clock

    def note(self, who: str, place: str, did: Did, what: str = "") -> None:
        """Writes a line."""
        at = datetime.fromtimestamp(self._clock(), UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        told = one_line(what)[:_LONGEST].encode("utf-8", "replace").decode()
        self._db.run(
            "INSERT INTO audit (id, at, who, place, did, what) VALUES (?, ?, ?, ?, ?, ?)",
            (f"{time.time_ns():016x}{secrets.token_hex(4)}", at, who, place, did.value, told),
        )

    def lines(self, first: date | None = None) -> Iterator[Line]:
        """The lines from a day (UTC) on, the oldest first."""
        rows = self._db.rows(
            "SELECT at, who, place, did, what FROM audit WHERE at >= ? ORDER BY at, id",
            (first.isoformat() if first else "",),
        )
        return (Line(**{name: row[name] for name in _FIELDS}) for row in rows)
