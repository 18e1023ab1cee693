"""The moment that a record or a page gives for a date, to tell which of two versions is newer."""

import datetime
import re
from email.utils import parsedate_to_datetime

from index.formats.fields.record_dates import day_of

_LONGEST = 100
_HAS_CLOCK = re.compile(r"\d{1,2}:\d\d|\d[T ]\d{4,6}|^\d{10,19}(?:\.\d{1,9})?$", re.ASCII)
_COMPACT = re.compile(r"\d{4}\d\d\d\d[T ]?\d{6}Z?", re.ASCII)
_BEFORE_ZONE = re.compile(r"(?<=\d) (?=[+-]\d|Z)")
_LARGEST_SECONDS = 100_000_000_000


def moment_of(value: object, today: datetime.date) -> str | None:
    """Return the moment of a date as `YYYY-MM-DDTHH:MM:SS` in UTC; None where it has no clock.

    What gives no zone is taken as UTC. A date that `day_of` refuses has no moment either.

    Args:
        value: What a source gives for a date.
        today: No moment is of more than a day later.
    """
    if day_of(value, today).iso is None:
        return None
    if isinstance(value, datetime.datetime):
        return _in_utc(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_number(value)
    if isinstance(value, str) and len(value) <= _LONGEST and _HAS_CLOCK.search(value):
        return _of_text(value.strip())
    return None


def moment_or_day(value: object, today: datetime.date) -> str | None:
    """Return the moment of a date, of one without a clock its day."""
    return moment_of(value, today) or day_of(value, today).iso


def _of_text(text: str) -> str | None:
    if _COMPACT.fullmatch(text):
        digits = re.sub(r"\D", "", text)
        return _in_utc(datetime.datetime.strptime(digits, "%Y%m%d%H%M%S"))
    if text.replace(".", "", 1).isdecimal():
        return _of_number(float(text))
    for read in (_iso, parsedate_to_datetime):
        try:
            return _in_utc(read(text))
        except (ValueError, OverflowError):
            continue
    return None


def _iso(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(_BEFORE_ZONE.sub("", text))


def _of_number(number: float) -> str | None:
    if number < 10**9:
        return None  # 20230303, or a year
    while number >= _LARGEST_SECONDS:
        number /= 1000
    return _in_utc(datetime.datetime.fromtimestamp(number, datetime.UTC))


def _in_utc(moment: datetime.datetime) -> str:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return aware.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S")
