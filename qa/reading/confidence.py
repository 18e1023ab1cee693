"""How probable it is that the best sentences found hold the right answer."""

import math
from collections.abc import Mapping, Sequence

from index.words import words
from qa.questions.analysis import Question
from qa.reading.evidence import Candidate, limited
from qa.support.names import name_faults
from qa.support.values import Fault

# A logistic regression over `signals`, fitted by evals/training/fit_answers.py.
WEIGHTS = {
    "read": 0.092,
    "cosine": 4.91,
    "worst_word": 1.179,
    "names": -0.686,
}
INTERCEPT = -3.397
# From which probability on there is an answer; chosen on the risk-coverage curve in
# docs/reader.md.
MIN_CONFIDENCE = 0.24


def confidence(question: Question, found: Sequence[Candidate]) -> float:
    """The probability, from 0 to 1, that candidates, best first, hold the answer."""
    return probability(signals(question, found))


def probability(values: Mapping[str, float]) -> float:
    """The calibrated probability of a right answer by its `signals`."""
    odds = INTERCEPT + sum(weight * values[name] for name, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-odds))


def signals(question: Question, found: Sequence[Candidate]) -> dict[str, float]:
    """What speaks for candidates, best first, holding the answer; comparable between questions.

    `read` is the highest log-odds that the reader gives any sentence; `cosine` how like
    the nearest sentence is to the question, and `worst_word` how well the question's
    worst-matched word is matched anywhere; `names` how many names the question says and the first
    one's passage does not, as `qa.support` compares them, one only when no part of it is there.
    """
    first = found[0]
    context = f"{first.passage.title}. {first.passage.text}"
    there = {word.stem for word in words(context)}
    missing = name_faults(question.text, [context])
    return {
        "read": max(limited(candidate.read) for candidate in found),
        "cosine": max(candidate.value("cosine") for candidate in found),
        "worst_word": max(candidate.value("soft_min") for candidate in found),
        "names": float(sum(not _partly(fault, there) for fault in missing)),
    }


def _partly(fault: Fault, there: set[str]) -> bool:
    """Whether part of a name stands in a text, given as stems."""
    return any(word.stem in there for word in words(fault.says))
