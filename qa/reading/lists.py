"""A list behind a colon that holds what a question asks several of. Pure.

The strong reader's words are few (`reader.LONGEST_ANSWER`): a list of nine towns is longer.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index import Span
from index.prose.words import content_words
from qa.questions.analysis import AT_LENGTH, Question
from qa.reading.candidates import Candidate
from qa.reading.named_here import all_named_here
from qa.reading.reader import ScoredSpan
from qa.reading.tables import SURE_JUDGED, SURE_READ

_ASKED = re.compile(
    r"^\W*(?:which|what)\s+(?:(?:are|were|will be)\s+(?:the\s+)?)?"
    r"(?P<kind>[\w’'-]+(?:\s+[\w’'-]+){0,2})",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"(?:[^\Ws]s|people|children|men|women)$")
_ITEM = re.compile(r", (?:and )?|; | and ")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_JOINS = frozenset("of the de la del da di du van von der den al el bin ibn on in & -".split())
_FEWEST = 3
_LONGEST_ITEM = 60  # characters


def listing(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates; one that lists what is asked for, behind a colon, is sure.

    What is asked for must be named before the colon, and all other words of the question in the
    same passage.
    """
    kinds = _kinds_asked(question)
    if not kinds:
        return list(found)
    top = max((each.score for each in found), default=0.0)
    return [_sure(question, kinds, each, top) for each in found]


def _sure(question: Question, kinds: frozenset[str], candidate: Candidate, top: float) -> Candidate:
    listed = _list_in(candidate.text, kinds)
    if listed is None or not all_named_here(question, candidate.passage):
        return candidate
    start = candidate.span.start + listed.start
    best = ScoredSpan(start, candidate.span.start + listed.end, SURE_READ)
    return replace(candidate, best=best, judged=SURE_JUDGED, score=top + SURE_READ)


def _kinds_asked(question: Question) -> frozenset[str]:
    """The stems of the plural that a question asks for: the towns of "Which host towns ...?"."""
    asked = _ASKED.match(question.text)
    if asked is None or not question.several or question.answer_type in AT_LENGTH:
        return frozenset()
    words = [w for w in question.terms if w.start < asked.end("kind")]
    return frozenset(w.stem for w in words if w.text.islower() and _PLURAL.search(w.text))


def _is_name(item: str) -> bool:
    """Whether an item is a name, also with what is said of it in brackets, and no clause."""
    told = _IN_BRACKETS.sub("", item).split()
    return bool(told) and all(w[0].isupper() or w[0].isdigit() or w in _JOINS for w in told)


def _list_in(sentence: str, kinds: frozenset[str]) -> Span | None:
    """Where a sentence lists things of a kind on the line behind a colon, without its full stop."""
    before, colon, behind = sentence.partition(": ")
    if not colon or "\n" in behind or not kinds & {w.stem for w in content_words(before)}:
        return None
    items = _ITEM.split(behind.rstrip(" .!"))
    if len(items) < _FEWEST or any(not i or len(i) > _LONGEST_ITEM for i in items):
        return None
    if not all(map(_is_name, items)):
        return None
    start = len(before) + len(colon)
    return Span(start, start + len(behind.rstrip(" .!")))
