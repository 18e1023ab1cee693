"""Whose question is read next: in the order in which they came, as many at once as there is room.

More at once would only share the same processors: the first would wait as long as the last.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator


class Line:
    """Places to be read at, and who waits for one. For one event loop."""

    def __init__(self, places: int) -> None:
        """Takes how many may be read at once."""
        self._free = places
        self._waiting: deque[asyncio.Future[None]] = deque()

    def join(self) -> "Turn":
        """Joins at the end of the line; whoever joins leaves, whatever becomes of it."""
        return Turn(self)

    def __len__(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def _enter(self) -> asyncio.Future[None]:
        place = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        self._call()
        return place

    def _leave(self, place: asyncio.Future[None]) -> None:
        if place.done():
            self._free += 1
        else:
            self._waiting.remove(place)
        self._call()

    def _call(self) -> None:
        while self._free and self._waiting:
            self._free -= 1
            self._waiting.popleft().set_result(None)

    def _before(self, place: asyncio.Future[None]) -> int:
        return self._waiting.index(place) if place in self._waiting else 0


class Turn:
    """One's place in the line, from joining to leaving."""

    def __init__(self, line: Line) -> None:
        """Joins at the end."""
        self._line = line
        self._place = line._enter()

    async def before(self, seconds: float) -> AsyncIterator[int]:
        """How many wait before one, each time that many seconds passed; ends when it is one's turn.

        Args:
            seconds: How often it is told.
        """
        while not self._place.done():
            yield self._line._before(self._place)
            await asyncio.wait({self._place}, timeout=seconds)

    def leave(self) -> None:
        """Makes room for the next."""
        self._line._leave(self._place)
