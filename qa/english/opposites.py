"""Words of English that mean the opposite of one another, by stem."""

from itertools import product

from index.word_lists import lines_of
from index.words import stem


def _sides() -> list[tuple[frozenset[str], frozenset[str]]]:
    sides = [line.split(" / ") for line in lines_of("qa.english", "lists/opposites.txt")]
    return [(_stems(left), _stems(right)) for left, right in sides]


def _stems(side: str) -> frozenset[str]:
    return frozenset(stem(word.strip()) for word in side.split(","))


_SIDES = _sides()
_PAIRS = frozenset(
    pair
    for left, right in _SIDES
    for a, b in product(left, right)
    if a != b
    for pair in ((a, b), (b, a))
)
_SAME = frozenset(pair for sides in _SIDES for side in sides for pair in product(side, side))


def opposite(stem: str, other: str) -> bool:
    """Whether two stems mean the opposite of one another, by the list or by a prefix."""
    if (stem, other) in _PAIRS:
        return True
    short, long = sorted((stem, other), key=len)
    prefix = long.removesuffix(short)
    return (
        len(short) > 3 and prefix != long and prefix in ("un", "in", "im", "il", "ir", "dis", "non")
    )


def same_side(stem: str, other: str) -> bool:
    """Whether two stems are one, or are listed side by side, against the same opposites."""
    return stem == other or (stem, other) in _SAME
