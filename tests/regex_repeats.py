"""The repeats of a pattern for `regex_steps.Stepper`: greedy, lazy, possessive.

Each function gives the function of a part: from a place to where the whole match ends, None for no
match. A run of single characters is a loop; any other round is a call within the last one's.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from regex_parts import CHARACTERS, Kind, kind

if TYPE_CHECKING:
    from regex_steps import Stepper

Match = Callable[[int], int | None]
Repeat = tuple[Any, tuple[int, int, Any]]
"""Which repeat it is; the fewest and the most rounds, and what is repeated."""


def greedy(stepper: "Stepper", part: Repeat, flags: int, then: Match) -> Match:
    """As many rounds as there can be, then ever fewer."""
    least, most, items = part[1]
    if _is_character(items):
        return _greedy_characters(stepper, least, most, kind(items[0], flags), then)
    rounds, last = 0, -1

    def again(at: int) -> int | None:
        nonlocal rounds, last
        stepper.count(1)
        kept, groups = (rounds, last), stepper.groups[:]
        # No round that took nothing is followed by another.
        if rounds < least or (rounds < most and at != last):
            last = at if rounds >= least else last
            rounds += 1
            end = inside(at)
            rounds, last = kept
            if end is not None or rounds < least:
                return end
            stepper.groups = groups
        end = then(at)
        rounds, last = kept
        return end

    def match(at: int) -> int | None:
        nonlocal rounds, last
        kept, rounds, last = (rounds, last), 0, -1
        end = again(at)
        rounds, last = kept
        return end

    inside = stepper.sequence(items, flags, again)
    return match


def lazy(stepper: "Stepper", part: Repeat, flags: int, then: Match) -> Match:
    """As few rounds as there can be, then ever more."""
    least, most, items = part[1]
    if _is_character(items):
        return _lazy_characters(stepper, least, most, kind(items[0], flags), then)
    rounds, last = 0, -1

    def again(at: int) -> int | None:
        nonlocal rounds, last
        stepper.count(1)
        kept = rounds, last
        if rounds >= least:
            end = then(at)
            rounds, last = kept
            if end is not None or rounds >= most or at == last:
                return end
            last = at
        rounds += 1
        end = inside(at)
        rounds, last = kept
        return end

    def match(at: int) -> int | None:
        nonlocal rounds, last
        kept, rounds, last = (rounds, last), 0, -1
        end = again(at)
        rounds, last = kept
        return end

    inside = stepper.sequence(items, flags, again)
    return match


def possessive(stepper: "Stepper", part: Repeat, flags: int, then: Match) -> Match:
    """As many rounds as there can be, of which none is given back."""
    least, most, items = part[1]
    inside = stepper.sequence(items, flags, lambda at: at)

    def match(at: int) -> int | None:
        kept, rounds, last = stepper.groups[:], 0, -1
        while rounds < most and (rounds < least or at != last):
            stepper.count(1)
            end = inside(at)
            if end is None:
                break
            rounds, last, at = rounds + 1, at, end
        end = then(at) if rounds >= least else None
        if end is None:
            stepper.groups = kept
        return end

    return match


def _is_character(items: Any) -> bool:
    return len(items) == 1 and items[0][0] in CHARACTERS


def _greedy_characters(
    stepper: "Stepper", least: int, most: int, takes: Kind, then: Match
) -> Match:
    def match(at: int) -> int | None:
        far = _run(stepper, takes, at, most)
        while far >= at + least:
            end = then(far)
            if end is not None:
                return end
            far -= 1
            stepper.steps += 1
        return None

    return match


def _lazy_characters(stepper: "Stepper", least: int, most: int, takes: Kind, then: Match) -> Match:
    def match(at: int) -> int | None:
        far = _run(stepper, takes, at, least)
        if far < at + least:
            return None
        while True:
            end = then(far)
            if end is not None or far == at + most:
                return end
            stepper.steps += 1
            if far == len(stepper.text) or not takes[stepper.text[far]]:
                return None
            far += 1

    return match


def _run(stepper: "Stepper", takes: Kind, at: int, most: int) -> int:
    """Where a run of characters ends."""
    text = stepper.text
    far, end = at, min(len(text), at + most)
    while far < end and takes[text[far]]:
        far += 1
    stepper.count(far - at + 1)
    return far
