"""Sentences of another one in a row: asked of the fifth round, told of the fourth. Pure."""

import re
from collections.abc import Sequence

from index.prose.words import stem
from qa.english.quantities import ORDINALS, place_of
from qa.questions.analysis import Question
from qa.reading.candidates import Candidate, ruled_out

LONGEST = 600
"""Characters; a longer sentence is a list, or no sentence."""
# Of these there is a first, a second, a third: "the first minister" has no second beside him.
_IN_A_ROW = (
    "round|leg|half|quarter|set|game|match|race|stage|heat|inning|innings|lap|period|week|day|"
    "month|year|term|trial|hearing|reading|phase|wave|season|episode|chapter|volume|edition|"
    "century|generation|grade|floor|attempt|ballot|vote|debate|summit|session|attack|blast|"
    "explosion|shooting|storm|victim|suspect|man|woman|child|patient|case|death|birthday|"
    "anniversary|goal|try|dose|shot|vessel|ship|plane|car|letter|report|lawsuit|marriage|wife|"
    "husband|place|prize|amendment"
)
_NTH = re.compile(
    rf"\b(?P<word>{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))[ -](?P<noun>(?:{_IN_A_ROW})s?)\b",
    re.IGNORECASE,
)


def in_the_row(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, those ruled out that tell only of another one in a row than is asked of.

    Args:
        question: A question that stands alone.
        found: The sentences, in any order.
    """
    asked = _places(question.text)
    if not asked:
        return list(found)
    return [ruled_out(each) if _is_of_another(asked, each.text) else each for each in found]


def _is_of_another(asked: dict[str, set[float]], sentence: str) -> bool:
    """Whether of what is asked of in a row only others are told of."""
    told = _places(sentence[:LONGEST])
    return any(told.get(noun) and not told[noun] & places for noun, places in asked.items())


def _places(text: str) -> dict[str, set[float]]:
    """By what stands in a row, its places that a text names."""
    found: dict[str, set[float]] = {}
    for match in _NTH.finditer(text):
        place = place_of(match["word"].lower())
        found.setdefault(stem(match["noun"].lower()), set()).add(place)
    return found
