"""Where an archive's people are kept, beside its builds: they outlive every rebuilding."""

import time
from collections.abc import Callable
from contextlib import closing

from index.builds.beside import settle_people
from index.database import Database
from index.errors import DatelineError
from index.people_tables import PEOPLE, opened_people
from index.places.opening import place_of
from index.places.place import Where

Clock = Callable[[], float]
"""Seconds since 1970: several servers share what is written down by it."""


class PeopleError(DatelineError):
    """Something about people that cannot be done as asked."""


class NotKnown(PeopleError):
    """There is nobody, or no key, of that name."""


def keeps_people(archive: Where) -> bool:
    """Whether anybody was ever named who may come to an archive.

    Raises:
        ArchiveError: PostgreSQL cannot be asked.
    """
    with closing(place_of(archive)) as place:
        return place.beside(PEOPLE).are_there() or place.current().waiting(PEOPLE).are_there()


def has_people(archive: Where) -> bool:
    """Whether an archive has anybody who has to say who they are.

    Raises:
        ArchiveError: Its people cannot be read.
    """
    if not keeps_people(archive):
        return False
    with closing(opened(archive)) as database:
        return bool(database.rows("SELECT name FROM people LIMIT 1"))


def opened(archive: Where) -> Database:
    """The archive's people: in a folder a file that only its owner may read, else tables beside it.

    They are made where there are none. Those of a restored archive are put in their place first,
    where that was cut short.

    Raises:
        ArchiveError: They cannot be opened or made, or another version of Dateline made them.
    """
    with closing(place_of(archive)) as place:
        settle_people(place, place.current())
        return opened_people(place.beside(PEOPLE))


def now(clock: Clock = time.time) -> int:
    """The present second."""
    return int(clock())
