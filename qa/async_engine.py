"""Dateline for programs of asyncio.

    from qa.async_engine import AsyncQueryEngine
    answer = await AsyncQueryEngine(engine).query("Who met whom?")

Not imported by `qa` itself: a program without an event loop need not load one.
"""

import asyncio
import os
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from datetime import date
from weakref import WeakKeyDictionary

from index import Filters
from qa.answers import Answer, Turn
from qa.engine import QueryEngine
from qa.passages import Passage
from qa.steps import in_steps

WITH_A_MODEL = 24
"""Questions at once where a language model is waited for, which takes no processor."""


def most_at_once(engine: QueryEngine) -> int:
    """How many questions an engine should answer at once: what reads takes a processor."""
    return WITH_A_MODEL if engine.model else max(1, os.cpu_count() or 1)


class AsyncQueryEngine:
    """A `QueryEngine` that is awaited: what it does is done in threads.

    More questions than `at_once` wait for one another, in the order in which they came. Cancelling
    a question ends the work on it with the passage that is being read.

    Args:
        engine: What answers; it may be asked elsewhere meanwhile.
        at_once: How many questions are worked at, at the same time; by default as many as there
            are processors, and 24 where a language model writes the answers.
    """

    def __init__(self, engine: QueryEngine, *, at_once: int | None = None) -> None:
        """Takes what answers."""
        self.engine = engine
        self._at_once = at_once or most_at_once(engine)
        self._places: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = (
            WeakKeyDictionary()
        )

    async def query(
        self,
        question: str,
        history: Sequence[Turn] = (),
        as_of: date | None = None,
        filters: Filters | None = None,
        today: date | None = None,
    ) -> Answer:
        """Answers a question; `QueryEngine.query` has the arguments and the errors."""
        last: Answer | None = None
        async with aclosing(self.stream(question, history, as_of, filters, today)) as answers:
            async for answer in answers:
                last = answer
        assert last is not None  # the engine always says something
        return last

    async def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        as_of: date | None = None,
        filters: Filters | None = None,
        today: date | None = None,
    ) -> AsyncGenerator[Answer, None]:
        """Yields ever fuller answers; `QueryEngine.stream` has the arguments and the errors.

        Whoever does not listen to the end closes it, as by `contextlib.aclosing`.
        """
        places = self._of_loop()
        await places.acquire()
        steps = self.engine.stream(question, history, as_of, filters, today)
        async with aclosing(in_steps(steps, ended=places.release)) as answers:
            async for answer in answers:
                yield answer

    async def retrieve(
        self,
        question: str,
        as_of: date | None = None,
        filters: Filters | None = None,
        today: date | None = None,
        top_k: int | None = None,
    ) -> list[Passage]:
        """The passages that a question is answered from; see `QueryEngine.retrieve`."""
        places = self._of_loop()
        await places.acquire()
        found = (self.engine.retrieve(question, as_of, filters, today, top_k) for _ in range(1))
        async with aclosing(in_steps(found, ended=places.release)) as steps:
            async for passages in steps:
                return passages
        raise AssertionError("a search always ends with passages or an error")

    def _of_loop(self) -> asyncio.Semaphore:
        loop = asyncio.get_running_loop()
        if loop not in self._places:
            self._places[loop] = asyncio.Semaphore(self._at_once)
        return self._places[loop]
