"""A conversation of messages as a question with the turns before it."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.answers import Turn
from ui.api.completions.values import Message
from ui.api.completions.written import SOURCES
from ui.api.telling import NotDone

MOST_TURNS = 20
_LONGEST_TOLD = 20_000


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is asked, and the turns before it, oldest first."""

    question: str
    history: tuple[Turn, ...]


def conversation_of(messages: Sequence[Message]) -> Conversation:
    """The last message as a question, those of the user and the assistant before it as turns.

    What a system or a tool says is passed over: answers rest on the articles alone.

    Raises:
        NotDone: The last message is none of the user's, or has no text.
    """
    said = [each for each in messages if each.role in ("user", "assistant")]
    if not said or said[-1].role != "user":
        raise NotDone(400, "The last message must be the user's.", param="messages")
    question = said[-1].text
    if not question.strip():
        raise NotDone(400, "The last message has no text to be answered.", param="messages")
    turns: list[Turn] = []
    for each in said[:-1]:
        if each.role == "user":
            turns.append(Turn(each.text[:_LONGEST_TOLD]))
        elif turns and not turns[-1].answer:
            turns[-1] = Turn(turns[-1].question, _answer(each.text[:_LONGEST_TOLD]))
    return Conversation(question, tuple(turns[-MOST_TURNS:]))


def _answer(written: str) -> str:
    """An answer as it was given, without the sources that were put below it."""
    return written.partition(SOURCES)[0].strip()
