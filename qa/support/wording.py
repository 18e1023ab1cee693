"""How much of a sentence's wording its quotes bear out, word by word."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.sentences import sentence_spans
from index.words import content_words
from qa.support.names import standing
from qa.support.vectors import cosines, rarity
from qa.times.words import MONTHS, WEEKDAYS

# Cosines of word vectors: nothing in common up to the first, as good as the same from the second.
UNLIKE, LIKE = 0.3, 0.75
# Even the commonest word weighs this much beside the rarest.
LEAST = 0.3
# Numbers and times have comparisons of their own.
_COMPARED = re.compile(rf".*\d.*|(?:{'|'.join([*MONTHS, *WEEKDAYS])})s?", re.IGNORECASE)


class Borne(NamedTuple):
    """A content word of a sentence, how much it weighs, and how far it is borne out, 0 to 1."""

    text: str
    weight: float
    anywhere: float
    together: float


def borne_out(sentence: str, quotes: Sequence[str]) -> list[Borne]:
    """The content words of a sentence, each with its likest word of the quotes.

    `anywhere` is measured against all of the quotes, `together` against the one of their
    sentences, with its neighbours, that bears out the most.
    """
    said = [word for word in content_words(sentence) if not _COMPARED.fullmatch(word.text)]
    if not said:
        return []
    there = [
        content_words(quote[s.start : s.end]) for quote in quotes for s in sentence_spans(quote)
    ]
    weights = np.array([LEAST + (1 - LEAST) * max(0.0, rarity(w.stem)) for w in said])
    if not any(there):
        return [Borne(w.text, float(x), 0.0, 0.0) for w, x in zip(said, weights, strict=True)]
    stems = sorted({word.stem for part in there for word in part})
    column = {stem: n for n, stem in enumerate(stems)}
    likeness = _likeness([word.stem for word in said], stems)
    windows = [
        likeness[
            :, sorted({column[w.stem] for part in there[max(0, n - 1) : n + 2] for w in part})
        ].max(axis=1, initial=0.0)
        for n in range(len(there))
    ]
    best = max(windows, key=lambda found: float(weights @ found))
    anywhere = likeness.max(axis=1)
    named = standing(sentence, quotes)
    for n, word in enumerate(said):
        if any(name.start <= word.start < name.end for name in named):
            anywhere[n] = best[n] = 1.0
    return [
        Borne(w.text, float(weights[n]), float(anywhere[n]), float(best[n]))
        for n, w in enumerate(said)
    ]


def _likeness(stems: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
    found: NDArray[np.float32] = np.clip(
        (cosines(stems, others) - UNLIKE) / (LIKE - UNLIKE), 0.0, 1.0
    )
    for n, stem in enumerate(stems):
        for k, other in enumerate(others):
            if stem == other:
                found[n, k] = 1.0
            elif found[n, k] < 0.8 and len(stem) > 4 and other.startswith(stem[:5]):
                found[n, k] = 0.8
    return found
