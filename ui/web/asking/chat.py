"""What the page does with an engine: asks it, says what it covers, keeps what is said of it."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from threading import Event, Lock

from index import ArchiveStats, DatelineError, Filters
from index.errors import ArchiveError, ModelError
from qa import QueryEngine
from qa.suggestions import follow_ups, suggested_questions
from ui.language import _
from ui.limits import from_page
from ui.web.asking.asked import AskedOnPage
from ui.web.exchanges.conversation import Conversation, Exchange, with_answer, with_failure
from ui.web.exchanges.feedback import keep, take_back
from ui.web.exchanges.verdict import from_page as said_on_page
from ui.web.showing.feedback_form import render_failed, render_kept, render_taken_back

_log = logging.getLogger("dateline.page")
_SHOWN_QUESTION = 500
_PATIENCE_SECONDS = 60.0


class Chat:
    """One engine for all who may see the same; what a reader asked before comes with a question."""

    def __init__(self, engine: QueryEngine) -> None:
        """Takes what answers; `is_busy` and `is_asked` are set by who knows its line."""
        self._engine = engine
        self._lock = Lock()
        self._ended = Event()
        self._suggested_for: int | None = None
        self._suggested: tuple[str, ...] = ()
        self.is_busy: Callable[[], bool] = lambda: False
        self.is_asked: Callable[[], bool] = lambda: False

    def over(self, engine: QueryEngine) -> "Chat":
        """A chat over another engine, which gives way to the same questions and ends with this."""
        chat = Chat(engine)
        chat.is_busy, chat.is_asked, chat._ended = self.is_busy, self.is_asked, self._ended
        return chat

    @property
    def scope(self) -> Filters:
        """What every reader is limited to."""
        return self._engine.filters

    @property
    def engine(self) -> QueryEngine:
        """What answers."""
        return self._engine

    @property
    def model(self) -> str:
        """The language model that may be asked; empty where there is none."""
        return self._engine.model

    def ask(self, asked: AskedOnPage) -> Iterator[Exchange]:
        """What comes of a question, growing while its answer comes.

        Never raises: what goes wrong is a sentence in the exchange.
        """
        exchange = Exchange(shortened(asked.question), key=asked.key)
        try:
            limits = from_page(asked.limits)
            filters = self._engine.limits(limits.filters)
            day = limits.today or date.today()
            exchange = replace(exchange, filters=filters, day=day)
            yield exchange
            engine = self._engine if asked.model else self._engine.without_model()
            for answer in engine.stream(
                asked.question, history=asked.history, filters=filters, today=limits.today
            ):
                exchange = with_answer(exchange, answer)
                yield exchange
        except DatelineError as error:
            yield with_failure(exchange, self._for_readers(error))
        except Exception:
            _log.exception("a question could not be answered")
            yield with_failure(
                exchange,
                _(
                    "Something went wrong while this was answered. It is in the server's log; "
                    "please ask again."
                ),
            )

    def judge(self, conversation: Conversation, key: str, sent: object) -> str:
        """What the reader is told who says what they think of an answer, as HTML. Never raises.

        Args:
            conversation: The reader's own, and nobody else's.
            key: Which exchange of it is meant.
            sent: What `static/feedback.js` reads off the page.
        """
        turn = next((n for n, each in enumerate(conversation) if each.key == key), -1)
        if turn < 0:
            return render_failed(key, _("This conversation is no longer kept. Please ask again."))
        try:
            said = said_on_page(sent)
            if said is None:
                take_back(self._engine.archive, key)
                return render_taken_back(key)
            keep(self._engine.archive, conversation, turn, said, within=self.scope)
            return render_kept(key, said.verdict)
        except DatelineError as error:
            return render_failed(key, self._without_path(error))
        except Exception:
            _log.exception("what a reader said of an answer could not be kept")
            return render_failed(key, _("It could not be kept. The server's log says why."))

    def stats(self) -> ArchiveStats:
        """What the archive holds at this moment, of what readers may see."""
        return self._engine.archive.stats(self.scope)

    def suggestions(self) -> tuple[str, ...]:
        """First questions that the archive answers; slow once, and again when it has changed."""
        with self._lock:
            generation = self._engine.archive.catalog.generation()
            if generation != self._suggested_for:
                self._suggested = suggested_questions(
                    self._engine.unwatched(), go_on=self._gives_way()
                )
                self._suggested_for = generation
            return self._suggested

    def follow_ups(self, exchange: Exchange, but: Sequence[str] = ()) -> tuple[str, ...]:
        """Questions that go on from an answer, each tried; no more once others wait to be answered.

        `but` are questions that were asked already.
        """
        if exchange.answer is None or not exchange.answer.answered:
            return ()
        return follow_ups(
            self._engine.without_model(),
            exchange.answer,
            filters=self._engine.limits(exchange.filters),
            but=but,
            go_on=lambda: not (self._ended.is_set() or self.is_busy()),
        )

    def close(self) -> None:
        """Returns when nothing is looked for any more: a program cannot end in the midst of it."""
        self._ended.set()
        with self._lock:
            pass

    def _gives_way(self) -> Callable[[], bool]:
        """Lets readers' questions go before, for a while; says no once all is to end."""
        until = time.monotonic() + _PATIENCE_SECONDS

        def go_on() -> bool:
            while self.is_asked() and time.monotonic() < until and not self._ended.wait(0.1):
                pass
            return not self._ended.is_set()

        return go_on

    def _for_readers(self, error: DatelineError) -> str:
        """What a reader is told of an error: not where things lie on the server."""
        if isinstance(error, ArchiveError | ModelError):
            _log.error("%s", error)
            return _(
                "The archive cannot be read just now. The server's log says why, for whoever runs "
                "Dateline."
            )
        return self._without_path(error)

    def _without_path(self, error: DatelineError) -> str:
        return str(error).replace(str(self._engine.archive.path), _("the archive"))


def shortened(question: str) -> str:
    """A question as it is shown over its answer."""
    question = question.strip()
    if len(question) <= _SHOWN_QUESTION:
        return question
    return question[:_SHOWN_QUESTION].rstrip() + " …"
