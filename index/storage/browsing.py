"""The archive as a reader goes through it: found by words, counted by name and day, in pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.database import Database
from index.filters import Filters
from index.storage.columns import NAMED, Columns, Count, Numbers, Places, rank, read_columns
from index.storage.listed import ListedArticle, listed_rows
from index.storage.phrases import Term
from index.storage.remembered import Remembered
from index.storage.schema import filter_sql
from index.storage.typed_words import terms
from index.storage.word_index import WordIndex

__all__ = ["DATED", "NAMED", "Browsed", "Browsing", "Count", "Sorting"]

DATED = "dates"
"""What stands, beside `NAMED`, for the limits on when articles were published."""

# Of filters and of words, of each the articles: 4 bytes for each that passes.
_MOST_KEPT = 24


class Sorting(StrEnum):
    """What articles are sorted by; undated ones come last where it is the date."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    MATCH = "match"
    """How well they go with the words, the best first; without words as `NEWEST`."""


@dataclass(frozen=True, slots=True)
class Browsed:
    """A page of articles, and how many there are of which kind.

    Attributes:
        articles: How many pass and hold the words.
        undated: How many of these bear no date.
        page: Some of them, in order.
        counts: By a name of `NAMED`, how many articles have each value, under all limits but
            those on this very thing; most first.
        days: By day (YYYYMMDD, 0 for undated) how many articles there are under all limits but
            those on the date. An article that is dated by its month or year is of the last day
            that it may be of, as it is for `Filters`.
        inexact: How many of the articles of `days` are dated by a month or a year.
    """

    articles: int
    undated: int
    page: tuple[ListedArticle, ...]
    counts: Mapping[str, Sequence[Count]]
    days: Mapping[int, int]
    inexact: int


class _Matched(NamedTuple):
    """The places of the articles that hold the words, and for each how well."""

    places: Places
    scores: npt.NDArray[np.float64]


class _Chunks(NamedTuple):
    """The rows of chunks, ascending, and the rows of their articles."""

    rows: Numbers
    revisions: Numbers


