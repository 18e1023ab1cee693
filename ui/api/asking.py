"""What programs want done, in the line in which the page's questions stand."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, TypeVar

from anyio.to_thread import run_sync
from starlette.requests import ClientDisconnect, Request

from qa import QueryEngine
from qa.steps import in_steps
from ui.people.audit import Did
from ui.people.engines import Engines
from ui.people.people import People
from ui.people.person import Person
from ui.web.asking.answering import BEAT_SECONDS
from ui.web.asking.line import Line
from ui.web.guarding.queue_bounds import MOST_OF_ONE, MOST_WAITING

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Before:
    """How many wait before somebody."""

    number: int


class Busy(Exception):
    """Nothing more is taken just now, in a sentence."""


class Asking:
    """Does what programs ask for, each in its turn; for one event loop.

    Args:
        engines: What answers whom.
        line: The line, which the page may stand in too: together no more is done at once than it
            has places.
        people: Of the archive, whose questions are counted and whose changes are written down;
            None where it has none; the attribute `people` has it.
        is_stopping: Whether the server is being stopped.
    """

    def __init__(
        self,
        engines: Engines,
        line: Line,
        people: People | None = None,
        is_stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        """Takes what answers and the line."""
        self._engines = engines
        self._line = line
        self.people = people
        self.is_stopping = is_stopping
        self._of = Counter[str]()

    def __len__(self) -> int:
        """How much is worked at or waits."""
        return self._of.total()

    def engine(self, person: Person) -> QueryEngine:
        """What answers somebody.

        Raises:
            FilterError: What they may see names nothing that the archive has.
        """
        return self._engines.of(person)

    @property
    def everything(self) -> QueryEngine:
        """What answers those who may see all that is served."""
        return self._engines.all

    async def count(self, person: Person, request: Request, *questions: str) -> None:
        """Counts questions that somebody asks; to be awaited before they are answered.

        Raises:
            TooManyQuestions: They have to wait.
        """
        if self.people:
            for question in questions:
                await run_sync(self.people.questions.take, person, question, place_of(request))

    def note(self, person: Person, request: Request, did: Did, what: str) -> None:
        """Writes down what somebody did."""
        if self.people:
            self.people.audit.note(person.name, place_of(request), did, what)

    @property
    def model(self) -> str:
        """The language model that may write answers; empty where there is none."""
        return self._engines.all.model

    async def in_turn(
        self, who: str, steps: Callable[[], Iterator[_T]]
    ) -> AsyncGenerator[_T | Before, None]:
        """How many are before one, told again and again; then what comes of the steps, in threads.

        Whoever stops listening ends it all with the step under way, and only then is its place
        another's.

        Args:
            who: Who asks; one may not have too much waiting.
            steps: Begins what is to be done.

        Raises:
            Busy: Too much waits already.
        """
        self.check_room(who)
        place = self._line.join()
        self._of[who] += 1
        begun = False

        def leave() -> None:
            place.leave()
            self._of[who] -= 1
            if not self._of[who]:
                del self._of[who]

        try:
            async for before in place.before(BEAT_SECONDS):
                yield Before(before)
            begun = True
            async with aclosing(in_steps(steps(), ended=leave)) as all_steps:
                async for each in all_steps:
                    yield each
        finally:
            if not begun:
                leave()

    async def last(self, who: str, steps: Callable[[], Iterator[_T]]) -> _T:
        """What comes of the steps in the end."""
        last: _T | Before | None = None
        async with aclosing(self.in_turn(who, steps)) as all_steps:
            async for each in all_steps:
                last = each
        assert last is not None and not isinstance(last, Before)
        return last

    async def one(self, who: str, work: Callable[[], _T]) -> _T:
        """What comes of a single step."""
        return await self.last(who, lambda: (work() for _ in range(1)))

    def check_room(self, who: str) -> None:
        """Raises Busy where nothing more is taken of somebody just now."""
        if self.is_stopping():
            raise Busy("Dateline is being stopped. Ask again when it is there again.")
        if len(self._line) >= MOST_WAITING or self._of[who] >= MOST_OF_ONE:
            raise Busy(f"{len(self._line)} wait already. Ask again in a few seconds.")


def place_of(request: Request) -> str:
    """The address that a request is from."""
    return request.client.host if request.client else ""


async def unless_gone(request: Request, work: Coroutine[Any, Any, _T]) -> _T:
    """What comes of some work, which ends when the client goes away.

    Raises:
        ClientDisconnect: It has gone.
    """
    working = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        either: set[asyncio.Future[Any]] = {working, gone}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        working.cancel()
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
