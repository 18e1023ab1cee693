"""What is no name, where a question asks what somebody or something is called. Pure."""

import re
from collections.abc import Sequence

from qa.english.countries import places
from qa.questions.analysis import AnswerType, Question
from qa.reading.candidates import Candidate, ruled_out

_ASKS = re.compile(
    r"^\W*(?:what|which)(?:['’]s| is| was| are| were)(?: the)?(?: \w+){0,2} names? of\b|"
    r"^\W*(?:what|which)(?: is| was| are| were)\b.{1,120}\b(?:called|named)\W*$",
    re.IGNORECASE,
)
_OF_PLACE = re.compile(
    r"\b(?:countr(?:y|ies)|nations?|nationality|states?|cit(?:y|ies)|capitals?|towns?|language)\b",
    re.IGNORECASE,
)
# A name has a capital or a figure; what names a country's people is none of a firm.
_NAMES = re.compile(r"[^\W\d_a-z]|\d")


def named(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, those ruled out in which only a description is read: "a mining company".

    Args:
        question: A question that stands alone.
        found: The sentences, in any order.
    """
    if question.answer_type is not AnswerType.NAME or not _ASKS.search(question.text):
        return list(found)
    of_place = _OF_PLACE.search(question.text) is not None
    return [ruled_out(each) if _is_described(each, of_place) else each for each in found]


def _is_described(candidate: Candidate, of_place: bool) -> bool:
    if candidate.best is None:
        return False
    text = candidate.passage.text[candidate.best.start : candidate.best.end]
    for place in () if of_place else reversed(places(text)):
        text = f"{text[: place.start]} {text[place.end :]}"
    return not _NAMES.search(text) and candidate.passage.text != candidate.passage.text.lower()
