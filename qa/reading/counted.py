"""Numbers of something else than what a question counts. Pure.

A reader that looks for a number finds one in nearly any sentence of the right story: asked how many
died, how many were on board.
"""

import re
from collections.abc import Sequence

from qa.english.quantities import quantities
from qa.questions.analysis import AnswerType, Question
from qa.reading.candidates import Candidate, ruled_out

# A sentence may go on about what the one before it tells: "The number rose to 14 on Monday."
BEFORE = 240
_DEATH = (
    r"(?:die[sd]?|dead|deaths?|deadl(?:y|iest)|killed|kills?|killing|fatal(?:ly|it(?:y|ies))?|"
    r"perish(?:ed)?|drown(?:ed|ing)?|tolls?|life|lives|lifeless|victims?|bod(?:y|ies)|murdere?d?|"
    r"slain|shot|execut(?:ed|ions?)|massacred?|casualt(?:y|ies)|succumb(?:s|ed)?|lost|dying|"
    r"mourn(?:ed|ing)?|remains|suicides?|coffins?|funerals?|buried|surviv\w+|claim(?:s|ed)|fell|"
    r"starved?|beheaded|ate)"
)
# The death is what the counted did: "how many people were hurt when two died" counts the hurt.
_ASKS_FOR_DEAD = re.compile(
    r"^\W*how many (?:of the )?(?:[\w’'-]+ ){0,3}?"
    r"(?:(?:have|has|had|were|was|are|been|be|people) ){0,3}"
    r"(?:died|dead|killed|perished|drowned|los[et] their lives)\b",
    re.IGNORECASE,
)
# What died is told of beside the count: "how many of the people who died were children".
_BESIDE = re.compile(r"\b(?:who|when|after|before|while|as|for|in prison)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\b(?:were|was|are|is|did|do)\b", re.IGNORECASE)
_TELLS_OF_DEAD = re.compile(rf"\b{_DEATH}\b", re.IGNORECASE)
# "How much time will it spend?" asks for no money.
_ASKS_FOR_COST = re.compile(
    r"\bhow much (?:money )?(?:do|does|did|will|would|has|have|had|is|was|were)\b.{0,60}?"
    r"\b(?:costs?|paid|pay|pays|spend|spent|worth)\b",
    re.IGNORECASE,
)
_ASKS_FOR_AGE = re.compile(r"\b(?:old|older|oldest|age|aged|ages)\b", re.IGNORECASE)
_FEW_DIGITS = re.compile(r"\d{1,2}")
# "A man of 71", "aged 71", "71-year-old".
_AGE_BEFORE = re.compile(
    r"\b(?:(?:wo)?man|boy|girl|child|toddler|teenager|youth|pensioner|widow(?:er)?|father|mother|"
    r"grand(?:father|mother)|student|resident) of $|\b(?:aged|age of) $",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(r"[- ]years?[- ]olds?\b", re.IGNORECASE)
_NO_MONEY = frozenset("time length area mass volume temperature power".split())


def counted(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates; where the dead are counted or a cost is asked for, only of these.

    Somebody's age is no number of anything else.

    Args:
        question: A question that stands alone.
        found: The sentences, in any order.
    """
    return [ruled_out(each) if _is_of_else(question, each) else each for each in found]


def _is_of_else(question: Question, candidate: Candidate) -> bool:
    if question.answer_type is not AnswerType.NUMBER:
        return False
    if _is_age(candidate) and not _ASKS_FOR_AGE.search(question.text):
        return True
    if _counts_the_dead(question.text):
        begin = max(0, candidate.span.start - BEFORE)
        told = candidate.passage.text[begin : candidate.span.end]
        return _TELLS_OF_DEAD.search(f"{candidate.passage.title}. {told}") is None
    if _ASKS_FOR_COST.search(question.text):
        found = [each for each in quantities(candidate.text) if not each.ordinal]
        return bool(found) and all(
            each.unit is not None and each.unit.dimension in _NO_MONEY for each in found
        )
    return False


def _is_age(candidate: Candidate) -> bool:
    """Whether what is read is somebody's age: the 43 of "Viktor Rusk, 43, was charged"."""
    read = candidate.best
    if read is None or not _FEW_DIGITS.fullmatch(candidate.passage.text, read.start, read.end):
        return False
    text = candidate.passage.text
    before, after = text[max(0, read.start - 40) : read.start], text[read.end : read.end + 1]
    if _AGE_BEFORE.search(before) or _AGE_AFTER.match(text, read.end):
        return True
    name = before.removesuffix(", ").split(" ")[-1]
    return before.endswith(", ") and name[:1].isupper() and after in (",", ".", ";")


def _counts_the_dead(question: str) -> bool:
    asked = _ASKS_FOR_DEAD.match(question)
    if asked is None:
        return False
    return not (_BESIDE.search(asked[0]) and _GOES_ON.search(question, asked.end()))
