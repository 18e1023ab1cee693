"""What a reader wants to see of the archive, as the query of its address says it, and back."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from starlette.datastructures import QueryParams

from index import Filters, Span
from index.errors import FilterError
from index.storage.browsing import Sorting
from ui.language import _

FIELDS = {
    "publisher": "publishers",
    "section": "sections",
    "language": "languages",
    "kind": "kinds",
}
"""What articles are limited by, as the address has it and as `Filters` has it."""

FIND = "find-"
"""What stands before a name of `FIELDS` where the names that are offered are looked through."""

ARTICLE = "article"
"""The name of each chosen article: a list of them is a limit too, which no field offers."""

_LONGEST = 1000
_MOST_NAMES = 200
_MOST_PAGES = 100_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page of the archive was asked for.

    Attributes:
        words: As they were typed: a blank behind the last says that it is finished.
        filters: Names as they were written.
        order: None for the usual one: by match where there are words, else by date.
        page: Counted from 1.
        find: By a name of `FIELDS`, what its values are looked through for.
    """

    words: str = ""
    filters: Filters = Filters()
    order: Sorting | None = None
    page: int = 1
    find: dict[str, str] = field(default_factory=dict)

    @property
    def sorting(self) -> Sorting:
        """What articles are sorted by."""
        if self.order is None or (self.order is Sorting.MATCH and not self.words.strip()):
            return Sorting.MATCH if self.words.strip() else Sorting.NEWEST
        return self.order


def asked_of(query: QueryParams) -> Asked:
    """What the query of an address asks for.

    Raises:
        FilterError: A day in it is none.
    """
    named = {limit: _names(query, name) for name, limit in FIELDS.items()}
    named["article_ids"] = _names(query, ARTICLE)
    order, page = query.get("sort", ""), query.get("page", "")
    return Asked(
        words=query.get("q", "")[:_LONGEST],
        filters=Filters(
            **named,
            published_from=day_of(query.get("from")),
            published_to=day_of(query.get("to")),
            undated=query.get("undated") == "yes",
            as_of=day_of(query.get("as_of")),
        ),
        order=Sorting(order) if order in list(Sorting) else None,
        page=min(int(page), _MOST_PAGES) if page.isascii() and page.isdigit() and page else 1,
        find={name: query.get(FIND + name, "")[:_LONGEST] for name in FIELDS},
    )


def query_of(asked: Asked, *, page: int = 1) -> str:
    """The query of the address that asks for this, with its "?"."""
    pairs = [("q", asked.words)] if asked.words else []
    pairs += [(ARTICLE, each) for each in asked.filters.article_ids]
    pairs += _limits(asked.filters)
    pairs += [("sort", asked.order.value)] if asked.order else []
    pairs += [("page", str(page))] if page > 1 else []
    return f"?{urlencode(pairs, errors='replace')}"


def chat_query(filters: Filters) -> str:
    """The query of the chat's address that puts these limits on its questions."""
    pairs = list(_limits(filters))
    return f"?{urlencode(pairs, errors='replace')}" if pairs else ""


def article_address(article_id: str, as_of: date | None = None) -> str:
    """Where the page of an article is, from the page of the archive."""
    query = f"?as_of={as_of.isoformat()}" if as_of else ""
    return f"article/{quote(article_id, safe='', errors='replace')}{query}"


def limited(asked: Asked, **limits: Any) -> Asked:  # noqa: ANN401 - fields of `Filters`
    """The same with other limits in the place of those it has."""
    return replace(asked, filters=replace(asked.filters, **limits))


def without(asked: Asked, limit: str, value: str) -> Asked:
    """The same without one of the names of a field of `Filters`."""
    names = tuple(name for name in getattr(asked.filters, limit) if name != value)
    return limited(asked, **{limit: names})


def at_any_time(asked: Asked) -> Asked:
    """The same without limits on the date."""
    return limited(asked, published_from=None, published_to=None, undated=False)


def day_of(written: str | None) -> date | None:
    """The day of an ISO date; None where there is none.

    Raises:
        FilterError: It is no day.
    """
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        said = _("“%(written)s” is no day. Write it like 2024-05-31.", written=written[:40])
        raise FilterError(said) from None


def span_of(written: str | None) -> Span | None:
    """The span of "279-551", code points of a text; None where it is no span."""
    first, dash, last = (written or "").partition("-")
    numbers = [each for each in (first, last) if each.isascii() and each.isdigit()]
    if not dash or len(numbers) < 2 or max(map(len, numbers)) > 12:
        return None
    return Span(int(first), int(last))


def _names(query: QueryParams, name: str) -> tuple[str, ...]:
    names = (each.strip()[:_LONGEST] for each in query.getlist(name))
    return tuple(dict.fromkeys(filter(None, names)))[:_MOST_NAMES]


def _limits(filters: Filters) -> Iterator[tuple[str, str]]:
    for name, limit in FIELDS.items():
        yield from ((name, value) for value in getattr(filters, limit))
    days = {"from": filters.published_from, "to": filters.published_to}
    yield from ((name, day.isoformat()) for name, day in days.items() if day)
    if filters.undated and filters.dated:
        yield "undated", "yes"
    if filters.as_of:
        yield "as_of", filters.as_of.isoformat()
