"""Sentences that deny what a question asks after: who has not opened it answers no "who?". Pure."""

import re

from index.prose.words import Word, content_words
from qa.questions.analysis import Question

LONGEST = 600
"""Characters; a longer sentence is a list, or no sentence."""
# "When will it open?" and "Where?" are answered by "not before May" and "not in Ley".
_ASKS_FOR_THOSE = re.compile(
    r"^\W*(?:in |to |by )?(?:who|which|how many|what (?:countries|people))\b", re.I
)
_DENIED = re.compile(r"\b(?:not|never|no longer|without)\b|n['’]t\b", re.IGNORECASE)
_NOT_ALONE = re.compile(r"\bnot (?:only|just|merely|simply)\b", re.IGNORECASE)
# "Has not yet formally recognised": so many words at most stand before the verb.
_LONGEST_BETWEEN = 2
_FARTHEST = 40  # characters
_COMMA = re.compile(r"[,;:.–—]")
# "Recognise" and "recognize" have stems that begin alike.
_SHORTEST_ALIKE = 5


def denies(question: Question, sentence: str) -> bool:
    """Whether a sentence tells only of not doing what a question asks who, or how many, does.

    Every mention of one of the question's words, names left out, must stand behind a "not".

    Args:
        question: A question that stands alone.
        sentence: As it stands in the article.
    """
    if len(sentence) > LONGEST or not _ASKS_FOR_THOSE.match(question.text):
        return False
    if _DENIED.search(question.text) or _NOT_ALONE.search(sentence):
        return False
    ends = [found.end() for found in _DENIED.finditer(sentence)]
    asked = {each.stem for each in question.terms} - question.names
    told = [each for each in content_words(sentence) if any(_alike(each.stem, a) for a in asked)]
    denied = {each.start for each in told if any(_is_behind(end, each, sentence) for end in ends)}
    behind = {each.stem for each in told if each.start in denied}
    return bool(behind) and all(
        each.start in denied for each in told if any(_alike(each.stem, stem) for stem in behind)
    )


def _is_behind(end: int, word: Word, sentence: str) -> bool:
    """Whether a word follows a "not" that ends there, with few words and no comma between."""
    if not end <= word.start < end + _FARTHEST:
        return False
    between = sentence[end : word.start]
    return not _COMMA.search(between) and len(between.split()) <= _LONGEST_BETWEEN


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= _SHORTEST_ALIKE and long.startswith(short))
