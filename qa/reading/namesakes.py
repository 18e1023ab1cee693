"""Sentences of somebody else of the same surname: asked of Vladimir, told of Sergei. Pure."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from qa.english.given_names import FIRST_NAMES, short_forms
from qa.questions.analysis import Question
from qa.reading.candidates import Candidate, ruled_out

# Each word with a capital, and the one behind it: of "President Ada Brandt" both pairs.
_NAMED = re.compile(
    r"(?<![\w’'-])(?P<first>[^\W\d_a-z][\w’'-]++)(?= (?P<last>[^\W\d_a-z][\w’'-]++))"
)
# First names that are spelled so much alike are one's: Sergei and Sergey.
ALIKE = 0.75
# A passage from so many code points on does not begin its article, which names people in full.
BEGINNING = 200


def without_namesakes(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, those ruled out whose passage names only another of the surname.

    Args:
        question: A question that stands alone.
        found: The sentences, in any order.
    """
    asked = list(_in_full(question.text))
    return [ruled_out(each) if _is_of_another(asked, each) else each for each in found]


def _in_full(text: str) -> Iterator[tuple[str, str]]:
    """First names that are known to be some, each with the word behind it, in small letters."""
    for match in _NAMED.finditer(text):
        if match["first"] in FIRST_NAMES:
            yield match["first"].casefold(), re.sub(r"['’]s?$", "", match["last"]).casefold()


def _is_of_another(asked: Sequence[tuple[str, str]], candidate: Candidate) -> bool:
    """Whether an article that begins with a passage names another of the surname, in full first.

    "Blair and his wife Cherie Blair" begins with somebody known.
    """
    passage = candidate.passage
    if passage.start > BEGINNING:
        return False
    low = f"{passage.title} {passage.text}".casefold()
    body = passage.text.removeprefix(passage.title)  # Headlines have surnames alone.
    for first, last in asked:
        there = [given for given, surname in _in_full(body) if surname == last]
        if not there or first in low or any(_are_one(first, each) for each in there):
            continue
        at = body.casefold().index(last)
        if body[:at].casefold().endswith(f"{there[0]} "):
            return True
    return False


def _are_one(one: str, other: str) -> bool:
    if other in short_forms(one):
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
