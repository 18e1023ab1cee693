"""Does a sentence deny what its quotes say, or leave out their denial, or say the opposite?"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.sentences import sentence_spans
from index.words import Word, stem
from qa.english.denials import (
    Denial,
    ReadSentence,
    denies_any,
    has_denying_word,
    is_denied,
    is_denied_again,
    is_told_either_way,
    nearest_stems,
    read_denials,
)
from qa.english.opposites import opposite, same_side
from qa.support.values import Fault, FaultKind
from qa.support.vectors import alike

# How alike two words must be to be the same, in a denial and where it was left out.
NEAR, NEARER, SIDED = 0.45, 0.6, 0.8
# Of the words around two opposites, so many must be alike.
AROUND = 2

# What was never before, or by nobody until then, is the first.
_NEVER_BEFORE = re.compile(
    r"\bnever before\b|\b(?:no|nobody|no one|none)\b[^,.;]{1,100},?[^,.;]{0,40}\buntil\b",
    re.IGNORECASE,
)
_FIRST = frozenset(map(stem, ("first", "unprecedented", "new")))
# "Undeniable" is what nobody can deny.
_CAN = re.compile(r"\b(?:can|could|able)\b|\bcannot\b|\b(?:can|could)n?[’']t\b", re.IGNORECASE)
_CANNOT_BE = re.compile(r"(?:un|in|im|ir)\w+[ai]ble", re.IGNORECASE)


class _Place(NamedTuple):
    """Where a quote has a word of the sentence, or one like it."""

    quote: int
    read: ReadSentence
    at: Word
    word: Word


def polarity_faults(sentence: str, quotes: Sequence[str]) -> list[Fault]:
    """At most one fault: a denial that the quotes do not have, or one left out, or an opposite."""
    said = read_denials(sentence)
    quoted = [
        (n, read_denials(quote[span.start : span.end]))
        for n, quote in enumerate(quotes, 1)
        for span in sentence_spans(quote)
    ]
    fault = (
        _added(said, quoted)
        or _left_out(said, quoted)
        or _undone(said, quoted)
        or _opposite(said, quoted)
    )
    return [fault] if fault else []


def _added(said: ReadSentence, quoted: Sequence[tuple[int, ReadSentence]]) -> Fault | None:
    """A fault where the sentence denies something and the quotes, at its likest words, do not."""
    if _NEVER_BEFORE.search(said.text) and any(
        word.stem in _FIRST for _, read in quoted for word in read.words
    ):
        return None
    for denial in said.denials:
        if _CAN.search(denial.shown) and any(
            _CANNOT_BE.fullmatch(word.text) for _, read in quoted for word in read.words
        ):
            continue
        met = _places_of_denied(denial, quoted)
        if any(is_denied(read, at) or is_told_either_way(read, at) for _, read, at, _ in met):
            continue
        if _by_opposite(denial, quoted) and (not met or denies_any(denial)):
            continue
        if not met and any(has_denying_word(read.words) for _, read in quoted):
            continue
        if not met:
            reason = f'It says "{denial.shown}", no quote denies it.'
            return Fault(FaultKind.NEGATION, denial.shown, None, reason)
        n, _, at, _ = met[0]
        reason = f'It says "{denial.shown}", the quote does not deny it: "{at.text}".'
        return Fault(FaultKind.NEGATION, denial.shown, at.text, reason, n)
    return None


def _places_of_denied(denial: Denial, quoted: Sequence[tuple[int, ReadSentence]]) -> list[_Place]:
    """Where the quotes have the word that is denied; behind "no" any of the words after it."""
    found = [places for word in denial.reached if (places := _places(word, quoted, NEAR))]
    if denies_any(denial):
        return [place for places in found for place in places]
    return found[0] if found else []


def _by_opposite(denial: Denial, quoted: Sequence[tuple[int, ReadSentence]]) -> bool:
    """Whether a quote says the opposite of what is denied: "did not rise", "fell"."""
    heads = denial.reached if denies_any(denial) else denial.reached[:1]
    return any(
        opposite(word.stem, at.stem) for word in heads for _, read in quoted for at in read.content
    )


def _left_out(said: ReadSentence, quoted: Sequence[tuple[int, ReadSentence]]) -> Fault | None:
    """A fault where a quote denies what the sentence says, and no quote says it plainly."""
    if said.denials or has_denying_word(said.words):
        return None
    for n, read in quoted:
        for denial in read.denials:
            met = [p for w in denial.reached for p in _places(w, [(0, said)], NEARER)]
            if len({word.stem for _, _, _, word in met}) < min(2, len(denial.reached)):
                continue
            first = met[0]
            others = [p for p in _places(first[2], quoted, NEARER) if not is_denied(p[1], p[2])]
            if not others:
                reason = f'It says "{first[2].text}", the quote denies it: "{denial.shown}".'
                return Fault(FaultKind.NEGATION, first[2].text, denial.shown, reason, n)
    return None


def _undone(said: ReadSentence, quoted: Sequence[tuple[int, ReadSentence]]) -> Fault | None:
    """A fault where one of both says "failed", of the very same words, and the other "not failed".

    Only the very word counts: "not cancelled" may be told as "went on".
    """
    for n, read in quoted:
        for one, other in ((said, read), (read, said)):
            for denial in one.undone:
                word = denial.reached[0]
                plain = [at for at in other.content if at.stem == word.stem]
                if not plain or any(is_denied_again(other, at) for at in plain):
                    continue
                if all(any(at.stem == w.stem for at in other.content) for w in denial.reached[:2]):
                    mine, theirs = (denial.shown, plain[0].text)[:: 1 if one is said else -1]
                    reason = f'It says "{mine}", the quote says "{theirs}".'
                    return Fault(FaultKind.NEGATION, mine, theirs, reason, n)
    return None


def _opposite(said: ReadSentence, quoted: Sequence[tuple[int, ReadSentence]]) -> Fault | None:
    """A fault where a word's opposite stands in a quote, among like words, and it does not."""
    for word in said.words:
        places = [
            (n, read, at) for n, read in quoted for at in read.words if opposite(word.stem, at.stem)
        ]
        if not places or any(opposite(word.stem, other.stem) for other in said.words):
            continue
        if any(same_side(word.stem, at.stem) for _, read in quoted for at in read.words):
            continue
        for n, read, at in places:
            near = nearest_stems(said, word), nearest_stems(read, at)
            shared = sum(any(alike(a, b) >= NEARER for b in near[1]) for a in near[0])
            if shared >= AROUND and is_denied(said, word) == is_denied(read, at):
                reason = f'It says "{word.text}", the quote says "{at.text}".'
                return Fault(FaultKind.NEGATION, word.text, at.text, reason, n)
    return None


def _places(word: Word, quoted: Sequence[tuple[int, ReadSentence]], least: float) -> list[_Place]:
    """Where a word or one like it stands, none where its opposite is as near."""
    found = [(_likeness(word, at), n, read, at) for n, read in quoted for at in read.content]
    found = [each for each in found if each[0] >= least]
    best = max((each[0] for each in found), default=0.0)
    return [
        _Place(n, read, at, word)
        for score, n, read, at in found
        if score >= min(best, SIDED) - 0.05
    ]


def _likeness(word: Word, at: Word) -> float:
    if opposite(word.stem, at.stem):
        return 0.0
    near = alike(word.stem, at.stem)
    return max(near, SIDED) if same_side(word.stem, at.stem) else near
