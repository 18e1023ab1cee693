"""An earlier turn as a follow-up looks back on it. Pure."""

import re
from dataclasses import dataclass, field

from qa.answers import Turn
from qa.markers import MARKERS

# An answer of so few words that stands in one line is a short answer by itself.
FEW_WORDS = 6

_REFUSAL = re.compile(r"The archive does not say\b")
_ASKED_BACK = re.compile(r"Do you mean “([^”]+)” or “([^”]+)”\?")
_SENTENCE_END = re.compile(r"(?<=[.!?][”\"’')])\s+(?=\S)|(?<=[a-z\d)][.!?])\s+(?=[A-Z“\"‘])")


@dataclass(frozen=True, slots=True)
class Said:
    """A question of the conversation and what came of it.

    Attributes:
        question: The question, standing alone.
        asked: As it was typed.
        short: The few words that answered; empty where there are none.
        statement: The first sentence of the answer; empty of a refusal.
        answer: The whole answer without its markers; empty of a refusal.
        of: Of a question who said something: the turn in which it was said.
    """

    question: str
    asked: str
    short: str = ""
    statement: str = ""
    answer: str = ""
    of: "Said | None" = field(default=None, compare=False)

    @property
    def event(self) -> "Said":
        """The turn that tells of what happened, behind questions who said so."""
        return self.of.event if self.of else self


def said_in(turn: Turn, question: str, of: Said | None = None) -> Said:
    """What a turn says, of which the question is known as it stands alone."""
    answer = MARKERS.sub("", turn.answer).strip()
    if not answer or _REFUSAL.match(answer):
        return Said(question, turn.question, of=of)
    first, _, rest = (part.strip() for part in answer.partition("\n"))
    short = first if rest or len(first.split()) <= FEW_WORDS else ""
    statement = _SENTENCE_END.split(rest or first, maxsplit=1)[0].strip()
    return Said(question, turn.question, short.rstrip(" ."), statement, answer, of)


def ask_back(one: str, other: str) -> str:
    """What is asked where a follow-up may be either of two questions."""
    return f"Do you mean “{one}” or “{other}”?"


def asked_back(turn: Turn) -> tuple[str, str] | None:
    """The two questions between which a reader was asked to choose; None where none was."""
    found = _ASKED_BACK.fullmatch(turn.answer.strip())
    return (found[1], found[2]) if found else None