class Browsing:
    """Pages and counts of the ready articles that pass filters and hold words."""

    def __init__(self, database: Database, words: WordIndex) -> None:
        """Takes the opened catalogue, and its words."""
        self._db = database
        self._words = words
        self._tables = Remembered(database)
        self._kept = Remembered(database, _MOST_KEPT)

    def browsed(
        self,
        filters: Filters,
        without: Mapping[str, Filters],
        typed: str = "",
        *,
        order: Sorting = Sorting.NEWEST,
        first: int = 0,
        top_k: int = 50,
    ) -> Browsed:
        """A page of the articles that pass and hold all the words, with counts.

        Args:
            filters: What may pass.
            without: For each name of `NAMED`, and for `DATED`, the same filters without the limits
                on it.
            typed: Words in their order, the last perhaps unfinished; see `typed_words`.
            order: What the articles are sorted by.
            first: How many articles come before the page.
            top_k: How many are on it at most.
        """
        columns = self._columns()
        matched = self._matched(columns, typed, scored=order is Sorting.MATCH)
        found = self._found(columns, filters, matched)
        ordered = self._ordered(columns, found, matched, order)[first : first + top_k]
        counts = {
            name: columns.counts(name, self._found(columns, without[name], matched))
            for name in NAMED
        }
        anytime = self._found(columns, without[DATED], matched)
        return Browsed(
            articles=len(found),
            undated=int(np.count_nonzero(columns.last_day[found] == 0)),
            page=tuple(listed_rows(self._db, columns.rows[ordered].tolist())),
            counts=counts,
            days=columns.days(anytime),
            inexact=int(np.count_nonzero(columns.first_day[anytime] != columns.last_day[anytime])),
        )

    def _found(self, columns: Columns, filters: Filters, matched: _Matched | None) -> Places:
        passing = self._passing(columns, filters)
        if matched is None:
            return passing
        return np.intersect1d(passing, matched.places, assume_unique=True)

    def _ordered(
        self, columns: Columns, found: Places, matched: _Matched | None, order: Sorting
    ) -> Places:
        if order is Sorting.TITLE:
            return found[np.argsort(self._by_title(columns)[found], kind="stable")]
        first_day, by_id = columns.first_day[found], columns.by_id[found]
        if order is Sorting.OLDEST:
            return found[np.lexsort((by_id, first_day, first_day == 0))]
        keys: list[npt.NDArray[np.generic]] = [by_id, -first_day]
        if order is Sorting.MATCH and matched is not None:
            keys.append(-matched.scores[np.searchsorted(matched.places, found)])
        return found[np.lexsort(keys)]

    # What is kept until what can be found changes

    # The places in the columns hold for these columns alone: a writer may come in between.

    def _columns(self) -> Columns:
        return self._tables.found("columns", partial(read_columns, self._db))

    def _by_title(self, columns: Columns) -> Places:
        order = "lower(title), article_id"
        key = ("titles", columns.generation)
        return self._tables.found(key, partial(rank, self._db, columns.rows, order))

    def _chunks(self) -> _Chunks:
        return self._tables.found("chunks", self._read_chunks)

    def _read_chunks(self) -> _Chunks:
        pairs = (
            self._db.numbers(f"SELECT {column} FROM chunks ORDER BY rowid")
            for column in ("rowid", "revision_row")
        )
        rows, revisions = (np.array(numbers, dtype=np.int64) for numbers in pairs)
        if len(rows) != len(revisions):  # a writer came between
            return self._read_chunks()
        return _Chunks(rows, revisions)

    def _passing(self, columns: Columns, filters: Filters) -> Places:
        key = ("filters", filters, columns.generation)
        return self._kept.found(key, partial(self._pass, columns, filters))

    def _pass(self, columns: Columns, filters: Filters) -> Places:
        where, values = filter_sql(filters)
        rows = self._db.numbers(
            f"SELECT rowid FROM revisions WHERE state = 'ready' AND {where}", values
        )
        return columns.places_of(np.array(rows, dtype=np.int64))

    # Words

    def _matched(self, columns: Columns, typed: str, *, scored: bool) -> _Matched | None:
        """The articles that hold all the words; None where there are no words."""
        if not typed.strip():
            return None
        key = ("words", typed, scored, columns.generation)
        return self._kept.found(key, partial(self._match, columns, typed, scored))

    def _match(self, columns: Columns, typed: str, scored: bool) -> _Matched | None:
        wanted = terms(typed, self._words.is_known)
        if not wanted:
            return None
        places = self._holding(columns, wanted[0])
        for term in wanted[1:]:
            places = np.intersect1d(places, self._holding(columns, term), assume_unique=True)
        scores = np.zeros(len(places))
        telling = [term for term in wanted if term.stems and not term.vague]
        if scored and telling and len(places):
            self._score(columns, telling, places, scores)
        return _Matched(places, scores)

    def _holding(self, columns: Columns, term: Term) -> Places:
        if term.letters:
            rows = self._db.numbers(
                "SELECT rowid FROM revisions WHERE state = 'ready' "
                "AND (instr(title, ?) > 0 OR instr(text, ?) > 0)",
                (term.letters, term.letters),
            )
            return columns.places_of(np.array(rows, dtype=np.int64))
        hits = np.array(self._words.holding(term), dtype=np.int64)
        return columns.places_of(self._revisions_of(hits)[1])

    def _revisions_of(self, chunk_rows: Numbers) -> tuple[npt.NDArray[np.bool_], Numbers]:
        """Which of some chunks are there, and the rows of the articles of those."""
        chunks = self._chunks()
        if not len(chunks.rows):
            return np.zeros(len(chunk_rows), dtype=bool), chunk_rows[:0]
        at = np.searchsorted(chunks.rows, chunk_rows)
        at[at == len(chunks.rows)] = 0
        there = chunks.rows[at] == chunk_rows
        return there, chunks.revisions[at[there]]

    def _score(
        self,
        columns: Columns,
        telling: Sequence[Term],
        places: Places,
        scores: npt.NDArray[np.float64],
    ) -> None:
        """Fills in how well the best chunk of each article goes with all the words at once."""
        hits = list(self._words.scored(telling))
        there, revisions = self._revisions_of(np.array([hit[0] for hit in hits], dtype=np.int64))
        found = np.array([hit[1] for hit in hits], dtype=np.float64)[there]
        at = np.searchsorted(columns.rows, revisions)
        at[at == len(columns.rows)] = 0
        into = np.searchsorted(places, at)
        into[into == len(places)] = 0
        known = (columns.rows[at] == revisions) & (places[into] == at)
        np.maximum.at(scores, into[known], found[known])
