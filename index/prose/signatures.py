"""Signatures of articles: near-copies of one wire story have nearly the same.

An article is the set of its 5-word shingles, boilerplate left out. MinHash (Broder 1997) keeps
126 numbers of it; the share of them that two articles have in common estimates the Jaccard
similarity of their sets, with a standard error of .045 at most. With the sizes of the sets it
tells the overlap: how much of the shorter article stands in the longer one. Newspapers cut wire
stories from the end, which the overlap does not mind.

Bands of 2 numbers are what an index looks up (Leskovec et al., Mining of Massive Datasets,
chapter 3): two articles of similarity s share one with a probability of 1 - (1 - s**2)**63,
.997 at .3 and .006 at .01.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.articles import Span
from index.mending import damaged_catalogue
from index.prose.chunking import runs

if TYPE_CHECKING:
    from datasketch import MinHash

# A change of any of these, or of `_shingles`, is a change of the schema's version.
SHINGLE_WORDS = 5
FEWEST_WORDS = 30
BANDS = 63
BAND_ROWS = 2

# From this overlap on two articles are one story; of equally long ones it is a similarity of .5.
# `python -m evals.benchmarks.copies` tells what it finds and what it mistakes.
NEAR = 2 / 3
# A piece that is a small part of a long article, as of a day's round-up, is a story of its own.
LEAST_SIMILARITY = 0.3

Signature = NDArray[np.uint32]
BYTES = 4 * (1 + BANDS * BAND_ROWS)

AT_ONCE = 4096

_WORD = re.compile(r"\w+")
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


def signature(text: str, boilerplate: tuple[Span, ...] = ()) -> Signature:
    """The signature of an article, of shape (127,): how many shingles, then MinHash's numbers.

    Of an article of fewer than 30 words outside its boilerplate it stands for the exact text.
    """
    shingles = list(_shingles(text, boilerplate))
    found = _minhash().copy()
    for first in range(0, len(shingles), AT_ONCE):  # each takes 126 numbers of memory
        found.update_batch(shingles[first : first + AT_ONCE])
    return np.array([len(shingles), *found.hashvalues], dtype=np.uint32)


def as_bytes(of: Signature) -> bytes:
    """A signature as it is stored: little-endian."""
    return of.astype("<u4").tobytes()


def from_bytes(stored: Iterable[bytes]) -> Signature:
    """Stored signatures, of shape (n, 127).

    Raises:
        ArchiveError: One of them is none.
    """
    found = list(stored)
    if not all(isinstance(one, bytes) and len(one) == BYTES for one in found):
        raise damaged_catalogue("the signature of an article is none")
    numbers = np.frombuffer(b"".join(found), dtype="<u4").astype(np.uint32)
    return numbers.reshape(-1, 1 + BANDS * BAND_ROWS)


def band_keys(of: Signature) -> list[int]:
    """For each band a number of 64 bits that articles share only where they share the band."""
    bands = of[1:].reshape(BANDS, BAND_ROWS).astype(np.uint64)
    keys = (bands[:, 0] << np.uint64(32) | bands[:, 1]) + np.arange(BANDS, dtype="u8") * _SPREAD
    found: list[int] = keys.view(np.int64).tolist()
    return found


def overlaps(one: Signature, others: Signature) -> NDArray[np.float64]:
    """How much of the shorter stands in the longer, from 0 to 1: of one article with each of n.

    It is 0 where the similarity is under `LEAST_SIMILARITY`.

    Args:
        one: Of shape (127,).
        others: Of shape (n, 127).
    """
    similarity = (others[:, 1:] == one[1:]).mean(axis=1)
    sizes, size = others[:, 0].astype(float), float(one[0])
    shared = similarity / (1 + similarity) * (sizes + size)
    overlap = np.minimum(1, shared / np.minimum(sizes, size))
    return np.where(similarity >= LEAST_SIMILARITY, overlap, 0)


@cache
def _minhash() -> "MinHash":
    from datasketch import MinHash

    return MinHash(num_perm=BANDS * BAND_ROWS, scheme="affine32")


def _shingles(text: str, boilerplate: tuple[Span, ...]) -> set[bytes]:
    story = "\n".join(text[run.start : run.end] for run in runs(text, boilerplate))
    found = _WORD.findall(story.casefold())
    if len(found) < FEWEST_WORDS:
        return {text.encode()}
    return {
        " ".join(found[first : first + SHINGLE_WORDS]).encode()
        for first in range(len(found) - SHINGLE_WORDS + 1)
    }
