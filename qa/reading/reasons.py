"""Sentences that tell what a question asks the reason of, and no reason for it. Pure."""

import re

from index.prose.words import content_words
from qa.questions.analysis import AnswerType, Question

# What ties a reason to what it is the reason of, or may stand between the two. Wide, for a sentence
# that has one of them is left to the readers.
_TIES = re.compile(
    r"\b(?:because|since|as|so|due|owing|thanks|given|amid|over|after|following|to|for|with|"
    r"without|by|from|under|against|out of|in (?:case|order|response|protest|favou?r|view|light)|"
    r"despite|when|while|if|unless|until|lest|where|whether|that|which|who|whose|reasons?|"
    r"caus\w+|blam\w+|result\w*|led|leads?|\w+ing|cit(?:es?|ed)|"
    r"wants?|wanted|fear\w*|need\w*|may|might|could|would|too|enough)\b|[:;—–“\"(]",
    re.IGNORECASE,
)
# How long and when: no reasons, though they begin as those do.
_MONTHS = (
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Aug|Sept?|Oct|Nov|Dec"
)
_NUMBER = (
    r"\d[\d,.]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|many|"
    r"some|more than|nearly|almost|about|over|the past|the last"
)
_SPAN = r"(?:second|minute|hour|day|night|week|month|year|season|decade|centur(?:y|ie))s?"
_TIME = re.compile(
    rf"\b(?:after|for|since|by|from|until|to|over|within|in|on|at)\s+(?:"
    rf"(?:{_NUMBER})(?:\s+[\w-]+){{0,2}}?\s+{_SPAN}\b|"
    rf"(?:early |late |mid-?|the end of |the beginning of |next |last )?"
    rf"(?:\d{{1,2}}\s+)?(?:{_MONTHS})\b\.?(?:\s+\d{{1,2}}\b)?(?:,?\s+\d{{4}}\b)?|"
    rf"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|afternoon|evening|night))?\b|"
    rf"(?:1[5-9]|20)\d\d\b|(?:noon|midnight|dawn|dusk|night)\b|"
    rf"(?:the\s+)?(?:end|start|beginning) of (?:the |this |next )?{_SPAN}\b)",
    re.IGNORECASE,
)


def tells_no_reason(question: Question, sentence: str) -> bool:
    """Whether a sentence has all of a "why?" itself, and nothing that could be a reason.

    Args:
        question: A question that stands alone.
        sentence: As it stands in the article.
    """
    if question.answer_type is not AnswerType.REASON:
        return False
    asked = {each.stem for each in question.terms}
    if not asked or not asked <= {each.stem for each in content_words(sentence)}:
        return False
    return _TIES.search(_TIME.sub(" ", sentence)) is None
