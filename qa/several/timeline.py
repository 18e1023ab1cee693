"""A timeline: what was told of a topic, day by day. Pure."""

from collections.abc import Sequence
from datetime import date

from index.dates import days
from index.prose.words import content_words
from qa.citations import Draft, DraftEvidence, DraftSentence, DraftStatement, Quote
from qa.english.event_days import EventDay
from qa.english.phrases import in_words
from qa.english.quantities import quantities
from qa.evidence import Form
from qa.several.topics import Told

MOST_ENTRIES = 12
MOST_OF_A_DAY = 2
# An entry is worth this share of the best one at least.
LEAST_WORTH = 0.5
# The last entry, which tells how it ended, is kept in any case if it is worth this much.
LEAST_END = 0.7
# Two sentences that share this much of their words tell the same.
SAME = 0.5


def entries(
    told: Sequence[Told], first: date | None, last: date | None, named: Sequence[str] = ()
) -> list[Told]:
    """The entries of a timeline, in order of time.

    Args:
        told: What was told of the topic, best first.
        first: The first day that counts; None where that side is open.
        last: The last, likewise.
        named: How the question names the time: of undated articles what names it so is taken.
    """
    bounded = first is not None or last is not None
    within = [
        each
        for each in told
        if (each.day.within(first, last) if each.day.first else _names(each.text, named, bounded))
    ]
    kept: list[Told] = []
    for each in _with_its_end(within):
        if len(kept) == MOST_ENTRIES or each.worth < LEAST_WORTH * within[0].worth:
            break
        same_day = sum(other.day.first == each.day.first for other in kept)
        if same_day < MOST_OF_A_DAY and not any(tells_the_same(each, other) for other in kept):
            kept.append(each)
    return sorted(kept, key=_order)


def _with_its_end(within: Sequence[Told]) -> list[Told]:
    """What is told, best first, but the best of the last day before all: how it ended."""
    good = [each for each in within if each.day.first and each.worth >= LEAST_END * within[0].worth]
    last = max(good, key=lambda each: (_order(each)[0], each.worth), default=None)
    return list(within) if last is None else [last, *(each for each in within if each is not last)]


def tells_the_same(one: Told, other: Told) -> bool:
    """Whether two sentences share most of their words, the topic's left out, and their numbers."""
    if one.day.dated and other.day.dated and one.day != other.day:
        return False
    if _numbers(one) != _numbers(other):
        return False
    shared, fewer = one.own & other.own, min(len(one.own), len(other.own))
    return len(shared) >= SAME * max(1, fewer)


def draft_of(kept: Sequence[Told], form: Form, as_of: str | None = None) -> Draft:
    """Sentences with their days, and what they are put together from."""
    quotes = [Quote.of(each.passage, each.span) for each in kept]
    return Draft(
        tuple(
            DraftSentence(" ".join(quote.text.split()), (quote,), label=label_of(each.day))
            for each, quote in zip(kept, quotes, strict=True)
        ),
        evidence=DraftEvidence(
            form,
            tuple(
                DraftStatement(
                    quote,
                    quote,
                    first=each.day.first,
                    last=each.day.last,
                    dated=each.day.dated,
                )
                for each, quote in zip(kept, quotes, strict=True)
            ),
            as_of=as_of,
        ),
    )


def label_of(day: EventDay) -> str:
    """A day in words: "3 May 2024", "3 to 9 May 2024", "May 2024", "undated"."""
    if not day.first:
        return f"undated, “{day.said}”" if day.said else "undated"
    if not day.last:
        return in_words(day.first)
    begins, ends = in_words(day.first).split(), in_words(day.last).split()
    while len(begins) > 1 and begins[-1] == ends[len(begins) - 1]:
        begins.pop()
    return f"{' '.join(begins)} to {' '.join(ends)}"


def _numbers(told: Told) -> frozenset[float]:
    """The numbers of a sentence, in figures or words; places in an order are none."""
    return frozenset(each.low for each in quantities(told.text) if not each.ordinal)


def _names(text: str, named: Sequence[str], bounded: bool) -> bool:
    """Whether an undated article's sentence names the time in the question's words."""
    if not bounded:
        return False
    stems = {word.stem for word in content_words(text)}
    return any(
        {word.stem for word in content_words(name)} <= stems for name in named if name.strip()
    )


def _order(told: Told) -> tuple[date, date, str]:
    day = told.day
    if not day.first:
        return date.max, date.max, told.passage.article_id
    return days(day.first).first, days(day.last or day.first).last, told.passage.article_id
