"""The names in a text: of countries and capitals, and runs of other words with capitals."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.prose.word_lists import words_of
from index.prose.words import STOP_WORDS, Word, words
from qa.english.countries import Place, places

SHORTEST_STEMMED = 5

# Words with capitals that are no name by themselves: titles, kinds of bodies, the calendar.
_GENERIC = frozenset(words_of("qa.english", "lists/generic_words.txt"))
_LINKS = frozenset("al bin da de del der di do dos du el ibn la le los van von y".split())
_OPENING = "\"'“”‘’«(["
_VERB = re.compile(
    r"\s(?:\w+ly )?(?:has|had|have|is|was|were|will|would|can|could|may|might|must|should|does|did|"
    r"says?|said|told|tells?|met|meets?|made|took|gave|got|won|lost|left|kept|held|saw|sent|"
    r"led|let|went|came|became|began|put|paid|sought|spoke|stood|thinks?|wants?|wrote|"
    r"[a-z]{2,}ed)\b|['’]s?\b|, (?:who|whose|which)\b| and (?:the )?[A-Z]"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text.

    Attributes:
        start: Its first code point.
        end: The code point after its last.
        text: As written, without titles.
        parts: Its words, folded.
        place: The country it names, if it is one's.
        initials: Those of the run of capitals that it stands in, titles among them.
    """

    start: int
    end: int
    text: str
    parts: tuple[str, ...]
    place: Place | None
    initials: str


@lru_cache(maxsize=4096)
def names(text: str) -> tuple[Name, ...]:
    """The names of a text in reading order.

    A word that begins a sentence is one where it is a country's, where others with capitals
    follow, or where a verb does at once ("Putin told ...") and it is no plural.
    """
    countries = places(text)
    found = [
        Name(p.start, p.end, text[p.start : p.end], _folded(text[p.start : p.end]), p, "")
        for p in countries
    ]
    for run in _runs(text):
        initials = "".join(word.text[0] for word in run if word.text[0].isupper())
        found += [_name(text, part, initials) for part in _cores(text, run, countries)]
    return tuple(sorted(found, key=lambda name: name.start))


def fold(word: Word) -> str:
    """A word of a name as it is compared: its stem, but whole where it is short."""
    if len(word.text) >= SHORTEST_STEMMED:
        return word.stem
    acronyms = word.text[-1] == "s" and word.text[:-1].isupper() and len(word.text) > 2
    return (word.text[:-1] if acronyms else word.text).casefold()


def _name(text: str, part: Sequence[Word], initials: str) -> Name:
    start, end = part[0].start, part[-1].end
    return Name(start, end, text[start:end], _folded(text[start:end]), None, initials)


def _folded(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in words(text) if word.text[0].isupper() or word.text[1:])


def _runs(text: str) -> list[list[Word]]:
    """Words with capitals that stand side by side."""
    runs: list[list[Word]] = []
    for word in words(text):
        capital = word.text[0].isupper() or any(map(str.isupper, word.text[1:]))
        last = runs[-1][-1] if runs else None
        near = last is not None and _beside(text[last.end : word.start], last)
        if capital and near and last and last.text.casefold() not in STOP_WORDS:
            runs[-1].append(word)
        elif near and last and word.text in _LINKS and text[word.end : word.end + 2][1:].isupper():
            runs[-1].append(word)
        elif capital and _may_be_name(text, word):
            runs.append([word])
    return runs


def _beside(gap: str, last: Word) -> bool:
    return gap in (" ", "-", "‑", "–", "&", " & ") or (gap == ". " and len(last.text) <= 2)


def _may_be_name(text: str, word: Word) -> bool:
    return word.text.casefold() not in STOP_WORDS or (len(word.text) > 1 and word.text.isupper())


def _opens_sentence_only(text: str, part: Sequence[Word]) -> bool:
    """Whether its capital is only that of a sentence's first word."""
    word = part[0]
    if len(part) > 1 or not _begins_sentence(text, word.start):
        return False
    if word.text.isupper() and len(word.text) > 1 or any(map(str.isdigit, word.text)):
        return False
    plural = word.text.endswith("s") and not word.text.endswith("ss")
    grammar = re.search(r"(?:ing|ly|tion|ment|ness|ity|ence|ance|ism|ship|ture|ber)$", word.text)
    return plural or grammar is not None or not _VERB.match(text[word.end :])


def _begins_sentence(text: str, at: int) -> bool:
    """Whether before a place are only opening marks and blanks, from a line's or sentence's end."""
    while at and (text[at - 1] in _OPENING or text[at - 1].isspace()):
        if text[at - 1] == "\n":
            return True
        at -= 1
    return not at or text[at - 1] in ".!?:;"


def _cores(text: str, run: Sequence[Word], countries: Sequence[Place]) -> list[list[Word]]:
    """The parts of a run that are neither a country nor generic."""
    parts: list[list[Word]] = [[]]
    for word in run:
        generic = word.text.casefold().rstrip("s") in _GENERIC or word.text.casefold() in _GENERIC
        if generic or any(p.start < word.end and word.start < p.end for p in countries):
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part and not _opens_sentence_only(text, part)]
