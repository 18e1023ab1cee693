"""The door to an archive's answers: what an engine is made of, how others are derived, asking it.

What becomes of a question, station by station, is `qa/way.py`.
"""

from collections.abc import Generator, Iterator, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from index import Archive, Filters
from index.errors import QuestionError
from index.resolving import resolved
from qa.answers import Answer, Turn
from qa.explaining import Explaining
from qa.finding.retrieval import Retriever
from qa.observing import MakeObserver, observed, part, tell
from qa.passages import Passage
from qa.questions.model_rewriting import ModelRewriter
from qa.questions.rewriting import made_standalone
from qa.reading.confidence import MIN_CONFIDENCE
from qa.way import Rewrite, Way
from qa.writing.answerer import Answerer
from qa.writing.extractive import ExtractiveAnswerer
from qa.writing.generative import GenerativeAnswerer, usual

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

TOP_K = 8


class QueryEngine:
    """Answers questions about an archive; safe to share between threads.

    Args:
        archive: Where to look.
        retriever: How passages are found.
        answerer: How an answer is written from them.
        top_k: How many passages the answerer sees.
        filters: Limits that hold for every question.
        min_confidence: The probability of a right answer, from 0 to 1, from which on there is
            one; the fitted one when left out. Only for the usual answerer: one that is given
            refuses by its own measure.
        llm: A language model of llama-index, as `qa.models.llm.language_model` makes one, that
            writes the answers in the place of the usual answerer and makes follow-ups stand alone.
        keep_unsupported: Whether sentences that their quotes do not bear out stay, with their
            `faults`, in the place of being left out.
        observers: Make who listens to a question; see `qa.observing`.
    """

    def __init__(
        self,
        archive: Archive,
        *,
        retriever: Retriever | None = None,
        answerer: Answerer | None = None,
        top_k: int = TOP_K,
        filters: Filters | None = None,
        min_confidence: float | None = None,
        llm: "LLM | None" = None,
        keep_unsupported: bool = False,
        observers: Sequence[MakeObserver] = (),
    ) -> None:
        """Takes the archive and, where given, other parts than the usual ones."""
        self.archive = archive
        self.retriever = retriever or Retriever(archive)
        least = MIN_CONFIDENCE if min_confidence is None else min_confidence
        if answerer is None:
            answerer = ExtractiveAnswerer(min_confidence=least)
            answerer = GenerativeAnswerer(llm, answerer) if llm else answerer
        self.answerer = answerer
        self.rewrite: Rewrite = ModelRewriter(llm).made_standalone if llm else made_standalone
        self.keep_unsupported = keep_unsupported
        self.observers = tuple(observers)
        self.top_k = top_k
        self.filters = resolved(filters, archive) if filters else Filters()

    @property
    def model(self) -> str:
        """The name of the language model that writes the answers; empty where none does."""
        return self.answerer.name if isinstance(self.answerer, GenerativeAnswerer) else ""

    def without_model(self) -> "QueryEngine":
        """The engine that answers as this one does where no language model is asked."""
        if not isinstance(self.answerer, GenerativeAnswerer):
            return self
        engine = copy(self)
        engine.answerer = self.answerer.otherwise
        engine.rewrite = made_standalone
        return engine

    def unwatched(self) -> "QueryEngine":
        """The engine that answers as this one does, and tells nobody how."""
        engine = copy(self)
        engine.observers = ()
        return engine

    def within(self, filters: Filters) -> "QueryEngine":
        """The engine that answers as this one does, and knows of nothing but what passes filters.

        Its readers, language model and archive are this one's.

        Raises:
            FilterError: Nothing could pass; see `index.resolving.resolved`.
            NoSuchArticle: No article, or more than one, answers to a name.
        """
        engine = copy(self)
        engine.filters = self.limits(filters)
        engine.retriever = replace(self.retriever, known=engine.filters)
        return engine

    def tuned(
        self, *, top_k: int | None = None, min_confidence: float | None = None
    ) -> "QueryEngine":
        """The engine that answers as this one does, but for what is given.

        Args:
            top_k: How many passages the answerer sees.
            min_confidence: The probability of a right answer from which on there is one.

        Raises:
            QuestionError: What answers was given to the engine, and refuses by its own measure.
        """
        engine = copy(self)
        engine.top_k = top_k or self.top_k
        if min_confidence is None:
            return engine
        extractive = usual(self.answerer)
        if extractive is None:
            raise QuestionError(
                "What answers here refuses by a measure of its own. Leave min_confidence out."
            )
        surer = ExtractiveAnswerer(extractive.readers, min_confidence)
        writes = self.answerer if isinstance(self.answerer, GenerativeAnswerer) else None
        engine.answerer = writes.instead_of(surer) if writes else surer
        return engine

    def limits(self, filters: Filters | None = None, as_of: date | None = None) -> Filters:
        """What holds for a question asked under filters on a day, names as the archive has them.

        Raises:
            FilterError: Nothing could pass; see `index.resolving.resolved`.
            NoSuchArticle: No article, or more than one, answers to a name.
        """
        asked = (filters or Filters()).until(as_of).until(self.filters.as_of)
        return resolved(asked, self.archive, self.filters).within(self.filters)

    def query(
        self,
        question: str,
        history: Sequence[Turn] = (),
        as_of: date | None = None,
        filters: Filters | None = None,
        today: date | None = None,
    ) -> Answer:
        """Answers a question: the last value of `stream`.

        Args:
            question: What is asked, at most 2,000 characters.
            history: Earlier turns of the conversation, oldest first.
            as_of: The day the question is asked. Relative dates are reckoned from it, and
                nothing published later is found.
            filters: Limits on the articles that may be found, shown or counted; the question's
                own words of time narrow them further.
            today: The day it is where the person is; without `as_of`, relative dates are
                reckoned from it, by default from this machine's.

        Raises:
            QuestionError: The question is empty or too long.
            FilterError: Nothing could pass the filters, as they name what is not there.
            NoSuchArticle: No article, or more than one, answers to a name in the filters.
        """
        *_, last = self.stream(question, history, as_of, filters, today)
        return last

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        as_of: date | None = None,
        filters: Filters | None = None,
        today: date | None = None,
    ) -> Iterator[Answer]:
        """Yields ever fuller answers to a question; the last one is complete.

        Before there is one, it tells by its `progress` what is read. While a language model is
        waited for, the same one comes each second, or one that says
        nothing yet, so that whoever listens can stop: closing the iterator ends it all.

        Raises:
            QuestionError: The question is empty or too long.
            FilterError: Nothing could pass the filters, as they name what is not there.
            NoSuchArticle: No article, or more than one, answers to a name in the filters.
        """

        def answers() -> Iterator[Answer]:
            yield from self._way(self.limits(filters, as_of)).answers(question, history, today)

        listening = [make() for make in self.observers]
        steps = _told(answers())
        yield from observed(steps, listening) if listening else steps

    def explain(
        self,
        question: str,
        history: Sequence[Turn] = (),
        as_of: date | None = None,
        filters: Filters | None = None,
        today: date | None = None,
    ) -> Answer:
        """The same answer as `query` gives, and why it is this one: its `why`.

        Args:
            question: What is asked, at most 2,000 characters.
            history: Earlier turns of the conversation, oldest first.
            as_of: As of `query`.
            filters: As of `query`.
            today: As of `query`.

        Raises:
            QuestionError: The question is empty or too long.
            FilterError: Nothing could pass the filters, as they name what is not there.
            NoSuchArticle: No article, or more than one, answers to a name in the filters.
        """
        explaining = Explaining()
        engine = copy(self)
        engine.observers = (*self.observers, lambda: explaining)
        answer = engine.query(question, history, as_of, filters, today)
        return replace(answer, why=explaining.why(answer))

    def retrieve(
        self,
        question: str,
        as_of: date | None = None,
        filters: Filters | None = None,
        today: date | None = None,
        top_k: int | None = None,
    ) -> list[Passage]:
        """The passages that a question is answered from, best first; `query` says the rest.

        Captions are among them, which a question is not answered from.

        Raises:
            QuestionError: The question is empty or too long.
            FilterError: Nothing could pass the filters, as they name what is not there.
            NoSuchArticle: No article, or more than one, answers to a name in the filters.
        """
        way = self._way(self.limits(filters, as_of))
        return replace(way, top_k=top_k or self.top_k).passages(question, today)

    def _way(self, limits: Filters) -> Way:
        """The way of a question through what this engine is made of."""
        return Way(
            archive=self.archive,
            retriever=self.retriever,
            answerer=self.answerer,
            rewrite=self.rewrite,
            top_k=self.top_k,
            keep_unsupported=self.keep_unsupported,
            limits=limits,
        )


def _told(answers: Iterator[Answer]) -> Generator[Answer, None, None]:
    """Answers, as whoever listens is told of the last one, or of what failed."""
    with part("question"):
        try:
            for answer in answers:
                if answer.complete:
                    tell("answer", answer=answer)
                yield answer
        except Exception as error:
            tell("failed", error=error)
            raise
