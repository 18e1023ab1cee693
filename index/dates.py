"""Published dates of differing precision, as days."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


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
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    first = date(year, month or 1, day or 1)
    if day:
        return Days(first, first)
    last_month = month or 12
    return Days(first, date(year, last_month, monthrange(year, last_month)[1]))


def as_number(day: date) -> int:
    """A day as YYYYMMDD, which sorts as days do."""
    return day.year * 10000 + day.month * 100 + day.day
