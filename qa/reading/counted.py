"""Numbers of something else than what a question counts. Pure.

A reader that looks for a number finds one in nearly any sentence of the right story: asked how many
died, how many were on board.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.english.quantities import quantities
from qa.questions.analysis import AnswerType, Question
from qa.reading.candidates import Candidate

# What counts something else comes so much behind.
BEHIND = -8.0
# A sentence may go on about what the one before it tells: "The number rose to 14 on Monday."
BEFORE = 240
_DEATH = (
    r"(?:die[sd]?|dead|deaths?|deadl(?:y|iest)|killed|kills?|killing|fatal(?:ly|it(?:y|ies))?|"
    r"perish(?:ed)?|drown(?:ed)?|tolls?|lives|victims?|bod(?:y|ies)|murdere?d?|slain|shot|"
    r"execut(?:ed|ions?)|massacred?|casualt(?:y|ies)|succumbed|lost|mourn(?:ed|ing)?|dying|remains|"
    r"suicides?|coffins?|funerals?|buried|survivors?)"
)
_ASKS_FOR_DEAD = re.compile(
    r"\bhow many\b.{0,80}?\b(?:died|dead|die|killed|perished|drowned|deaths|los[et] their lives)\b",
    re.IGNORECASE,
)
_TELLS_OF_DEAD = re.compile(rf"\b{_DEATH}\b", re.IGNORECASE)
_ASKS_FOR_COST = re.compile(
    r"\bhow much\b.{0,100}?\b(?:costs?|paid|pay|pays|spend|spent|worth|charged?|charges)\b",
    re.IGNORECASE,
)
_NO_MONEY = frozenset("time length area mass volume temperature power".split())


def counted(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates; where the dead are counted or a cost is asked for, only of these.

    Args:
        question: A question that stands alone.
        found: The sentences, in any order.
    """
    return [
        replace(each, score=each.score + BEHIND, best=None, judged=BEHIND)
        if _is_of_else(question, each)
        else each
        for each in found
    ]


def _is_of_else(question: Question, candidate: Candidate) -> bool:
    if question.answer_type is not AnswerType.NUMBER:
        return False
    if _ASKS_FOR_DEAD.search(question.text):
        begin = max(0, candidate.span.start - BEFORE)
        told = candidate.passage.text[begin : candidate.span.end]
        return _TELLS_OF_DEAD.search(told) is None
    if _ASKS_FOR_COST.search(question.text):
        found = [each for each in quantities(candidate.text) if not each.ordinal]
        return all(each.unit is not None and each.unit.dimension in _NO_MONEY for each in found)
    return False
