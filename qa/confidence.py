"""How probable it is that the best sentences found hold the right answer."""

import math
from collections.abc import Sequence

from index.words import words
from qa.evidence import Candidate, limited
from qa.features import has_answer_of_type
from qa.questions import Question

# From which probability on there is an answer.
MIN_CONFIDENCE = 0.5

FITTING = 3
WORST_WORD = 0.4
WORDS = 0.1
READ = 0.02
STEEPNESS = 12.0
MIDDLE = 0.61


def confidence(question: Question, found: Sequence[Candidate]) -> float:
    """The probability, from 0 to 1, that candidates, best first, hold the answer."""
    return 1 / (1 + math.exp(-STEEPNESS * (_answerable(question, found) - MIDDLE)))


def _answerable(question: Question, found: Sequence[Candidate]) -> float:
    """How far candidates, best first, hold the answer; comparable between questions.

    The weighted sum of four things: how like the nearest sentence is to the question, how well its
    worst-matched word is matched anywhere, how many of its words stand in or beside the best
    sentence, and the log-odds that the reader gives its three best. Nothing, where the question
    asks for a name, a number, a place or a time and none of the three best sentences holds one
    that the question does not.
    """
    best = found[:FITTING]
    if all(_fits(question, candidate) is False for candidate in best):
        return 0.0
    reads = sorted((limited(candidate.read) for candidate in found), reverse=True)[:FITTING]
    return (
        max(candidate.value("cosine") for candidate in found)
        + WORST_WORD * max(candidate.value("soft_min") for candidate in found)
        + WORDS * found[0].value("exact_window")
        + READ * sum(reads) / len(reads)
    )


def _fits(question: Question, candidate: Candidate) -> bool | None:
    return has_answer_of_type(question, candidate.text, words(candidate.text))
