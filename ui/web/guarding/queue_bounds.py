"""How much may wait in the page's queue, and for how long what nobody comes for is kept."""

import asyncio
import json
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.web.html.requests import reader_of

MOST_WAITING = 300
"""What may wait or be worked at, of all readers."""

MOST_OF_ONE = 150
"""What may wait of one reader: who signed in, else an address, behind which there may be many."""

ABANDONED_SECONDS = 10.0
FORGOTTEN_SECONDS = 15 * 60.0

_JOIN, _RESULTS = "/gradio_api/queue/join", "/gradio_api/queue/data"
_log = logging.getLogger("dateline.page")


class _Waiting(NamedTuple):
    """Something that was put into the queue: whose, by which page, and when."""

    reader: str
    session: str
    since: float


class QueueBounds:
    """An ASGI application before Gradio's: lets no more into its queue than it can work off.

    Args:
        app: Gradio's application.
        forget: Takes everything of a session out of the queue.
        knows: Whether results are kept for a session.
        most: See `MOST_WAITING`.
        most_of_one: See `MOST_OF_ONE`.
        abandoned: Seconds after which what nobody listens for is taken out.
    """

    def __init__(
        self,
        app: ASGIApp,
        forget: Callable[[str], Awaitable[None]],
        knows: Callable[[str], bool],
        *,
        most: int = MOST_WAITING,
        most_of_one: int = MOST_OF_ONE,
        abandoned: float = ABANDONED_SECONDS,
    ) -> None:
        """Has nothing waiting yet."""
        self._app = app
        self._forget = forget
        self._knows = knows
        self._most, self._most_of_one = most, most_of_one
        self._abandoned = abandoned
        self._waiting: dict[str, _Waiting] = {}
        self._listening = Counter[str]()
        self._watching: set[asyncio.Task[None]] = set()
        self._pace = _Pace()
        self.stopping = False
        self.beside: Callable[[], int] = lambda: 0
        """How much that came another way waits or is worked at."""

    def __len__(self) -> int:
        """How much waits or is worked at, whichever way it came."""
        return len(self._waiting) + self.beside()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Bounds what joins the queue and what comes for its results; the rest passes."""
        path = scope.get("path", "").rstrip("/")
        if scope["type"] == "http" and path == _JOIN and scope["method"] == "POST":
            await self._join(scope, receive, send)
        elif scope["type"] == "http" and path == _RESULTS:
            await self._results(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _join(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _whole_body(receive)
        session = _session_of(body)
        if session is None:
            said = "The request is not of the form that the page sends."
            await JSONResponse({"detail": said}, 400)(scope, receive, send)
            return
        reader = reader_of(scope)
        if said := self._refused(reader):
            headers = {"retry-after": str(self._seconds())}
            await JSONResponse({"detail": said}, 503, headers)(scope, receive, send)
            return
        place = f"joining {id(body)}"  # until its own name is known, so that many at once count
        self._waiting[place] = _Waiting(reader, session, time.monotonic())
        reply = _Reply(send)
        try:
            await self._app(scope, _replayed(body, receive), reply)
        finally:
            entered = self._waiting.pop(place)
        if name := reply.event():
            self._waiting[name] = entered
            self._watch(session)

    async def _results(self, scope: Scope, receive: Receive, send: Send) -> None:
        session = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[0]
        if not self._knows(session):
            _log.info("results of a conversation were asked for that is not kept")
            said = PlainTextResponse(
                "This conversation is not kept. Please load the page anew.", 404
            )
            await said(scope, receive, send)
            return

        async def heard(message: Message) -> None:
            await send(message)
            if b"process_completed" in message.get("body", b""):
                self._completed(message["body"])

        self._listening[session] += 1
        try:
            await self._app(scope, receive, heard)
        finally:
            self._listening[session] -= 1
            if not self._listening[session]:
                del self._listening[session]
            self._watch(session)

    def _refused(self, reader: str) -> str:
        """Why nothing more is taken from a reader just now, in a sentence; empty if it is."""
        if self.stopping:
            return "Dateline is being stopped. Please ask again when it is there again."
        self._drop_forgotten()
        of_one = sum(each.reader == reader for each in self._waiting.values())
        if len(self._waiting) < self._most and of_one < self._most_of_one:
            return ""
        seconds = self._seconds()
        return f"{len(self._waiting)} are before you. Please ask again in {seconds} seconds."

    def _seconds(self) -> int:
        return self._pace.seconds(len(self._waiting))

    def _completed(self, body: bytes) -> None:
        with suppress(ValueError):
            told = json.loads(body.removeprefix(b"data: "))
            if self._waiting.pop(str(told.get("event_id")), None):
                self._pace.tick()

    def _watch(self, session: str) -> None:
        """Sees after a while whether anybody listens for what waits of a session."""
        if any(each.session == session for each in self._waiting.values()):
            task = asyncio.create_task(self._drop_abandoned(session))
            self._watching.add(task)
            task.add_done_callback(self._watching.discard)

    async def _drop_abandoned(self, session: str) -> None:
        await asyncio.sleep(self._abandoned)
        names = [name for name, each in self._waiting.items() if each.session == session]
        if names and not self._listening[session]:
            _log.info("%d requests were given up: nobody listens for them", len(names))
            await self._forget(session)
            for name in names:
                self._waiting.pop(name, None)

    def _drop_forgotten(self) -> None:
        before = time.monotonic() - FORGOTTEN_SECONDS
        for name in [name for name, each in self._waiting.items() if each.since < before]:
            del self._waiting[name]


class _Pace:
    """How fast the queue moves: a moving average of the time from one completion to the next."""

    def __init__(self) -> None:
        self._last: float | None = None
        self._between = 1.0

    def tick(self) -> None:
        """Something was completed."""
        now = time.monotonic()
        if self._last is not None:
            self._between += 0.1 * (min(30.0, now - self._last) - self._between)
        self._last = now

    def seconds(self, waiting: int) -> int:
        """Until so many are worked off, whole seconds, 5 and more."""
        return max(5, round(waiting * self._between))


class _Reply:
    """Passes a response on, and keeps what it says of the name of the event."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.body":
            self._body += message.get("body", b"")
        await self._send(message)

    def event(self) -> str | None:
        """The name of the event; None where the queue did not take it."""
        with suppress(ValueError, AttributeError):
            found: Any = json.loads(self._body).get("event_id")
            return found if isinstance(found, str) else None
        return None


async def _whole_body(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        part: bytes = message.get("body", b"")
        body += part
        if not message.get("more_body", False):
            return body


def _replayed(body: bytes, receive: Receive) -> Receive:
    waiting = [body]

    async def replay() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return replay


def _session_of(body: bytes) -> str | None:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return None
    found = sent.get("session_hash") if isinstance(sent, dict) else None
    return found if isinstance(found, str) and 0 < len(found) <= 100 else None
