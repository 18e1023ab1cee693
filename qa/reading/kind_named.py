"""The name beside its kind, where a question asks which: the city of "Nyingchi city". Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.questions.analysis import Question
from qa.reading.candidates import Candidate

_KINDS = (
    "city|town|village|province|district|region|county|state|island|river|lake|valley|street|"
    "hotel|airport|hospital|university|port|prison|stadium|museum|church"
)
_ASKS = re.compile(rf"\b(?:which|what) (?P<kind>{_KINDS})\b", re.IGNORECASE)
_NAME = r"(?<![\w’'-])[A-Z][\w’'-]*+(?: [A-Z][\w’'-]*+){0,2}"


def with_kind_named(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, what is read in one exchanged for the name where it is only beside it.

    Asked for a city, "southwest of Tibet" is none where "Nyingchi city" stands before it.

    Args:
        question: A question that stands alone.
        found: The sentences, in any order.
    """
    asked = _ASKS.search(question.text)
    if asked is None:
        return list(found)
    kind = asked["kind"].lower()
    pattern = re.compile(
        rf"(?P<before>{_NAME}) (?i:{kind})\b|\b(?i:{kind}) of (?:the )?(?P<behind>{_NAME})"
    )
    return [_named(each, pattern) for each in found]


def _named(candidate: Candidate, pattern: re.Pattern[str]) -> Candidate:
    text, read = candidate.passage.text, candidate.best
    if read is None or not text[read.start].islower():
        return candidate
    names = list(pattern.finditer(text, candidate.span.start, candidate.span.end))
    if len(names) != 1:
        return candidate
    start, end = names[0].span("before" if names[0]["before"] else "behind")
    inside = read.start <= start and end <= read.end
    return candidate if inside else replace(candidate, best=read._replace(start=start, end=end))
