"""Does a sentence deny what its quotes say, or leave out their denial, or say the opposite?"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from index.sentences import sentence_spans
from index.words import STOP_WORDS, Word, stem, words
from qa.support.opposites import opposite, same_side
from qa.support.values import Fault, FaultKind
from qa.support.vectors import alike

# How many words with content a denial reaches, and how far from a word another may deny it.
SCOPE, WIDE = 3, 8
BEFORE, AFTER = 7, 4
NEAR, NEARER, SIDED = 0.45, 0.6, 0.8
# Of the words around two opposites, so many must be alike.
AROUND = 2

_NOT = re.compile(
    r"\b(?:not|never|no longer|no(?!\.)|none|nobody|no one|nothing|nowhere|neither|nor|without|"
    r"cannot|\w+n[’']t|hardly|barely|scarcely|(?:has|have|had|is|are|was|were) yet(?= to\b))\b",
    re.IGNORECASE,
)
# What was never before, or by nobody until then, is the first.
_NEVER_BEFORE = re.compile(
    r"\bnever before\b|\b(?:no|nobody|no one|none)\b[^,.;]{1,100},?[^,.;]{0,40}\buntil\b",
    re.IGNORECASE,
)
_FIRST = frozenset(map(stem, ("first", "unprecedented", "new")))
# These deny nothing, or say of how much or when.
_IDLE = re.compile(
    r"\b(?:not only|not just|not least|no doubt|no (?:less|fewer|more) than|no matter|nothing but|"
    r"why not|whether or not|(?:not|cannot|\w+n[’']t)\b[^,.;]{1,60}\b(?:unless|until|except)|"
    r"(?:not|never|\w+n[’']t)\b[^,.;]{1,60}\bbefore(?= in\b|[.,;]|$)|"
    r"no other \w+ (?:\w+ ){1,4}(?:more|less|\w+er|as|so)\b)",
    re.IGNORECASE,
)
# Words that deny by themselves: what "not" makes of them denies no more.
_NEGATIVE = re.compile(
    r"fail(?:s|ed|ing|ures?)?|refus\w+|den(?:y|ies|ied|ying|ial)|reject\w*|declin\w+|lack\w*|"
    r"absen\w+|avoid\w*|stop\w*|halt\w*|prevent\w*|ban(?:s|ned)?|forb\w+|prohibit\w*|oppos\w+|"
    r"withh[eo]ld\w*|exclud\w+|isolat\w+|interrupt\w*|br(?:eak|oke|oken)s?|end(?:s|ed|ing)?|"
    r"abandon\w*|refrain\w*|scrap\w*|cancel\w*|bar(?:s|red|ring)|block\w*|miss(?:es|ed)?|unable|"
    r"unwilling\w*|unlikely|unfulfilled|impossible|inability|ceas\w+|"
    r"dis(?:agree|allow|continu|miss|prov|regard|trust)\w*|outside|"
    r"un(?!it|veil|der|leash|ifi|load|cover|fold|iform)\w{3,}ed",
    re.IGNORECASE,
)
# "Undeniable" is what nobody can deny.
_CAN = re.compile(r"\b(?:can|could|able)\b|\bcannot\b|\b(?:can|could)n?[’']t\b", re.IGNORECASE)
_CANNOT_BE = re.compile(r"(?:un|in|im|ir)\w+[ai]ble", re.IGNORECASE)
# What these say may be told with a denial as well as without one.
_EITHER = re.compile(
    r"few|little|only|rarely|seldom|yet|except|despite|instead|free|short|limit\w*|alone|single",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"(?:no|none|nobody|no one|nothing|neither|without)\b(?! longer)", re.IGNORECASE
)
_BREAK = re.compile(r"[,;:]\s|\bbut\b|[–—]")


class _Denial(NamedTuple):
    """A word that denies in a sentence, and the words with content that it reaches."""

    shown: str
    reached: tuple[Word, ...]


class _Read(NamedTuple):
    """A sentence's words, those with content, its denials, and those of words that deny."""

    text: str
    words: tuple[Word, ...]
    content: tuple[Word, ...]
    denials: tuple[_Denial, ...]
    undone: tuple[_Denial, ...]


class _Place(NamedTuple):
    """Where a quote has a word of the sentence, or one like it."""

    quote: int
    read: _Read
    at: Word
    word: Word


