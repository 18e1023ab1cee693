"""How the tools are reached: by a pipe from a program of one's own, or over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
from mcp.server.mcpserver import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from starlette.requests import Request
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from qa import QueryEngine
from qa.async_engine import most_at_once
from ui.api.asking import Asking
from ui.mcp.server import tools
from ui.people.engines import Engines
from ui.people.person import Scope as May
from ui.people.person import person_of
from ui.web.asking.line import Line
from ui.web.html.problems import problem

PATH = "/mcp"


def serve_stdio(engine: QueryEngine) -> None:
    """Serves the tools on stdin and stdout until stdin ends."""
    server = tools(Asking(Engines(engine), Line(most_at_once(engine))))
    anyio.run(server.run_stdio_async)


class OverHTTP:
    """The tools over HTTP ("streamable"): every request is for itself, no session is kept."""

    def __init__(self, asking: Asking) -> None:
        """Takes what answers."""
        self._server: MCPServer[Any] = tools(asking)
        # Hosts and origins are the guard's affair.
        unguarded = TransportSecuritySettings(enable_dns_rebinding_protection=False)
        self._app = self._server.streamable_http_app(
            streamable_http_path=PATH, stateless_http=True, transport_security=unguarded
        )
        self.route: BaseRoute = Route(PATH, _ForReaders(self._app))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While this lasts, requests are answered."""
        async with self._server.session_manager.run():
            yield


class _ForReaders:
    """Lets through who may read."""

    def __init__(self, app: Any) -> None:  # noqa: ANN401 - an ASGI application
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not person_of(Request(scope)).may(May.READ):
            refused = problem(403, f"This key may not do that: it lacks the scope '{May.READ}'.")
            await refused(scope, receive, send)
            return
        await self._app(scope, receive, send)
