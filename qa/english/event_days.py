"""The day of what a sentence tells, which is not always the day of its article. Pure."""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from index.dates import days
from index.prose.word_lists import words_of
from qa.english.times.periods import HOLIDAY_NAMES, shift
from qa.english.times.spans import Expression, expressions
from qa.english.times.words import AskedOn

# What a sentence says to happen in a longer time than this has no day.
LONGEST_DAYS = 366
# A longer sentence is a list, or no sentence.
LONGEST_SENTENCE = 600
# "Will open on Friday" is yet to come; "will open, he said on Friday" was said.
_FORWARD = re.compile(
    r"\b(?:will|shall|to be|is due|are due|scheduled|expected|plans? to)\b(?![^,;:]*[,;:]| said)|"
    r"\bas (?:early|soon) as $",
    re.IGNORECASE,
)
# "A year after the earthquake", "the highest since May": not when it happened.
_BESIDE = re.compile(
    r"\b(?:since|until|till|before|after|than|born|deadline|anniversary of(?: the)?)(?: \w+)? $",
    re.IGNORECASE,
)
# "The first since the mill's return to work in 2021": all that follows is of the other event.
_SINCE = re.compile(r"\bsince (?:[^\s,;:]+ ){1,12}$", re.IGNORECASE)
_FAR_ENOUGH = 120  # characters

# "This week" is no day: what is told so is of the article's.
_WEEK = re.compile(
    r"\b(?:weeks?|weekend|days|hours?|fortnight|of (?:the|this) (?:month|year)|"
    r"this (?:\w+ )?(?:month|year|season|\w+er|spring))\b",
    re.IGNORECASE,
)
_MONTH = re.compile(r"\b(?:" + "|".join(words_of("qa.english", "lists/months.txt")) + r")\b", re.I)
_HOLIDAY = re.compile(HOLIDAY_NAMES, re.IGNORECASE)
HALF_A_YEAR = 183


class EventDay(NamedTuple):
    """When something happened.

    Attributes:
        first: The ISO day, month or year; None where it is not known.
        last: The ISO day that it ended, where it took several; None where it is one.
        dated: Whether the sentence tells it, rather than the day of its article.
        said: The sentence's words for it where no day is known, as "Saturday"; else "".
    """

    first: str | None
    last: str | None
    dated: bool
    said: str = ""

    def within(self, first: date | None, last: date | None) -> bool:
        """Whether it lies between two days, each None where that side is open."""
        if self.first is None:
            return False
        begins = days(self.first).first
        ends = days(self.last or self.first).last
        return (first is None or begins >= first) and (last is None or ends <= last)


def reported(published: str | None) -> EventDay:
    """The day of an article, as that of what it tells."""
    return EventDay(published, None, dated=False)


@lru_cache(maxsize=8192)
def day_of(sentence: str, published: str | None) -> EventDay:
    """The day that a sentence tells of.

    Of several days that it names the narrowest counts, and of these the first. "On Saturday" is
    reckoned from the day of the article; where that is unknown, only a whole date is understood.

    Args:
        sentence: As it stands in the article.
        published: The article's ISO date.
    """
    said = _said(sentence, published) if len(sentence) <= LONGEST_SENTENCE else None
    if said:
        return _event_day(_nearest(said, sentence, published))
    words = "" if published or len(sentence) > LONGEST_SENTENCE else _named(sentence)
    return EventDay(published, None, dated=False, said=words)


def _named(sentence: str) -> str:
    """How a sentence names its time, where its article bears no date."""
    found = [
        each for each in expressions(sentence, AskedOn(date.today())) if not _since(sentence, each)
    ]
    return sentence[found[0].span.start : found[0].span.end] if found else ""


def _is_beside(sentence: str, said: Expression) -> bool:
    """Whether a time is that of something else, from which on, say, what is told holds."""
    before = sentence[: said.span.start]
    return _BESIDE.search(before) is not None or _since(sentence, said)


def _since(sentence: str, said: Expression) -> bool:
    before = sentence[max(0, said.span.start - _FAR_ENOUGH) : said.span.start]
    return _SINCE.search(before) is not None


def _said(sentence: str, published: str | None) -> Expression | None:
    """The time that a sentence names for what it tells."""
    reckoned = days(published).last if published else date.today()
    back, ahead = (
        expressions(sentence, AskedOn(reckoned, forward=forward)) for forward in (False, True)
    )
    later = {each.span.start: each for each in ahead}
    found = []
    for each in back:
        if _FORWARD.search(sentence[: each.span.start]):
            each = later.get(each.span.start, each)
        told = sentence[each.span.start : each.span.end]
        if each.first is None or each.last is None or _is_beside(sentence, each):
            continue
        if (
            _WEEK.search(told)
            or _length(each) > LONGEST_DAYS
            or (not published and not re.search(r"\d{4}", told))
        ):
            continue
        found.append(each)
    return min(found, key=_length, default=None)


def _nearest(said: Expression, sentence: str, published: str | None) -> Expression:
    """The time, a year later where that is nearer to the article: it was written on after.

    And a weekday six days before the article is more likely the day after it.
    """
    told = sentence[said.span.start : said.span.end]
    if not published or said.first is None or said.last is None or re.search(r"\d{4}", told):
        return said
    day = days(published).last
    if said.first == said.last and (day - said.first).days == 6:
        later = 7, "day"
    elif (_MONTH.search(told) or _HOLIDAY.search(told)) and (day - said.first).days > HALF_A_YEAR:
        later = 1, "year"
    else:
        return said
    return replace(said, first=shift(said.first, *later), last=shift(said.last, *later))


def _length(said: Expression) -> int:
    assert said.first is not None and said.last is not None
    return (said.last - said.first).days + 1


def _event_day(said: Expression) -> EventDay:
    assert said.first is not None and said.last is not None
    first, last = said.first.isoformat(), said.last.isoformat()
    if first == last:
        return EventDay(first, None, dated=True)
    for written in (first[:7], first[:4]):
        if days(written) == (said.first, said.last):
            return EventDay(written, None, dated=True)
    return EventDay(first, last, dated=True)
