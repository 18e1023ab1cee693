"""Everything about an archive's people in one place, opened once for a server or a command."""

import json
import secrets
import time
from collections.abc import Mapping

from index.places.place import Where
from ui.people.accounts import Accounts
from ui.people.audit import Audit
from ui.people.keys import Keys
from ui.people.questions import Questions
from ui.people.sessions import Sessions, digest
from ui.people.store import Clock, now, opened
from ui.people.tries import Tries

_ERRAND_SECONDS = 10 * 60


class People:
    """The people of an archive; safe to share between threads.

    Args:
        archive: The archive's folder, or its address.
        clock: Seconds since 1970.
        audit_questions: Whether questions are written down.

    Attributes:
        accounts: Who there is.
        keys: Their keys.
        sessions: Who is signed in.
        tries: Wrong tries to sign in.
        audit: What is written down.
        questions: How often they ask.
    """

    def __init__(
        self, archive: Where, *, clock: Clock = time.time, audit_questions: bool = False
    ) -> None:
        """Opens their file, which is made where there is none; raises DatelineError."""
        self._db = opened(archive)
        self._clock = clock
        self.accounts = Accounts(self._db, clock)
        self.keys = Keys(self._db, clock)
        self.sessions = Sessions(self._db, clock)
        self.tries = Tries(self._db, clock)
        self.audit = Audit(self._db, clock)
        self.questions = Questions(self._db, clock, self.audit if audit_questions else None)

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def send_out(self, told: Mapping[str, str]) -> str:
        """Keeps something for who comes back from elsewhere; gives what they bring along.

        It can be fetched once, within ten minutes, at whichever server.
        """
        token = secrets.token_urlsafe(32)
        at = now(self._clock)
        self._db.run("DELETE FROM errands WHERE until <= ?", (at,))
        self._db.run(
            "INSERT INTO errands (digest, told, until) VALUES (?, ?, ?)",
            (digest(token), json.dumps(dict(told)), at + _ERRAND_SECONDS),
        )
        return token

    def come_back(self, token: str) -> Mapping[str, str] | None:
        """What was kept for who comes back; None where there is nothing, or not any more."""
        rows = self._db.rows(
            "DELETE FROM errands WHERE digest = ? AND until > ? RETURNING told",
            (digest(token), now(self._clock)),
        )
        found: Mapping[str, str] | None = json.loads(rows[0]["told"]) if rows else None
        return found
