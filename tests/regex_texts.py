"""Texts that are hard on a pattern: units repeated, of many scripts and of the pattern itself."""

import itertools
import string
from collections.abc import Iterable, Iterator
from itertools import chain, islice, product
from re import _constants  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from regex_parts import CHARACTERS, REPEATS, WIDTHLESS, Items, Kind, inside, kind, walk

REPEATED = (
    *"a A 1 新 한 Ж É א ع ก ह 🙂 e\u0301 \u200b _ . , : ; - – — … ' \" ’ “ ” « ( ) [ ] < >".split(),
    *"/ \\ | # * • @ & = + % $ € © ! ? a- A- A/ A. A.B. a. 1. 1, 1- 1/ 2024- $1 1am Mon.".split(),
    *(" ", "\t", "\n", "\r\n", "\u3000", "\xa0", "\n\n", " \n", "# ", "* ", "- ", "> ", "• ", "— "),
    *("a ", "A ", "Ab ", "Ж ", "新 ", "ab cd ", "A/ ", "A, ", "a, ", "A & ", "A. ", "1 ", "1, "),
    *("The ", "and ", "de la ", "Mr. ", "12:30 ", "12:30:45:", "2024 ", "1 am. ", "1 am AT "),
    *("May 3 ", "3 May 2024 | ", "Monday, ", "HTTP://WWW.A.COM/", "x=1&", "QUJDREVGR0g", "A1b2+/"),
    *("@a", "@a, ", "[1]", "[1] ", "[1, ", "[a](", "(A) ", "(a", "© ", "© The ", "By A and "),
    *("A (AP) — ", "photo by ", "via ", "a. ", "AP/", '"a" ', "“A” ", "'s ", "our ", "sign up "),
    *("The post ", "Follow A on X, ", "newsletter. ", "updated ", "what ", "<a "),
)  # fmt: skip
"""Units of texts in general."""
ENDINGS = ("", "x", "!", "\n", "\nx")
_POOL = dict.fromkeys(
    "aA1 _.\n,-\"'" + string.printable + "新한Жéאعกह\u0301\u200b\xa0\u3000–—’“”•©€"
)
_MOST_CLASSES = 9
_MOST_WAYS = 5
_MOST_PREFIXES = 10
_LONG = 9


class Text(NamedTuple):
    """A text that can be had at any length."""

    prefix: str
    unit: str
    ending: str

    def of(self, units: int) -> str:
        """The text with so many units."""
        return self.prefix + self.unit * units + self.ending

    def cut(self, length: int) -> str:
        """The text at a length."""
        units = length // len(self.unit) + 1
        return (self.prefix + self.unit * units)[: length - len(self.ending)] + self.ending


class Texts:
    """The texts for one pattern, none twice that the pattern cannot tell apart.

    Units are those of `REPEATED`; members of the pattern's character sets and what is none, alone
    and in pairs; what its branches and the insides of its repeats take. Behind what leads to a
    repeat stand fewer.
    """

    def __init__(self, tree: Any, flags: int) -> None:
        """Takes a parsed pattern and its flags."""
        self._tree, self._flags = tree, flags
        self._parts = list(walk(tree, flags))
        kinds = [kind((op, value), of) for op, value, of in self._parts if op in CHARACTERS]
        self._kinds = list({id(each): each for each in kinds}.values())
        self._exact = any(op is _constants.GROUPREF for op, _, _ in self._parts)
        self._class_of: dict[str, object] = {}

    def __iter__(self) -> Iterator[Text]:
        """The texts, in an order that is always the same."""
        known = (_member(each, wanted) for each in self._kinds for wanted in (True, False))
        members = self._distinct(sorted(filter(None, known), key=str.isalpha))[:_MOST_CLASSES]
        pairs = map("".join, product(members, members))
        own = self._distinct(chain(members, self._taken()))
        others = self._distinct(chain(own, pairs, REPEATED))[len(own) :]
        yield from self._made([""], own, ENDINGS)
        yield from self._made([""], others, ENDINGS[1:3])
        prefixes = islice(_before_repeats(self._tree, self._flags, ""), _MOST_PREFIXES)
        units = chain(own, (" ", "\n", "a ", "A, ", "1 "))
        yield from self._made(prefixes, units, ENDINGS[2::2])

    def _made(
        self, prefixes: Iterable[str], units: Iterable[str], endings: Iterable[str]
    ) -> Iterator[Text]:
        of_each = map(self._distinct, (prefixes, units, endings))
        return itertools.starmap(Text, product(*of_each))

    def _taken(self) -> Iterator[str]:
        """What the pattern, its branches and the insides of its repeats may take."""
        yield from filter(None, _samples(self._tree, self._flags))
        yield from filter(None, _samples(list(self._tree)[:-1], self._flags))
        for op, value, flags in self._parts:
            if op in REPEATS and value[1] > 1:
                yield from filter(None, _samples(value[2], flags))
            elif op is _constants.BRANCH:
                for way in _spread(value[1]):
                    yield from (text + " " for text in _samples(way, flags)[:1])

    def _distinct(self, texts: Iterable[str]) -> list[str]:
        return list({self._as_seen(text): text for text in texts}.values())

    def _as_seen(self, text: str) -> tuple[object, ...]:
        """The text by the classes of its characters: the pattern can tell no more of it."""
        if self._exact:
            return tuple(text)
        for character in text:
            if character not in self._class_of:
                seen = tuple(each[character] for each in self._kinds)
                word = character.isalnum() or character == "_"
                self._class_of[character] = (seen, word, character == "\n")
        return tuple(self._class_of[character] for character in text)


def _member(of: Kind, wanted: bool = True) -> str:
    """A character that a part takes, or one that it does not; "" where none is known."""
    return next((character for character in _POOL if of[character] is wanted), "")


def _spread(ways: list[Any]) -> list[Any]:
    """Some of many, from all over them."""
    return ways[:: -(-len(ways) // _MOST_WAYS)] if ways else []


def _samples(items: Items, flags: int) -> list[str]:
    """Texts that a sequence may take, some for its branches; never none."""
    found = [""]
    for op, value in items:
        first, *others = _samples_of(op, value, flags)
        found = [*(text + first for text in found), *(found[0] + text for text in others)]
        found = found[:_MOST_WAYS]
    return found


def _samples_of(op: Any, value: Any, flags: int) -> list[str]:
    if op is _constants.LITERAL:
        return [chr(value)]
    if op in CHARACTERS:
        return [_member(kind((op, value), flags))]
    if op in WIDTHLESS:
        return [""]
    found = [text for each, of in inside(op, value, flags) for text in _samples(each, of)]
    if op in REPEATS:
        found = [text * max(1, value[0]) for text in found]
    return _spread(found) or [""]


def _before_repeats(items: Items, flags: int, before: str) -> Iterator[str]:
    """What leads to each repeat that may take much."""
    for op, value in items:
        if op in REPEATS and value[1] > _LONG and before:
            yield before
        if op not in WIDTHLESS:
            for each, of in inside(op, value, flags):
                yield from _before_repeats(each, of, before)
        before += _samples_of(op, value, flags)[0]
