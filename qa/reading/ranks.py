"""The largest of all, where a sentence tells of the second largest "after Russia". Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index import Span
from qa.english.naming import names
from qa.questions.analysis import Question
from qa.reading.candidates import NOTHING_READ, Candidate, ruled_out
from qa.reading.reader import ScoredSpan

_SUPERLATIVE = (
    r"(?P<most>largest|biggest|greatest|highest|tallest|longest|oldest|richest|busiest|fastest|"
    r"strongest|heaviest|smallest|youngest|lowest|shortest|poorest|most \w+|least \w+)"
)
_MOST = re.compile(rf"\b{_SUPERLATIVE}\b", re.IGNORECASE)
_LATER = re.compile(
    r"\b(?P<rank>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:nd|rd|th))[ -]"
    rf"{_SUPERLATIVE}\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    rf"^\W*(?:which|what|who)\b[^,;]{{0,60}}?\b(?:is|are|was|were) "
    rf"(?:(?:the|now|still|[\w-]+['’]s?) ){{0,4}}{_SUPERLATIVE}\b",
    re.IGNORECASE,
)
_OVERTAKES = re.compile(
    r"\b(?:overt(?:ook|akes?|aken)|ahead of|passed|surpass\w*)\b", re.IGNORECASE
)
_AFTER = re.compile(r"\b(?:after|behind)(?: only)? (?:the )?(?=[A-Z])")
_SECOND = ("second", "2nd")
_FARTHEST = 120  # characters between "second largest" and "after"


def ranked(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates; what is only the second largest is not said to be the largest.

    The words of one that tells what it comes after are these: "China is the second largest, after
    Russia". Only a question for what is the largest is looked at.
    """
    asked = _ASKED.match(question.text)
    if not asked or _LATER.search(question.text):
        return list(found)
    return [_of_the_first(asked["most"].lower(), each) for each in found]


def _of_the_first(most: str, candidate: Candidate) -> Candidate:
    later = _LATER.search(candidate.text)
    # "Vik is the largest, Ley the second largest" tells it.
    if not later or later["most"].lower() != most or _MOST.search(_LATER.sub("", candidate.text)):
        return candidate
    if _OVERTAKES.search(candidate.text):
        return candidate
    first = _first_named(candidate.text, later) if later["rank"].lower() in _SECOND else None
    if first is None:
        return ruled_out(candidate)
    start = candidate.span.start
    read = max(candidate.read, -NOTHING_READ / 2)
    return replace(candidate, best=ScoredSpan(start + first.start, start + first.end, read))


def _first_named(sentence: str, later: re.Match[str]) -> Span | None:
    """The name behind "after" or "behind", where one stands near."""
    after = _AFTER.search(sentence, later.end(), later.end() + _FARTHEST)
    if after is None:
        return None
    named = next((each for each in names(sentence) if each.start >= after.end()), None)
    return Span(named.start, named.end) if named and named.start == after.end() else None
