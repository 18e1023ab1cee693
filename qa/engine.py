"""The one path of a question: rewriting, dates, retrieval, answerer, composing."""

from collections.abc import Generator, Iterator, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from index import Archive, Filters
from index.errors import QuestionError
from index.resolving import resolved
from qa.answers import Answer, Passage, Searched, Turn, Withheld
from qa.catalogue.answering import LISTED, asked_of_catalogue, count, filters_of_count
from qa.catalogue.asked import CatalogueQuestion
from qa.citations import Draft, DraftSentence
from qa.explaining import Explaining
from qa.finding.retrieval import Retriever
from qa.finding.timeliness import timing
from qa.observing import MakeObserver, observed, part, tell
from qa.questions.analysis import Question, analyse
from qa.questions.follow_ups.rules import Standalone
from qa.questions.follow_ups.said import ask_back
from qa.questions.model_rewriting import ModelRewriter
from qa.questions.rewriting import made_standalone
from qa.questions.time_scope import narrowed
from qa.reading.confidence import MIN_CONFIDENCE
from qa.reading.other_languages import in_other_language
from qa.said.answering import answer_said
from qa.several.answering import PutTogether, put_together
from qa.several.looking import Looking
from qa.several.outlets import Publishers
from qa.talk.remarks import Remark, remark_in
from qa.talk.replies import reply
from qa.writing.answerer import Answerer, Given
from qa.writing.composing import Composer, without_unsupported
from qa.writing.extractive import ExtractiveAnswerer
from qa.writing.generative import GenerativeAnswerer

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

