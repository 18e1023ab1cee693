"""A follow-up to a question that stands alone, by rules.

What it takes up is told by the modules of `follow_ups`; here a conversation is gone through from
its beginning, as each follow-up may be to another one.
"""

import re
from collections.abc import Sequence

from qa.answers import Turn
from qa.questions.follow_ups.bare import asks_who_said
from qa.questions.follow_ups.rules import LEAD_IN, Standalone, stand_alone
from qa.questions.follow_ups.said import Said, asked_back, said_in

# A conversation is looked back on this many turns.
TURNS = 6

_CHOICES = (
    re.compile(r"^\W*(?:the )?(?:first|former|1|1st)(?: (?:one|question))?\W*$", re.IGNORECASE),
    re.compile(
        r"^\W*(?:the )?(?:second|latter|2|2nd|last)(?: (?:one|question))?\W*$", re.IGNORECASE
    ),
)


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question as someone would ask it who had not heard the conversation.

    What the question takes up ("he", "there", "and when?") is filled in from the last turns;
    a question that takes nothing up comes back as it is.
    """
    return made_standalone(question, history).text


def made_standalone(question: str, history: Sequence[Turn]) -> Standalone:
    """The same, with both questions that it may be where it is not clear which is meant."""
    past: list[Said] = []
    choice: tuple[str, str] | None = None
    for turn in list(history)[-TURNS:]:
        whole = _chosen(turn.question, choice) or stand_alone(turn.question, past).text
        choice = asked_back(turn)
        if choice is None:
            asked = LEAD_IN.sub("", turn.question).strip()
            of = past[-1] if past and asks_who_said(asked) else None
            past.append(said_in(turn, whole, of))
    chosen = _chosen(question, choice)
    return Standalone(chosen) if chosen else stand_alone(question, past)


def _chosen(question: str, choice: tuple[str, str] | None) -> str | None:
    """Which of two questions a reader chooses who was asked which one is meant."""
    if choice is None:
        return None
    for pattern, each in zip(_CHOICES, choice, strict=True):
        if pattern.match(question):
            return each
    named = question.strip(" ?.!")
    holding = [each for each in choice if named and named in each]
    return holding[0] if len(holding) == 1 and len(named.split()) <= 5 else None
