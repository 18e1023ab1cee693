"""Articles in a list: all that is known of each but its text, however many there are."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.database import Database, Row
from index.filters import Filters
from index.storage.schema import filter_sql

# Articles that are read at once.
_PAGE = 500
_NO_LIMIT = 2**62
_COLUMNS = (
    "article_id, title, publisher, publisher_claimed, published, updated, authors, section, kind, "
    "language, url, origin, number"
)


class Order(StrEnum):
    """What a list of articles is sorted by."""

    DATE = "date"
    """The latest first, undated ones last."""
    TITLE = "title"
    """By letters, capitals of the Latin alphabet no otherwise than small ones."""


_SORTED = {
    Order.DATE: "first_day DESC, article_id",
    Order.TITLE: "lower(title), article_id",
}


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article without its text; the fields are those of `Article` and `StoredArticle`."""

    id: str
    title: str
    publisher: str | None
    publisher_claimed: bool
    published: str | None
    updated: str | None
    authors: tuple[str, ...]
    section: str | None
    kind: str | None
    language: str | None
    url: str | None
    origin: str | None
    revision: int


def listed(
    database: Database, filters: Filters, order: Order, limit: int | None
) -> Iterator[ListedArticle]:
    """Yields the ready articles that pass, as they are when it begins; a million take 8 MB.

    Args:
        database: The opened catalogue.
        filters: What may pass.
        order: What they are sorted by.
        limit: How many at most; None for all.
    """
    where, values = filter_sql(filters)
    rows = database.numbers(
        f"SELECT rowid FROM revisions WHERE state = 'ready' AND {where} "
        f"ORDER BY {_SORTED[order]} LIMIT ?",
        (*values, _NO_LIMIT if limit is None else limit),
    )
    for first in range(0, len(rows), _PAGE):
        yield from listed_rows(database, rows[first : first + _PAGE].tolist())


def listed_rows(database: Database, rows: Sequence[int]) -> list[ListedArticle]:
    """The articles of rows of `revisions`, in their order.

    One that was overtaken since is still there, as it was; one that was removed is not.
    """
    found = database.rows(
        f"SELECT {_COLUMNS} FROM numbers(?) CROSS JOIN revisions ON rowid = given.value "
        "ORDER BY given.key",
        (list(rows),),
    )
    return [_article(row) for row in found]


def _article(row: Row) -> ListedArticle:
    return ListedArticle(
        id=row["article_id"],
        title=row["title"],
        publisher=row["publisher"],
        publisher_claimed=bool(row["publisher_claimed"]),
        published=row["published"],
        updated=row["updated"],
        authors=tuple(json.loads(row["authors"])),
        section=row["section"],
        kind=row["kind"],
        language=row["language"],
        url=row["url"],
        origin=row["origin"],
        revision=row["number"],
    )
