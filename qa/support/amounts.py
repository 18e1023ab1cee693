"""Quantities of a sentence against those of its quotes: values, bounds, units, what is counted."""

import math
from collections.abc import Sequence

from qa.english.quantities import Quantity, quantities, single_units
from qa.faults import Fault, FaultKind

# "About 12" covers what is within a tenth; "1.2 million" what rounds to it.
ROUGHLY = 0.1
CONVERTED = 0.06
# Below this a number counts what the quotes may merely list: "the two ministers".
COUNTED = 3
ROUNDED, SHORTEST_ROUNDED = 0.05, 1000


def number_faults(sentence: str, quotes: Sequence[str]) -> list[Fault]:
    """A fault for each quantity of the sentence that no quote bears out."""
    found = _quoted(quotes)
    return [fault for each in quantities(sentence) if (fault := _fault(each, found))]


def agreeing_quantities(sentence: str, quotes: Sequence[str]) -> list[tuple[Quantity, Quantity]]:
    """The quantities of the sentence that a quote has in other words, each with the quote's."""
    quoted = [each for _, each in _quoted(quotes)]
    agreeing = []
    for said in quantities(sentence):
        if any(each.text.casefold() == said.text.casefold() for each in quoted):
            continue
        alike = [each for each in quoted if each.ordinal == said.ordinal and _agree(said, each)]
        of_same = [each for each in alike if set(each.nouns) & set(said.nouns)]
        agreeing += [(said, each) for each in (of_same or alike)[:1]]
    return agreeing


def _quoted(quotes: Sequence[str]) -> list[tuple[int, Quantity]]:
    """The quantities of quotes, each with its quote's number."""
    return [
        (n, each)
        for n, quote in enumerate(quotes, 1)
        for each in (*quantities(quote), *single_units(quote))
    ]


def same_value(said: Quantity, quoted: Quantity) -> bool:
    """Whether what is quoted bears out the number that is said, units apart."""
    return _holds(said, quoted, 1.0, ROUGHLY if said.rough or quoted.rough else 0.0)


def _fault(said: Quantity, found: list[tuple[int, Quantity]]) -> Fault | None:
    alike = [(n, each) for n, each in found if each.ordinal == said.ordinal]
    borne = [(n, each) for n, each in alike if _agree(said, each)]
    of_same = [(n, each) for n, each in alike if set(each.nouns) & set(said.nouns)]
    if borne:
        if any(
            not each.nouns or not said.nouns or pair in of_same
            for pair in borne
            for each in [pair[1]]
        ):
            return None
        if not of_same or said.unit:
            return None
        return _number_fault(said, *of_same[0])
    other = next(
        (pair for pair in alike if same_value(said, pair[1]) and _clash(said, pair[1])), None
    )
    if other:
        return _unit_fault(said, *other)
    if not said.ordinal and said.low == said.high < COUNTED and not said.unit and not of_same:
        return None
    if said.ordinal and not said.nouns:
        return None  # "put it first"
    nearest = _nearest(said, alike)
    if nearest:
        return _number_fault(said, *nearest)
    reason = f"It says {said.text}, no quote gives such a number."
    return Fault(FaultKind.NUMBER, said.text, None, reason)


def _agree(said: Quantity, quoted: Quantity) -> bool:
    """Whether a quoted quantity bears out the one that is said."""
    if said.unit is None or quoted.unit is None or said.unit.name == quoted.unit.name:
        # A bare number beside one with a unit is the same thing counted otherwise, or left out.
        return not _clash(said, quoted) and same_value(said, quoted)
    if said.unit.dimension != quoted.unit.dimension or not said.unit.size:
        return False
    tolerance = 0.0 if said.unit.dimension == "time" else CONVERTED
    if said.rough or quoted.rough:
        tolerance = max(tolerance, ROUGHLY)
    return _holds(said, quoted, quoted.unit.size / said.unit.size, tolerance)


def _clash(said: Quantity, quoted: Quantity) -> bool:
    """Whether units tell them apart: other ones, or a share against what is none."""
    units = (said.unit, quoted.unit)
    if said.unit and quoted.unit:
        return said.unit.name != quoted.unit.name
    return any(unit and unit.dimension == "share" for unit in units) and bool(
        said.nouns if said.unit is None else quoted.nouns
    )


def _holds(said: Quantity, quoted: Quantity, factor: float, tolerance: float) -> bool:
    low, high = quoted.low * factor, quoted.high * factor
    slack = max(tolerance * abs(low), _rounding(said), 1e-9 * abs(low))
    if said.low == said.high and not tolerance and low != high:
        return False
    if 0 < said.low < said.high < math.inf and low < high:
        return abs(low - said.low) <= slack and abs(high - said.high) <= slack
    if said.low == said.high:
        return abs(low - said.low) <= slack and (high == low or not math.isinf(high))
    return low >= said.low - slack and high <= said.high + slack


def _rounding(said: Quantity) -> float:
    """Half of the last place that a rounded number gives: 50,000 for "1.2 million"."""
    value, places = said.low, 0
    if value >= SHORTEST_ROUNDED and any(letter.isalpha() for letter in said.text):
        while value % 10 == 0:
            value, places = value / 10, places + 1
        return min(0.5 * 10**places, ROUNDED * said.low) if places else 0.0
    return 0.5 if said.unit and said.unit.dimension == "share" and value == int(value) else 0.0


def _nearest(said: Quantity, alike: list[tuple[int, Quantity]]) -> tuple[int, Quantity] | None:
    """The quoted quantity that stands in the place of the one said: same noun, unit, size."""

    def likeness(pair: tuple[int, Quantity]) -> tuple[int, int, float]:
        each = pair[1]
        shared = len(set(each.nouns) & set(said.nouns))
        units = int((each.unit and each.unit.dimension) == (said.unit and said.unit.dimension))
        return shared, units, -abs(math.log((each.low + 1) / (said.low + 1)))

    return max(alike, key=likeness, default=None)


def _number_fault(said: Quantity, n: int, quoted: Quantity) -> Fault:
    reason = f"It says {said.text}, the quote says {quoted.text}."
    return Fault(FaultKind.NUMBER, said.text, quoted.text, reason, n)


def _unit_fault(said: Quantity, n: int, quoted: Quantity) -> Fault:
    reason = f"It says {_with_noun(said)}, the quote says {_with_noun(quoted)}."
    return Fault(FaultKind.UNIT, said.text, quoted.text, reason, n)


def _with_noun(quantity: Quantity) -> str:
    return quantity.text
