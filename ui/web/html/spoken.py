"""Which language a request is answered in."""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.language import COOKIE, SOURCE, language_for, speaking


def language_of(request: Request | None) -> str:
    """The language to speak to whoever sent a request: as chosen on the page, else as accepted."""
    if request is None:  # Gradio's has none where no page asked.
        return SOURCE
    return language_for(request.cookies.get(COOKIE), request.headers.get("accept-language"))


class InTheReadersLanguage:
    """An application whose answers are in the language of whoever sent the request."""

    def __init__(self, app: ASGIApp) -> None:
        """Takes the application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with speaking(language_of(Request(scope))):
            await self._app(scope, receive, send)
