"""What the words of a rule in `rules.py` name: a match to its first and last day. Pure."""

import re
from datetime import date
from typing import NamedTuple

from index.dates import Days
from index.formats.fields.dates import find_date
from index.prose.word_lists import words_of
from qa.english.times import periods

MONTHS = [name.lower() for name in words_of("qa.english", "lists/months.txt")]
WEEKDAYS = [name.lower() for name in words_of("qa.english", "lists/weekdays.txt")]
DECADES = {"fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990}
NUMBERS = {
    **{word: n for n, word in enumerate("one two three four five six seven eight".split(), 1)},
    **{word: n for n, word in enumerate("nine ten eleven twelve".split(), 9)},
    **{"a": 1, "an": 1, "a couple of": 2, "couple of": 2, "a few": 3, "few": 3, "several": 4},
}
ORDINALS = {
    **{"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2},
    **{"fourth": 3, "4th": 3, "final": 3, "last": 3},
}


class AskedOn(NamedTuple):
    """The day a question is asked, and whether it is about what is to come, or about now."""

    day: date
    forward: bool = False
    present: bool = False


def numeric(match: re.Match[str], asked: AskedOn) -> Days | None:
    """2024-05-31, 2024-05, 31/5/2024; none where it could be two days."""
    found = find_date(match[0])
    written = found.iso if found else match[0]
    return periods.iso(written) if written else None


def day_of_month(match: re.Match[str], asked: AskedOn) -> Days | None:
    """31 May, 3 to 9 May 2021, May 31st."""
    month = _month_number(match["month"])
    first, last = int(match["day"]), int(match["to"] or match["day"])

    def at(year: int) -> Days | None:
        ends = [periods.day_and_month(year, month, day) for day in (first, last)]
        if not ends[0] or not ends[1] or first > last:
            return None
        return Days(ends[0].first, ends[1].last)

    if match["year"]:
        return at(year_of(match["year"], asked.day))
    return _nearest(asked, at)


def month_of_year(match: re.Match[str], asked: AskedOn) -> Days | None:
    """May 2023, May of last year."""
    year = year_of(match["year"], asked.day)
    return periods.whole_month(year, _month_number(match["month"]))


def month_alone(match: re.Match[str], asked: AskedOn) -> Days | None:
    """In May, last May."""
    number = _month_number(match["month"])
    return _yearly(match["which"], asked, lambda year: periods.whole_month(year, number))


def weekday(match: re.Match[str], asked: AskedOn) -> Days | None:
    """On Monday, next Monday, Monday of last week."""
    number = WEEKDAYS.index(match["weekday"].lower())
    which, week = (match["which"] or "").lower(), (match["week"] or "").lower()
    if week or which == "this":
        monday = periods.calendar(asked.day, "week", _offset(week)).first
        return _one_day(monday, number)
    ahead, back = ((number - asked.day.weekday()) % 7, (asked.day.weekday() - number) % 7)
    if which in ("next", "coming", "this coming"):
        return _one_day(asked.day, ahead or 7)
    if which:
        return _one_day(asked.day, -(back or 7))
    return _one_day(asked.day, ahead if asked.forward else -back)


def calendar_unit(match: re.Match[str], asked: AskedOn) -> Days | None:
    """This week, last month, next year, the year before last."""
    unit, which = match["unit"].lower(), match["which"].lower()
    if which == "this":
        return periods.current(asked.day, unit)
    return periods.calendar(asked.day, unit, _offset(which))


def whole_unit(match: re.Match[str], asked: AskedOn) -> Days | None:
    """The year, as in "the end of the year"."""
    return periods.calendar(asked.day, match["unit"].lower())


def ago(match: re.Match[str], asked: AskedOn) -> Days | None:
    """Two weeks ago, roughly; a year ago today, to the day."""
    count, unit = _count(match["count"]), match["unit"].lower()
    if match["today"]:
        return periods.calendar(periods.shift(asked.day, -count, unit), "day")
    return periods.ago(asked.day, count, unit)


def window(match: re.Match[str], asked: AskedOn) -> Days | None:
    """The last three months, up to the day asked; hours are a day at least."""
    count, unit = _count(match["count"]), match["unit"].lower()
    if unit == "hour":
        count, unit = max(1, round(count / 24)), "day"
    return Days(periods.shift(asked.day, -count, unit), asked.day)


def coming(match: re.Match[str], asked: AskedOn) -> Days | None:
    """The next three months, from the day asked."""
    return Days(asked.day, periods.shift(asked.day, _count(match["count"]), match["unit"].lower()))


def near_day(match: re.Match[str], asked: AskedOn) -> Days | None:
    """Yesterday, tonight, the day after tomorrow; last night is two days.

    "Who leads it today?" means these days, and names no period.
    """
    words = match[0].lower()
    if words == "today" and asked.present:
        return None
    if words == "last night":
        return Days(periods.shift(asked.day, -1, "day"), asked.day)
    offset = -1 if "yesterday" in words else 1 if "tomorrow" in words else 0
    return _one_day(asked.day, offset - ("before" in words) + ("after " in words))


def weekend(match: re.Match[str], asked: AskedOn) -> Days | None:
    """The weekend that was, where nothing says otherwise; "this weekend" may be either."""
    which = (match["which"] or "").lower()
    saturday = _one_day(periods.calendar(asked.day, "week").first, 5).first
    latest = saturday if saturday <= asked.day else periods.shift(saturday, -1, "week")
    if which == "this":
        return Days(latest, periods.shift(saturday, 1, "day"))
    if which == "last":
        begins = periods.shift(saturday, -1, "week")
    elif which == "next":
        begins = periods.shift(saturday, 1, "week")
    else:
        begins = saturday if asked.forward or "coming" in which else latest
    return Days(begins, periods.shift(begins, 1, "day"))


def season(match: re.Match[str], asked: AskedOn) -> Days | None:
    """The summer of 2022, last summer; the winter of 2022 is both winters that 2022 has."""
    name = match["season"].lower()
    if not match["year"]:
        return _yearly(match["which"], asked, lambda year: periods.season(year, name))
    year = year_of(match["year"], asked.day)
    whole = periods.season(year, name)
    if name == "winter" and not match["second"]:
        return Days(periods.season(year - 1, name).first, whole.last)
    return whole


def holiday(match: re.Match[str], asked: AskedOn) -> Days | None:
    """Last Christmas, New Year's Eve 2021."""
    name = match["holiday"].lower().replace("’", "'")
    if match["year"]:
        return periods.holiday(year_of(match["year"], asked.day), name)
    return _yearly(match["which"], asked, lambda year: periods.holiday(year, name))


def decade(match: re.Match[str], asked: AskedOn) -> Days | None:
    """The 1990s, the '90s, the nineties."""
    written = match["decade"].lower()
    first = DECADES.get(written) or int(written)
    if first < 100:
        first = year_of(f"'{first}", asked.day)
    return periods.years(first, first + 9)


def part_of_year(match: re.Match[str], asked: AskedOn) -> Days | None:
    """The third quarter of 2021, 2021 Q3, the second half of last year."""
    which = (match["ordinal"] or match["number"] or match["after"]).lower()
    year = year_of(match["year"] or match["before"], asked.day)
    index = int(which) - 1 if which.isdigit() else ORDINALS[which]
    halves = (match["half"] or match["letter"] or "q").lower()[0] == "h"
    if halves and index > 1:
        return None
    return periods.cut(periods.years(year, year), index, 2 if halves else 4)


def year_alone(match: re.Match[str], asked: AskedOn) -> Days | None:
    """In 2021, in '22."""
    year = year_of(match["year"], asked.day)
    return periods.years(year, year)


def year_range(match: re.Match[str], asked: AskedOn) -> Days | None:
    """2019-2021, 2019-21."""
    first, second = match["year"], match["second"]
    last = int(first[: 4 - len(second)] + second)
    return periods.years(int(first), last) if int(first) < last else None


def year_of(written: str, day: date) -> int:
    """The year that "2021", "'22", "last year" or "the year" means on a day."""
    if written[0] in "'’":
        year = day.year // 100 * 100 + int(written[1:])
        return max(1, year - 100 if year > day.year else year)
    if written.isdigit():
        return int(written)
    return min(max(1, day.year + _offset(written.lower().split()[0])), 9998)


def _yearly(which: str | None, asked: AskedOn, at: periods.Yearly) -> Days | None:
    if which:
        return periods.chosen(which.lower(), asked.day, at)
    return _nearest(asked, at)


def _nearest(asked: AskedOn, at: periods.Yearly) -> Days | None:
    """The latest that has begun; the next one where that is meant, or nearer and asked of now."""
    latest = periods.nearest(asked.day, at, forward=False)
    coming = periods.nearest(asked.day, at, forward=True)
    if asked.forward or not latest or not coming or not asked.present:
        return coming if asked.forward else latest
    ahead = coming.first.toordinal() - asked.day.toordinal()
    return coming if ahead < asked.day.toordinal() - latest.last.toordinal() else latest


def _offset(which: str) -> int:
    return {"last": -1, "before last": -2, "next": 1}.get(which, 0)


def _one_day(day: date, distance: int) -> Days:
    return periods.calendar(periods.shift(day, distance, "day"), "day")


def _month_number(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month.startswith(name[:3].lower()))


def _count(word: str | None) -> int:
    if not word:
        return 1
    return int(word) if word.isdigit() else NUMBERS[word.lower()]
