"""How near two words are in meaning, by vectors made of the embedding model's vocabulary.

A table of 14,220 stems, made by `evals/training/make_word_vectors.py`: no model is loaded.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# Whole words begin at the first place of the vocabulary; what is not in it is rarer than its last.
_FIRST, _LAST = 1000, 30522


class _Table(NamedTuple):
    rows: dict[str, int]
    places: NDArray[np.uint16]
    vectors: NDArray[np.int8]


def rarity_in_english(stem: str) -> float:
    """From 0 for the commonest words of English to 1 for what is not among 30,000 of them."""
    table = _table()
    row = table.rows.get(stem)
    place = _LAST if row is None else int(table.places[row])
    return (math.log(place) - math.log(_FIRST)) / (math.log(_LAST) - math.log(_FIRST))


def cosines(stems: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
    """The cosine of each of `stems` with each of `others`; 0 where one is not known.

    Returns:
        float32 of shape (len(stems), len(others)), from -1 to 1.
    """
    return _vectors(stems) @ _vectors(others).T


def _vectors(stems: Sequence[str]) -> NDArray[np.float32]:
    table = _table()
    found = np.zeros((len(stems), table.vectors.shape[1]), dtype=np.float32)
    for n, stem in enumerate(stems):
        row = table.rows.get(stem)
        if row is not None:
            found[n] = table.vectors[row]
            found[n] /= np.linalg.norm(found[n])
    return found


@lru_cache(maxsize=1)
def _table() -> _Table:
    with files("qa.support").joinpath("words.npz").open("rb") as file, np.load(file) as stored:
        stems = stored["stems"].tobytes().decode().split("\n")
        places, vectors = stored["places"], stored["vectors"]
    return _Table({stem: n for n, stem in enumerate(stems)}, places, vectors)
