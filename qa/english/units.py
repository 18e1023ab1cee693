"""Units as words: what they measure, and how many of the first unit of their kind one is."""

from typing import NamedTuple

from index.prose.word_lists import lines_of
from index.prose.words import stem


class Unit(NamedTuple):
    """A unit: its dimension, and its size in that dimension's own unit.

    Units of one dimension with a size of 0 cannot be turned into one another, as currencies.
    """

    name: str
    dimension: str
    size: float


SYMBOLS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee", "%": "percent"}


def _units() -> dict[str, Unit]:
    found = {}
    for line in lines_of("qa.english", "lists/units.txt"):
        dimension, name, size, *called = line.split()
        found[stem(name)] = Unit(called[0] if called else name, dimension, float(size))
    return found


_UNITS = _units()


def unit_of(word: str) -> Unit | None:
    """The unit that a word or a symbol names; None where it names none."""
    return _UNITS.get(stem(SYMBOLS.get(word, word)))
