"""The markers of a cited text, "It rained. [1][2]", and its finished sentences. Pure."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from index.prose.sentences import sentence_spans

_LABEL = r"(?:(?:passages?|sources?|articles?|nos?\.|\^|#)\s*)?"
_AND = r"\s*(?:,|;|&|and|-|–)\s*"
_NUMBERS = rf"\d+(?:{_AND}{_LABEL}\d+)*"
# Looking back, and nothing optional between digits: a run of blanks or digits is read once.
MARKERS = re.compile(rf"(?<![^\S\n])[^\S\n]*[\[【]\s*{_LABEL}({_NUMBERS})\s*[\]】]", re.IGNORECASE)
# What a text that breaks off may have of one.
_BROKEN_MARKER = re.compile(
    rf"[\[【]\s*{_LABEL}(?:{_NUMBERS}(?:{_AND}{_LABEL}|\s*))?\Z", re.IGNORECASE
)
_RANGE = re.compile(r"(?<!\d)(\d++)\s*+[-–]\s*+(\d+)")
_NUMBER = re.compile(r"\d+")
_WORD_OR_BLANK = re.compile(r"\s|\S+")
# "[1-99999]" is one marker and not a hundred thousand; longer numbers than these name nothing.
_WIDEST = 20
_MOST_DIGITS = 6
# A sentence of so many characters that is not finished yet is looked at when it has grown by a
# tenth: with each word, the time for it would grow with the square of its length.
_LONG = 2000


class Marked(NamedTuple):
    """A sentence without its markers, their numbers as they came, and where the next one begins."""

    text: str
    numbers: tuple[int, ...]
    end: int


class SentenceStream:
    """The sentences of a text that comes in pieces, each given once it is finished.

    A sentence is finished when a word after it is. What is given depends on the characters alone,
    not on the pieces that they come in.
    """

    def __init__(self) -> None:
        """Begins with no text."""
        self._parts = [""]
        self._length = 0
        self._look_at = 0

    def feed(self, piece: str) -> list[Marked]:
        """The sentences that are finished with this piece."""
        found: list[Marked] = []
        for part in _WORD_OR_BLANK.findall(piece):
            ends_word = part.isspace() and not self._parts[-1][-1:].isspace()
            self._parts.append(part)
            self._length += len(part)
            if ends_word and self._length >= self._look_at:
                found += self._finished()
        return found

    def finish(self, *, cut_off: bool = False) -> list[Marked]:
        """What is left when the text has ended; without its last sentence where it was cut off."""
        found = marked_sentences(_whole("".join(self._parts)))
        self._keep("")
        return found[:-1] if cut_off else found

    def _finished(self) -> list[Marked]:
        rest = "".join(self._parts)
        found = marked_sentences(_whole(rest))[:-1]
        self._keep(rest[found[-1].end :] if found else rest)
        return found

    def _keep(self, rest: str) -> None:
        self._parts = [rest]
        self._length = len(rest)
        self._look_at = 0 if self._length < _LONG else self._length + self._length // 10


def marked_sentences(text: str) -> list[Marked]:
    """The sentences of a text; a marker belongs to the sentence that it stands in or after.

    One that begins a line, with a sentence behind it, belongs to that sentence.
    """
    markers = list(MARKERS.finditer(text))
    bare = MARKERS.sub("", text)
    removed = list(accumulate((len(each[0]) for each in markers), initial=0))
    places = [each.start() - gone for each, gone in zip(markers, removed, strict=False)]
    spans = sentence_spans(bare)
    if not spans:
        return []
    starts = [start for start, _ in spans]
    owners = {place: _owner(bare, place, starts) for place in places}
    numbers: list[list[int]] = [[] for _ in spans]
    # Where each sentence begins in the text, with the markers before it that are its own.
    begins = [start + removed[bisect_right(places, start)] for start in starts]
    for marker, place in zip(markers, places, strict=False):
        owner = owners[place]
        numbers[owner] += marker_numbers(marker[1])
        begins[owner] = min(begins[owner], marker.start())
    return [
        Marked(bare[start:end], tuple(dict.fromkeys(of)), to)
        for (start, end), of, to in zip(spans, numbers, [*begins[1:], len(text)], strict=True)
    ]


def _owner(bare: str, place: int, starts: Sequence[int]) -> int:
    """Which sentence a marker belongs to that was taken out of a text there."""
    before = bisect_left(starts, place)
    first, last = place, place
    while first and _is_blank(bare[first - 1]):
        first -= 1
    while last < len(bare) and _is_blank(bare[last]):
        last += 1
    begins_line = not first or bare[first - 1] == "\n"
    ends_line = last == len(bare) or bare[last] == "\n"
    ahead = begins_line and not ends_line and before < len(starts)
    return before if ahead else max(0, before - 1)


def _is_blank(character: str) -> bool:
    return character.isspace() and character != "\n"


def marker_numbers(inside: str) -> list[int]:
    """The numbers between a marker's brackets: "1, 3-5" is 1, 3, 4 and 5."""
    found: list[int] = []
    at = 0
    for match in _RANGE.finditer(inside):
        found += _single(inside[at : match.start()])
        first, last = _value(match[1]), _value(match[2])
        wide = first <= last < first + _WIDEST
        found += range(first, last + 1) if wide else (first, last)
        at = match.end()
    return found + _single(inside[at:])


def _whole(text: str) -> str:
    """The text without the beginning of a marker at its end."""
    return _BROKEN_MARKER.sub("", text)


def _single(text: str) -> list[int]:
    return [_value(digits) for digits in _NUMBER.findall(text)]


def _value(digits: str) -> int:
    return int(digits[:_MOST_DIGITS])
