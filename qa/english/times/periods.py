"""Calendar arithmetic: the first and last days of what words of time name. Pure."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date

from index.dates import Days, days

# What comes once a year: a year to its days, None where that year has none.
Yearly = Callable[[int], Days | None]

SEASONS = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9, "fall": 9}
HOLIDAYS = {
    "christmas eve": ((12, 24), (12, 24)),
    "christmas day": ((12, 25), (12, 25)),
    "christmas": ((12, 24), (12, 26)),
    "boxing day": ((12, 26), (12, 26)),
    "valentine's day": ((2, 14), (2, 14)),
    "st patrick's day": ((3, 17), (3, 17)),
    "bastille day": ((7, 14), (7, 14)),
    "halloween": ((10, 31), (10, 31)),
    "armistice day": ((11, 11), (11, 11)),
    "new year's eve": ((12, 31), (12, 31)),
    "new year's day": ((1, 1), (1, 1)),
}
# The longer first: "Christmas Eve" is no Christmas.
HOLIDAY_NAMES = "|".join(
    name.replace("'", "['’]") for name in sorted(HOLIDAYS, key=len, reverse=True)
)
"""Their names as a pattern, in small letters."""
# "This week" asked on a Monday means the days before as well, and "this month" on the 2nd.
REACH = {"week": 7, "month": 28}

_DAYS = {"minute": 0, "hour": 0, "day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def shift(day: date, count: int, unit: str) -> date:
    """The day so many units later, earlier for a negative count.

    A day that its month lacks becomes the month's last, and nothing goes beyond the calendar.
    """
    if unit in _DAYS:
        ordinal = day.toordinal() + count * _DAYS[unit]
        return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))
    months = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
    year, month = divmod(min(max(months, 12), 9999 * 12 + 11), 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def calendar(day: date, unit: str, offset: int = 0) -> Days:
    """The calendar unit that holds `day`, or one so many units away; weeks begin on Monday."""
    if unit == "week":
        first = shift(day, -day.weekday(), "day")
    elif unit == "day":
        first = day
    else:
        length = _MONTHS[unit]
        months = (day.year * 12 + day.month - 1) // length * length
        first = date(max(months // 12, 1), months % 12 + 1, 1)
    first = shift(first, offset, unit)
    return Days(first, max(first, shift(shift(first, 1, unit), -1, "day")))


def current(day: date, unit: str) -> Days:
    """The calendar unit that holds `day`, reaching back at least as far as `REACH` says."""
    first, last = calendar(day, unit)
    return Days(min(first, shift(day, -REACH.get(unit, 0), "day")), last)


def ago(day: date, count: int, unit: str) -> Days:
    """So many units before `day`, half a unit to either side: people count roughly."""
    middle = shift(day, -count, unit)
    half = {"week": 3, "fortnight": 7, "month": 15, "quarter": 45}.get(unit, 0)
    months = {"year": 6, "decade": 60, "century": 600}.get(unit, 0)
    first = shift(shift(middle, -half, "day"), -months, "month")
    return Days(first, min(day, shift(shift(middle, half, "day"), months, "month")))


def day_and_month(year: int, month: int, day: int) -> Days | None:
    """One day, or None where there is no such day."""
    return iso(f"{year:04}-{month:02}-{day:02}")


def iso(written: str) -> Days | None:
    """The days of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or None where it is no such date."""
    try:
        return days(written)
    except ValueError:
        return None


def whole_month(year: int, month: int) -> Days:
    """A month of the calendar."""
    return days(f"{year:04}-{month:02}")


def years(first: int, last: int) -> Days:
    """From one year's first day to another's last."""
    return Days(date(first, 1, 1), date(last, 12, 31))


def season(year: int, name: str) -> Days:
    """The three months of a season in the north; a winter ends in the year after."""
    first = date(year, SEASONS[name], 1)
    return Days(first, shift(shift(first, 3, "month"), -1, "day"))


def holiday(year: int, name: str) -> Days:
    """The days of a holiday that keeps its date."""
    first, last = HOLIDAYS[name]
    return Days(date(year, *first), date(year, *last))


def cut(period: Days, index: int, parts: int) -> Days:
    """One of so many equal parts, cut at whole years, months or days; short periods stay whole."""
    for unit in ("year", "month", "day"):
        count = _count(period, unit)
        if count >= parts:
            start, end = (round(count * n / parts) for n in (index, index + 1))
            last = shift(shift(period.first, end, unit), -1, "day")
            return Days(shift(period.first, start, unit), last)
    return period


def week_of(period: Days, index: int | None) -> Days:
    """One of a period's weeks, counted from its first day; None for its last seven days."""
    if index is None:
        return Days(max(period.first, shift(period.last, -6, "day")), period.last)
    first = min(shift(period.first, 7 * index, "day"), period.last)
    return Days(first, min(shift(first, 6, "day"), period.last))


def chosen(which: str, day: date, at: Yearly) -> Days | None:
    """Of what comes once a year, the one that "this", "last" or "next" means on a day.

    "This" is the nearest, "last" the latest that is over, "next" the first that has not begun.
    """
    known = _in_years_around(day, 2, at)
    if which == "this":
        return min(known, key=lambda each: _distance(each, day), default=None)
    if which == "last":
        return max((each for each in known if each.last < day), default=None)
    return min((each for each in known if each.first > day), default=None)


def nearest(day: date, at: Yearly, *, forward: bool) -> Days | None:
    """Of what comes once a year, the latest that has begun, or looking forward the next to end."""
    known = _in_years_around(day, 8, at)  # from one 29 February to the next can be eight years
    if forward:
        return min((each for each in known if each.last >= day), default=None)
    return max((each for each in known if each.first <= day), default=None)


def _in_years_around(day: date, span: int, at: Yearly) -> list[Days]:
    around = range(max(1, day.year - span), min(9998, day.year + span) + 1)
    return [each for each in map(at, around) if each]


def _distance(period: Days, day: date) -> int:
    if period.first <= day <= period.last:
        return 0
    return min(abs(day.toordinal() - end.toordinal()) for end in period)


def _count(period: Days, unit: str) -> int:
    """How many whole units a period is made of; 0 where it begins or ends within one."""
    first, last = period
    if unit == "day":
        return last.toordinal() - first.toordinal() + 1
    if calendar(first, unit).first != first or calendar(last, unit).last != last:
        return 0
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return months // _MONTHS[unit]
