"""A question and what came of it: kept by the reader's browser, and here while it is answered."""

from dataclasses import dataclass, replace
from datetime import date

from evals.feedback.lines import Place
from index import ArticleRef, Filters
from qa.answers import Answer

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
        before: While it waits to be read, how many wait before it.
        found: While it is read, the articles that were found.
    """

    question: str
    answer: Answer | None = None
    failure: str | None = None
    stopped: bool = False
    filters: Filters = Filters()
    key: str = ""
    day: date | None = None
    read: tuple[Place, ...] = ()
    before: int | None = None
    found: tuple[ArticleRef, ...] = ()

    @property
    def pending(self) -> bool:
        """Whether more of the answer is to come."""
        if self.stopped or self.failure is not None:
            return False
        return self.answer is None or not self.answer.complete


Conversation = tuple[Exchange, ...]


def with_answer(exchange: Exchange, answer: Answer) -> Exchange:
    """The exchange with a fuller answer to its question.

    Of the passages only their places are kept: a page shows none, and browsers keep exchanges.
    """
    slim = replace(answer, passages=())
    read = tuple(Place.of(each.article_id, each.start, each.text) for each in answer.passages)
    if answer.progress:
        refs = {each.article_id: each.reference for each in answer.passages}
        return replace(exchange, answer=slim, found=tuple(refs.values()))
    return replace(exchange, answer=slim, read=read, found=())


def with_failure(exchange: Exchange, sentence: str) -> Exchange:
    """The exchange with a sentence in place of an answer to its question."""
    return replace(exchange, answer=None, failure=sentence, found=())


def settled(exchange: Exchange) -> Exchange:
    """The exchange, marked as stopped where more was to come.

    What had not begun to be answered has no answer then.
    """
    if not exchange.pending:
        return exchange
    begun = exchange.answer if exchange.answer and exchange.answer.answered else None
    return replace(exchange, answer=begun, stopped=True, before=None, found=())


def remembered(conversation: Conversation) -> Conversation:
    """The exchanges that are kept with what is said of one that came after them."""
    return tuple(each for each in conversation if each.answer is not None)[-REMEMBERED:]
