"""Where outlets tell otherwise of one thing: sentences with another number of the same. Pure."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from index.prose.words import stems
from qa.english.quantities import quantities
from qa.several.topics import Told

# So many of an outlet's best sentences are held against those of the others.
BEST = 20


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
    for (a, ones), (b, others) in combinations(enumerate(told), 2):
        for one, other in product(ones[:BEST], others[:BEST]):
            if _numbers_differ(one, other):
                yield (a, one), (b, other)


def _worth(pair: tuple[Placed, Placed]) -> float:
    return sum(each.worth for _, each in pair)


def _numbers_differ(one: Told, other: Told) -> bool:
    """Whether two sentences count or measure the same, and otherwise."""
    a, b = _measured(one), _measured(other)
    shared = (one.own & other.own).difference(*map(_in_numbers, (one, other)))
    for of in a.keys() & b.keys():
        # "17 of 31 seats" and "16 of 31 seats" need no further word in common.
        alike = len(of) > 1 or shared - {*of}
        if alike and not a[of] & b[of]:
            return True
    return False


def _in_numbers(told: Told) -> set[str]:
    """The stems of a sentence's numbers with their units."""
    return {stem for each in quantities(told.text) for stem in stems(each.text)}


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
