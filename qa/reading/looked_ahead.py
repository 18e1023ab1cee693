"""Whether a sentence only expects what a question asks of as past: "to be over by Friday". Pure."""

import re

from qa.questions.analysis import AnswerType, Question

LONGEST = 600
"""Characters; a longer sentence is a list, or no sentence."""
_HOW_LONG = re.compile(
    r"^\W*(?:for )?how (?:long|many (?:days|weeks|months|years))\b", re.IGNORECASE
)
_ASKS_OF_PAST = re.compile(r"\b(?:did|was|were|had)\b", re.IGNORECASE)
_EXPECTING = (
    r"(?:expect|hop|plan+|aim|intend|predict|forecast|schedul|anticipat|promis|vow|threaten)"
    r"(?:s|e|es|ed|ing)?"
)
_ASKS_AHEAD = re.compile(
    rf"\b(?:{_EXPECTING}|due|supposed|likely|meant|set|would|will|going to)\b", re.IGNORECASE
)
# "Expected the strike to be over by", "is due to end on", "will open on": no comma, no stop.
_AHEAD = re.compile(
    rf"\b(?:{_EXPECTING} (?:[^\s,.;:]+ ){{0,8}}(?:to|would|will|for)"
    r"|(?:is|are|was|were) (?:due|set|likely|supposed|meant) to"
    r"|(?:would|will|shall)(?! have)) (?:[^\s,.;:]+ ){0,8}$",
    re.IGNORECASE,
)


def looks_ahead(question: Question, sentence: str, answer_starts: int) -> bool:
    """Whether what answers when, or how long, something was tells only what was expected.

    Args:
        question: A question that stands alone.
        sentence: As it stands in the article.
        answer_starts: Where in it the words begin that answer, in code points.
    """
    timed = question.answer_type is AnswerType.TIME or _HOW_LONG.match(question.text)
    if not timed or len(sentence) > LONGEST:
        return False
    if not _ASKS_OF_PAST.search(question.text) or _ASKS_AHEAD.search(question.text):
        return False
    return _AHEAD.search(sentence[:answer_starts]) is not None
