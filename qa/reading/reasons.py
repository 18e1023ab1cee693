"""Sentences that tell what a question asks the reason of, and those behind them that tell why.

"The market will close in May. The roof could not be repaired." The second answers "Why does the
market close?" and does not say of what it is the reason: alone it is judged to answer nothing. So
it is judged behind the first one too, and behind the headline.
"""

import re
from collections.abc import Sequence

from index.prose.words import content_words
from qa.passages import Passage
from qa.questions.analysis import AnswerType, Question
from qa.reading.candidates import Candidate
from qa.reading.reader import Reader

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
# A sentence tells what is asked about with this share of the question's words.
LEAST_TOLD = 0.75
# One behind it tells why where both together are judged this much likelier to, in log-odds, than
# the first one by itself.
LEAST_GAIN = 1.0
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


def is_of_else(question: Question, passage: Passage) -> bool:
    """Whether a passage has no word of a "why?", so that no reason in it can be the one asked for.

    "It blames the price of fuel" reads as an answer to any of them.
    """
    if question.answer_type is not AnswerType.REASON or not question.terms:
        return False
    held = {each.stem for each in content_words(f"{passage.title} {passage.text}")}
    return held.isdisjoint(each.stem for each in question.terms)


def told_before(question: Question, found: Sequence[Candidate]) -> list[tuple[str, ...]]:
    """For each sentence what tells before it what the question asks the reason of.

    That is the sentence that stands right before it, and its article's headline.

    Args:
        question: A question that stands alone; of one that does not ask why, none tells.
        found: The sentences, in any order.
    """
    if question.answer_type is not AnswerType.REASON:
        return [()] * len(found)
    asked = {each.stem for each in question.terms}
    ends = {(each.passage.chunk_id, each.span.end): each.text for each in found}
    told = []
    for each in found:
        bare = each.passage.text[: each.span.start].rstrip()
        said = ends.get((each.passage.chunk_id, len(bare)))
        ways = (f"{each.passage.title.rstrip('. ')}.", *((said,) if said else ()))
        told.append(tuple(way for way in ways if _tells_what(asked, way)))
    return told


def judged_behind(
    judge: Reader, asked: str, texts: Sequence[str], told: Sequence[Sequence[str]], least: float
) -> list[float]:
    """The log-odds that each text answers, by itself or behind what tells what is asked about.

    Args:
        judge: Who judges.
        asked: The question.
        texts: What may answer it.
        told: For each of them what `told_before` gives, or nothing.
        least: The log-odds that count as none.
    """
    odds = judge.judge([(asked, text) for text in texts])
    ways = [(n, before) for n, all_before in enumerate(told) for before in all_before]
    firsts = list(dict.fromkeys(before for _, before in ways))
    alone = dict(zip(firsts, judge.judge([(asked, each) for each in firsts]), strict=True))
    together = judge.judge([(asked, f"{before} {texts[n]}") for n, before in ways])
    for (n, before), both in zip(ways, together, strict=True):
        if both - max(least, alone[before]) >= LEAST_GAIN:
            odds[n] = max(odds[n], both)
    return odds


def _tells_what(asked: set[str], text: str) -> bool:
    held = asked & {each.stem for each in content_words(text)}
    return bool(asked) and len(held) >= LEAST_TOLD * len(asked)
