"""The time that a question asks about, and what it lets through of an archive."""

import re
from dataclasses import dataclass
from datetime import date

from index import Filters, Span
from index.prose.word_lists import words_of
from qa.english.times.leaning import Leaning, is_present, leaning
from qa.english.times.periods import shift
from qa.english.times.spans import Expression, expressions
from qa.english.times.words import AskedOn

SHORTEST_YEAR = 364
# What falls on a day or in a week is announced in the days before it.
ANNOUNCED_DAYS = 3
LONGEST_ANNOUNCED = 14

# Titles, and names that are no day: blanked out before a question is read.
_UNREAD = re.compile(
    r"\"[^\"]*\"|“[^“”]*”|«[^«»]*»|(?<!\w)'(?!\d\ds?\b(?!'))[^']{1,80}'(?!\w)|"
    r"(?<!\w)‘[^‘’]{1,80}’(?!\w)|"
    r"\b(?:black|good) friday\b|\bcyber monday\b|\bsuper (?:tues|satur)day\b|\bash wednesday\b|"
    r"\b(?:palm|easter|bloody|super bowl) sunday\b|\beaster monday\b|\bmaundy thursday\b|"
    r"\bfriday the 13th\b|\b(?:sun|mon|thurs|satur)day night (?:live|football)\b|"
    r"\blast week tonight\b|\b(?:usa|russia|india) today\b|\bmarch (?:madness|for our lives)\b|"
    r"\bmarch on washington\b|\bmay day\b|\bfourth of july\b|\bseptember 11\b(?!,? \d)",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"\bwill\b(?! [A-Z])|^\W*Will\b|\b(?:won[’']t|shall|going to|scheduled|upcoming)\b|[’']ll\b|"
    r"\bdue (?:in|on|by)\b"
)


_MONTH = re.compile(r"\b(?:" + "|".join(words_of("qa.english", "lists/months.txt")) + r")\b", re.I)


@dataclass(frozen=True, slots=True)
class TimeScope:
    """What a question says of time.

    Attributes:
        day: The day that it is reckoned from.
        first: The first day of the period it names; None where that side is open.
        last: The last day, likewise; both None where it names no period.
        expressions: The words that were understood as time, in code points of the question,
            in reading order and without overlap.
        relative: Those of them that articles would not use for the same time: "last week".
        about_publication: Whether the period is said of the articles, not of an event.
        leaning: Whether newer articles are the likelier to hold the answer.
        yearless: Whether it names a month or a day, and no year.
    """

    day: date
    first: date | None
    last: date | None
    expressions: tuple[Span, ...]
    relative: tuple[Span, ...]
    about_publication: bool
    leaning: Leaning
    yearless: bool = False


def read_time(question: str, day: date) -> TimeScope:
    """Reads the words of time in a question, as asked on a day; see docs/dates.md.

    Several times make the span from the earliest to the latest; beside a time that is said of
    the articles, whole years are left out: they tell of the event. What stands in quotes is not
    read.
    """
    text = _UNREAD.sub(lambda match: "\0" * len(match[0]), question)
    asked = AskedOn(day, _FORWARD.search(text) is not None, is_present(text, perfect=False))
    said = expressions(text, asked)
    published = any(each.about_publication for each in said)
    first, last = _hull([each for each in said if not published or _of_articles(each)])
    return TimeScope(
        day=day,
        first=first,
        last=last,
        expressions=tuple(each.span for each in said),
        relative=tuple(each.span for each in said if each.relative),
        about_publication=published,
        leaning=leaning(text, first, last, day),
        yearless=_is_yearless(question, said),
    )


def _is_yearless(question: str, said: list[Expression]) -> bool:
    """Whether each time that is named is a month or a day of one, without its year."""
    told = [question[each.span.start : each.span.end] for each in said]
    return bool(told) and all(
        _MONTH.search(each) and not re.search(r"\d{4}|['’]\d\d", each) for each in told
    )


def narrowed(limits: Filters, time: TimeScope, *, of_articles: bool = False) -> Filters:
    """What a question's words of time let through of what its limits do.

    Args:
        limits: What holds in any case, the day that it is asked as on included.
        time: The period that it names limits the articles to those published in it where it is
            said of them. Where it is the time of an event, to those from its first day on, for
            later ones may tell of it too, and of a day or a week from `ANNOUNCED_DAYS` earlier. A
            period that is still to come limits nothing. Undated articles stay in.
        of_articles: Whether its period is that of the articles, whatever its words say, as where
            articles are counted.
    """
    first, last = _published(time, of_articles=of_articles)
    return limits.between(first, last, undated=True) if first or last else limits


def _published(time: TimeScope, *, of_articles: bool) -> tuple[date | None, date | None]:
    """The first and last day of publication; None where nothing is to be left out."""
    first, last = time.first, time.last
    if first and first > time.day and not of_articles:
        return None, None
    if not (time.about_publication or of_articles):
        if first and ((last or time.day) - first).days < LONGEST_ANNOUNCED:
            first = shift(first, -ANNOUNCED_DAYS, "day")
        last = None
    return first, last if last and last < time.day else None


def _of_articles(said: Expression) -> bool:
    """Whether it may be the time of articles in a question that names one."""
    if said.about_publication or not said.first or not said.last:
        return True
    return (said.last - said.first).days < SHORTEST_YEAR


def _hull(said: list[Expression]) -> tuple[date | None, date | None]:
    """From the earliest first day to the latest last; a side that any leaves open stays open.

    "After May and before July" leaves none open.
    """
    since = [each.first for each in said if each.first and not each.last]
    until = [each.last for each in said if each.last and not each.first]
    if since and until and len(since) + len(until) == len(said) and min(since) <= max(until):
        return min(since), max(until)
    firsts = [each.first for each in said if each.first]
    lasts = [each.last for each in said if each.last]
    first = min(firsts) if said and len(firsts) == len(said) else None
    last = max(lasts) if said and len(lasts) == len(said) else None
    return first, last
