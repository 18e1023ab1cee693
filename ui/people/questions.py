"""How often somebody may ask: so many questions in any sixty seconds, at all servers together.

The package `limits` counts such things in Redis or in one process; here they are counted where
the people are, which all servers have already, and exactly, for there are few of them.
"""

from math import ceil

from index.database import Database
from ui.language import ngettext
from ui.people.audit import Audit, Did
from ui.people.person import Person
from ui.people.store import Clock, PeopleError

_MINUTE = 60.0


class TooManyQuestions(PeopleError):
    """Somebody has asked as often as they may.

    Attributes:
        seconds: After which they may ask again, 1 or more.
    """

    def __init__(self, per_minute: int, seconds: int) -> None:
        """Takes how many they may ask, and when again."""
        said = ngettext(
            "You may ask %(num)s question a minute. Ask again in %(seconds)s s.",
            "You may ask %(num)s questions a minute. Ask again in %(seconds)s s.",
            per_minute,
            seconds=seconds,
        )
        super().__init__(said)
        self.seconds = seconds


class Questions:
    """Counts the questions of one archive's people; safe between threads and servers.

    Args:
        database: Where they are counted.
        clock: Seconds since 1970.
        audit: Where questions are written down; None where they are not.
    """

    def __init__(self, database: Database, clock: Clock, audit: Audit | None) -> None:
        """Takes where questions are counted and written down."""
        self._db = database
        self._clock = clock
        self._audit = audit

    def take(self, person: Person, question: str, place: str = "") -> None:
        """Counts a question that somebody asks, and writes it down where that is wanted.

        Call it once for each question, before it is answered; it takes about a millisecond.

        Args:
            person: Who asks.
            question: As they wrote it.
            place: The address that they ask from.

        Raises:
            TooManyQuestions: They have to wait; the question was not counted.
        """
        if person.per_minute is not None:
            self._count(person, person.per_minute)
        if self._audit:
            self._audit.note(person.name, place, Did.ASKED, question)

    def _count(self, person: Person, per_minute: int) -> None:
        at = self._clock()
        with self._db.transaction():
            # A row's lock in any database: who asks twice at once waits here.
            self._db.run("UPDATE people SET name = name WHERE name = ?", (person.name,))
            self._db.run(
                "DELETE FROM asked WHERE person = ? AND at <= ?", (person.name, at - _MINUTE)
            )
            found = self._db.rows(
                "SELECT at FROM asked WHERE person = ? ORDER BY at DESC LIMIT ?",
                (person.name, per_minute),
            )
            if len(found) >= per_minute:
                wait = found[-1]["at"] + _MINUTE - at
                raise TooManyQuestions(per_minute, max(1, ceil(wait)))
            self._db.run("INSERT INTO asked (person, at) VALUES (?, ?)", (person.name, at))
