"""Does a sentence deny what its quotes say, or leave out their denial, or say the opposite?"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from index.sentences import sentence_spans
from index.words import STOP_WORDS, Word, words
from qa.support.opposites import opposite, same_side
from qa.support.values import Fault, FaultKind
from qa.support.vectors import alike

# How many words with content a denial reaches, and how far from a word another may deny it.
SCOPE = 3
BEFORE, AFTER = 7, 4
NEAR, NEARER = 0.45, 0.6
# Of the words around two opposites, so many must be alike.
AROUND = 2

_NOT = re.compile(
    r"\b(?:not|never|no longer|no|none|nobody|no one|nothing|nowhere|neither|nor|without|cannot|"
    r"\w+n[’']t|hardly|barely|scarcely)\b",
    re.IGNORECASE,
)
# These deny nothing, or say of how much or when.
_IDLE = re.compile(
    r"\b(?:not only|not just|not least|no doubt|no (?:less|fewer|more) than|no matter|nothing but|"
    r"why not|whether or not|not until|not? (?:\w+ ){1,6}(?:unless|until|except)|"
    r"no other \w+ (?:\w+ ){1,4}(?:more|less|\w+er|as|so)\b)",
    re.IGNORECASE,
)
# Words that deny by themselves: what "not" makes of them denies no more.
_NEGATIVE = re.compile(
    r"fail\w*|refus\w+|den(?:y|ies|ied|ying|ial)|reject\w*|declin\w+|lack\w*|absen\w+|avoid\w*|"
    r"stop\w*|halt\w*|prevent\w*|ban(?:s|ned)?|forb\w+|prohibit\w*|oppos\w+|withh[eo]ld\w*|"
    r"exclud\w+|isolat\w+|interrupt\w*|br(?:eak|oke|oken)s?|brok\w+|end(?:s|ed|ing)?|abandon\w*|"
    r"refrain\w*|scrap\w*|cancel\w*|drop(?:s|ped)?|bar(?:s|red|ring)|block\w*|miss(?:es|ed)?|"
    r"un(?!i|der|til|less|to)\w{4,}|dis(?:agree|allow|continu|miss|prov|regard|trust)\w*|"
    r"impossible|inability|ceas\w+|los[et]s?|outside|few|little|only|rarely|seldom|yet|"
    r"except|despite|instead|free|short|rule[ds]? out|ruling out|stay\w* out|spare\w*|limit\w*",
    re.IGNORECASE,
)


class _Denial(NamedTuple):
    """A word that denies in a sentence, and the words with content that it reaches."""

    shown: str
    reached: tuple[Word, ...]


class _Read(NamedTuple):
    """A sentence's words, those with content, and its denials."""

    text: str
    words: tuple[Word, ...]
    content: tuple[Word, ...]
    denials: tuple[_Denial, ...]


def polarity_faults(sentence: str, quotes: Sequence[str]) -> list[Fault]:
    """At most one fault: a denial that the quotes do not have, or one left out, or an opposite."""
    said = _read(sentence)
    quoted = [
        (n, _read(quote[span.start : span.end]))
        for n, quote in enumerate(quotes, 1)
        for span in sentence_spans(quote)
    ]
    fault = _added(said, quoted) or _left_out(said, quoted) or _opposite(said, quoted)
    return [fault] if fault else []


@lru_cache(maxsize=4096)
def _read(text: str) -> _Read:
    found = tuple(words(text))
    content = tuple(word for word in found if word.text.casefold() not in STOP_WORDS)
    idle = [match.span() for match in _IDLE.finditer(text)]
    denials = []
    for match in _NOT.finditer(text):
        if any(start <= match.start() < end for start, end in idle):
            continue
        reached = tuple(word for word in content if word.start >= match.end())[:SCOPE]
        # "Never interrupted" denies nothing; neither does "without a break".
        if reached and not any(_NEGATIVE.fullmatch(word.text) for word in reached[:2]):
            shown = text[match.start() : reached[min(1, len(reached) - 1)].end]
            denials.append(_Denial(" ".join(shown.split()), reached))
    return _Read(text, found, content, tuple(denials))


def _added(said: _Read, quoted: Sequence[tuple[int, _Read]]) -> Fault | None:
    """A fault where the sentence denies something and the quotes, at its likest words, do not."""
    for denial in said.denials:
        met = [place for word in denial.reached for place in _places(word, quoted, NEAR)]
        if any(_denied(read, at) or opposite(word.stem, at.stem) for _, read, at, word in met):
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


def _left_out(said: _Read, quoted: Sequence[tuple[int, _Read]]) -> Fault | None:
    """A fault where a quote denies what the sentence says, and no quote says it plainly."""
    for n, read in quoted:
        for denial in read.denials:
            met = [p for w in denial.reached for p in _places(w, [(0, said)], NEARER)]
            if len({word.stem for _, _, _, word in met}) < min(2, len(denial.reached)):
                continue
            if any(_denied(said, at) for _, _, at, _ in met):
                continue
            first = met[0]
            others = [p for p in _places(first[2], quoted, NEARER) if not _denied(p[1], p[2])]
            if not others:
                reason = f'It says "{first[2].text}", the quote denies it: "{denial.shown}".'
                return Fault(FaultKind.NEGATION, first[2].text, denial.shown, reason, n)
    return None


def _opposite(said: _Read, quoted: Sequence[tuple[int, _Read]]) -> Fault | None:
    """A fault where a word's opposite stands in a quote, among like words, and it does not."""
    for word in said.words:
        places = [
            (n, read, at) for n, read in quoted for at in read.words if opposite(word.stem, at.stem)
        ]
        if not places or any(
            word.stem == at.stem or same_side(word.stem, at.stem)
            for _, read in quoted
            for at in read.words
        ):
            continue
        for n, read, at in places:
            near = _around(said, word), _around(read, at)
            shared = sum(any(alike(a, b) >= NEARER for b in near[1]) for a in near[0])
            if shared >= AROUND and _denied(said, word) == _denied(read, at):
                reason = f'It says "{word.text}", the quote says "{at.text}".'
                return Fault(FaultKind.NEGATION, word.text, at.text, reason, n)
    return None


def _places(
    word: Word, quoted: Sequence[tuple[int, _Read]], least: float
) -> list[tuple[int, _Read, Word, Word]]:
    """Where a word or one like it stands, the likest first."""
    found = [(alike(word.stem, at.stem), n, read, at) for n, read in quoted for at in read.content]
    found = [each for each in found if each[0] >= least]
    best = max((each[0] for each in found), default=0.0)
    return [(n, read, at, word) for score, n, read, at in found if score >= best - 0.05]


def _denied(read: _Read, at: Word) -> bool:
    """Whether a word of denial stands near, before or after, or the word is one itself."""
    place = read.words.index(at)
    return _negative(read.words[max(0, place - BEFORE) : place + AFTER])


def _negative(found: Sequence[Word]) -> bool:
    return any(_NOT.fullmatch(w.text) or _NEGATIVE.fullmatch(w.text) for w in found)


def _around(read: _Read, word: Word) -> list[str]:
    """The stems of the words with content nearest to one."""
    ordered = sorted(read.content, key=lambda each: abs(each.start - word.start))
    return [each.stem for each in ordered if each.start != word.start][:5]
