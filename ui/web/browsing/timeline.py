"""Articles by time, as bars: a day, a week, a month or some years each. Pure."""

from calendar import monthrange
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from index.dates import from_number

_MOST_BARS = 160
_LAST_YEAR = date.max.year
_STEPS = {"year": 1, "decade": 10, "century": 100}


class Bar(NamedTuple):
    """The articles from the first day to the last; `height` is 100 for the most."""

    first: date
    last: date
    articles: int
    height: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars without a gap; `unit` is "day", "week", "month", "year", "decade" or "century"."""

    unit: str
    bars: tuple[Bar, ...]

    @property
    def most(self) -> Bar:
        """The highest bar, of several the earliest."""
        return max(self.bars, key=lambda bar: bar.articles)


def timeline(
    days: Mapping[int, int], first: date | None = None, last: date | None = None
) -> Timeline | None:
    """The bars of articles by day, as few units as are needed to have at most some 160.

    Args:
        days: By YYYYMMDD how many articles; 0, for undated ones, is left out.
        first: Earlier ones are left out.
        last: Later ones are left out.

    Returns:
        None where there is no article.
    """
    dated = {from_number(number): articles for number, articles in days.items() if number}
    dated = {
        day: articles
        for day, articles in dated.items()
        if (first is None or day >= first) and (last is None or day <= last)
    }
    if not dated:
        return None
    begin, end = min(dated), max(dated)
    unit = next(
        (each for each in ("day", "week", "month", "year", "decade")
         if _number(each, end) - _number(each, begin) < _MOST_BARS),
        "century",
    )  # fmt: skip
    counts = Counter[int]()
    for day, articles in dated.items():
        counts[_number(unit, day)] += articles
    most = max(counts.values())
    bars = []
    for number in range(_number(unit, begin), _number(unit, end) + 1):
        from_day, to_day = _days(unit, number)
        bars.append(
            Bar(
                max(from_day, first or from_day),
                min(to_day, last or to_day),
                counts[number],
                -(-100 * counts[number] // most),
            )
        )
    return Timeline(unit, tuple(bars))


def _number(unit: str, day: date) -> int:
    """The number of the day, week, ... that a day is in."""
    if unit == "day":
        return day.toordinal()
    if unit == "week":  # 1 January of the year 1 is a Monday
        return (day.toordinal() - 1) // 7
    if unit == "month":
        return day.year * 12 + day.month - 1
    return day.year // _STEPS[unit]


def _days(unit: str, number: int) -> tuple[date, date]:
    """The first and the last day of the day, week, ... of a number."""
    if unit == "day":
        day = date.fromordinal(number)
        return day, day
    if unit == "week":
        last = min(number * 7 + 7, date.max.toordinal())
        return date.fromordinal(number * 7 + 1), date.fromordinal(last)
    if unit == "month":
        year, month = divmod(number, 12)
        return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])
    step = _STEPS[unit]
    last_year = min(number * step + step - 1, _LAST_YEAR)
    return date(max(1, number * step), 1, 1), date(last_year, 12, 31)
