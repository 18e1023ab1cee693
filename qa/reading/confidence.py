"""How probable it is that the best sentences found hold the right answer."""

import math
from collections.abc import Mapping, Sequence

from qa.questions.analysis import AT_LENGTH, Question
from qa.reading.candidates import Candidate

# A logistic regression over `signals`, fitted by evals/training/fit_confidence.py.
WEIGHTS = {"read": 0.209, "doubted": 0.092}
INTERCEPT = -1.143
# From which probability on there is an answer; chosen on the table in docs/reader.md.
MIN_CONFIDENCE = 0.25
# The judge's log-odds stay within half of what a span's do.
JUDGED_AS_READ = 2.0
# Beyond these log-odds the readers are not surer, only louder.
LIMIT = 10.0


def confidence(question: Question, candidates: Sequence[Candidate]) -> float:
    """The probability, from 0 to 1, that candidates, best first, hold the answer."""
    return probability(signals(question, candidates))


def probability(values: Mapping[str, float]) -> float:
    """The calibrated probability of a right answer by its `signals`."""
    odds = INTERCEPT + sum(weight * values[name] for name, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-odds))


def signals(question: Question, candidates: Sequence[Candidate]) -> dict[str, float]:
    """What speaks for candidates, best first, holding the answer; comparable between questions.

    `read` is the log-odds that the strong reader gives the first sentence's best span, and
    `doubted` the lower one of these and of twice its judge's: what one of the two does not
    believe is rarely right. Where no few words answer, the judge alone counts.
    """
    judged = JUDGED_AS_READ * candidates[0].judged
    read = judged if question.answer_type in AT_LENGTH else candidates[0].read
    return {"read": limited(read), "doubted": limited(min(read, judged))}


def limited(odds: float) -> float:
    """Log-odds within what they can be trusted with."""
    return max(-LIMIT, min(LIMIT, odds))
