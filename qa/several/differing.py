"""Where outlets tell otherwise of one thing: sentences with another number of the same. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from index.prose.words import stem, stems
from qa.english.quantities import quantities
from qa.several.topics import Told

# So many of an outlet's best sentences are held against those of the others.
BEST = 20
# What is counted in these is of one thing only where more than one word is shared.
_COMMON = frozenset(map(stem, "people years days hours".split()))


def differing(told: Sequence[Sequence[Told]]) -> list[Told]:
    """Of each outlet a sentence that gives another number than one of another outlet.

    The pair that tells most of the topic goes first; where no numbers differ there is none.

    Args:
        told: What each outlet tells of the topic, best first.
    """
    found: dict[int, Told] = {}
    for (a, one), (b, other) in sorted(_pairs(told), key=lambda pair: -_worth(pair)):
        if a not in found and b not in found:
            found |= {a: one, b: other}
    return list(found.values())


Placed = tuple[int, Told]


def _pairs(told: Sequence[Sequence[Told]]) -> Iterator[tuple[Placed, Placed]]:
    numbered = [[_Numbered.of(each) for each in of_one[:BEST]] for of_one in told]
    for (a, ones), (b, others) in combinations(enumerate(numbered), 2):
        for one, other in product(ones, others):
            if _numbers_differ(one, other):
                yield (a, one.told), (b, other.told)


def _worth(pair: tuple[Placed, Placed]) -> float:
    return sum(each.worth for _, each in pair)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A sentence, its numbers by what they are of, and its words beside the topic's and these."""

    told: Told
    numbers: dict[tuple[str, ...], set[float]]
    words: frozenset[str]

    @classmethod
    def of(cls, told: Told) -> "_Numbered":
        in_numbers = (stem for each in quantities(told.text) for stem in stems(each.text))
        return cls(told, _measured(told), told.own.difference(in_numbers))


def _numbers_differ(one: _Numbered, other: _Numbered) -> bool:
    """Whether two sentences count or measure the same, and otherwise."""
    shared = one.words & other.words
    for of in one.numbers.keys() & other.numbers.keys():
        # "17 of 31 seats" and "16 of 31 seats" need no further word in common.
        alike = len(of) > 1 or len(shared - {*of}) >= (2 if of[0] in _COMMON else 1)
        if alike and not one.numbers[of] & other.numbers[of]:
            return True
    return False


def _measured(told: Told) -> dict[tuple[str, ...], set[float]]:
    """The numbers of a sentence by what they are of.

    That is a unit or the noun that is counted, and behind "17 of the 31 seats" both 31 and seats.
    """
    found: dict[tuple[str, ...], set[float]] = {}
    for each in quantities(told.text):
        if each.ordinal or not (each.unit or each.nouns):
            continue
        of = (each.unit.name,) if each.unit else each.nouns[: 1 + each.nouns[0].isdigit()]
        found.setdefault(of, set()).add(each.low)
    return found
