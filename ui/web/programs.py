"""What programs ask a server by, beside its page: routes, and what runs while it does."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.routing import BaseRoute, Mount

from ui.api.application import ROOT, api
from ui.api.asking import Asking
from ui.api.completions.application import ROOT as OPENAI_ROOT
from ui.api.completions.application import completions
from ui.people.engines import Engines
from ui.people.people import People
from ui.web.asking.line import Line
from ui.web.uploading.desk import Desk


class Programs:
    """The doors for programs, which stand in the page's own line."""

    def __init__(
        self, engines: Engines, line: Line, desk: Desk | None, people: People | None = None
    ) -> None:
        """Takes what answers, the line, and what takes in articles."""
        from ui.mcp.transports import OverHTTP

        self.asking = Asking(engines, line, people)
        self._mcp = OverHTTP(self.asking)
        self.routes: list[BaseRoute] = [
            Mount(ROOT, app=api(self.asking, desk)),
            Mount(OPENAI_ROOT, app=completions(self.asking)),
            self._mcp.route,
        ]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Everything that has to run while the server does."""
        async with self._mcp.running():
            yield

    def ends_when(self, is_stopping: Callable[[], bool]) -> None:
        """Takes no more once the server is being stopped."""
        self.asking.is_stopping = is_stopping
