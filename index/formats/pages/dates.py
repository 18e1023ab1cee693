"""On which day a page was published, as its publisher's clock had it, and when it was changed."""

import datetime
import logging
import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import islice
from typing import NamedTuple

from index.formats.fields.dates import find_date
from index.formats.fields.lines import Found
from index.formats.fields.record_dates import day_of
from index.formats.pages.head import PageHead
from index.formats.pages.things import found_at
from index.formats.pages.times import times_of
from index.formats.pages.tree import Element, markup_of

_PUBLISHED = (
    "article:published", "og:article:published_time", "og:published_time", "datePublished",
    "parsely-pub-date", "sailthru.date", "cXenseParse:publishtime", "cXenseParse:recs:publishtime",
    "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date", "dcterms.created",
    "dc.date.created", "date.available", "date.created", "citation_publication_date",
    "citation_online_date", "citation_date", "publishdate", "publish-date", "published",
    "published_at", "published-date", "publish_time", "pubdate", "pub-date", "publication_date",
    "publicationdate", "displaydate", "ptime", "DCSext.articleFirstPublished", "date_published",
    "date", "created", "article:created_time",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "article:modified", "og:updated_time", "article:updated_time",
    "dateModified", "dcterms.modified", "dc.date.modified", "date.modified", "date.updated",
    "last-modified", "lastmod", "modified", "updated", "updated_time", "revised",
)  # fmt: skip
_IN_ADDRESS = (
    re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?!\d)"),
    re.compile(r"[/_-]((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?=[/_.-]|$)"),
    re.compile(r"/((?:19|20)\d\d)/([a-z]{3})[a-z]{0,6}/(\d\d?)/"),
)
_CTIME = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2} {1,2}\d{1,2}) [\d:]{5,8}(?: [A-Z]{1,5})? (\d{4})"
)
_BEFORE_ZONE = re.compile(r"(?<=\d)\s+(?=[+-]\d|Z)")
_SAME = datetime.timedelta(minutes=2)
_LONGEST_LINE = 160
_MOST_WORDS = 16
_SLASHES = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b")
_LABELLED = re.compile(
    r"updat|modif|edited|changed|aktualis|actuali[sz]|bijgewerkt|ändrad|endret", re.I
)
_LONGEST_SEARCHED = 200_000
_AROUND = 3  # elements around the headline

# What it logs of a page without a date would be printed where nobody listens to it.
logging.getLogger("htmldate").addHandler(logging.NullHandler())


class Dated(NamedTuple):
    """A day that a mark bears.

    Attributes:
        day: ISO 8601, as written.
        moment: The moment, where the mark tells it with its offset from UTC.
        where: The mark.
    """

    day: str
    moment: datetime.datetime | None
    where: str


def published_days(head: PageHead, url: str | None, today: datetime.date) -> list[Dated]:
    """Return the days on which a page's marks say that it was published, most trusted first.

    Args:
        head: The page's own words about itself.
        url: Its address, which may hold the day.
        today: No day may be more than one later.
    """
    given: list[Found] = [found_at(head.story, "datePublished")]
    given += head.meta("article:published_time")
    given.append(found_at(head.page, "datePublished", " of the page"))
    given += head.meta(*_PUBLISHED)
    given += times_of(head.root)
    return [*_dated(given, today), *_of_address(url, today)]


def updated_days(head: PageHead, today: datetime.date) -> list[Dated]:
    """Return the days on which a page's marks say that it was changed, most trusted first."""
    given = [
        found_at(head.story, "dateModified"),
        *head.meta(*_UPDATED),
        found_at(head.page, "dateModified", " of the page"),
    ]
    return _dated(given, today)


def chosen_day(candidates: Sequence[Dated]) -> Dated | None:
    """Return the first day; as the publisher's clock had it, where another mark tells its zone."""
    if not candidates:
        return None
    first = candidates[0]
    if first.moment is None or first.moment.utcoffset():
        return first
    for other in candidates:
        moment = other.moment
        if moment and moment.utcoffset() and abs(moment - first.moment) <= _SAME:
            return other
    return first


