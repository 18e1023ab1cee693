"""A conversation as a page keeps it: what was asked, what came of it."""

from dataclasses import dataclass, replace
from datetime import date

from evals.feedback.lines import Place
from index import Filters
from qa.answers import Answer, Turn

REMEMBERED = 20
"""How many earlier turns an engine is told."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question of a conversation and what came of it.

    Attributes:
        question: The question as it was typed.
        answer: The fullest answer so far; None before the first and after a failure.
        failure: The sentence that says why there is no answer; None when nothing failed.
        stopped: Whether the reader stopped the answer.
        filters: The limits under which it was asked.
        key: A random name, under which a reader can say what they think of the answer; empty
            where nobody can.
        day: The day it was asked, where the reader is.
        read: Where the passages stand that were read to answer.
    """

    question: str
    answer: Answer | None = None
    failure: str | None = None
    stopped: bool = False
    filters: Filters = Filters()
    key: str = ""
    day: date | None = None
    read: tuple[Place, ...] = ()

    @property
    def pending(self) -> bool:
        """Whether more of the answer is to come."""
        if self.stopped or self.failure is not None:
            return False
        return self.answer is None or not self.answer.complete


Conversation = tuple[Exchange, ...]


def with_answer(conversation: Conversation, answer: Answer) -> Conversation:
    """The conversation with a fuller answer to its last question.

    Of the passages only their places are kept: a page shows none, and every open page keeps its
    conversation.
    """
    slim = replace(answer, passages=())
    read = tuple(Place.of(each.article_id, each.start, each.text) for each in answer.passages)
    return (*conversation[:-1], replace(conversation[-1], answer=slim, read=read))


def with_failure(conversation: Conversation, sentence: str) -> Conversation:
    """The conversation with a sentence in place of an answer to its last question."""
    return (*conversation[:-1], replace(conversation[-1], answer=None, failure=sentence))


def settled(conversation: Conversation) -> Conversation:
    """The conversation with whatever was still pending marked as stopped."""
    return tuple(replace(each, stopped=True) if each.pending else each for each in conversation)


def history(conversation: Conversation) -> tuple[Turn, ...]:
    """The turns that an engine is told of, oldest first; questions that failed are not."""
    return tuple(
        Turn(each.question, _answer_text(each.answer)) for each in remembered(conversation)
    )


def remembered(conversation: Conversation) -> Conversation:
    """The exchanges that an engine is told of."""
    return tuple(each for each in conversation if each.answer is not None)[-REMEMBERED:]


def _answer_text(answer: Answer | None) -> str:
    return answer.text if answer is not None and answer.answered else ""
