"""Times of a sentence against those of its quotes: days, months, years, words such as "last"."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from index.dates import days
from qa.english.times import words as meanings
from qa.english.times.finding import FoundTime, find_times
from qa.english.times.words import AskedOn
from qa.faults import Fault, FaultKind

# Any day serves where an article's is not known: both sides are read by the same one.
_NOMINAL = date(2000, 6, 14)
_YEAR = re.compile(r"(?<![\d.,$€£-])(?:1[5-9]|20)\d\d(?![\d%]|[.,]\d| (?:people|per ?cent))")
# These count how long, and are compared as numbers.
_LENGTHS = (meanings.window, meanings.coming)


class Time(NamedTuple):
    """A time in a text: its words, its first and last day, and how much of it is written out."""

    start: int
    text: str
    first: date
    last: date
    year: bool
    kind: str
    relative: bool


class _QuotedTime(NamedTuple):
    """A time in a quote, the quote's number, and whether its article's day is known."""

    quote: int
    time: Time
    dated: bool


def date_faults(
    sentence: str, quotes: Sequence[str], published: Sequence[str | None]
) -> list[Fault]:
    """A fault for each time of the sentence that no quote bears out."""
    quoted = _quoted(quotes, published)
    faults = []
    for time in times(sentence, _first_day(published)):
        if not any(_borne(time, each.time, each.dated) for each in quoted):
            faults.append(_fault(time, [(each.quote, each.time) for each in quoted]))
    return faults


def agreeing_times(
    sentence: str, quotes: Sequence[str], published: Sequence[str | None]
) -> list[tuple[Time, Time]]:
    """The times of the sentence that a quote has in other words, each with the quote's."""
    quoted = _quoted(quotes, published)
    agreeing = []
    for said in times(sentence, _first_day(published)):
        if any(each.time.text.casefold() == said.text.casefold() for each in quoted):
            continue
        alike = [each.time for each in quoted if _borne(said, each.time, each.dated)]
        agreeing += [(said, each) for each in alike[:1]]
    return agreeing


def _quoted(quotes: Sequence[str], published: Sequence[str | None]) -> list[_QuotedTime]:
    days_known = [*map(_day, published), *[None] * (len(quotes) - len(published))]
    return [
        _QuotedTime(n, time, day is not None)
        for n, (quote, day) in enumerate(zip(quotes, days_known, strict=True), 1)
        for time in times(quote, day)
    ]


def _first_day(published: Sequence[str | None]) -> date | None:
    """The day by which a sentence is read: that of the first quote whose article has one."""
    return next((day for day in map(_day, published) if day), None)


def times(text: str, day: date | None) -> list[Time]:
    """The times of a text as read on a day."""
    read_on = AskedOn(day or _NOMINAL)
    found = [f for f in find_times(text, read_on) if not _no_time(f)]
    spans = [f.match.span() for f in found]
    read = [_time(f) for f in found]
    for match in _YEAR.finditer(text):
        if not any(start <= match.start() < end for start, end in spans):
            span = days(match[0])
            read.append(
                Time(match.start(), match[0], span.first, span.last, True, "year_alone", False)
            )
    return read


def _no_time(found: FoundTime) -> bool:
    """A length of time, or "today" as in "today's world"."""
    return found.rule.resolve in _LENGTHS or found.match[0].casefold() == "today"


def _day(published: str | None) -> date | None:
    return days(published).last if published else None


def _time(found: FoundTime) -> Time:
    year = bool(found.match.groupdict().get("year")) or bool(re.match(r"\d{4}", found.match[0]))
    kind = getattr(found.rule.resolve, "__name__", "")
    return Time(found.match.start(), found.match[0], *found.days, year, kind, found.rule.relative)


def _borne(said: Time, quoted: Time, known: bool) -> bool:
    """Whether a quoted time lies in the one that is said.

    "May 2023" bears out "2023", and "May"; "2023" does not bear out "May 2023". Without the
    article's date a year is only borne out by one that is written.
    """
    if said.text.casefold() == quoted.text.casefold():
        return True
    if said.kind == "weekday" and quoted.first == quoted.last and (known or quoted.year):
        return said.first.weekday() == quoted.first.weekday()
    if said.year and not quoted.year and not known:
        return False
    if said.year != quoted.year and not known and not said.relative:
        return (said.first.month, said.last.month) == (quoted.first.month, quoted.last.month) or (
            said.first.month == quoted.first.month and said.first.day == 1 and said.last.day > 27
        )
    if said.relative or quoted.relative:
        return said.first <= quoted.last and quoted.first <= said.last
    return said.first <= quoted.first and quoted.last <= said.last


def _fault(said: Time, quoted: Sequence[tuple[int, Time]]) -> Fault:
    alike = [pair for pair in quoted if pair[1].kind == said.kind] or list(quoted)
    if not alike:
        reason = f"It says {said.text}, no quote gives a time."
        return Fault(FaultKind.DATE, said.text, None, reason)
    n, other = alike[0]
    reason = f"It says {said.text}, the quote says {other.text}."
    return Fault(FaultKind.DATE, said.text, other.text, reason, n)
