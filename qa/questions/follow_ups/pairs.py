"""Two that were named together: "the second one", "him" of two, "they". Pure."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from qa.questions.follow_ups.kinds import NameKind, kind_of
from qa.questions.follow_ups.phrases import phrases
from qa.questions.follow_ups.said import Said

_FIRST = re.compile(r"\bthe (?:first|former)(?: (?:one|of them))?\b", re.IGNORECASE)
_SECOND = re.compile(r"\bthe (?:second|latter)(?: (?:one|of them))?\b", re.IGNORECASE)
_EITHER = re.compile(r"\bthe other(?: one)?\b", re.IGNORECASE)
_AND = re.compile(r",? (?:and|or) ")


class Pair(NamedTuple):
    """Two that were named together, and the words that name them."""

    one: str
    other: str
    words: str


def pair_in(said: Said) -> Pair | None:
    """The two that a turn names together, in its short answer or in its question."""
    for text in (said.short, said.question):
        found = phrases(text)
        if text == said.short and len(found) != 2:
            continue
        for one, other in zip(found, found[1:], strict=False):
            if _AND.fullmatch(text[one.end : other.lead_start]) and _alike(one.text, other.text):
                return Pair(one.text, other.text, text[one.start : other.end])
    return None


def _alike(one: str, other: str) -> bool:
    names = [kind_of(each) is not NameKind.COMMON for each in (one, other)]
    return names[0] == names[1]


def chosen(asked: str, past: Sequence[Said]) -> tuple[str, ...]:
    """The follow-up with a name for "the second one"; none where nothing was named in pairs."""
    pair = pair_in(past[-1]) if past else None
    if pair is None:
        return ()
    for pattern, names in ((_FIRST, pair[:1]), (_SECOND, pair[1:2]), (_EITHER, pair[:2])):
        match = pattern.search(asked)
        if match:
            return tuple(asked[: match.start()] + name + asked[match.end() :] for name in names)
    return ()


def apart(previous: Said, names: Sequence[str]) -> tuple[str, ...]:
    """The question before, asked of one of the two that it names together."""
    pair = pair_in(previous)
    if pair is None or pair.words not in previous.question:
        return ()
    return tuple(previous.question.replace(pair.words, name, 1) for name in names if name in pair)
