"""The parts of a pattern as `re` parses it: characters, places, and what can come first."""

import re
from collections.abc import Callable, Iterator, Sequence
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from typing import Any

Items = Sequence[tuple[Any, Any]]
"""A sequence of parts, each its operation and what belongs to it."""

CHARACTERS = (_constants.LITERAL, _constants.NOT_LITERAL, _constants.ANY, _constants.IN)
"""Parts that are one character."""
REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
"""Parts that repeat others."""
WIDTHLESS = (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT)
"""Parts that take no character."""


class Kind(dict[str, bool]):
    """Which characters a part takes, once each: asked of `re`, with the part as a pattern."""

    def __init__(self, part: tuple[Any, Any], flags: int) -> None:
        """Compiles the part by itself."""
        super().__init__()
        state = _parser.State()
        state.flags = flags
        self._match = _compiler.compile(_parser.SubPattern(state, [part]), flags).match

    def __missing__(self, character: str) -> bool:
        self[character] = taken = self._match(character) is not None
        return taken


class AnyOf(dict[str, bool]):
    """Which characters one of several kinds takes."""

    def __init__(self, kinds: Sequence[Kind]) -> None:
        """Takes the kinds."""
        super().__init__()
        self._kinds = kinds

    def __missing__(self, character: str) -> bool:
        self[character] = taken = any(kind[character] for kind in self._kinds)
        return taken


_kinds: dict[tuple[str, int], Kind] = {}


def kind(part: tuple[Any, Any], flags: int) -> Kind:
    """The characters of a part that is one character."""
    return _kinds.setdefault((repr(part), flags), Kind(part, flags))


def word_characters(flags: int) -> Kind:
    """What `\\b` calls a word's."""
    return kind((_constants.IN, [(_constants.CATEGORY, _constants.CATEGORY_WORD)]), flags)


def scoped(flags: int, added: int, removed: int) -> int:
    """The flags within "(?i-s:...)"."""
    return int(_compiler._combine_flags(flags, added, removed))


def inside(op: Any, value: Any, flags: int) -> list[tuple[Items, int]]:
    """The sequences within a part, each with the flags that hold there."""
    if op in REPEATS:
        return [(value[2], flags)]
    if op is _constants.BRANCH:
        return [(way, flags) for way in value[1]]
    if op is _constants.SUBPATTERN:
        return [(value[3], scoped(flags, value[1], value[2]))]
    if op is _constants.ATOMIC_GROUP:
        return [(value, flags)]
    if op in (_constants.ASSERT, _constants.ASSERT_NOT):
        return [(value[1], flags)]
    if op is _constants.GROUPREF_EXISTS:
        return [(way or [], flags) for way in value[1:]]
    return []


def walk(items: Items, flags: int) -> Iterator[tuple[Any, Any, int]]:
    """Every part of a sequence, those within others too, each with its flags."""
    for op, value in items:
        yield op, value, flags
        for each, of in inside(op, value, flags):
            yield from walk(each, of)


def first_characters(items: Items, flags: int) -> AnyOf | None:
    """What a match of the sequence may begin with; None where it may be empty, or anything."""
    kinds = list(_first(items, flags))
    return None if None in kinds else AnyOf([each for each in kinds if each is not None])


def _first(items: Items, flags: int) -> Iterator[Kind | None]:
    """The kinds that a sequence may begin with, None among them where it may be empty."""
    for part in items:
        found = list(_first_of(part, flags))
        yield from (each for each in found if each is not None)
        if None not in found:
            return
    yield None


def _first_of(part: tuple[Any, Any], flags: int) -> Iterator[Kind | None]:
    op, value = part
    if op in CHARACTERS:
        yield kind(part, flags)
    elif op in WIDTHLESS or op is _constants.GROUPREF:
        yield None
    else:
        for each, of in inside(op, value, flags):
            yield from _first(each, of)
        if op in REPEATS and value[0] == 0:
            yield None


def stands(where: Any, flags: int) -> Callable[[str, int], bool]:
    """Whether `^`, `$`, `\\b` and their like hold at a place of a text."""
    if flags & re.MULTILINE:
        where = {
            _constants.AT_BEGINNING: _constants.AT_BEGINNING_LINE,
            _constants.AT_END: _constants.AT_END_LINE,
        }.get(where, where)
    if where in (_constants.AT_BOUNDARY, _constants.AT_NON_BOUNDARY):
        return _at_edge(word_characters(flags), where is _constants.AT_BOUNDARY)
    return _ENDS[where]


def _at_edge(of_word: Kind, wanted: bool) -> Callable[[str, int], bool]:
    def holds(text: str, at: int) -> bool:
        before = at > 0 and of_word[text[at - 1]]
        after = at < len(text) and of_word[text[at]]
        return text != "" and (before != after) is wanted

    return holds


_ENDS: dict[Any, Callable[[str, int], bool]] = {
    _constants.AT_BEGINNING: lambda text, at: at == 0,
    _constants.AT_BEGINNING_STRING: lambda text, at: at == 0,
    _constants.AT_BEGINNING_LINE: lambda text, at: at == 0 or text[at - 1] == "\n",
    _constants.AT_END: lambda text, at: text[at:] in ("", "\n"),
    _constants.AT_END_STRING: lambda text, at: at == len(text),
    _constants.AT_END_LINE: lambda text, at: at == len(text) or text[at] == "\n",
}
