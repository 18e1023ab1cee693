"""Times in a question with the words that bound them: "since", "early", "the end of"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index import Span
from index.dates import Days
from qa.english.times import periods
from qa.english.times.context import PART
from qa.english.times.finding import FoundTime, find_times
from qa.english.times.words import AskedOn

_THIRDS = {
    **{"early": 0, "start of": 0, "beginning of": 0, "first days of": 0, "first weeks of": 0},
    **{"mid": 1, "middle of": 1},
    **{"late": 2, "end of": 2, "close of": 2, "last days of": 2, "last weeks of": 2},
}
_WEEKS = {"first week of": 0, "second week of": 1, "third week of": 2}
_PART_BEFORE = re.compile(rf"\b(?P<part>{PART})(?:[ -]| in )$", re.I)
_BOUND_BEFORE = re.compile(
    r"(?<![\w-])(?P<bound>since|after|following|starting|beginning|before|prior to|ahead of|until|"
    r"till|by|through|up to|up until|as of|from|compared? (?:to|with)|(?<!other )than)"
    r"(?: (?:about|around|at least|in|on))?(?: the)? $",
    re.I,
)
_RANGE = re.compile(rf" ?(?:-|–|—|to|until|till|through) ?(?:the )?(?:(?:{PART})[ -])?", re.I)
_ONWARDS = re.compile(r" (?:onwards?\b|on(?=[?.!,;]|$)|and (?:later|after|beyond)\b|or later\b)")
_OWNS = re.compile(r"[’']s\b")
_NEXT_TO = re.compile(r",? ?(?:(?:in|on|of|at) )?", re.I)
_AND = re.compile(r",?(?: and| or|,| to| until|) ?(?:in |on )?", re.I)
_PUBLISHING = (
    r"publi(?:sh\w*|cation)|report(?:s|ed|ing)?|wrote|writ(?:e|es|ten|ing)|print(?:ed)?|posted|"
    r"dated|articles?|stor(?:y|ies)|(?:news)?papers?|coverage|headlines?|news|editions?"
)
_LINKS = r"(?: (?:in|on|at|from|of|for|during|between|over|within|the|back)){0,3}"
_PUBLISHED_BEFORE = re.compile(rf"\b(?:{_PUBLISHING}){_LINKS} $", re.I)
_PUBLISHED_AFTER = re.compile(rf"(?:[’']s)? (?:{_PUBLISHING})\b(?! (?:to|that)\b)", re.I)


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that name a time.

    Attributes:
        span: Where they stand in the question, words such as "since" among them.
        first: The first day named; None where that side is open.
        last: The last day named, likewise.
        relative: Whether articles would call the same time by other words, as "last week".
        about_publication: Whether articles are said to be from then, rather than an event.
    """

    span: Span
    first: date | None
    last: date | None
    relative: bool
    about_publication: bool


def expressions(text: str, asked: AskedOn) -> list[Expression]:
    """The times that a text names, in reading order; their spans do not overlap.

    Args:
        text: What is read; titles and the like are taken out of it before.
        asked: How it is read.
    """
    said: list[Expression] = []
    found = find_times(text, asked)
    for each in found:
        expression = _expression(text, said, each, asked.day, alone=len(found) == 1)
        gap = text[said[-1].span.end : expression.span.start] if said else None
        narrower = _narrower(said[-1], expression) if gap and _NEXT_TO.fullmatch(gap) else None
        said[-1:] = [narrower] if narrower else [*said[-1:], expression]
    return said


def _expression(
    text: str, said: Sequence[Expression], found: FoundTime, day: date, *, alone: bool
) -> Expression:
    """A time with the words around it that bound it, from the end of the one before."""
    match, end = found.match, said[-1].span.end if said else 0
    start, days = _part(text, end, found, day)
    bound = _BOUND_BEFORE.search(text, end, start)
    word = _bound(text, end, bound, match, alone=alone)
    led = bound.start() if bound and word else start
    published = (
        _PUBLISHED_BEFORE.search(text[end:start])
        or _PUBLISHED_BEFORE.search(text[end:led])
        or _PUBLISHED_AFTER.match(text, match.end())
        or (said and said[-1].about_publication and _AND.fullmatch(text[end:start]))
    )
    first, last = _opened(days, word, day, owned=_OWNS.match(text, match.end()) is not None)
    relative = found.rule.relative or bool(match.groupdict().get("which"))
    return Expression(Span(led, match.end()), first, last, relative, bool(published))


def _bound(
    text: str, end: int, bound: re.Match[str] | None, match: re.Match[str], *, alone: bool
) -> str:
    """The word that opens a side of a time, or nothing: "to" and "until" join it to another."""
    word = bound["bound"].lower() if bound else ""
    if word.startswith("compare") or word == "than":
        return "compared" if alone else ""
    if word == "from" and not _ONWARDS.match(text, match.end()):
        return ""
    return "" if end and _RANGE.fullmatch(text[end : match.start()]) else word


def _part(text: str, end: int, found: FoundTime, day: date) -> tuple[int, Days]:
    """Where the words begin and what they name, with "early", "the end of" and the like."""
    start, days = found.match.start(), found.days
    said = _PART_BEFORE.search(text, end, start)
    if said is None:
        return start, days
    word = re.sub(r"^the |very ", "", said["part"].lower())
    if word in _THIRDS:
        days = periods.cut(days, _THIRDS[word], 3)
    elif word.endswith("half of"):
        days = periods.cut(days, 0 if word.startswith("first") else 1, 2)
    elif word == "week of":
        days = Days(days.first, max(days.last, periods.shift(days.first, 6, "day")))
    elif word.endswith("week of"):
        days = periods.week_of(days, _WEEKS.get(word))
    elif days.first <= day <= days.last:
        days = Days(days.first, day) if word == "earlier" else Days(day, days.last)
    return said.start(), days


def _opened(days: Days, word: str, day: date, *, owned: bool) -> tuple[date | None, date | None]:
    """The days that a word such as "since" makes of those named.

    `owned` is said of "before Monday's vote": reports of the vote itself are not left out. What
    is compared to a time is now; "as of this week" is this week.
    """
    if word in ("after", "following") and not owned:
        return periods.shift(days.last, 1, "day"), None
    if word in ("since", "after", "following", "starting", "beginning", "from", "compared"):
        return days.first, None
    if word in ("before", "prior to", "ahead of") and not owned:
        return None, periods.shift(days.first, -1, "day")
    if word and not (word == "as of" and days.first <= day <= days.last):
        return None, days.last
    return days.first, days.last


def _narrower(one: Expression, other: Expression) -> Expression | None:
    """Of two that stand together the one within the other: "early this year, in March"."""
    for inner, outer in ((one, other), (other, one)):
        if inner.first and inner.last and outer.first and outer.last:
            if outer.first <= inner.first and inner.last <= outer.last:
                return Expression(
                    Span(one.span.start, other.span.end),
                    inner.first,
                    inner.last,
                    one.relative and other.relative,
                    one.about_publication or other.about_publication,
                )
    return None
