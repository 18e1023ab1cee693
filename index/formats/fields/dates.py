"""Dates as newspapers write them, as ISO 8601."""

import datetime
import re
from typing import NamedTuple

from index.formats.fields.months import AROUND, MONTH, MONTHS

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary|\b)|Feb(?:ruary|\b)|Mar(?:ch|\b)|Apr(?:il|\b)|May\b|June?\b|July?\b"
    r"|Aug(?:ust|\b)|Sept?(?:ember|\b)|Oct(?:ober|\b)|Nov(?:ember|\b)|Dec(?:ember|\b))\.?"
)
_CLOCK = r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?"
_ZONE = r"(?-i:GMT|UTC|BST|CES?T|IST|MSK|JST|HKT|SGT|AE[SD]T|[ECMP][SD]T)\b"
_DATE = re.compile(
    rf"""
    (?<![\d/.-])
    (?: (?P<iso_year>\d{{4}})(?P<sep>[-/]|\.\s?)(?P<iso_month>\d{{1,2}})(?P=sep)
        (?P<iso_day>\d{{1,2}})
        (?:[T ]\d{{2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?\s?(?:Z|[+-]\d{{2}}:?\d{{2}}|{_ZONE})?)?
    |   (?P<first>\d{{1,2}})(?P<mark>[/.])(?P<second>\d{{1,2}})(?P=mark)(?P<number_year>\d{{4}})
    |   (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+(?:of\s+)?|-)(?P<month>{_MONTH})(?:,?\s+|-)
        (?P<year>\d{{4}})
    |   (?P<other_day>\d{{1,2}})(?:\.|er|[ºª°])?\s+(?:de\s+)?(?P<other_month>{MONTH})\.?\s+
        (?:del?\s+)?(?P<other_year>\d{{4}})
    |   (?P<east_year>\d{{4}})\s?[年년]\s?(?P<east_month>\d{{1,2}})\s?[月월]\s?
        (?P<east_day>\d{{1,2}})\s?[日일]
    |   (?P<us_month>{_MONTH})\s+(?:(?P<us_day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<us_year>\d{{4}})
    )
    (?![\d/]|\.\d|-\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_AROUND = r"\b(?:on|at|as\s+of|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?)\b"
_AROUND = rf"(?:{_AROUND}|\b(?:{AROUND})\b)"
# What copying from a page has run together: "20246:02 PM", "2023Oct 9", "GMTUpdated", "입력2023.".
_GLUED = re.compile(
    r"(?<=\s(?:19|20)\d\d)(?=\d{1,2}:\d\d|\d{1,2}\s[^\W\d_]{3,9}\.?\s\d{4}|[A-Z][a-z])"
    r"|(?<=[\d.MTC])(?=(?:Updated|Published|Posted|Modified)\b)|(?<=[가-힣])(?=(?:19|20)\d\d[.년-])"
)
_TWICE = re.compile(r"(?<!\S)(\S{1,12}\s\S{1,12}\s\d{4})\s\1(?!\S)")
_OFFSET = r"[+-]\d{1,2}(?![:.]?\d|\s*[ap]\.?m\b)"
# No two of the pieces can begin alike, and what is taken is kept: "Mon.Mon.Mon." read with the
# point once as the weekday's and once as a mark would double the readings with each weekday.
_AROUND_A_DATE = re.compile(
    rf"""
    (?> [\s,.;:()\[\]|/-] | {_AROUND}
    |   (?:{_CLOCK})(?:\s*\(?(?!{_AROUND})(?-i:[A-Z]{{2,5}})\b(?:{_OFFSET})?)?
    )*+
    """,
    re.IGNORECASE | re.VERBOSE,
)


class WrittenDate(NamedTuple):
    """A date found in a text: `iso` is None where it is impossible or could be two days."""

    iso: str | None
    start: int
    end: int


def find_date(text: str) -> WrittenDate | None:
    """Return the first date with a year in `text`: "3 May 2024", "May 2024", "25/04/2024"."""
    match = _DATE.search(text)
    return WrittenDate(_iso(match), *match.span()) if match else None


def is_only_a_date(text: str) -> bool:
    """Say whether `text` is one date, with at most a weekday, a time of day and its zone."""
    found = find_date(text)
    if found is None:
        return False
    return all(_AROUND_A_DATE.fullmatch(part) for part in (text[: found.start], text[found.end :]))


def is_only_a_time(text: str) -> bool:
    """Say whether `text` is nothing but a time of day, a weekday or a zone beside a date."""
    return _AROUND_A_DATE.fullmatch(text) is not None


def unglued(line: str) -> str:
    """Return a line with blanks where copying took them out beside a date, and no date twice."""
    return _TWICE.sub(r"\1", _GLUED.sub(" ", line))


def iso_day(value: str) -> str | None:
    """Return an ISO 8601 date as it is, a date-time cut to its day, and None for anything else."""
    value = value.strip()
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d([T ].+)?)?)?", value, re.ASCII):
        return None
    padded = value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value
    try:
        datetime.datetime.fromisoformat(padded)
    except ValueError:
        return None
    return value[:10]


def _iso(match: re.Match[str]) -> str | None:
    part = match.groupdict()
    if part["iso_year"]:
        return _valid(part["iso_year"], part["iso_month"], part["iso_day"])
    if part["number_year"]:
        return _from_numbers(part["first"], part["second"], part["number_year"])
    if part["other_year"]:
        name = part["other_month"].lower()
        return _valid(part["other_year"], str(MONTHS[name]), part["other_day"])
    if part["east_year"]:
        return _valid(part["east_year"], part["east_month"], part["east_day"])
    month = str(_MONTHS.index((part["month"] or part["us_month"])[:3].lower()) + 1)
    return _valid(part["year"] or part["us_year"], month, part["day"] or part["us_day"])


def _from_numbers(first: str, second: str, year: str) -> str | None:
    """Read 25/04/2024; 03/04/2024 is two days, depending on the country, so it is none."""
    readings = {_valid(year, second, first), _valid(year, first, second)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _valid(year: str, month: str, day: str | None) -> str | None:
    try:
        date = datetime.date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return date.isoformat() if day else date.isoformat()[:7]
