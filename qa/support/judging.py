"""From what was found to a score, and the fault of a wording that is not the quotes'."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from index.prose.words import content_words
from qa.faults import Fault, FaultKind
from qa.support.coverage import Borne

# Of the words: a logistic regression fitted by evals/training/fit_support.py.
WORD_FEATURES = ("anywhere", "together")
_WEIGHTS = (5.23, 5.23)
_BIAS = -4.5
# Below this the words are another subject's; chosen on the sentences of evals/sets/support.jsonl
# that are not held out.
ENOUGH = 0.4
# What each fault takes from the log-odds: so much that no faulty sentence scores above `ENOUGH`.
_FAULTED = 7.0
SHOWN = 4


class Verdict(NamedTuple):
    """The score, and the faults with that of the words."""

    score: float
    faults: tuple[Fault, ...]


def verdict(words: Sequence[Borne], faults: Sequence[Fault]) -> Verdict:
    """The score of a sentence's words, and a fault for them where too few are borne out."""
    told = {word.text for fault in faults for word in content_words(fault.says)}
    values = word_features([word for word in words if word.text not in told]).values()
    odds = _BIAS + sum(w * value for w, value in zip(_WEIGHTS, values, strict=True))
    found = list(faults)
    if _probability(odds) < ENOUGH:
        found.append(_word_fault(words))
    return Verdict(round(_probability(odds - _FAULTED * len(faults)), 4), tuple(found))


def word_features(words: Sequence[Borne]) -> dict[str, float]:
    """How a sentence's words are borne out, under the names of `WORD_FEATURES`."""
    weight = sum(word.weight for word in words)
    if not weight:
        return dict(zip(WORD_FEATURES, (1.0, 1.0), strict=True))
    return {
        "anywhere": sum(word.weight * word.anywhere for word in words) / weight,
        "together": sum(word.weight * word.together for word in words) / weight,
    }


def _word_fault(words: Sequence[Borne]) -> Fault:
    worst = sorted(words, key=lambda word: word.together)[:SHOWN]
    listed = ", ".join(word.text for word in words if word in worst)
    reason = f"Too little of it stands in the quotes: not {listed}."
    return Fault(FaultKind.WORDS, listed, None, reason)


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))
