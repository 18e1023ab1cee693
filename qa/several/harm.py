"""Whether anybody died or was hurt: a sentence that says nobody did answers "no". Pure.

The judge bears out statements in much the same words; of harm, news speaks in a few phrases that
are not those of the question: "no casualties", "there were no reports of injuries".
"""

import re

from index.prose.words import stems
from qa.questions.analysis import Question
from qa.reading.candidates import Candidate

LONGEST = 600  # characters of a sentence
_DEATH = r"(?:die[sd]?|dead|deaths?|killed|fatalit(?:y|ies)|los[et] their li(?:fe|ves))"
_HURT = r"(?:hurt|injur(?:ed|y|ies)|wounded|harmed|casualt(?:y|ies))"
_WHETHER = (
    r"^\W*(?:did|do|was|were|is|are|has|have) (?:there )?(?:been )?"
    r"(?:any(?:one|body)?|some(?:one|body)|people)\b[^.;:?]{0,40}?\b"
)
_WHETHER_DIED = re.compile(rf"{_WHETHER}{_DEATH}\b", re.IGNORECASE)
_WHETHER_HURT = re.compile(rf"{_WHETHER}{_HURT}\b", re.IGNORECASE)
# Who or what there was none of stands right before the harm: "no one has claimed the attack that
# killed five" tells of five.
_WAS = r"(?:(?:was|were|is|are|has|have|had|been|reported|believed|known|seriously|to) ){0,4}"
_KNOWN = r"(?:(?:immediate|confirmed|known|reported|serious|early|reports? of) ){0,3}"
_NOUNS = r"(?:deaths?|injur(?:y|ies)|casualt(?:y|ies)|fatalit(?:y|ies)|loss of life)"
_NOBODY = rf"(?:nobody|no one|none|no (?:people|person|passengers?|residents?)) {_WAS}"
_NONE = rf"(?:no|without(?: any)?) {_KNOWN}(?:{_NOUNS} (?:or|and|nor) )?"
_NOBODY_DIED = re.compile(
    rf"\b(?:{_NOBODY}|{_NONE})(?:{_DEATH}|{_HURT}|loss of life)\b", re.IGNORECASE
)
_HARM = re.compile(rf"\b(?:{_DEATH}|{_HURT})\b", re.IGNORECASE)
_NOBODY_HURT = re.compile(rf"\b(?:{_NOBODY}|{_NONE}){_HURT}\b", re.IGNORECASE)


def nobody_harmed(question: Question, candidate: Candidate) -> bool:
    """Whether a question asks if anybody died, or was hurt, and a sentence says nobody did.

    Who was not hurt did not die. The names of the question must be the passage's.

    Args:
        question: A question that stands alone.
        candidate: The sentence.
    """
    text = candidate.text
    if len(text) > LONGEST:
        return False
    died = _WHETHER_DIED.search(question.text) and _NOBODY_DIED.search(text)
    said = died or (_WHETHER_HURT.search(question.text) and _NOBODY_HURT.search(text))
    # "One man died and nobody was hurt."
    if not said or _HARM.search(text[: said.start()]) or _HARM.search(text[said.end() :]):
        return False
    told = set(stems(f"{candidate.passage.title} {candidate.passage.text}"))
    return question.names <= told
