"""How much of a sentence's wording its quotes bear out, word by word."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.prose.sentences import sentence_spans
from index.prose.words import Word, content_words
from qa.english.naming import Name
from qa.english.times.words import MONTHS, WEEKDAYS
from qa.support.names import standing
from qa.support.vectors import cosines, rarity_in_english

# Cosines of word vectors: nothing in common up to the first, as good as the same from the second.
UNLIKE, LIKE = 0.3, 0.75
# Even the commonest word weighs this much beside the rarest.
LEAST = 0.3
# A name that stands in the quotes says less than a word does: reports of one story share names.
NAMED = 0.5
# Numbers and times have comparisons of their own.
_COMPARED = re.compile(rf"[^\d\n]*+\d.*+|(?:{'|'.join([*MONTHS, *WEEKDAYS])})s?", re.IGNORECASE)


class Borne(NamedTuple):
    """A content word of a sentence, how much it weighs, and how far it is borne out, 0 to 1."""

    text: str
    weight: float
    anywhere: float
    together: float


def words_borne_out(sentence: str, quotes: Sequence[str], context: str = "") -> list[Borne]:
    """The content words of a sentence, each with its likest word of the quotes.

    `anywhere` is measured against all of the quotes, `together` against the one of their
    sentences, with its neighbours, that bears out the most. Names that only the context has are
    left out: they speak neither for nor against.
    """
    named = standing(sentence, quotes)
    around = [name for name in standing(sentence, [context]) if name not in named]
    said = [
        word
        for word in content_words(sentence)
        if not _COMPARED.fullmatch(word.text) and not _within(word, around)
    ]
    parts = [
        content_words(quote[s.start : s.end]) for quote in quotes for s in sentence_spans(quote)
    ]
    stems = sorted({word.stem for part in parts for word in part})
    if not said or not stems:
        return [Borne(word.text, _weight(word), 0.0, 0.0) for word in said]
    likeness = _likeness([word.stem for word in said], stems)
    names_said = np.array([_within(word, named) for word in said])
    likeness[names_said] = 1.0
    weights = np.array([_weight(word) for word in said]) * np.where(names_said, NAMED, 1.0)
    best = max(_windows(likeness, stems, parts), key=lambda found: float(weights @ found))
    anywhere = likeness.max(axis=1)
    return [
        Borne(word.text, float(weights[n]), float(anywhere[n]), float(best[n]))
        for n, word in enumerate(said)
    ]


def _windows(
    likeness: NDArray[np.float32], stems: Sequence[str], parts: Sequence[Sequence[Word]]
) -> Iterator[NDArray[np.float32]]:
    """For each sentence of the quotes, the best likeness of each word in it or its neighbours."""
    column = {stem: n for n, stem in enumerate(stems)}
    for n in range(len(parts)):
        inside = {column[word.stem] for part in parts[max(0, n - 1) : n + 2] for word in part}
        yield likeness[:, sorted(inside)].max(axis=1, initial=0.0)


def _weight(word: Word) -> float:
    return LEAST + (1 - LEAST) * max(0.0, rarity_in_english(word.stem))


def _within(word: Word, names: Sequence[Name]) -> bool:
    return any(name.start <= word.start < name.end for name in names)


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
