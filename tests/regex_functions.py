"""The parts of a pattern as functions, for `regex_steps.Stepper`.

Each gives the function of a part: from a place to where the whole match ends, None for no match.
"""

import re
from collections.abc import Callable, Sequence
from re import _constants  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

from regex_parts import first_characters, kind, scoped, stands
from regex_repeats import Match, greedy, lazy, possessive

if TYPE_CHECKING:
    from regex_steps import Stepper

Part = tuple[Any, Any]
"""What it does and what belongs to it, as `re` parses it."""


def characters(stepper: "Stepper", parts: Sequence[Part], flags: int, then: Match) -> Match:
    """The function of characters that stand one behind the other."""
    kinds = [kind(part, flags) for part in parts]

    def match(at: int) -> int | None:
        text, far = stepper.text, at
        for takes in kinds:
            if far == len(text) or not takes[text[far]]:
                stepper.steps += far - at + 1
                return None
            far += 1
        stepper.steps += far - at
        return then(far)

    return match


def _place(stepper: "Stepper", part: Part, flags: int, then: Match) -> Match:
    holds = stands(part[1], flags)

    def match(at: int) -> int | None:
        stepper.count(1)
        return then(at) if holds(stepper.text, at) else None

    return match


def _look(stepper: "Stepper", part: Part, flags: int, then: Match, wanted: bool = True) -> Match:
    direction, items = part[1]
    back = items.getwidth()[0] if direction < 0 else 0
    inside = stepper.sequence(items, flags, _found)

    def match(at: int) -> int | None:
        stepper.count(1)
        kept = stepper.groups[:]
        seen = at >= back and inside(at - back) is not None
        end = then(at) if seen is wanted else None
        if end is None:
            stepper.groups = kept
        return end

    return match


def _look_not(stepper: "Stepper", part: Part, flags: int, then: Match) -> Match:
    return _look(stepper, part, flags, then, wanted=False)


def _branch(stepper: "Stepper", part: Part, flags: int, then: Match) -> Match:
    _, sequences = part[1]
    ways = [
        (first_characters(each, flags), stepper.sequence(each, flags, then)) for each in sequences
    ]
    open_to: dict[str, list[Match]] = {}

    def match(at: int) -> int | None:
        stepper.count(1)
        next_one = stepper.text[at : at + 1]
        if next_one not in open_to:
            begin = [first is None or bool(next_one) and first[next_one] for first, _ in ways]
            open_to[next_one] = [way for (_, way), may in zip(ways, begin, strict=True) if may]
        for way in open_to[next_one]:
            end = way(at)
            if end is not None:
                return end
        return None

    return match


def _group(stepper: "Stepper", part: Part, flags: int, then: Match) -> Match:
    number, added, removed, items = part[1]
    flags = scoped(flags, added, removed)
    if number is None:
        return stepper.sequence(items, flags, then)
    begun: list[int] = []

    def ended(at: int) -> int | None:
        start, before = begun.pop(), stepper.groups[number]
        stepper.groups[number] = (start, at)
        end = then(at)
        if end is None:
            stepper.groups[number] = before
            begun.append(start)
        return end

    def match(at: int) -> int | None:
        begun.append(at)
        end = inside(at)
        if end is None:
            begun.pop()
        return end

    inside = stepper.sequence(items, flags, ended)
    return match


def _group_again(stepper: "Stepper", part: Part, flags: int, then: Match) -> Match:
    number = part[1]
    folded = str.lower if flags & re.IGNORECASE else str

    def match(at: int) -> int | None:
        group = stepper.groups[number]
        if group is None:
            return None
        wanted = stepper.text[slice(*group)]
        stepper.count(1 + len(wanted))
        end = at + len(wanted)
        return then(end) if folded(stepper.text[at:end]) == folded(wanted) else None

    return match


def _condition(stepper: "Stepper", part: Part, flags: int, then: Match) -> Match:
    number, yes, no = part[1]
    if_set, if_not = (stepper.sequence(each or [], flags, then) for each in (yes, no))

    def match(at: int) -> int | None:
        stepper.count(1)
        return if_not(at) if stepper.groups[number] is None else if_set(at)

    return match


def _atomic(stepper: "Stepper", part: Part, flags: int, then: Match) -> Match:
    inside = stepper.sequence(part[1], flags, _found)

    def match(at: int) -> int | None:
        kept = stepper.groups[:]
        first = inside(at)
        end = then(first) if first is not None else None
        if end is None:
            stepper.groups = kept
        return end

    return match


def _found(at: int) -> int:
    return at


FUNCTIONS: dict[Any, Callable[["Stepper", Part, int, Match], Match]] = {
    _constants.AT: _place,
    _constants.ASSERT: _look,
    _constants.ASSERT_NOT: _look_not,
    _constants.BRANCH: _branch,
    _constants.SUBPATTERN: _group,
    _constants.GROUPREF: _group_again,
    _constants.GROUPREF_EXISTS: _condition,
    _constants.ATOMIC_GROUP: _atomic,
    _constants.MAX_REPEAT: greedy,
    _constants.MIN_REPEAT: lazy,
    _constants.POSSESSIVE_REPEAT: possessive,
}