def byline_days(lines: Iterable[str], language: str | None, today: datetime.date) -> list[Dated]:
    """Return the days in what a reader sees over a story; a line that says "updated" comes last.

    Args:
        lines: The lines between the headline and the story.
        language: The page's: in English 3/4/2024 could be two days.
        today: No day may be more than one later.
    """
    dated = [line for line in lines if _may_date(line)]
    dated.sort(key=lambda line: _LABELLED.search(line) is not None)
    found = ((_day_in(line, language, today), line) for line in dated)
    return [Dated(day, None, "byline") for day, _ in found if day]


def searched_day(root: Element, today: datetime.date) -> Dated | None:
    """Return the day that htmldate finds around a page's headline, where no mark bears one.

    Beside and under the article stand other articles' days. Its search for anything like a date
    is left off: it finds what is told in the story.
    """
    heading = next(root.iter("h1"), None)
    around = list(islice(heading.iterancestors(), _AROUND)) if heading is not None else []
    inside = [each for each in around if each.tag not in ("body", "html")]
    markup = markup_of(inside[-1]) if inside else ""
    if not markup or len(markup) > _LONGEST_SEARCHED:
        return None
    day = _searched(f"<html><body>{markup}</body></html>", today, thorough=False)
    return Dated(day, None, "htmldate") if day else None


def latest_of(days: Iterable[Dated]) -> str | None:
    """Return the latest moment that marks tell, in UTC; None where none of them tells an hour."""
    moments = (each.moment.astimezone(datetime.UTC) for each in days if each.moment)
    latest = max(moments, default=None)
    return latest.strftime("%Y-%m-%dT%H:%M:%S") if latest else None


def _dated(given: Iterable[Found], today: datetime.date) -> list[Dated]:
    found = []
    for value, where in given:
        day = day_of(_without_clock(value), today).iso if value else None
        if day and len(day) == len("2024-05-03"):
            found.append(Dated(day, _moment(value), where))
    return found


def _without_clock(value: str) -> str:
    """Return the day of what C's and Java's programs write: "Fri May 03 15:26:09 CEST 2024"."""
    written = _CTIME.fullmatch(value)
    return f"{written[1]} {written[2]}" if written else value


def _moment(text: str) -> datetime.datetime | None:
    """Return the moment of an ISO 8601 date-time that has its offset from UTC."""
    try:
        moment = datetime.datetime.fromisoformat(_BEFORE_ZONE.sub("", text.strip()))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _of_address(url: str | None, today: datetime.date) -> list[Dated]:
    for pattern in _IN_ADDRESS:
        for year, month, day in pattern.findall((url or "").lower()):
            written = (
                f"{day} {month} {year}" if month.isalpha() else f"{year}-{month:0>2}-{day:0>2}"
            )
            iso = day_of(written, today).iso
            if iso:
                return [Dated(iso, None, "the address")]
    return []


def _may_date(line: str) -> bool:
    """Say whether a line is short enough to tell a day, and has numbers enough."""
    numbers = re.findall(r"\d+", line)
    return (
        len(line) <= _LONGEST_LINE
        and len(line.split()) <= _MOST_WORDS
        and len(numbers) >= 2
        and any(len(number) == 4 for number in numbers)
    )


def _day_in(line: str, language: str | None, today: datetime.date) -> str | None:
    written = find_date(line)
    if written and written.iso and len(written.iso) == 10:
        return day_of(written.iso, today).iso
    if language == "en" and _SLASHES.search(line):
        return None
    page = f'<html><body><p class="date">{escape(line)}</p></body></html>'
    day = _searched(page, today, thorough=True)
    told = {int(number) for number in re.findall(r"\d+", line)}
    return day if day and {int(day[:4]), int(day[8:])} <= told else None


def _searched(page: str, today: datetime.date, *, thorough: bool) -> str | None:
    from htmldate import find_date as search

    found: str | None = search(
        page, original_date=True, extensive_search=thorough,
        min_date="1600-01-01", max_date=today.isoformat(),
    )  # fmt: skip
    return found