LONGEST_QUESTION = 2000
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
        self.rewrite = ModelRewriter(llm).made_standalone if llm else made_standalone
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
        return QueryEngine(
            self.archive,
            retriever=self.retriever,
            answerer=self.answerer.otherwise,
            top_k=self.top_k,
            filters=self.filters,
            observers=self.observers,
        )

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
        if self._extractive is None:
            raise QuestionError(
                "What answers here refuses by a measure of its own. Leave min_confidence out."
            )
        surer = ExtractiveAnswerer(self._extractive.readers, min_confidence)
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
        listening = [make() for make in self.observers]
        steps = self._stream(question, history, as_of, filters, today)
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

    def _stream(
        self,
        question: str,
        history: Sequence[Turn],
        as_of: date | None,
        filters: Filters | None,
        today: date | None,
    ) -> Generator[Answer, None, None]:
        with part("question"):
            try:
                for answer in self._answers(question, history, as_of, filters, today):
                    if answer.complete:
                        tell("answer", answer=answer)
                    yield answer
            except Exception as error:
                tell("failed", error=error)
                raise

    def _answers(
        self,
        question: str,
        history: Sequence[Turn],
        as_of: date | None,
        filters: Filters | None,
        today: date | None,
    ) -> Iterator[Answer]:
        limits = self.limits(filters, as_of)
        earlier = [turn for turn in history if not remark_in(turn.question)]
        remark = remark_in(_checked(question), follows=bool(earlier))
        if remark:
            yield self._replied(question, remark, limits)
            return
        with part("rewrite"):
            whole = self.rewrite(_checked(question), earlier)
        if whole.readings:
            yield self._asked_back(question, whole, limits)
            return
        with part("catalogue"):
            asked = self._asked(whole.text, limits, today)
            of_catalogue = asked_of_catalogue(self.archive, asked, limits)
            counted = of_catalogue and self._counted(question, asked, of_catalogue, limits)
        tell("asked", question=asked, limits=limits)
        if counted:
            yield counted
            return
        yield from self._read(question, asked, limits)

    def _read(self, question: str, asked: Question, limits: Filters) -> Iterator[Answer]:
        """What is read in passages, or put together of what several articles say."""
        period = self._period(asked, limits)
        with part("several"):
            together = self._together(asked, limits)
        passages = together.passages if together else self._passages(asked, period, self.top_k)
        tell("searched", period=period, together=together, passages=passages)
        composer = Composer(question, asked.text, passages, self._searched(period), limits.as_of)
        draft = Draft()
        withheld: tuple[Withheld, ...] = ()
        answerer = self._answerer(asked, passages, period, together)
        with part("write"):
            for written in answerer.answer(asked, passages):
                with part("support"):
                    draft, withheld = without_unsupported(written, keep=self.keep_unsupported)
                if draft.sentences or draft.model or draft.progress:
                    yield composer.so_far(draft)
        if not draft.sentences:
            told = in_other_language(question, passages) or draft
            draft = told if told.sentences else replace(draft, note=told.note)
        tell("written", draft=draft, withheld=withheld)
        with part("compose"):
            answer = composer.complete(draft, withheld)
        yield answer

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
        limits = self.limits(filters, as_of)
        asked = self._asked(_checked(question), limits, today)
        period = self._period(asked, limits)
        return self._passages(asked, period, top_k or self.top_k, captions=True)

    def _passages(
        self, asked: Question, period: Filters, top_k: int, *, captions: bool = False
    ) -> list[Passage]:
        newest = self.archive.catalog.articles.newest_day(period.until(asked.time.day))
        timed = timing(asked.time, as_of=period.as_of, newest=newest)
        found_by = asked.without_relative_time()
        return self.retriever.retrieve(
            found_by, filters=period, top_k=top_k, timing=timed, captions=captions
        )

    def _answerer(
        self,
        asked: Question,
        passages: Sequence[Passage],
        period: Filters,
        together: PutTogether | None,
    ) -> Answerer:
        """Who answers: of what was put together or is quoted, where that answers, or as usual.

        A language model writes the same up.
        """
        extractive = self._extractive
        if extractive is None:
            return self.answerer
        found = together.draft if together else None
        if found is None:
            said = answer_said(self.archive, asked, passages, extractive.readers, period)
            if said and (said.confidence or 0.0) >= extractive.min_confidence:
                found = said
        if found is None:
            return self.answerer
        if isinstance(self.answerer, GenerativeAnswerer):
            return self.answerer.writing_up(found)
        return Given(found)

    @property
    def _extractive(self) -> ExtractiveAnswerer | None:
        """The usual answerer, where it answers or a language model writes up what it finds."""
        answerer = self.answerer
        if isinstance(answerer, GenerativeAnswerer):
            answerer = answerer.otherwise
        return answerer if isinstance(answerer, ExtractiveAnswerer) else None

    def _replied(self, question: str, remark: Remark, limits: Filters) -> Answer:
        """What is said to what is no question about the articles; nothing is searched."""
        searched = self._searched(limits)
        newest = self.archive.catalog.articles.newest(LISTED, limits) if remark.lists else ()
        listed = tuple(each.reference for each in newest)
        text = reply(remark, searched)
        composer = Composer(question, question, (), searched, limits.as_of)
        said = Draft((DraftSentence(text, ()),))
        return replace(composer.complete(said), text=text, listed=listed, remark=remark.value)

    def _asked_back(self, question: str, whole: Standalone, limits: Filters) -> Answer:
        """What is asked where it is not clear which of two questions is meant."""
        composer = Composer(question, question, (), self._searched(limits), limits.as_of)
        asks = ask_back(*whole.readings)
        refused = composer.complete(Draft())
        return replace(refused, text=asks, reason=asks, readings=whole.readings)

    def _counted(
        self, question: str, asked: Question, of_catalogue: CatalogueQuestion, limits: Filters
    ) -> Answer:
        """The answer of the catalogue, which is complete at once."""
        period = narrowed(limits, asked.time, of_articles=True)
        counted_over = filters_of_count(self.archive, of_catalogue, period, limits)
        found = count(self.archive, of_catalogue, counted_over)
        passages = [quote.passage for quote in found.draft.quotes]
        searched = self._searched(counted_over)
        composer = Composer(question, asked.text, passages, searched, limits.as_of)
        return replace(composer.complete(Draft((found.draft,))), listed=found.listed)

    def _together(self, asked: Question, limits: Filters) -> PutTogether | None:
        """What several articles say, where the question asks for it and they do."""
        extractive = self._extractive
        if extractive is None:
            return None
        looking = Looking(self.archive, self.retriever, extractive.readers, limits)
        named = [name for name, _ in self.archive.catalog.articles.publishers(limits)]
        return put_together(asked, Publishers(named), looking)

    def _asked(self, question: str, limits: Filters, today: date | None) -> Question:
        """A question taken apart, its times reckoned from the day it is asked.

        "In December" of an archive that ends years before is the archive's last December: a month
        or day without its year is reckoned from the newest article where nothing was published
        then.
        """
        asked = analyse(question, limits.as_of or today)
        time, articles = asked.time, self.archive.catalog.articles
        if not time.yearless or articles.holds_dated(
            limits.between(time.first, time.last, undated=False)
        ):
            return asked
        newest = articles.newest_day(limits)
        if newest is None or newest >= asked.time.day:
            return asked
        earlier = analyse(question, newest)
        return replace(earlier, time=replace(earlier.time, day=asked.time.day))

    def _period(self, asked: Question, limits: Filters) -> Filters:
        """The limits with the question's own period, where anything was published in it.

        Where nothing was, the archive can only tell of it in hindsight, or from before.
        """
        period = narrowed(limits, asked.time)
        if asked.changes and asked.time.first is None and asked.time.last:
            # "By 5 May" asks for what was known then.
            period = period.between(None, asked.time.last, undated=True)
        return period if self.archive.catalog.articles.holds_dated(period) else limits

    def _searched(self, filters: Filters) -> Searched:
        coverage = self.archive.catalog.articles.coverage(filters)
        first, last = filters.published_from, filters.published_to
        return Searched(
            articles=coverage["articles"],
            publishers=tuple(name for name, _ in self.archive.catalog.articles.publishers(filters)),
            first=coverage["first"],
            last=coverage["last"],
            undated=coverage["undated"],
            published_from=first.isoformat() if first else None,
            published_to=last.isoformat() if last else None,
        )


def _checked(question: str) -> str:
    asked = " ".join(question.split())
    if not any(letter.isalnum() for letter in asked):
        raise QuestionError("The question is empty. Ask something in words.")
    if len(asked) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(asked):,} characters; {LONGEST_QUESTION:,} are the most. "
            "Shorten it."
        )
    return asked
