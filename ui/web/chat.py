"""What the page does with an engine: ask it, open what it cites, say what it covers."""

import logging
import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from threading import Event, Lock

from index import ArchiveStats, ArticleRef, DatelineError, Filters, Span
from index.errors import ArchiveError, ModelError, NoSuchArticle
from qa import Answer, Citation, QueryEngine
from qa.suggestions import suggested_questions
from ui.limits import from_page
from ui.web.answer import LISTED, NEAREST
from ui.web.conversation import (
    Conversation,
    Exchange,
    history,
    settled,
    with_answer,
    with_failure,
)
from ui.web.feedback import from_page as said_on_page
from ui.web.feedback import keep, take_back
from ui.web.feedback_form import render_failed, render_kept, render_taken_back
from ui.web.source import render_gone, render_listed, render_nearest, render_source

_log = logging.getLogger("dateline.page")
_SHOWN_QUESTION = 500
_REMOVED = "This article has been removed from the archive."
_NO_ARCHIVE = (
    "The archive cannot be read just now. The server's log says why, for whoever runs Dateline."
)
_WENT_WRONG = (
    "Something went wrong while this was answered. It is in the server's log; please ask again."
)


class Chat:
    """One engine for every reader of the page; each reader's conversation is passed in."""

    def __init__(self, engine: QueryEngine) -> None:
        """Takes what answers."""
        self._engine = engine
        self._lock = Lock()
        self._ended = Event()
        self._suggested_for: int | None = None
        self._suggested: tuple[str, ...] = ()

    @property
    def scope(self) -> Filters:
        """What every reader is limited to."""
        return self._engine.filters

    def ask(
        self, question: str, earlier: Conversation, limits: object = None
    ) -> Iterator[Conversation]:
        """The conversation, growing while the answer to `question` comes.

        `limits` is what the page sends, see `ui.limits.from_page`. Never raises: what goes wrong
        is a sentence in the conversation.
        """
        earlier = tuple(each for each in settled(earlier) if each.question)
        exchange = Exchange(_shortened(question), key=secrets.token_hex(8))
        conversation = (*earlier, exchange)
        try:
            asked = from_page(limits)
            filters = self._engine.limits(asked.filters)
            day = asked.today or date.today()
            conversation = (*earlier, replace(exchange, filters=filters, day=day))
            yield conversation
            for answer in self._engine.stream(
                question, history=history(earlier), filters=filters, today=asked.today
            ):
                conversation = with_answer(conversation, answer)
                yield conversation
        except DatelineError as error:
            yield with_failure(conversation, self._for_readers(error))
        except Exception:
            _log.exception("a question could not be answered")
            yield with_failure(conversation, _WENT_WRONG)

    def open(self, conversation: Conversation, turn: int, number: int) -> str:
        """The source pane for citation `number` of exchange `turn`, as HTML. Never raises.

        `ui.web.answer.NEAREST` opens the article nearest to a refusal, `LISTED` the first of those
        that an answer lists, one less the second, and so on.
        """
        exchange = conversation[turn] if 0 <= turn < len(conversation) else Exchange("")
        wanted = _wanted(exchange.answer, number) if exchange.answer else None
        if exchange.answer is None or wanted is None:
            return render_gone("This conversation is no longer kept. Please ask again.")
        try:
            stored = self._engine.archive.article(wanted.article_id, exchange.filters)
        except NoSuchArticle:
            return render_gone(_REMOVED)
        except DatelineError as error:
            return render_gone(self._for_readers(error))
        except Exception:
            _log.exception("an article could not be opened")
            return render_gone("The article could not be opened. The server's log says why.")
        # A part of an id is a name too: a removed article's may be part of another's.
        if stored.article.id != wanted.article_id:
            return render_gone(_REMOVED)
        if isinstance(wanted, Citation):
            return render_source(stored, wanted, _words(exchange.answer, number))
        return render_nearest(stored) if number == NEAREST else render_listed(stored)

    def judge(self, conversation: Conversation, key: str, sent: object) -> str:
        """What the reader is told who says what they think of an answer, as HTML. Never raises.

        Args:
            conversation: The reader's own, and nobody else's.
            key: Which exchange of it is meant.
            sent: What `static/feedback.js` reads off the page.
        """
        turn = next((n for n, each in enumerate(conversation) if each.key == key), -1)
        if turn < 0:
            return render_failed(key, "This conversation is no longer kept. Please ask again.")
        try:
            said = said_on_page(sent)
            if said is None:
                take_back(self._engine.archive, key)
                return render_taken_back(key)
            keep(self._engine.archive, conversation, turn, said)
            return render_kept(key, said.verdict)
        except DatelineError as error:
            return render_failed(key, self._without_path(error))
        except Exception:
            _log.exception("what a reader said of an answer could not be kept")
            return render_failed(key, "It could not be kept. The server's log says why.")

    def stats(self) -> ArchiveStats:
        """What the archive holds at this moment, of what readers may see."""
        return self._engine.archive.stats(self.scope)

    def suggestions(self) -> tuple[str, ...]:
        """First questions that the archive answers; slow once, and again when it has changed."""
        with self._lock:
            generation = self._engine.archive.catalog.generation()
            if generation != self._suggested_for:
                self._suggested = suggested_questions(
                    self._engine, go_on=lambda: not self._ended.is_set()
                )
                self._suggested_for = generation
            return self._suggested

    def close(self) -> None:
        """Returns when nothing is looked for any more: a program cannot end in the midst of it."""
        self._ended.set()
        with self._lock:
            pass

    def _for_readers(self, error: DatelineError) -> str:
        """What a reader is told of an error: not where things lie on the server."""
        if isinstance(error, ArchiveError | ModelError):
            _log.error("%s", error)
            return _NO_ARCHIVE
        return self._without_path(error)

    def _without_path(self, error: DatelineError) -> str:
        return str(error).replace(str(self._engine.archive.path), "the archive")


def _wanted(answer: Answer, number: int) -> Citation | ArticleRef | None:
    """The citation of a number, a refusal's nearest article, or a listed one; else None."""
    if number == NEAREST:
        return answer.nearest
    if number <= LISTED:
        return next(iter(answer.listed[LISTED - number :]), None)
    return next((each for each in answer.cited if each.number == number), None)


def _words(answer: Answer, number: int) -> Span | None:
    """The words that answer within the quote of a citation, where they are known."""
    short = answer.short
    if short and short.citation == number:
        return Span(short.start, short.end)
    others = (each for each in answer.alternatives if each.citation.number == number)
    return next((Span(each.start, each.end) for each in others), None)


def _shortened(question: str) -> str:
    question = question.strip()
    if len(question) <= _SHOWN_QUESTION:
        return question
    return question[:_SHOWN_QUESTION].rstrip() + " …"
