"""What a question to the catalogue names: words an article must hold, publishers it is from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from index.prose.words import STOP_WORDS, Word, folded, words
from index.storage.tallies import Phrase

_QUOTED = re.compile(r"[\"“”„]([^\"“”„]*)[\"“”„]")
_IN_WORD = re.compile(r"[-/&.‐‑–]")
_IN_NAME = re.compile(r"\.? |['’]")
_LINKS = frozenset("al bin da de del der di do dos du el ibn la le los of the van von y".split())
_DETERMINERS = frozenset("a an the".split())
_LONGEST_NOUN = 3


@dataclass(frozen=True, slots=True)
class TopicPart:
    """A part of a topic: how the question writes it, and what an article must hold for it.

    Attributes:
        text: As the question writes it.
        phrase: What an article must hold.
        quoted: Whether it stands in quotes, and so is meant as it is written.
        spellings: How `phrase.others` are written.
    """

    text: str
    phrase: Phrase
    quoted: bool = False
    spellings: tuple[str, ...] = ()


def topic_parts(text: str) -> tuple[TopicPart, ...]:
    """What must stand in an article on a topic, each part once.

    A part is a phrase in double quotes, a name of several words, what is written as one word
    with a hyphen or a slash, or any other word that carries content.
    """
    parts: list[TopicPart] = []
    end = 0
    for match in _QUOTED.finditer(text):
        parts += _unquoted(text[end : match.start()])
        if words(match[1]):
            parts.append(replace(_part(match[1], words(match[1])), quoted=True))
        end = match.end()
    parts += _unquoted(text[end:])
    return tuple({part.phrase: part for part in reversed(parts)}.values())[::-1]


def one_phrase(text: str) -> TopicPart | None:
    """A noun with the words before it, as they must stand together; None for anything longer."""
    found = words(text)
    while found and found[0].text.casefold() in _DETERMINERS:
        found = found[1:]
    if not 0 < len(found) <= _LONGEST_NOUN or any(_is_stop(word.text) for word in found):
        return None
    return _part(text, found)


def authors_named(name: str, authors: Iterable[str]) -> tuple[str, ...]:
    """Those of the authors that a name means: the whole name, or a surname with its capital."""
    wanted = folded(name).split()
    alone = len(wanted) == 1 and name[:1].isupper()
    return tuple(
        each
        for each in authors
        if (spelled := folded(each).split()) == wanted or (alone and spelled[-1:] == wanted)
    )


def _unquoted(text: str) -> list[TopicPart]:
    parts = []
    for run in _runs(text):
        while len(run) > 1 and run[0].text.casefold() in _LINKS | _DETERMINERS:
            run = run[1:]
        while len(run) > 1 and run[-1].text in _LINKS:
            run = run[:-1]
        if len(run) > 1 or not _is_stop(run[0].text) or _is_acronym(run[0].text, text):
            parts.append(_part(text, run))
    return parts


def _runs(text: str) -> list[list[Word]]:
    """The words of a text, those together that stand next to one another in an article."""
    runs: list[list[Word]] = []
    for word in words(text):
        if runs and _goes_on(text, runs[-1][-1], word):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _goes_on(text: str, before: Word, word: Word) -> bool:
    gap = text[before.end : word.start]
    if _IN_WORD.fullmatch(gap):
        return True
    if text.isupper() or not _IN_NAME.fullmatch(gap):
        return False
    name = before.text[0].isupper() or before.text in _LINKS
    return name and (word.text[0].isupper() or word.text[0].isdigit() or word.text in _LINKS)


def _part(text: str, run: list[Word]) -> TopicPart:
    written = text[run[0].start : run[-1].end]
    exact = written if len(run) == 1 and _is_acronym(written, text) else ""
    return TopicPart(written, Phrase(tuple(word.stem for word in run), exact))


def _is_stop(word: str) -> bool:
    return word.casefold() in STOP_WORDS


def _is_acronym(word: str, text: str) -> bool:
    """Whether only its capitals tell it from a word of grammar: "US", "WHO", "IT"."""
    return _is_stop(word) and len(word) > 1 and word.isupper() and not _shouted(word, text)


def _shouted(word: str, text: str) -> bool:
    return text.isupper() and text.strip() != word
