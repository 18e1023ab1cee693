"""How many steps a pattern takes over a text: what `re` does, done again where it can be counted.

A backtracking matcher over the parse tree that `re` itself compiles, with the semantics of sre. A
step is one character or one place (`\\b`, `^`, a look around) held against the pattern, one round
of a repeat, or one length of it that is tried. A place where no match can begin costs one step, as
do the alternatives that cannot begin there: sre tells both by a character.

Each part of a pattern becomes a function from a place to where the whole match ends, None for no
match, which calls the function of the part behind it: calls of calls, as deep as a match has
rounds. Between Python's own functions they take none of the C stack.
"""

import re
import sys
from collections.abc import Callable, Iterator
from itertools import groupby
from re import _parser  # type: ignore[attr-defined]
from typing import NamedTuple

from regex_functions import FUNCTIONS, characters
from regex_parts import CHARACTERS, Items, first_characters
from regex_repeats import Match

DEEPEST = 400_000
"""How deep calls may go: matches of some ten thousand rounds."""


class TooManySteps(Exception):
    """The budget is spent, and there is no result."""


class Counted(NamedTuple):
    """What was found, as (start, end), and what it took."""

    spans: tuple[tuple[int, int], ...]
    steps: int


class Stepper:
    """A compiled pattern whose steps are counted.

    Attributes:
        tree: The pattern as `re` parses it.
        flags: Its flags.
        text: What is looked at.
        groups: Where each group matched, the whole match's left out.
        steps: How many it has been.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        """Reads the pattern again, with its flags."""
        self.flags = pattern.flags
        self.tree = _parser.parse(pattern.pattern, pattern.flags)
        self.text = ""
        self.groups: list[tuple[int, int] | None] = [None] * self.tree.state.groups
        self.steps, self._budget = 0, 0
        self._whole, self._not_empty_at = False, -1
        self._first = first_characters(self.tree, self.flags)
        self._match = self.sequence(self.tree, self.flags, self._accepted)

    def finditer(self, text: str, budget: int) -> Counted:
        """All matches from left to right, and the search behind the last one.

        Raises:
            TooManySteps: It takes more than `budget` steps.
        """
        return self._run(text, budget, self._all)

    def match(self, text: str, budget: int) -> Counted:
        """The match at the beginning, if there is one.

        Raises:
            TooManySteps: It takes more than `budget` steps.
        """
        return self._run(text, budget, self._at_start)

    def fullmatch(self, text: str, budget: int) -> Counted:
        """The match from the beginning to the end, if there is one.

        Raises:
            TooManySteps: It takes more than `budget` steps.
        """
        return self._run(text, budget, self._at_start, whole=True)

    def count(self, steps: int) -> None:
        """Adds to the steps.

        Raises:
            TooManySteps: The budget is spent.
        """
        self.steps += steps
        if self.steps > self._budget:
            raise TooManySteps

    def sequence(self, items: Items, flags: int, then: Match) -> Match:
        """The function of parts that stand one behind the other, built from the last one on."""
        runs = [(are, list(run)) for are, run in groupby(items, lambda part: part[0] in CHARACTERS)]
        for are_characters, run in reversed(runs):
            if are_characters:
                then = characters(self, run, flags, then)
                continue
            for part in reversed(run):
                then = FUNCTIONS[part[0]](self, part, flags, then)
        return then

    def _run(
        self,
        text: str,
        budget: int,
        found: Callable[[], Iterator[tuple[int, int]]],
        whole: bool = False,
    ) -> Counted:
        self.text, self.steps, self._budget = text, 0, budget
        self._whole, self._not_empty_at = whole, -1
        deepest = sys.getrecursionlimit()
        sys.setrecursionlimit(max(deepest, DEEPEST))
        try:
            return Counted(tuple(found()), self.steps)
        finally:
            sys.setrecursionlimit(deepest)

    def _at_start(self) -> Iterator[tuple[int, int]]:
        self.groups = [None] * len(self.groups)
        end = self._match(0)
        if end is not None:
            yield 0, end

    def _all(self) -> Iterator[tuple[int, int]]:
        text, first, at = self.text, self._first, 0
        if first is not None and not any(map(first.__getitem__, set(text))):
            at = len(text)
            self.count(at)
        while at <= len(text):
            self.steps += 1
            if first is not None and (at == len(text) or not first[text[at]]):
                at += 1
                continue
            self.groups = [None] * len(self.groups)
            self.count(0)
            end = self._match(at)
            if end is None:
                at += 1
                continue
            yield at, end
            # Where an empty match was, `re` looks for one that is not.
            self._not_empty_at = end if end == at else -1
            at = end

    def _accepted(self, at: int) -> int | None:
        refused = self._whole and at != len(self.text) or at == self._not_empty_at
        return None if refused else at
