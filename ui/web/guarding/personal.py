"""What of the page is its reader's own: what they may see and do, and where chats are kept."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from index.errors import FilterError
from index.filters import EVERYTHING
from ui.people.engines import Engines
from ui.people.person import ANYBODY, Person, mark_of, person_of
from ui.web.guarding.guard import OPEN_TO_ALL
from ui.web.html.problems import for_programs, is_of_programs

_WHOLE = ("/", "/config", "/config/")


@dataclass(frozen=True, slots=True)
class Own:
    """What a page is made with for its reader: its parts by name, and the reader's own mark."""

    parts: Mapping[str, str] = field(default_factory=dict)
    mark: str = ""


_own: ContextVar[Own] = ContextVar("own", default=Own())  # noqa: B039 - it is never changed


def own() -> Own:
    """What is the present reader's own; nothing where nobody has to say who they are."""
    return _own.get()


class Personal:
    """An ASGI application before the page's: who may see nothing is told so, others their own.

    Args:
        app: The page's.
        engines: The engine of each.
        parts: What the page is made with for somebody, by the names of its parts; takes long.
    """

    def __init__(
        self, app: ASGIApp, engines: Engines, parts: Callable[[Person], Mapping[str, str]]
    ) -> None:
        """Takes the page, and what is told to whom."""
        self._app = app
        self._engines = engines
        self._parts = parts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuses or passes on."""
        if scope["type"] != "http" or scope["path"] in OPEN_TO_ALL:
            await self._app(scope, receive, send)
            return
        person = person_of(Request(scope))
        try:
            if person.filters == EVERYTHING:
                self._engines.of(person)  # at once
            else:
                await run_sync(self._engines.of, person)
        except FilterError as error:
            refused: Response = PlainTextResponse(str(error), 403)
            if is_of_programs(scope["path"]):
                refused = for_programs(scope["path"], refused)
            await refused(scope, receive, send)
            return
        if person is ANYBODY:
            await self._app(scope, receive, send)
            return
        whole = scope["path"] in _WHOLE
        parts = await run_sync(self._parts, person) if whole else {}
        with _telling(Own(parts, mark_of(person))):
            await self._app(scope, receive, send)


@contextmanager
def _telling(value: Own) -> Iterator[None]:
    token = _own.set(value)
    try:
        yield
    finally:
        _own.reset(token)
