"""What a question to the whole archive counts: the articles that mention something, in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from index.articles import ArticleRef
from index.database import Database
from index.filters import Filters
from index.storage.phrases import Phrase
from index.storage.schema import filter_sql
from index.storage.stored import article_ref
from index.storage.word_index import WordIndex

__all__ = ["Lack", "Phrase", "Tallies", "Tally", "Wanted", "condition"]

_BY_ONE_OF = (
    "EXISTS (SELECT 1 FROM texts_in(authors) AS named "
    "WHERE named.value IN (SELECT value FROM texts(?)))"
)
_NEWEST_FIRST = "first_day DESC, article_id"
_OLDEST_FIRST = "first_day = 0, first_day, article_id"


class Lack(Enum):
    """What an article may not tell of itself."""

    DATE = "published IS NULL"
    PUBLISHER = "publisher IS NULL"
    AUTHOR = "authors = '[]'"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is counted of the articles that pass filters.

    Attributes:
        phrases: All of these must be mentioned.
        or_else: Or all of one of these.
        without: Of each of these, something must not be mentioned.
        authors: One of these must be among the authors, as stored; empty for anyone.
        lacking: What must not be told.
    """

    phrases: tuple[Phrase, ...] = ()
    or_else: tuple[tuple[Phrase, ...], ...] = ()
    without: tuple[tuple[Phrase, ...], ...] = ()
    authors: tuple[str, ...] = ()
    lacking: Lack | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Articles, counted.

    Attributes:
        articles: How many there are; all other numbers are of these.
        copies: How many are copies of another one of them.
        undated: How many bear no date.
        first: The ISO date of the oldest dated one, None when none is dated.
        last: The same of the newest.
        publishers: Names and how many articles each has, most first.
        unnamed: How many name no publisher.
        claimed: Of `publishers` those that some articles have from their own text only, with how
            many of each these are.
    """

    articles: int
    copies: int
    undated: int
    first: str | None
    last: str | None
    publishers: tuple[tuple[str, int], ...]
    unnamed: int
    claimed: tuple[tuple[str, int], ...] = ()


class Tallies:
    """Counts and lists of the ready articles that pass filters and mention phrases.

    An article mentions a phrase when the phrase stands in its title or in one of its chunks;
    different phrases may stand in different chunks. What stands only in boilerplate does not
    count. Without phrases everything that passes the filters does. What is wanted may be given as
    the phrases alone.
    """

    def __init__(self, database: Database, words: WordIndex) -> None:
        """Takes the opened catalogue, and its words."""
        self._db = database
        self._words = words

    def tally(self, filters: Filters, wanted: Wanted | Sequence[Phrase] = ()) -> Tally:
        """Counts the articles."""
        where, values = condition(self._words, filters, wanted)
        row = self._db.rows(
            "SELECT count(*) AS articles, count(*) - count(DISTINCT story) AS copies, "
            "count(*) FILTER (WHERE published IS NULL) AS undated, min(published) AS first, "
            f"max(published) AS last FROM revisions WHERE {where}",
            values,
        )[0]
        publishers = self._db.rows(
            "SELECT publisher, count(*), sum(publisher_claimed) FROM revisions "
            f"WHERE {where} AND publisher IS NOT NULL "
            "GROUP BY publisher ORDER BY count(*) DESC, publisher",
            values,
        )
        named = tuple((name, count) for name, count, _ in publishers)
        unnamed = row["articles"] - sum(count for _, count in named)
        claimed = tuple((name, count) for name, _, count in publishers if count)
        return Tally(**row, publishers=named, unnamed=unnamed, claimed=claimed)

    def authors(
        self, filters: Filters, wanted: Wanted | Sequence[Phrase] = ()
    ) -> tuple[tuple[str, int], ...]:
        """Those who wrote the articles and how many each has, most first, then by name."""
        where, values = condition(self._words, filters, wanted)
        rows = self._db.rows(
            "SELECT given.value, count(DISTINCT revisions.rowid) FROM revisions, "
            f"texts_in(authors) AS given WHERE {where} GROUP BY given.value "
            "ORDER BY 2 DESC, given.value",
            values,
        )
        return tuple((str(name), count) for name, count in rows)

    def headings(
        self,
        filters: Filters,
        wanted: Wanted | Sequence[Phrase] = (),
        *,
        top_k: int,
        oldest_first: bool = False,
    ) -> list[ArticleRef]:
        """The articles by date, newest or oldest first, undated ones last, then by id."""
        where, values = condition(self._words, filters, wanted)
        rows = self._db.rows(
            "SELECT article_id, title, publisher, published, url, publisher_claimed, kind "
            f"FROM revisions WHERE {where} "
            f"ORDER BY {_OLDEST_FIRST if oldest_first else _NEWEST_FIRST} LIMIT ?",
            (*values, top_k),
        )
        return [article_ref(row) for row in rows]

    def chunk_ids(self, article_id: str) -> list[str]:
        """The chunks of a ready article, in the order of its text."""
        rows = self._db.rows(
            "SELECT chunks.id FROM chunks JOIN revisions ON revisions.rowid = revision_row "
            "WHERE article_id = ? AND state = 'ready' ORDER BY first, chunks.rowid",
            (article_id,),
        )
        return [row["id"] for row in rows]


def condition(
    words: WordIndex, filters: Filters, wanted: Wanted | Sequence[Phrase] = ()
) -> tuple[str, list[object]]:
    """The condition on `revisions`, and its values."""
    if not isinstance(wanted, Wanted):
        wanted = Wanted(tuple(wanted))
    where, values = filter_sql(filters)
    conditions = ["state = 'ready'", where]
    either = [
        _all_of(words, phrases, values) for phrases in (wanted.phrases, *wanted.or_else) if phrases
    ]
    if either:
        conditions.append(f"({' OR '.join(either)})")
    conditions += [f"NOT {_all_of(words, phrases, values)}" for phrases in wanted.without]
    if wanted.authors:
        conditions.append(_BY_ONE_OF)
        values.append(list(wanted.authors))
    if wanted.lacking:
        conditions.append(wanted.lacking.value)
    return " AND ".join(conditions), values


def _all_of(words: WordIndex, phrases: Sequence[Phrase], values: list[object]) -> str:
    """The condition that all of some phrases are mentioned; its values are added to the others."""
    conditions = []
    for phrase in phrases:
        # The words of a chunk are those of its article's title too: these count wherever the
        # others stand.
        held, of_held = words.mentioning(phrase)
        conditions.append(f"revisions.rowid IN (SELECT revision_row FROM chunks WHERE {held})")
        values += of_held
        if phrase.written:
            written, of_written = words.writing(phrase.written)
            conditions.append(written)
            values += of_written
    return f"({' AND '.join(conditions)})"
