"""Relative dates in a question, against the day it is asked."""

import re
from datetime import date, timedelta

from index import Filters

_UNITS = {"day": 1, "week": 7, "fortnight": 14, "month": 31, "year": 366}
_SMALL = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_COUNT = rf"(\d{{1,3}}|{'|'.join(_SMALL)})"

_AGO = re.compile(rf"\b{_COUNT} (day|week|fortnight|month|year)s? ago\b", re.I)
_PAST = re.compile(
    rf"\b(?:in|over|during|within) the (?:last|past) (?:{_COUNT} )?(day|week|month|year)s?\b", re.I
)
_NAMED = re.compile(r"\b(yesterday|(?:this|last) (?:week|month|year))\b", re.I)


def filters_for(
    question: str, as_of: date | None, within: Filters, today: date | None = None
) -> Filters:
    """What a question's date words and its day let through of what `within` does.

    With `as_of`, nothing published later is found. A relative date ("last week", "three days
    ago") sets the first day from which articles count, for none can tell of what had not yet
    happened; without `as_of` it is reckoned from `today`, by default this machine's. Undated
    articles stay in.
    """
    first = _first_day(question, as_of or today or date.today())
    narrowed = within.until(as_of)
    return narrowed.between(first, None, undated=True) if first else narrowed


def _first_day(question: str, day: date) -> date | None:
    """The first day of the earliest period that the question names by its distance from `day`."""
    starts: list[date] = []
    for match in _NAMED.finditer(question):
        starts.append(_named(match[1].lower(), day))
    for match in _AGO.finditer(question):
        starts.append(_back(day, _number(match[1]), match[2].lower()))
    for match in _PAST.finditer(question):
        starts.append(_back(day, _number(match[1] or "1"), match[2].lower()))
    return min(starts, default=None)


def _named(words: str, day: date) -> date:
    monday = day - timedelta(days=day.weekday())
    first_of_month = day.replace(day=1)
    return {
        "yesterday": day - timedelta(days=1),
        "this week": monday,
        "last week": monday - timedelta(days=7),
        "this month": first_of_month,
        "last month": (first_of_month - timedelta(days=1)).replace(day=1),
        "this year": day.replace(month=1, day=1),
        "last year": day.replace(year=day.year - 1, month=1, day=1),
    }[words]


def _back(day: date, count: int, unit: str) -> date:
    """So many units before `day`, and half a unit more, for people count roughly."""
    distance = count * _UNITS[unit] + _UNITS[unit] // 2
    return date.fromordinal(max(1, day.toordinal() - distance))


def _number(word: str) -> int:
    return _SMALL.get(word.lower()) or int(word)
