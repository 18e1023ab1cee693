"""Names that stand in a quote, but in another part: who did it, whose it is."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from index.sentences import sentence_spans
from index.words import STOP_WORDS, Word, words
from qa.english.naming import Name, names
from qa.support.names import same_name, standing
from qa.support.values import Fault, FaultKind
from qa.support.vectors import alike

NEAR = 0.6
_REACH = 3
# What two do together has no first and no second.
_MUTUAL = frozenset("meet met talk talks discuss speak spoke agree share with between".split())
# What belongs to one may be told of another: raids on Tajik territory, from Afghan territory.
_GROUND = frozenset("territory soil border side frontier".split())
_VERBAL = re.compile(r"(?:ed|s)$|^(?:said|told|met|made|won|lost|led|gave|took|left|sent|began)$")
_PREPOSITION = re.compile(r"\b(?:from|in|of|with|to|by|at|for|against|on|over|near) (?:the )?$")
_BETWEEN = re.compile(r"[,;:()]|\b(?:and|or|who|which|that)\b")


class _Part(NamedTuple):
    """A name and the word with content that comes at once after it: a verb, or what it has."""

    name: Name
    word: Word
    owner: bool


def role_faults(sentence: str, quotes: Sequence[str]) -> list[Fault]:
    """A fault for each name whose verb or possession is another's in every quote that has it."""
    quoted = [
        (n, quote[span.start : span.end])
        for n, quote in enumerate(quotes, 1)
        for span in sentence_spans(quote)
    ]
    found = [(n, part) for n, text in quoted for part in _parts(text)]
    there = standing(sentence, quotes)
    faults = []
    for part in _parts(sentence):
        if part.name not in there:
            continue
        met = [(n, other) for n, other in found if _comparable(part, other)]
        if met and not any(same_name(part.name, other.name) for _, other in met):
            n, other = met[0]
            said, quote = _shown(part), _shown(other)
            reason = f"It says {said}, the quote says {quote}."
            faults.append(Fault(FaultKind.NAME, said, quote, reason, n))
    return faults


def repetition_faults(sentence: str, quotes: Sequence[str]) -> list[Fault]:
    """At most one fault: somebody who does what the quotes let others do with that same one.

    "Wang met officials, among them Wang" says of one what the quote says of two.
    """
    said = [name for name in names(sentence) if name.place is None]
    for n, name in enumerate(said):
        twice = [other for other in said[n + 1 :] if same_name(name, other)]
        if not twice or _owner(sentence, twice[0]) or _owner(sentence, name):
            continue
        counts = [sum(same_name(name, other) for other in names(quote)) for quote in quotes]
        if sum(counts) == 1:
            reason = f"It names {name.text} twice, the quote once."
            return [Fault(FaultKind.NAME, name.text, name.text, reason, counts.index(1) + 1)]
    return []


def _comparable(part: _Part, other: _Part) -> bool:
    """The same verb or thing, with a name of the same sort."""
    sorts = (part.name.place is None) == (other.name.place is None)
    return sorts and part.owner == other.owner and alike(part.word.stem, other.word.stem) >= NEAR


@lru_cache(maxsize=4096)
def _parts(text: str) -> tuple[_Part, ...]:
    found = words(text)
    parts = []
    for name in names(text):
        following = [word for word in found if word.start >= name.end][: _REACH + 1]
        owner = _owner(text, name)
        following = [word for word in following if word.text != "s"]
        word = next((w for w in following if w.text.casefold() not in STOP_WORDS), None)
        if word is None or word.text[0].isupper() or word.text in _MUTUAL:
            continue
        led = not owner and _PREPOSITION.search(text[: name.start])
        if led or _BETWEEN.search(text[name.end : word.start]):
            continue
        beside = word == following[0]
        verbal = _VERBAL.search(word.text) is not None
        owns = owner or (name.place is not None and beside and not verbal)
        if word.text in _GROUND or not (owns or verbal):
            continue
        parts.append(_Part(name, word, owns))
    return tuple(parts)


def _shown(part: _Part) -> str:
    return f"{part.name.text} {part.word.text}"


def _owner(text: str, name: Name) -> bool:
    """Whether a name has something: "NAME's plan"."""
    return text[name.end : name.end + 1] in {"'", "’"}
