"""What was found in the catalogue, kept until what can be found changes."""

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from index.database import Database
from index.mending import damaged_catalogue

# Answers that are kept in memory: each takes some hundred bytes.
MOST_REMEMBERED = 256

Found = TypeVar("Found")


class Remembered:
    """Answers of the catalogue by what was asked; each holds for one generation."""

    def __init__(self, database: Database, most: int = MOST_REMEMBERED) -> None:
        """Takes the opened catalogue, and how many answers are kept."""
        self._db = database
        self._most = most
        self._answers: dict[Hashable, tuple[int, object]] = {}

    def found(self, key: Hashable, find: Callable[[], Found]) -> Found:
        """What was found for the same key, unless what can be found has changed since."""
        now = generation(self._db)
        answer = self._answers.get(key)
        if answer is None or answer[0] != now:
            if len(self._answers) >= self._most:
                self._answers.clear()
            answer = self._answers[key] = (now, find())
        return cast(Found, answer[1])


def generation(database: Database) -> int:
    """Counts the changes of what can be found."""
    found = database.rows("SELECT value FROM manifest WHERE name = 'generation'")
    try:
        return int(found[0][0])
    except (LookupError, TypeError, ValueError) as error:
        raise damaged_catalogue("it does not tell how often it was changed") from error
