"""How many connections the page's server keeps, and how long one may take to say what it wants."""

import asyncio
import resource
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

SECONDS_TO_ASK = 20.0
"""Within which a request has to arrive whole, its body too."""

MAPPED = "::ffff:"
"""Before an IPv4 address, as a socket of both kinds tells it."""

_MOST = 1_000
# Of the files that a process may have open: for the archive, the models, the log.
_OTHER_FILES = 128
_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"retry-after: 10\r\nconnection: close\r\n\r\n"
    b"Too many connections are open. Please try again in ten seconds.\n"
)


class Connections:
    """Counts the connections of a server.

    Args:
        most: How many may be open, of all together.
        most_of_one: How many of one address. Less than `most`, so that nobody takes all.
        apart: Addresses that may have all, as those of proxies, behind which there are many.
    """

    def __init__(self, most: int, most_of_one: int, *, apart: Collection[str] = ()) -> None:
        """Counts none yet."""
        self._apart = frozenset(apart)
        self._most = most
        self._most_of_one = most_of_one
        self._of = Counter[str]()

    def take(self, address: str) -> bool:
        """Whether there is room for one more of an address, which is then counted."""
        most = self._most if address in self._apart else self._most_of_one
        if self._of.total() >= self._most or self._of[address] >= most:
            return False
        self._of[address] += 1
        return True

    def leave(self, address: str) -> None:
        """One of an address has ended."""
        self._of[address] -= 1
        if not self._of[address]:
            del self._of[address]

    def __len__(self) -> int:
        """How many are open."""
        return self._of.total()


def as_told(addresses: Sequence[str]) -> tuple[str, ...]:
    """Addresses, those of IPv4 also as a socket of both kinds tells them."""
    return (*addresses, *(f"{MAPPED}{each}" for each in addresses if ":" not in each))


def as_many_as_may_be(trusted_proxies: Sequence[str]) -> Connections:
    """Counts as many as the system lets this process have open; a quarter not for one address."""
    most = _MOST
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY:
        most = max(64, min(most, soft - _OTHER_FILES))
    return Connections(most, most * 3 // 4, apart=trusted_proxies)


def allow_more_files() -> None:
    """Raises the limit that many systems set so low that a hundred readers reach it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST + _OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def bounded_protocol(connections: Connections, seconds: float = SECONDS_TO_ASK) -> type[Any]:
    """Uvicorn's own HTTP protocol, for `uvicorn.Config(http=...)`, with bounds.

    A connection beyond those of `connections` is told so and closed. So is, without a word, one
    over which a request did not arrive whole within `seconds`; between two requests uvicorn's
    `timeout_keep_alive` counts.
    """

    class Bounded(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
        _address: str | None = None
        _late: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:
            peer = transport.get_extra_info("peername") or ("",)
            if not connections.take(str(peer[0])):
                transport.write(_FULL)
                transport.close()
                return
            self._address = str(peer[0])
            super().connection_made(transport)
            self._await_request(transport.close)

        def data_received(self, data: bytes) -> None:
            if self._address is None:
                return
            before = self.cycle
            super().data_received(data)
            arrived = self.cycle is not None and not self.cycle.more_body
            # One that was answered before tells nothing of the one that now begins.
            if arrived and not (self.cycle is before and before.response_complete):
                self._stop_waiting()
            elif self._late is None:
                self._await_request(self.transport.close)

        def eof_received(self) -> None:
            if self._address is not None:
                super().eof_received()

        def connection_lost(self, exc: Exception | None) -> None:
            if self._address is None:
                return
            self._stop_waiting()
            connections.leave(self._address)
            super().connection_lost(exc)

        def _await_request(self, close: Callable[[], None]) -> None:
            self._late = asyncio.get_running_loop().call_later(seconds, close)

        def _stop_waiting(self) -> None:
            if self._late is not None:
                self._late.cancel()
                self._late = None

    return Bounded
