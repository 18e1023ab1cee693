"""Published dates of differing precision, as days."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Days(NamedTuple):
    """The first and the last day that a date may mean."""

    first: date
    last: date


def days(published: str) -> Days:
    """The days that `YYYY`, `YYYY-MM` or `YYYY-MM-DD` covers.

    Raises:
        ValueError: It is no such date.
    """
    match = _ISO.fullmatch(published)
    if not match:
        raise ValueError(f"'{published}' is not YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = match.groups()
    # A month or day "00" is no January: only what is missing is open.
    first = date(int(year), int(month or 1), int(day or 1))
    if day:
        return Days(first, first)
    last_month = int(month or 12)
    return Days(first, date(int(year), last_month, monthrange(int(year), last_month)[1]))


def from_number(number: int) -> date:
    """The day that YYYYMMDD is of."""
    return date(number // 10000, number // 100 % 100, number % 100)


def as_number(day: date) -> int:
    """A day as YYYYMMDD, which sorts as days do."""
    return day.year * 10000 + day.month * 100 + day.day
