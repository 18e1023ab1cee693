"""Words as one types them, the last perhaps unfinished, as searches of the full-text index."""

import re
from collections.abc import Callable

from index.prose.words import STOP_WORDS, Word, folded, stem, words
from index.storage.phrases import Term

LONGEST = 200
"""Letters of what is typed that count."""

_MOST_WORDS = 12
_LEAST_LETTERS = 3
_PHRASE = re.compile(r'"([^"]*)"')
# Scripts that set no blanks between words: what a person looks for stands within a longer "word".
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
# What a stem has lost, longest first: "governm" is on the way to "government", kept as "govern".
_ENDINGS = (
    "izations", "ational", "fulness", "ousness", "iveness", "ements", "ations", "ings", "ments",
    "ities", "ically", "ances", "ences", "ables", "ators", "ively", "ously", "edly", "ness", "ies",
)  # fmt: skip


def terms(typed: str, is_known: Callable[[str, bool], bool]) -> list[Term]:
    """What an article must hold, all of it, to be found by what was typed.

    Words between quotation marks must stand next to one another. Common words count only where
    there are no others. The last word, unless something follows it, is taken for the beginning
    of one too.

    Args:
        typed: What was typed.
        is_known: Whether the index has a stem, or (True) one that begins so.
    """
    typed = typed[:LONGEST]
    phrases = [[each.stem for each in words(inner)] for inner in _PHRASE.findall(typed)]
    loose = _PHRASE.sub(lambda found: " " * len(found[0]), typed)
    typed_words = words(loose)[:_MOST_WORDS]
    unfinished = bool(typed_words) and typed_words[-1].end == len(loose)
    found = [Term(tuple(stems)) for stems in phrases if stems]
    telling = [each for each in typed_words if each.text.casefold() not in STOP_WORDS]
    for word in telling or ([] if found else typed_words):
        is_last = unfinished and word is typed_words[-1]
        term = _unfinished(word, is_known) if is_last else _term(word)
        if term and term not in found:
            found.append(term if word in telling else term._replace(vague=True))
    return found


def _term(word: Word) -> Term:
    if _UNSPACED.search(word.text):
        return Term((), letters=word.text)
    return Term((word.stem,))


def _unfinished(word: Word, is_known: Callable[[str, bool], bool]) -> Term | None:
    """The word, or what begins with it; None for a single letter."""
    if _UNSPACED.search(word.text):
        return _term(word)
    begun = folded(word.text)
    if len(begun) == 1 and begun.isascii():
        return None
    if is_known(begun, True):
        return Term((word.stem,), begun, vague=begun.isascii() and len(begun) < _LEAST_LETTERS)
    return Term((word.stem if is_known(word.stem, False) else _begun_stem(begun, is_known),))


def _begun_stem(begun: str, is_known: Callable[[str, bool], bool]) -> str:
    """The longest stem of which a word is an inflection that is not finished; else the word."""
    for end in range(len(begun) - 1, _LEAST_LETTERS - 1, -1):
        rest = begun[end:]
        if any(ending.startswith(rest) for ending in _ENDINGS):
            reduced = stem(begun[:end])
            if is_known(reduced, False):
                return reduced
    return begun
