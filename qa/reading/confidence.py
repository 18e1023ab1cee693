"""How probable it is that the best sentences found hold the right answer."""

import math
from collections.abc import Mapping, Sequence

from qa.reading.evidence import Candidate

# A logistic regression over `signals`, fitted by evals/training/fit_confidence.py.
WEIGHTS = {"read": 0.227, "judged": 0.282}
INTERCEPT = -0.582
# From which probability on there is an answer; chosen on the table in
# docs/reader.md.
MIN_CONFIDENCE = 0.3
# Beyond these log-odds the readers are not surer, only louder.
LIMIT = 10.0


def confidence(candidates: Sequence[Candidate]) -> float:
    """The probability, from 0 to 1, that candidates, best first, hold the answer."""
    return probability(signals(candidates))


def probability(values: Mapping[str, float]) -> float:
    """The calibrated probability of a right answer by its `signals`."""
    odds = INTERCEPT + sum(weight * values[name] for name, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-odds))


def signals(candidates: Sequence[Candidate]) -> dict[str, float]:
    """What speaks for candidates, best first, holding the answer; comparable between questions.

    `read` is the log-odds that the strong reader gives the best span of any sentence, and `judged`
    those that its judge gives the first sentence.
    """
    return {
        "read": limited(max(candidate.read for candidate in candidates)),
        "judged": limited(candidates[0].judged),
    }


def limited(odds: float) -> float:
    """Log-odds within what they can be trusted with."""
    return max(-LIMIT, min(LIMIT, odds))
