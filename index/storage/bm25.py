"""BM25 as SQLite's FTS5 has it, of words that are counted in tables.

k1 is 1.2, b .75; of a stem in more than half of the chunks the weight is 1e-6; a word of the title
counts twice, and a chunk's length is that of its words and the title's. Scores are added up in the
order of the question's stems, so that they are the same to the last bit.
"""

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from index.storage.word_index import TITLE_WEIGHT

_K1, _B, _LEAST_IDF = 1.2, 0.75, 1e-6
# The order of the arithmetic is FTS5's.
SCORE = (
    "wanted.idf * ((({weight} * in_title + in_text) * {k1_and_1}) / "
    "(({weight} * in_title + in_text) + {k1} * ({rest} + {b} * tokens / ?)))"
).format(
    weight=f"CAST({TITLE_WEIGHT} AS float8)",
    k1_and_1=f"CAST({_K1 + 1.0!r} AS float8)",
    k1=f"CAST({_K1} AS float8)",
    rest=f"CAST({1 - _B} AS float8)",
    b=f"CAST({_B} AS float8)",
)
"""What a stem adds to a chunk's score, in SQL: of `wanted`, by its `idf`, and `postings`.

It takes one value: how many words a chunk has on average.
"""


class Totals(NamedTuple):
    """How many chunks the index holds, and how many words they have on average."""

    chunks: int
    average: float


def weighed(counted: Iterable[Iterable[int]]) -> Mapping[int, float]:
    """How often something stands in each chunk, in the title counted more."""
    return {row: TITLE_WEIGHT * in_title + in_text for row, in_title, in_text in counted}


def idf(totals: Totals, chunks: int) -> float:
    """What a stem weighs that stands in so many chunks."""
    weight = math.log((totals.chunks - chunks + 0.5) / (chunks + 0.5))
    return weight if weight > 0 else _LEAST_IDF


def saturated(times: float, tokens: float, average: float) -> float:
    """What a stem is worth that stands so often in a chunk of so many words."""
    return (times * (_K1 + 1.0)) / (times + _K1 * (1 - _B + _B * tokens / average))
