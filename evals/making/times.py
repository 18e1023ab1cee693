"""Words of time in a sentence: those that name a day or a year, and those that only point."""

import re

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.|Feb\.|Aug\.|Sept\.|Sep\.|Oct\.|Nov\.|Dec\."
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:(?:the )?{_DAY}(?: of)? (?:{_MONTHS})|(?:{_MONTHS}) {_DAY}(?!\d))(?:,? {_YEAR})?|"
    rf"(?:{_MONTHS})(?:,| of)? {_YEAR}|(?:the )?(?:(?:early|mid|late)[- ])?{_YEAR}|"
    rf"the (?:spring|summer|fall|autumn|winter) of {_YEAR}"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_ABSOLUTE = re.compile(rf"(?:{_WEEKDAY},? )?(?:{_DATE})")
_WITH_YEAR = re.compile(rf"\b{_YEAR}\b")
_RELATIVE = re.compile(
    rf"\b(?:{_WEEKDAY}s?|today|tonight|tomorrow|yesterday|ago|earlier|later|recent|recently|"
    r"morning|evening|afternoon|night|noon|midnight|weekend|moment|"
    rf"(?:this|last|next|past|previous|coming|same|that) (?:\w+ )?"
    r"(?:year|month|week|day|decade|century|spring|summer|fall|autumn|winter|season|time|quarter|"
    rf"{_MONTHS})s?|{_MONTHS})(?!\w)|\bas of\b|\b[ap]\.m\b"
)


def is_absolute(text: str) -> bool:
    """Whether words name a day, a month or a year by itself: "12 May", "March 2021", "1999"."""
    return _ABSOLUTE.fullmatch(text.strip()) is not None


def has_year(text: str) -> bool:
    """Whether a year stands in the words."""
    return _WITH_YEAR.search(text) is not None


def is_relative(text: str) -> bool:
    """Whether words hold a time that only the day of the article makes clear: "on Monday".

    A month without a year is one, a date with its year is none.
    """
    return _RELATIVE.search(text) is not None and not has_year(text)
