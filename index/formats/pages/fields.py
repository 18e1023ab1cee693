"""The fields of a page's article, each with the mark that gave it and what other marks say."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from index.formats.fields.fields import Fields
from index.formats.fields.lines import Found
from index.formats.pages.address import site_label
from index.formats.pages.authors import chosen_authors
from index.formats.pages.bylines import author_candidates
from index.formats.pages.dates import (
    Dated,
    byline_days,
    chosen_day,
    latest_of,
    published_days,
    searched_day,
    updated_days,
)
from index.formats.pages.head import PageHead
from index.formats.pages.labels import kinds, languages, sections
from index.formats.pages.publisher import chosen_publisher
from index.formats.pages.title import chosen_title
from index.formats.pages.tree import letters_of

_LONGEST_QUOTE = 80


class Page(NamedTuple):
    """What a page bears of its article's fields.

    Attributes:
        head: Its own words about itself.
        headlines: What the page gives as its headline, most trusted first.
        publishers: What it gives as its publisher, most trusted first.
        addresses: What it gives as its address, most trusted first.
        lines: What a reader sees between the headline and the story.
        story: The story's paragraphs.
    """

    head: PageHead
    headlines: Sequence[Found]
    publishers: Sequence[Found]
    addresses: Sequence[Found]
    lines: Sequence[str] = ()
    story: Sequence[str] = ()


def fields_of(page: Page, today: datetime.date) -> Fields:
    """Return the fields of a page's article; no day is later than the one after `today`."""
    address = next(iter(page.addresses), None)
    url = address.value if address else None
    language = next(iter(languages(page.head)), None)
    given = sections(page.head)
    section = next(iter(given), None)
    named = author_candidates(page.head, page.lines, page.story)
    authors, byline = chosen_authors(
        named,
        [*(each.value for each in page.publishers), site_label(url) or ""],
        [each.value for each in given],
    )
    published, updated, moment = _days(page, url, language.value if language else None, today)
    found = {
        "title": _told(chosen_title(page.headlines), page.headlines, letters_of),
        "publisher": _told(chosen_publisher(page.publishers, url), page.publishers, letters_of),
        "published": published,
        "updated": updated,
        "authors": _told(Found(", ".join(authors), byline) if authors else None,
                         (Found(", ".join(names), where) for names, where in named), _names),
        "url": address,
        "section": section,
        "language": language,
        "kind": next(iter(kinds(page.head, section.value if section else None)), None),
    }  # fmt: skip
    present = {name: each for name, each in found.items() if each}
    values = {name: each.value for name, each in present.items() if name != "authors"}
    provenance = {name: each.where for name, each in present.items()}
    return Fields(**values, authors=authors, moment=moment, provenance=provenance)


def _days(
    page: Page, url: str | None, language: str | None, today: datetime.date
) -> tuple[Found | None, Found | None, str | None]:
    """Return the days of publication and of the last change, and the moment of the later one.

    A day before that of publication is no change.
    """
    marked = published_days(page.head, url, today)
    dated = [*marked, *byline_days(page.lines, language, today)]
    changed = updated_days(page.head, today)
    published = chosen_day(dated)
    if published is None and (searched := searched_day(page.head.root, today)):
        published = None if searched.day in {each.day for each in changed} else searched
    updated = next(
        (each for each in changed if published is None or each.day >= published.day), None
    )
    told = _told(_found(published), map(_found, dated), str)
    return told, _found(updated), latest_of([*marked, *changed])


def _found(dated: Dated | None) -> Found | None:
    return Found(dated.day, dated.where) if dated else None


def _told(
    chosen: Found | None, others: Iterable[Found | None], form: Callable[[str], object]
) -> Found | None:
    """Return what was chosen, with what the first mark that says otherwise says."""
    if chosen is None:
        return None
    for other in others:
        if other and form(other.value) != form(chosen.value):
            said = (
                other.value
                if len(other.value) <= _LONGEST_QUOTE
                else f"{other.value[: _LONGEST_QUOTE - 1]}…"
            )
            return Found(chosen.value, f"{chosen.where}; {other.where} says '{said}'")
    return chosen


def _names(names: str) -> object:
    return {letters_of(name) for name in names.split(", ")}