def polarity_faults(sentence: str, quotes: Sequence[str]) -> list[Fault]:
    """At most one fault: a denial that the quotes do not have, or one left out, or an opposite."""
    said = _read(sentence)
    quoted = [
        (n, _read(quote[span.start : span.end]))
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


@lru_cache(maxsize=4096)
def _read(text: str) -> _Read:
    found = tuple(words(text))
    content = tuple(word for word in found if word.text.casefold() not in STOP_WORDS)
    idle = [match.span() for match in _IDLE.finditer(text)]
    denials: list[_Denial] = []
    undone: list[_Denial] = []
    for match in _NOT.finditer(text):
        if any(start <= match.start() < end for start, end in idle):
            continue
        after = [w for w in content if w.start >= match.end() and not w.text[0].isupper()]
        # "He was not there" denies what stands before it.
        reach = WIDE if _DETERMINER.match(match[0]) else SCOPE
        reached = tuple(after[:reach] or [w for w in content if w.start < match.start()][-SCOPE:])
        if reached:
            shown = text[match.start() : max(match.end(), reached[:2][-1].end)]
            # "Never interrupted" denies nothing; neither does "without a break".
            nothing = _NEGATIVE.fullmatch(reached[0].text)
            (undone if nothing else denials).append(_Denial(" ".join(shown.split()), reached))
    return _Read(text, found, content, tuple(denials), tuple(undone))


def _added(said: _Read, quoted: Sequence[tuple[int, _Read]]) -> Fault | None:
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
        met = _met(denial, quoted)
        if any(_denied(read, at) or _either(read, at) for _, read, at, _ in met):
            continue
        if _by_opposite(denial, quoted) and (not met or _DETERMINER.match(denial.shown)):
            continue
        if not met and any(_negative(read.words) for _, read in quoted):
            continue
        if not met:
            reason = f'It says "{denial.shown}", no quote denies it.'
            return Fault(FaultKind.NEGATION, denial.shown, None, reason)
        n, _, at, _ = met[0]
        reason = f'It says "{denial.shown}", the quote does not deny it: "{at.text}".'
        return Fault(FaultKind.NEGATION, denial.shown, at.text, reason, n)
    return None


def _met(denial: _Denial, quoted: Sequence[tuple[int, _Read]]) -> list[_Place]:
    """Where the quotes have the word that is denied; behind "no" any of the words after it."""
    found = [places for word in denial.reached if (places := _places(word, quoted, NEAR))]
    if _DETERMINER.match(denial.shown):
        return [place for places in found for place in places]
    return found[0] if found else []


def _by_opposite(denial: _Denial, quoted: Sequence[tuple[int, _Read]]) -> bool:
    """Whether a quote says the opposite of what is denied: "did not rise", "fell"."""
    heads = denial.reached if _DETERMINER.match(denial.shown) else denial.reached[:1]
    return any(
        opposite(word.stem, at.stem) for word in heads for _, read in quoted for at in read.content
    )


def _left_out(said: _Read, quoted: Sequence[tuple[int, _Read]]) -> Fault | None:
    """A fault where a quote denies what the sentence says, and no quote says it plainly."""
    if said.denials or _negative(said.words):
        return None
    for n, read in quoted:
        for denial in read.denials:
            met = [p for w in denial.reached for p in _places(w, [(0, said)], NEARER)]
            if len({word.stem for _, _, _, word in met}) < min(2, len(denial.reached)):
                continue
            first = met[0]
            others = [p for p in _places(first[2], quoted, NEARER) if not _denied(p[1], p[2])]
            if not others:
                reason = f'It says "{first[2].text}", the quote denies it: "{denial.shown}".'
                return Fault(FaultKind.NEGATION, first[2].text, denial.shown, reason, n)
    return None


def _undone(said: _Read, quoted: Sequence[tuple[int, _Read]]) -> Fault | None:
    """A fault where one of both says "failed", of the very same words, and the other "not failed".

    Only the very word counts: "not cancelled" may be told as "went on".
    """
    for n, read in quoted:
        for one, other in ((said, read), (read, said)):
            for denial in one.undone:
                word = denial.reached[0]
                plain = [at for at in other.content if at.stem == word.stem]
                if not plain or any(_spared(other, at) for at in plain):
                    continue
                if all(any(at.stem == w.stem for at in other.content) for w in denial.reached[:2]):
                    mine, theirs = (denial.shown, plain[0].text)[:: 1 if one is said else -1]
                    reason = f'It says "{mine}", the quote says "{theirs}".'
                    return Fault(FaultKind.NEGATION, mine, theirs, reason, n)
    return None


def _spared(read: _Read, at: Word) -> bool:
    """Whether a word that denies is denied itself, or may be either."""
    return _either(read, at) or any(_NOT.fullmatch(word.text) for word in _near(read, at))


def _opposite(said: _Read, quoted: Sequence[tuple[int, _Read]]) -> Fault | None:
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
            near = _around(said, word), _around(read, at)
            shared = sum(any(alike(a, b) >= NEARER for b in near[1]) for a in near[0])
            if shared >= AROUND and _denied(said, word) == _denied(read, at):
                reason = f'It says "{word.text}", the quote says "{at.text}".'
                return Fault(FaultKind.NEGATION, word.text, at.text, reason, n)
    return None


def _places(word: Word, quoted: Sequence[tuple[int, _Read]], least: float) -> list[_Place]:
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


def _either(read: _Read, at: Word) -> bool:
    return any(_EITHER.fullmatch(word.text) for word in _near(read, at))


def _denied(read: _Read, at: Word) -> bool:
    """Whether an odd number of words that deny stand near a word, within its clause."""
    return sum(_negative([word]) for word in _near(read, at)) % 2 == 1


def _near(read: _Read, at: Word) -> list[Word]:
    """The words around one, within its clause."""
    place = read.words.index(at)
    near = [*read.words[max(0, place - BEFORE) : place], *read.words[place + 1 : place + AFTER]]
    return [
        word
        for word in near
        if not _BREAK.search(read.text[min(word.end, at.end) : max(word.start, at.start)])
    ]


def _negative(found: Sequence[Word]) -> bool:
    return any(_NOT.fullmatch(w.text) or _NEGATIVE.fullmatch(w.text) for w in found)


def _around(read: _Read, word: Word) -> list[str]:
    """The stems of the words with content nearest to one."""
    ordered = sorted(read.content, key=lambda each: abs(each.start - word.start))
    return [each.stem for each in ordered if each.start != word.start][:5]
