"""What lists and counts need of every article, in columns: a million articles take 50 MB.

SQLite says which articles pass (`index.storage.schema.filter_sql`); to count them by five things at
once, with each letter that is typed, it would have to go through all of them five times.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.database import Database
from index.naming.claims import NOT_NAMED, publisher_label
from index.storage.remembered import generation

Numbers = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]
"""Places in the columns, or what stands there."""

NAMED = ("publisher", "section", "language", "kind")
"""What articles are counted by."""

_PAGE = 20_000


@dataclass(frozen=True, slots=True)
class Column:
    """For each article the place of its name in `names`, which are labels (`naming.claims`)."""

    names: tuple[str, ...]
    places: Places


class Count(NamedTuple):
    """A name and how many articles have it."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class Columns:
    """The ready articles, in the order of their rows.

    Attributes:
        generation: Which state of the archive they are of.
        rows: Rows of `revisions`, ascending.
        first_day: YYYYMMDD, 0 when undated.
        last_day: The same of the last day that the date may mean.
        by_id: For each article its place among all, sorted by id.
        named: By a name of `NAMED`, a column.
    """

    generation: int
    rows: Numbers
    first_day: Places
    last_day: Places
    by_id: Places
    named: dict[str, Column]

    def places_of(self, rows: Sequence[int] | Numbers) -> Places:
        """The places of rows, ascending; rows that are not there are left out."""
        wanted = np.asarray(rows, dtype=np.int64)
        at = np.searchsorted(self.rows, wanted)
        at[at == len(self.rows)] = 0
        there = self.rows[at] == wanted if len(self.rows) else np.zeros(len(wanted), dtype=bool)
        return np.unique(at[there]).astype(np.int32)

    def counts(self, name: str, places: Places) -> list[Count]:
        """How many of some articles have each name, most first, then by name."""
        column = self.named[name]
        counts = np.bincount(column.places[places], minlength=len(column.names))
        found = [Count(column.names[at], int(counts[at])) for at in np.flatnonzero(counts)]
        return sorted(found, key=lambda each: (-each.articles, each.name))

    def days(self, places: Places) -> dict[int, int]:
        """How many of some articles there are by their last day, the earliest first."""
        days, counts = np.unique(self.last_day[places], return_counts=True)
        return dict(zip(days.tolist(), counts.tolist(), strict=True))


def read_columns(database: Database) -> Columns:
    """Reads the columns of the ready articles."""
    counted = generation(database)
    numbers: list[tuple[int, int, int]] = []
    named: dict[str, list[int]] = {name: [] for name in NAMED}
    known: dict[str, dict[str, int]] = {name: {} for name in NAMED}
    last = -1
    while rows := database.rows(
        # Not by an index: it would be sorted anew for each page.
        "SELECT rowid, first_day, last_day, publisher, publisher_claimed, section, language, kind "
        "FROM revisions WHERE rowid > ? AND +state = 'ready' ORDER BY rowid LIMIT ?",
        (last, _PAGE),
    ):
        last = rows[-1]["rowid"]
        for row in rows:
            numbers.append((row[0], row[1], row[2]))
            publisher = publisher_label(row[3], bool(row[4]))
            for name, value in zip(NAMED, (publisher, row[5], row[6], row[7]), strict=True):
                seen = known[name]
                named[name].append(seen.setdefault(value or NOT_NAMED, len(seen)))
    table = np.array(numbers, dtype=np.int64).reshape(-1, 3)
    return Columns(
        generation=counted,
        rows=table[:, 0].copy(),
        first_day=table[:, 1].astype(np.int32),
        last_day=table[:, 2].astype(np.int32),
        by_id=rank(database, table[:, 0], "article_id"),
        named={
            name: Column(tuple(known[name]), np.array(named[name], dtype=np.int32))
            for name in NAMED
        },
    )


def rank(database: Database, rows: Numbers, order: str) -> Places:
    """For each of some rows of `revisions` its place among them, sorted by an SQL expression."""
    # What became ready since the rows were read is not among them.
    sorted_rows = np.array(
        database.numbers(f"SELECT rowid FROM revisions WHERE state = 'ready' ORDER BY {order}"),
        dtype=np.int64,
    )
    ranks = np.full(len(rows), len(rows), dtype=np.int32)
    at = np.searchsorted(rows, sorted_rows)
    at[at == len(rows)] = 0
    there = rows[at] == sorted_rows if len(rows) else np.zeros(len(sorted_rows), dtype=bool)
    ranks[at[there]] = np.flatnonzero(there)
    return ranks
