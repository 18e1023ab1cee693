"""How English names a period: one rule for each way."""

import re
from collections.abc import Callable
from typing import NamedTuple

from index.dates import Days
from qa.english.times import context, words
from qa.english.times.context import WITHIN
from qa.english.times.periods import HOLIDAY_NAMES
from qa.english.times.words import DECADES, MONTHS, NUMBERS, ORDINALS, WEEKDAYS, AskedOn

# Neither before nor after these is it a date: "2,022", "3.5", "20-year-old", "15%", "$2000".
_BEGINS = r"(?:(?<![\w.,/:$£€#'’-])|(?<=\bmid-))"
_ENDS = r"(?![\w%]|[.,:/]\d|-\w| (?:million|billion|thousand|hundred|per ?cent|people)\b)"

_FOUR = r"(?:1[89]|20)\d\d"
_YEAR = rf"(?P<year>{_FOUR}|['’]\d\d|(?:this|last|next|the) year)"
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_SHORT_MONTH = r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
_ANY_MONTH = rf"{_MONTH[:-1]}|{_SHORT_MONTH})"
_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
_DAY_NAME = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_TIME_OF_DAY = r"(?: (?:morning|afternoon|evening|night)\b)?"
_AND = r" ?(?:-|–|—|to|and|or|until|till|through|&) ?"
_DAYS = rf"(?:the )?(?P<day>\d\d?)(?:st|nd|rd|th)?(?:{_AND}(?P<to>\d\d?)(?:st|nd|rd|th)?)?"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_UNIT = r"(?P<unit>hour|day|week|fortnight|month|quarter|year|decade|century)"
_WHICH = r"(?P<which>this|last|next)"


class Rule(NamedTuple):
    """A way of naming a period.

    Attributes:
        pattern: What it looks like.
        resolve: What it names; None where it is nothing, as the 31st of June.
        stands: Whether the words around a match let it be a time.
        relative: Whether articles would call the same time by other words.
        leans: Whether it may lean on a time beside it: "between March and May 2021".
    """

    pattern: re.Pattern[str]
    resolve: Callable[[re.Match[str], AskedOn], Days | None]
    stands: Callable[[re.Match[str]], bool] = context.always
    relative: bool = False
    leans: bool = False


def _rule(
    pattern: str,
    resolve: Callable[[re.Match[str], AskedOn], Days | None],
    stands: Callable[[re.Match[str]], bool] = context.always,
    *,
    relative: bool = False,
    leans: bool = False,
) -> Rule:
    whole = re.compile(f"{_BEGINS}(?:{pattern}){_ENDS}", re.IGNORECASE)
    return Rule(whole, resolve, stands, relative, leans)


# Of rules that match at one place the longest match is tried first, then the rule named first.
RULES = (
    _rule(
        rf"{_FOUR}-\d\d(?:-\d\d(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?)?|{_FOUR}/\d\d?/\d\d?|"
        rf"\d\d?(?P<mark>[/.])\d\d?(?P=mark){_FOUR}",
        words.numeric,
    ),
    _rule(
        rf"{_DAY_NAME}{_DAYS}(?: of)? {_ANY_MONTH}(?:,?(?: of)? {_YEAR})?",
        words.day_of_month,
        context.day_stands,
        leans=True,
    ),
    _rule(
        rf"{_DAY_NAME}{_ANY_MONTH} {_DAYS}(?! (?:{'|'.join(MONTHS)}))(?:,?(?: of)? {_YEAR})?",
        words.day_of_month,
        context.day_stands,
        leans=True,
    ),
    _rule(
        rf"{_ANY_MONTH},?(?: of)? {_YEAR}",
        words.month_of_year,
        context.month_of_year_stands,
    ),
    _rule(rf"(?:{_WHICH} )?{_MONTH}", words.month_alone, context.month_stands, leans=True),
    _rule(
        rf"(?:(?P<which>this past|this coming|this|last|next) )?{_WEEKDAY}{_TIME_OF_DAY}"
        r"(?:(?: of)? (?P<week>this|last|next) week)?",
        words.weekday,
        context.weekday_stands,
        leans=True,
    ),
    _rule(
        rf"{_WHICH} (?P<unit>week|month|quarter|year|decade|century)(?! of\b)",
        words.calendar_unit,
        context.unit_stands,
        relative=True,
    ),
    _rule(
        r"the (?P<unit>week|month|year) (?P<which>before last)",
        words.calendar_unit,
        relative=True,
    ),
    _rule(
        r"the (?P<unit>week|month|year|decade|century)",
        words.whole_unit,
        context.whole_unit_stands,
        relative=True,
    ),
    _rule(
        rf"{_COUNT} {_UNIT}s? ago(?P<today> today)?",
        words.ago,
        context.own_words,
        relative=True,
    ),
    _rule(
        rf"(?:{WITHIN} )?(?:(?:the|this) )?(?:last|past) (?:{_COUNT} )?{_UNIT}(?P<plural>s)?"
        r"(?! of\b)",
        words.window,
        context.window_stands,
        relative=True,
    ),
    _rule(
        rf"(?:{WITHIN} )?(?:the )?(?:next|coming) (?:{_COUNT} )?{_UNIT}(?P<plural>s)?(?! of\b)",
        words.coming,
        context.window_stands,
        relative=True,
    ),
    _rule(
        rf"the day before yesterday|the day after tomorrow|(?:yesterday|tomorrow){_TIME_OF_DAY}|"
        r"today|tonight|this (?:morning|afternoon|evening)|last night",
        words.near_day,
        context.own_words,
        relative=True,
    ),
    _rule(
        r"(?:(?P<past>(?:this|the) (?:past|last)|this past)|the|"
        r"(?P<which>this coming|coming|this|last|next)) weekend",
        words.weekend,
        context.weekend_stands,
        relative=True,
    ),
    _rule(
        rf"(?:{_WHICH} )?(?P<season>winter|spring|summer|autumn|fall)"
        rf"(?:(?: of| in)? {_YEAR}(?:[-–/](?P<second>\d\d(?:\d\d)?))?)?",
        words.season,
        context.yearly_stands,
    ),
    _rule(
        rf"(?:{_WHICH} )?(?P<holiday>{HOLIDAY_NAMES})"
        rf"(?:,?(?: of| in)? {_YEAR})?",
        words.holiday,
        context.holiday_stands,
        leans=True,
    ),
    _rule(
        rf"(?:the )?(?P<decade>(?:1[89]|20)\d0(?=s)|{'|'.join(DECADES)})s?",
        words.decade,
        context.decade_stands,
    ),
    _rule(r"(?:the )?['’](?P<decade>\d0)s", words.decade, context.decade_stands),
    _rule(
        rf"(?:(?:the )?(?P<ordinal>{'|'.join(ORDINALS)})[ -](?:quarter|(?P<half>half))|"
        rf"(?P<letter>[qh])(?P<number>[1-4]))(?:,| of| in)? {_YEAR}|"
        rf"(?P<before>{_FOUR})[ -]?q(?P<after>[1-4])",
        words.part_of_year,
    ),
    _rule(
        rf"(?P<year>{_FOUR})[-–—/](?P<second>\d\d(?:\d\d)?)",
        words.year_range,
        context.label_stands,
    ),
    _rule(
        rf"(?P<year>{_FOUR}|['’]\d\d)",
        words.year_alone,
        context.year_stands,
        leans=True,
    ),
)
