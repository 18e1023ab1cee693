"""Whether words are of the kind that a question asks for: a person, a place, a time, a number."""

import re
from collections.abc import Sequence

from index.prose.words import STOP_WORDS, Word
from qa.questions.analysis import AnswerType, Question

_NUMBER = re.compile(
    r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    r"ninety|dozens?|hundreds?|thousands?|millions?|billions?|half|third|quarter|once|twice|one)\b)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:1[5-9]\d\d|20\d\d|\d{1,2}(?::\d\d)? ?[ap]\.?m\.?|January|February|March|April|May|June|"
    r"July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"Jan\.|Feb\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.|yesterday|today|tomorrow|tonight|"
    r"(?:last|next|this|earlier this|past|previous) (?:\w+ )?(?:year|month|week|decade|century|"
    r"spring|summer|autumn|fall|winter|January|February|March|April|May|June|July|August|September|"
    r"October|November|December)s?|(?:year|month|week|day|decade|hour)s? (?:ago|later|earlier))\b"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|from|to|near|of|into|across|outside|through|on)\s+(?:the\s+)?$"
)


def has_answer_of_type(question: Question, text: str, found: Sequence[Word]) -> bool | None:
    """Whether a sentence holds something of the wanted type that the question lacks.

    None when the question wants no type that can be recognised.
    """
    asked = question.stems
    if question.answer_type is AnswerType.NUMBER:
        return any(w.stem not in asked and _NUMBER.search(w.text) for w in found)
    if question.answer_type is AnswerType.TIME:
        spans = [match.group().casefold() for match in _TIME.finditer(text)]
        return any(span not in question.text.casefold() for span in spans)
    if question.answer_type in (AnswerType.PERSON, AnswerType.NAME, AnswerType.PLACE):
        return any(
            _is_new_name(word, text, asked)
            and (
                question.answer_type is not AnswerType.PLACE
                or _PLACE_BEFORE.search(text[: word.start])
                or word.start == 0
            )
            for word in found
        )
    return None


def _is_new_name(word: Word, text: str, asked: frozenset[str]) -> bool:
    return (
        word.text[0].isupper()
        and word.stem not in asked
        and word.text.casefold() not in STOP_WORDS
        and not _TIME.fullmatch(word.text)
    )
