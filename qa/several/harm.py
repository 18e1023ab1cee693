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
_NOBODY = r"\b(?:nobody|no one|no|none|without(?: any)?)\b(?! other| more| further| fewer| less)"
_NOBODY_DIED = re.compile(rf"{_NOBODY}[^.;:]{{0,60}}?\b(?:{_DEATH}|{_HURT})\b", re.IGNORECASE)
_NOBODY_HURT = re.compile(rf"{_NOBODY}[^.;:]{{0,60}}?\b{_HURT}\b", re.IGNORECASE)
# "Nobody else was hurt", "no one knows how many died".
_SOME = re.compile(
    r"\b(?:else|besides|apart from|except|but for|aside from|other than|knows?|known how|"
    r"doubt|longer|matter|idea|word|charges?|arrests?)\b",
    re.IGNORECASE,
)


def nobody_harmed(question: Question, candidate: Candidate) -> bool:
    """Whether a question asks if anybody died, or was hurt, and a sentence says nobody did.

    Who was not hurt did not die. The names of the question must be the passage's.

    Args:
        question: A question that stands alone.
        candidate: The sentence.
    """
    text = candidate.text
    if len(text) > LONGEST or _SOME.search(text):
        return False
    died = _WHETHER_DIED.search(question.text) and _NOBODY_DIED.search(text)
    hurt = _WHETHER_HURT.search(question.text) and _NOBODY_HURT.search(text)
    told = set(stems(f"{candidate.passage.title} {candidate.passage.text}"))
    return bool(died or hurt) and question.names <= told
