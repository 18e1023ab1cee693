"""How probable it is that the best sentences found hold the right answer."""

import math
from collections.abc import Mapping, Sequence

from index.words import words
from qa.evidence import Candidate, limited
from qa.features import has_answer_of_type
from qa.questions import AT_LENGTH, Question

# A logistic regression over `signals`, fitted by evals/training/fit_answers.py.
WEIGHTS = {
    "read": 0.0,
    "reads": 0.24,
    "at_length": 0.0,
    "cosine": 12.0,
    "worst_word": 4.8,
    "words": 0.0,
    "window": 1.2,
    "unfit": -10.0,
}
INTERCEPT = -7.32
# From which probability on there is an answer; chosen on the risk-coverage curve in
# docs/reader.md.
MIN_CONFIDENCE = 0.5

BEST = 3


def confidence(question: Question, found: Sequence[Candidate]) -> float:
    """The probability, from 0 to 1, that candidates, best first, hold the answer."""
    return probability(signals(question, found))


def probability(values: Mapping[str, float]) -> float:
    """The calibrated probability of a right answer by its `signals`."""
    odds = INTERCEPT + sum(weight * values[name] for name, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-odds))


def signals(question: Question, found: Sequence[Candidate]) -> dict[str, float]:
    """What speaks for candidates, best first, holding the answer; comparable between questions.

    `read` is the log-odds that the reader gives the first sentence, nothing where no few words
    can answer, and `reads` the mean of the three best; `cosine` how like the nearest sentence is
    to the question, `worst_word` how well the question's worst-matched word is matched anywhere,
    `words` and `window` how well, and how many of, its words stand in or beside the first
    sentence; `unfit` is 1 where the question asks for a name, a number, a place or a time and
    none of the three first sentences holds one that the question does not.
    """
    at_length = question.several or question.answer_type in AT_LENGTH
    reads = sorted((limited(candidate.read) for candidate in found), reverse=True)[:BEST]
    return {
        "read": 0.0 if at_length else limited(found[0].read),
        "reads": sum(reads) / len(reads),
        "at_length": float(at_length),
        "cosine": max(candidate.value("cosine") for candidate in found),
        "worst_word": max(candidate.value("soft_min") for candidate in found),
        "words": found[0].value("soft_mean"),
        "window": found[0].value("exact_window"),
        "unfit": float(all(_fits(question, candidate) is False for candidate in found[:BEST])),
    }


def _fits(question: Question, candidate: Candidate) -> bool | None:
    return has_answer_of_type(question, candidate.text, words(candidate.text))
