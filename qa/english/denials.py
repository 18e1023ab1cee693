"""The denials of a sentence: which words deny, and how far each reaches."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from index.words import STOP_WORDS, Word, words

# How many words with content a denial reaches, and how far from a word another may deny it.
SCOPE, WIDE = 3, 8
BEFORE, AFTER = 7, 4

_NOT = re.compile(
    r"\b(?:not|never|no longer|no(?!\.)|none|nobody|no one|nothing|nowhere|neither|nor|without|"
    r"cannot|\w+n[’']t|hardly|barely|scarcely|(?:has|have|had|is|are|was|were) yet(?= to\b))\b",
    re.IGNORECASE,
)
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
# What these say may be told with a denial as well as without one.
_EITHER = re.compile(
    r"few|little|only|rarely|seldom|yet|except|despite|instead|free|short|limit\w*|alone|single",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"(?:no|none|nobody|no one|nothing|neither|without)\b(?! longer)", re.IGNORECASE
)
_BREAK = re.compile(r"[,;:]\s|\bbut\b|[–—]")


class Denial(NamedTuple):
    """A word that denies in a sentence, and the words with content that it reaches."""

    shown: str
    reached: tuple[Word, ...]


class ReadSentence(NamedTuple):
    """A sentence's words, those with content, its denials, and those of words that deny."""

    text: str
    words: tuple[Word, ...]
    content: tuple[Word, ...]
    denials: tuple[Denial, ...]
    undone: tuple[Denial, ...]


@lru_cache(maxsize=4096)
def read_denials(text: str) -> ReadSentence:
    """A sentence taken apart."""
    found = tuple(words(text))
    content = tuple(word for word in found if word.text.casefold() not in STOP_WORDS)
    idle = [match.span() for match in _IDLE.finditer(text)]
    denials: list[Denial] = []
    undone: list[Denial] = []
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
            (undone if nothing else denials).append(Denial(" ".join(shown.split()), reached))
    return ReadSentence(text, found, content, tuple(denials), tuple(undone))


def denies_any(denial: Denial) -> bool:
    """Whether a denial is of any of the words after it, as "no" is, and not of the first."""
    return bool(_DETERMINER.match(denial.shown))


def is_denied_again(read: ReadSentence, at: Word) -> bool:
    """Whether a word that denies is denied itself, or may be either."""
    return is_told_either_way(read, at) or any(
        _NOT.fullmatch(word.text) for word in _near(read, at)
    )


def is_told_either_way(read: ReadSentence, at: Word) -> bool:
    """Whether a word near this one says so little that it may be told with a denial or without."""
    return any(_EITHER.fullmatch(word.text) for word in _near(read, at))


def is_denied(read: ReadSentence, at: Word) -> bool:
    """Whether an odd number of words that deny stand near a word, within its clause."""
    return sum(has_denying_word([word]) for word in _near(read, at)) % 2 == 1


def has_denying_word(found: Sequence[Word]) -> bool:
    """Whether one of the words denies."""
    return any(_NOT.fullmatch(w.text) or _NEGATIVE.fullmatch(w.text) for w in found)


def nearest_stems(read: ReadSentence, word: Word) -> list[str]:
    """The stems of the words with content nearest to one."""
    ordered = sorted(read.content, key=lambda each: abs(each.start - word.start))
    return [each.stem for each in ordered if each.start != word.start][:5]


def _near(read: ReadSentence, at: Word) -> list[Word]:
    """The words around one, within its clause."""
    place = read.words.index(at)
    near = [*read.words[max(0, place - BEFORE) : place], *read.words[place + 1 : place + AFTER]]
    return [
        word
        for word in near
        if not _BREAK.search(read.text[min(word.end, at.end) : max(word.start, at.start)])
    ]
