"""Of a live blog the newest entry counts that answers, or the oldest; its hour tells when."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from index.prose.live import Entry, entry_at
from qa.passages import Passage
from qa.questions.analysis import AnswerType, Question
from qa.reading.candidates import Candidate
from qa.reading.reader import ScoredSpan

# From these log-odds on an entry answers by itself, and older ones are overtaken.
LEAST_READ = 2.0
LEAST_JUDGED = 1.0
# What is overtaken comes this much behind.
BEHIND = 4.0
# What an entry tells happened at its hour, whose log-odds of answering "when?" are then these.
AT_HOUR = 4.0
_ASKS_WHEN = re.compile(r"^\W*(?:when|(?:at )?what time)\b", re.IGNORECASE)
_TO_COME = re.compile(r"\b(?:will|shall|to be|due|next|going to|expected|is|are)\b", re.IGNORECASE)
_AT_FIRST = re.compile(
    r",? ?\b(?:at first|initially|originally|to begin with|in the beginning|at the start"
    r"|at the outset|in the first reports?|first reported)\b",
    re.IGNORECASE,
)


# "The latest toll" is the toll: which report is the latest is known by its day.
_LATEST = re.compile(
    r"(?<=the )(?:latest|newest|most recent|current) (?=\w)(?!(?:of|on|about|in|from)\b)", re.I
)


def asks_for_first(question: str) -> bool:
    """Whether a question asks for what an event's first reports said."""
    return _AT_FIRST.search(question) is not None


def as_read(question: str, passages: Sequence[Passage]) -> str:
    """A question as the readers are asked, who know no days.

    No report says that it is "the latest", no entry of a live blog that it was there "at first".
    """
    question = _LATEST.sub("", question)
    if not any(passage.entries for passage in passages):
        return question
    return _AT_FIRST.sub("", question)


def entry_of(passage: Passage, place: int) -> Entry | None:
    """The entry that a place of a passage's own text is in."""
    return entry_at(passage.entries, passage.start + place)


def is_heading(passage: Passage, start: int, end: int) -> bool:
    """Whether a stretch of a passage is a live blog's heading or hour: no sentence of its story."""
    if not passage.entries:
        return False
    before = passage.text[:start].rpartition("\n")[2]
    after = passage.text[end:]
    whole_line = not before.strip() and after[:1] in ("", "\r", "\n")
    return whole_line and passage.text[end - 1] not in '.!?…"”’)'


def told_by_hour(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates; where it is asked when, the entry that tells what best says it by its hour.

    Its sentence has no words that tell when; of which hour it is is said of its citation.
    """
    if not _asks_when(question):
        return list(found)
    telling = [each for each in found if _tells_by_hour(each)]
    best = max(telling, key=lambda each: each.judged, default=None)
    return [_with_hour(each) if each is best else each for each in found]


def _tells_by_hour(candidate: Candidate) -> bool:
    entry = entry_of(candidate.passage, candidate.span.start)
    return entry is not None and candidate.judged >= LEAST_JUDGED and candidate.read < 0


def _with_hour(candidate: Candidate) -> Candidate:
    best = ScoredSpan(*candidate.span, AT_HOUR)
    return replace(candidate, best=best, score=candidate.score - candidate.read + AT_HOUR)


def _asks_when(question: Question) -> bool:
    """Whether it is asked when something happened, not when it will."""
    asked = question.answer_type is AnswerType.TIME and _ASKS_WHEN.match(question.text)
    return bool(asked) and not _TO_COME.search(question.text)


def overtaken(question: str, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, those of a live blog's older entries behind the newest one that answers.

    Where the question asks for what was first, all else is behind the oldest that answers.
    """
    if not any(each.passage.entries for each in found):
        return list(found)
    if asks_for_first(question):
        return _behind(found, {id(each): _age(each) for each in found})
    kept: list[Candidate] = []
    by_article = sorted(found, key=lambda each: each.passage.article_id)
    for _, some in groupby(by_article, key=lambda each: each.passage.article_id):
        of_one = list(some)
        newer = {
            id(each): each_newer for each in of_one if (each_newer := _newer(each)) is not None
        }
        kept += _behind(of_one, newer)
    return kept


def _behind(found: Sequence[Candidate], order: Mapping[int, Any]) -> list[Candidate]:
    """The candidates, all behind those that come first in an order, by id, and answer."""
    telling = [
        each
        for each in found
        if id(each) in order and each.read >= LEAST_READ and each.judged >= LEAST_JUDGED
    ]
    if not telling:
        return list(found)
    counts = min(order[id(each)] for each in telling)
    best = max(each.score for each in telling if order[id(each)] == counts)
    return [
        each
        if order.get(id(each)) == counts
        else replace(each, score=min(each.score, best - BEHIND))
        for each in found
    ]


def _age(candidate: Candidate) -> tuple[str, int]:
    """What is greater for what came later."""
    return candidate.passage.published or "9999", -(_newer(candidate) or 0)


def _newer(candidate: Candidate) -> int | None:
    entry = entry_of(candidate.passage, candidate.span.start)
    return entry.newer if entry else None
