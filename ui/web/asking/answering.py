"""One question of the page from the line to the end of its answer, in steps that come in time."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from ui.language import SOURCE, speaking
from ui.web.asking.asked import AskedOnPage
from ui.web.asking.chat import Chat, shortened
from ui.web.asking.line import Line
from ui.web.exchanges.conversation import Exchange, settled

BEAT_SECONDS = 2.0
"""The page hears something this often: what it does not hear from has gone."""


class Answering:
    """Answers the questions of all pages, each in its turn; for one event loop."""

    def __init__(self, chat: Chat, at_once: int) -> None:
        """Takes what answers, and how many questions are read at once."""
        self._chat = chat
        self.line = Line(at_once)
        """Where others may stand too, so that together no more are read at once."""
        # What was stopped goes on in its thread for a moment, beside the next.
        self._threads = CapacityLimiter(4 * at_once)
        self._under_way: dict[str, asyncio.Event] = {}

    def is_asked(self) -> bool:
        """Whether any question waits or is answered."""
        return bool(self._under_way)

    def is_busy(self) -> bool:
        """Whether any question waits."""
        return len(self.line) > 0

    def stop(self, key: str) -> None:
        """Ends the answer to the question of that key; nothing where there is none."""
        if key in self._under_way:
            self._under_way[key].set()

    async def answer(
        self, asked: AskedOnPage, language: str = SOURCE, chat: Chat | None = None
    ) -> AsyncIterator[Exchange]:
        """What comes of a question: how many are before it, then ever fuller answers.

        While nothing comes, the last is yielded again every `BEAT_SECONDS`.

        Args:
            asked: The question.
            language: In which it is said why there is no answer.
            chat: Of who asks; by default of those who may see everything.
        """
        # A page that was loaded anew asks again under the same key: nobody hears the first.
        self.stop(asked.key)
        stopped = asyncio.Event()
        if asked.key:
            self._under_way[asked.key] = stopped
        place = self.line.join()
        exchange = Exchange(shortened(asked.question), key=asked.key)
        try:
            async for before in place.before(BEAT_SECONDS):
                if stopped.is_set():
                    break
                exchange = replace(exchange, before=before)
                yield exchange
            steps = (chat or self._chat).ask(asked)
            while not stopped.is_set():
                step = asyncio.ensure_future(self._next(steps, language))
                try:
                    async for _ in _until(step, stopped):
                        yield exchange
                finally:
                    # Of a reader who stopped or has gone: nobody waits for it.
                    step.cancel()
                if not step.done():
                    break
                following = step.result()
                if following is None:
                    return
                exchange = following
                yield exchange
            yield settled(exchange)
        finally:
            place.leave()
            if self._under_way.get(asked.key) is stopped:
                del self._under_way[asked.key]

    async def _next(self, steps: Iterator[Exchange], language: str) -> Exchange | None:
        def following() -> Exchange | None:
            with speaking(language):
                return next(steps, None)

        # Abandoned when the reader stops: the engine's next step may take long.
        return await run_sync(following, abandon_on_cancel=True, limiter=self._threads)


async def _until(
    step: "asyncio.Future[Exchange | None]", stopped: asyncio.Event
) -> AsyncIterator[None]:
    """Yields for each beat until a step is done or all is stopped."""
    stopping = asyncio.ensure_future(stopped.wait())
    try:
        while not step.done() and not stopped.is_set():
            either: set[asyncio.Future[Any]] = {step, stopping}
            done, _ = await asyncio.wait(
                either, timeout=BEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
            if not done:
                yield
    finally:
        stopping.cancel()
