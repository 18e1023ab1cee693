"""The day that a record's date means, in whatever form a program has written it."""

import datetime
import re
from typing import NamedTuple

from index.dates import days
from index.formats.fields.dates import find_date, is_only_a_date, iso_day

_LONGEST = 100
_EARLIEST = "1600"  # The first newspapers are of 1605.
_FIRST_SECOND = datetime.date(1980, 1, 1)
# A number that large counts thousandths of a second, or less.
_LARGEST_SECONDS = 100_000_000_000
_LARGEST = 10**20
_PER_SECOND = (1, 1_000, 1_000_000, 1_000_000_000)
_NUMBER = re.compile(r"-?\d{1,19}(?:\.\d{1,9})?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[T ]?\d{4,6}(?:\.\d{1,9})?Z?)?", re.ASCII)
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[T ]+\d{1,2}:[\d:.,]*+\s*+(?:[AP]\.?M\.?)?", re.ASCII | re.I)
_OFFSET = re.compile(r"(?:\b(?:UTC|GMT|[A-Z]{3,4})|Z)?\s?[+-]\d\d:?(?:\d\d)?$", re.ASCII)
_ZONE = re.compile(r"(?:\b(?:UTC|GMT|[A-Z]{3,4})|Z)$", re.ASCII)
_LABEL = re.compile(
    r"(?:(?:first|last)\s)?(?:published|posted|updated|modified|date)(?:\s(?:on|at))?:?\s+", re.I
)
_HYPHENS = re.compile(r"\b(\d{1,2})-([a-z]{3,9})-(\d{4})\b", re.I)
_NUMERIC = re.compile(r"\d{1,2}([-./])\d{1,2}\1(\d{4})(?!\d)")
_NO_DATE = re.compile(r"1970-01-01[T ]00:00(?::00)?.{0,10}|0000.*+|0001-01-01.*+", re.S)
_NESTED = ("dateparts", "date", "value", "iso", "raw", "text", "numberlong", "start", "iso8601")
_DEEPEST = 4


class Day(NamedTuple):
    """The day of a date, or why it gives none.

    Attributes:
        iso: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, in the date's own zone; None where it gives none.
        note: How it was read where that is not plain; where it gives none, why, after "which".
    """

    iso: str | None
    note: str = ""


def day_of(value: object, today: datetime.date) -> Day:
    """Return the day of a date: ISO 8601, RFC 2822, in words, in digits, or since 1970.

    A day that is not in the calendar, could be two, is yet to come or is before there were
    newspapers is none.

    Args:
        value: Text, a number, a list of numbers, an object that holds one of these, or a date.
        today: What comes more than a day later is yet to come.
    """
    day = _day(value)
    if day.iso is None:
        return day
    if day.iso < _EARLIEST:
        return Day(None, "is before there were newspapers")
    # Somewhere it is tomorrow already.
    if days(day.iso).first > today + datetime.timedelta(days=1):
        return Day(None, "is yet to come")
    return day


def is_absent(value: object) -> bool:
    """Say whether a value is none, though there is one: null, true, a blank, "NaN"."""
    if isinstance(value, str):
        return value.strip().casefold() in ("", "null", "none", "nan", "nat", "n/a", "na", "-",
                                            "unknown", "undefined", "0")  # fmt: skip
    return value is None or isinstance(value, bool) or value in (0, [], {})


def _day(value: object, depth: int = 0) -> Day:
    if isinstance(value, datetime.datetime | datetime.date):
        return Day(value.isoformat()[:10])
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_number(value)
    if isinstance(value, str):
        return _of_text(value.strip())
    if isinstance(value, dict) and depth < _DEEPEST:
        by_name = {re.sub(r"[\W_]", "", key[:40]).casefold(): each for key, each in value.items()}
        inner = next((by_name[name] for name in _NESTED if by_name.get(name) is not None), None)
        return _day(inner, depth + 1)
    if isinstance(value, list) and value and depth < _DEEPEST:
        return _of_parts(value[:3]) or _day(value[0], depth + 1)
    return Day(None, "is no date")


def _of_parts(parts: list[object]) -> Day | None:
    """Read [2023, 3, 3], which CSL JSON writes for a day, [2023, 3] and [2023]."""
    written = [str(part) for part in parts if isinstance(part, int | str)]
    if len(written) < len(parts) or not re.fullmatch(r"\d{4}(?:-\d{1,2}){0,2}", "-".join(written)):
        return None
    iso = iso_day("-".join(part.zfill(2) for part in written))
    return Day(iso) if iso else Day(None, "is no day of the calendar")


def _of_text(text: str) -> Day:
    if len(text) > _LONGEST:
        return Day(None, "is too long for a date")
    if _NO_DATE.fullmatch(text):
        return Day(None, "programs write where there is no date")
    if iso := iso_day(text):
        return Day(iso)
    compact = _COMPACT.fullmatch(text)
    if compact and (iso := iso_day("-".join(compact.groups()))):
        return Day(iso)
    if _NUMBER.fullmatch(text):
        return _of_number(float(text) if "." in text else int(text))
    bare = _without_zone(text)
    with_time = _ISO.fullmatch(bare)
    if with_time:
        iso = iso_day(with_time[1])
        return Day(iso) if iso else Day(None, "is no day of the calendar")
    bare = _HYPHENS.sub(r"\1 \2 \3", _LABEL.sub("", bare, count=1))
    return _in_words(_NUMERIC.sub(lambda found: found[0].replace("-", "/"), bare, count=1))


def _without_zone(text: str) -> str:
    """Return "3 May 2024 09:15" of "3 May 2024 09:15 GMT+0100 (British Summer Time)"."""
    if ":" not in text:
        return text  # whose last "-2023" is no zone
    if text.endswith((")", "]")):
        text = text[: max(text.rfind("("), text.rfind("["))].rstrip()
    return (_OFFSET if _OFFSET.search(text) else _ZONE).sub("", text).rstrip()


def _in_words(text: str) -> Day:
    """Read "Fri, 3 March 2023 09:15:00" and "25/04/2023"."""
    written = find_date(text)
    if not written or not is_only_a_date(text):
        return Day(None, "is no date that can be read")
    if written.iso:
        return Day(written.iso)
    numeric = _NUMERIC.search(text)
    numbers = [int(each) for each in re.findall(r"\d{1,2}", numeric[0])[:2]] if numeric else [0]
    could_be_two = all(1 <= each <= 12 for each in numbers)
    return Day(None, "could be two days" if could_be_two else "is no day of the calendar")


def _of_number(number: float) -> Day:
    """Read 20230303, 2023, and what counts seconds or their fractions since 1970."""
    if not -_LARGEST < number < _LARGEST:
        return Day(None, "is no plausible time")
    if number == int(number) and _EARLIEST <= str(int(number))[:4] <= "2999":
        text = str(int(number))
        if len(text) == 4:
            return Day(text)
        if len(text) == 8 and (iso := iso_day(f"{text[:4]}-{text[4:6]}-{text[6:]}")):
            return Day(iso)
    for per_second in _PER_SECOND:
        seconds = number / per_second
        if seconds < _LARGEST_SECONDS:
            break
    try:
        day = datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        return Day(None, "is no plausible time")
    if day < _FIRST_SECOND:
        return Day(None, "is no plausible time")
    return Day(day.isoformat(), "seconds since 1970, taken as UTC")
