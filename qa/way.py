"""The way of one question, station by station, to its answer. `Way.answers` is the map of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index import Archive, Filters
from index.errors import QuestionError
from qa.answers import Answer, Searched, Turn, Withheld
from qa.catalogue.answering import LISTED, asked_of_catalogue, count, filters_of_count
from qa.catalogue.asked import CatalogueQuestion
from qa.citations import Draft, DraftSentence
from qa.finding.retrieval import Retriever
from qa.finding.timeliness import timing
from qa.observing import part, tell
from qa.passages import Passage
from qa.questions.analysis import Question
from qa.questions.follow_ups.rules import Standalone
from qa.questions.follow_ups.said import ask_back
from qa.questions.reckoning import period_of, reckoned
from qa.questions.rewriting import standalone
from qa.questions.several_in_one import questions_in
from qa.questions.time_scope import narrowed
from qa.reading.other_languages import in_other_language
from qa.said.answering import answer_said
from qa.several.answering import PutTogether, put_together
from qa.several.each_question import answered_each
from qa.several.looking import Looking
from qa.several.outlets import Publishers
from qa.talk.remarks import Remark, remark_in
from qa.talk.replies import reply
from qa.writing.answerer import Answerer, Given
from qa.writing.composing import Composer, without_unsupported
from qa.writing.generative import GenerativeAnswerer, usual

LONGEST_QUESTION = 2000

Rewrite = Callable[[str, Sequence[Turn]], Standalone]
"""Makes a follow-up stand alone."""


@dataclass(frozen=True, slots=True)
class Way:
    """The way of a question through an engine's parts, under limits.

    Attributes:
        archive: Where is looked.
        retriever: How passages are found.
        answerer: How an answer is written from them.
        rewrite: How a follow-up is made to stand alone.
        top_k: How many passages the answerer sees.
        keep_unsupported: Whether sentences stay that their quotes do not bear out.
        limits: What may be found, shown or counted, as the archive spells it.
    """

    archive: Archive
    retriever: Retriever
    answerer: Answerer
    rewrite: Rewrite
    top_k: int
    keep_unsupported: bool
    limits: Filters

    def answers(
        self, question: str, history: Sequence[Turn], today: date | None
    ) -> Iterator[Answer]:
        """Ever fuller answers; one that ends before passages are read is complete at once.

        Raises:
            QuestionError: The question is empty or too long.
        """
        earlier = [turn for turn in history if not remark_in(turn.question)]
        remark = remark_in(checked(question), follows=bool(earlier))
        if remark:
            yield self._replied(question, remark)
            return
        with part("rewrite"):
            whole = self.rewrite(checked(question), earlier)
        if whole.readings:
            yield self._asked_back(question, whole)
            return
        with part("catalogue"):
            asked = reckoned(whole.text, self.limits, today, self.archive.catalog.articles)
            of_catalogue = asked_of_catalogue(self.archive, asked, self.limits)
            counted = of_catalogue and self._counted(question, asked, of_catalogue)
        tell("asked", question=asked, limits=self.limits)
        if counted:
            yield counted
            return
        yield from self._read(question, asked)

    def passages(self, question: str, today: date | None) -> list[Passage]:
        """What the answerer would see of a question that stands alone, and captions among it.

        Raises:
            QuestionError: The question is empty or too long.
        """
        articles = self.archive.catalog.articles
        asked = reckoned(checked(question), self.limits, today, articles)
        return self._found(asked, period_of(asked, self.limits, articles), captions=True)

    def _replied(self, question: str, remark: Remark) -> Answer:
        """What is said to what is no question about the articles; nothing is searched."""
        searched = self._searched(self.limits)
        newest = self.archive.catalog.articles.newest(LISTED, self.limits) if remark.lists else ()
        listed = tuple(each.reference for each in newest)
        text = reply(remark, searched)
        composer = Composer(question, question, (), searched, self.limits.as_of)
        said = Draft((DraftSentence(text, ()),))
        return replace(composer.complete(said), text=text, listed=listed, remark=remark.value)

    def _asked_back(self, question: str, whole: Standalone) -> Answer:
        """What is asked where it is not clear which of two questions is meant."""
        searched = self._searched(self.limits)
        composer = Composer(question, question, (), searched, self.limits.as_of)
        asks = ask_back(*whole.readings)
        refused = composer.complete(Draft())
        return replace(refused, text=asks, reason=asks, readings=whole.readings)

    def _counted(self, question: str, asked: Question, of_catalogue: CatalogueQuestion) -> Answer:
        """The answer of the catalogue."""
        period = narrowed(self.limits, asked.time, of_articles=True)
        counted_over = filters_of_count(self.archive, of_catalogue, period, self.limits)
        found = count(self.archive, of_catalogue, counted_over)
        passages = [quote.passage for quote in found.draft.quotes]
        searched = self._searched(counted_over)
        composer = Composer(question, asked.text, passages, searched, self.limits.as_of)
        return replace(composer.complete(Draft((found.draft,))), listed=found.listed)

    def _read(self, question: str, asked: Question) -> Iterator[Answer]:
        """What is read in passages, or put together of what several articles say."""
        period = period_of(asked, self.limits, self.archive.catalog.articles)
        with part("several"):
            together = self._together(asked)
        passages = together.passages if together else self._found(asked, period)
        tell("searched", period=period, together=together, passages=passages)
        searched = self._searched(period)
        composer = Composer(question, asked.text, passages, searched, self.limits.as_of)
        draft = Draft()
        withheld: tuple[Withheld, ...] = ()
        answerer = self._who_answers(asked, passages, period, together)
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

    def _together(self, asked: Question) -> PutTogether | None:
        """What several articles say, where the question asks for it and they do."""
        extractive = usual(self.answerer)
        if extractive is None:
            return None
        looking = Looking(self.archive, self.retriever, extractive.readers, self.limits)
        named = [name for name, _ in self.archive.catalog.articles.publishers(self.limits)]
        together = put_together(asked, Publishers(named), looking)
        return together or replace(self, answerer=extractive)._of_each(asked)

    def _of_each(self, asked: Question) -> PutTogether | None:
        """What answers each of the questions that are asked in one, where something does."""
        articles = self.archive.catalog.articles
        asked_each: list[str] = []
        drafts: list[Draft] = []
        earlier: list[Turn] = []
        for question in questions_in(asked.text):
            whole = standalone(question, earlier)
            draft = self._draft(reckoned(whole, self.limits, asked.time.day, articles))
            said = " ".join(each.text for each in draft.sentences)
            earlier.append(Turn(whole, f"{draft.short.text}\n{said}" if draft.short else said))
            # What is only beside the question before it, in brackets, stays as it was asked.
            asked_each.append(question if "(" in whole else whole)
            drafts.append(draft)
        together = answered_each(asked_each, drafts)
        return PutTogether.of(together) if together else None

    def _draft(self, asked: Question) -> Draft:
        """What answers a question, without a word before it is whole."""
        period = period_of(asked, self.limits, self.archive.catalog.articles)
        together = self._together(asked)
        passages = together.passages if together else self._found(asked, period)
        answerer = self._who_answers(asked, passages, period, together)
        *_, written = Draft(), *answerer.answer(asked, passages)
        return without_unsupported(written)[0]

    def _found(self, asked: Question, period: Filters, *, captions: bool = False) -> list[Passage]:
        """The passages that a question is answered from, best first."""
        newest = self.archive.catalog.articles.newest_day(period.until(asked.time.day))
        return self.retriever.retrieve(
            asked.without_relative_time(),
            filters=period,
            top_k=self.top_k,
            timing=timing(asked.time, as_of=period.as_of, newest=newest),
            captions=captions,
        )

    def _who_answers(
        self,
        asked: Question,
        passages: Sequence[Passage],
        period: Filters,
        together: PutTogether | None,
    ) -> Answerer:
        """Who answers: of what was put together or is quoted, where that answers, or as usual.

        A language model writes the same up.
        """
        extractive = usual(self.answerer)
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

    def _searched(self, filters: Filters) -> Searched:
        articles = self.archive.catalog.articles
        coverage = articles.coverage(filters)
        first, last = filters.published_from, filters.published_to
        return Searched(
            articles=coverage["articles"],
            publishers=tuple(name for name, _ in articles.publishers(filters)),
            first=coverage["first"],
            last=coverage["last"],
            undated=coverage["undated"],
            published_from=first.isoformat() if first else None,
            published_to=last.isoformat() if last else None,
        )


def checked(question: str) -> str:
    """The question on one line.

    Raises:
        QuestionError: It is empty, or longer than `LONGEST_QUESTION` characters.
    """
    asked = " ".join(question.split())
    if not any(letter.isalnum() for letter in asked):
        raise QuestionError("The question is empty. Ask something in words.")
    if len(asked) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(asked):,} characters; {LONGEST_QUESTION:,} are the most. "
            "Shorten it."
        )
    return asked
