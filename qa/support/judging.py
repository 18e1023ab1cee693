"""From what was found to a score, and the fault of a wording that is not the quotes'."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from qa.support.values import Fault, FaultKind
from qa.support.wording import Borne

FEATURES = (
    "anywhere",
    "together",
    "worst",
    "missing",
    "number",
    "unit",
    "date",
    "name",
    "negation",
)
WEIGHTS = dict(zip(FEATURES, (3.0, 3.0, -0.5, -2.0, -2.0, -2.0, -2.0, -2.0, -2.0), strict=True))
BIAS = -2.0
ENOUGH = 0.3
SHOWN = 4


class Verdict(NamedTuple):
    """The score, and the faults with that of the words."""

    score: float
    faults: tuple[Fault, ...]


def judge(words: Sequence[Borne], faults: Sequence[Fault]) -> Verdict:
    """The score of a sentence, and a fault for its words where too few are borne out."""
    values = features(words, faults)
    score = 1 / (1 + math.exp(-(BIAS + sum(WEIGHTS[n] * v for n, v in values.items()))))
    bare = 1 / (1 + math.exp(-(BIAS + sum(WEIGHTS[n] * values[n] for n in FEATURES[:4]))))
    if bare < ENOUGH:
        missing = [w.text for w in words if w.together < 0.5][:SHOWN]
        listed = ", ".join(missing)
        reason = f"Too little of it stands in the quotes: not {listed}."
        faults = [*faults, Fault(FaultKind.WORDS, listed, None, reason)]
    return Verdict(round(score, 4), tuple(faults))


def features(words: Sequence[Borne], faults: Sequence[Fault]) -> dict[str, float]:
    """What is known of a sentence, under the names of `FEATURES`."""
    weight = sum(w.weight for w in words) or 1.0
    kinds = [fault.kind.value for fault in faults]
    return {
        "anywhere": sum(w.weight * w.anywhere for w in words) / weight if words else 1.0,
        "together": sum(w.weight * w.together for w in words) / weight if words else 1.0,
        "worst": max((w.weight * (1 - w.anywhere) for w in words), default=0.0),
        "missing": sum(w.weight for w in words if w.anywhere < 0.3) / weight,
        **{kind: float(min(2, kinds.count(kind))) for kind in FEATURES[4:]},
    }
