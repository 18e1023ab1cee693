"""What stands before the page: by which name it may be called, from where, and for what."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.language import speaking
from ui.web.guarding.connections import MAPPED
from ui.web.guarding.login import Gate
from ui.web.guarding.people_gate import PeopleGate, bearer_of
from ui.web.html.problems import for_programs, is_of_programs
from ui.web.html.spoken import language_of

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
HEALTH, READY = "/health", "/ready"
OPEN_TO_ALL = frozenset((HEALTH, READY))
"""Paths for which nobody is asked who they are: what balances servers has no account."""

_LARGEST_BODY = 1_000_000
# A whole chat comes with what it cites.
_LARGEST_BODIES = {
    **dict.fromkeys(("/export", "/turns", "/feedback"), 8_000_000),
    "/api/v1/articles": 20_000_000,
    "/api/v1/uploads": 64_000_000,
}
_PLACES = (b"x-forwarded-", b"x-gradio-", b"x-original-", b"x-direct-", b"forwarded")

# Everything the page itself asks for. Gradio answers to much more (uploads, files, a proxy, an
# API): none of it is needed, so none of it can be reached.
_READ = re.compile(
    r"/|/health|/ready|/words\.js|/config/?|/theme\.css|/favicon\.ico|/robots\.txt|/manifest\.json|/assets/.+"
    r"|/uploads|/uploads/[0-9a-f]{16}/report\.csv"
    r"|/static/.+|/archive|/article/(?s:.+)|/dateline/[a-z_]+\.(css|js)"
    r"|/gradio_api/(info|startup-events|queue/data|heartbeat/[^/]+|app_id|login_check)/?"
)
_WRITE = re.compile(
    r"/export|/turns|/feedback|/follow-ups|/stop|/gradio_api/(queue/join|cancel|reset)/?"
    r"|/uploads|/uploads/[0-9a-f]{16}/(file|end|stop|forget)"
)

# Gradio builds its templates with `Function`, hence 'unsafe-eval'. The rest holds the page to
# its own server: neither an article nor a mistake of ours can make it call another.
_HEADERS = {
    "content-security-policy": "default-src 'self'; script-src 'self' 'unsafe-inline' "
    "'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'",
    # Not "no-referrer": forms would then be sent with the origin "null".
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Guard:
    """An ASGI application that lets through only what the page needs, and only to its readers.

    Args:
        app: The application behind it.
        hosts: The host names, without ports, that the page answers to besides its own address
            and the names of this machine for itself.
        gate: Who asks for a password, or who somebody is; None where all may come.
        programs: Whether the addresses that programs ask by are there (`ui.web.programs`).
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Collection[str] = (),
        gate: Gate | PeopleGate | None = None,
        programs: bool = False,
    ) -> None:
        """Takes what is guarded and who may reach it."""
        self._app = app
        self._programs = programs
        self._hosts = LOOPBACK_NAMES | {name.strip("[]").lower() for name in hosts}
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers what is refused, passes on the rest."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope = {**scope, "headers": list(filter(_is_believed, scope["headers"]))}
        # Whatever answers does so in the language of who asked.
        with speaking(language_of(Request(scope))):
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        answer = self._refused(request)
        if answer is None and self._gate is not None and scope["path"] not in OPEN_TO_ALL:
            answer = await self._gate.answer(request)
            scope.setdefault("state", {})["reader"] = self._gate.reader(request)
        of_programs = self._programs and is_of_programs(scope["path"])
        if answer is None and not of_programs and not _served(request):
            answer = PlainTextResponse("There is nothing here.", 404)
        if answer is not None and of_programs:
            answer = for_programs(scope["path"], answer)
        await (answer or self._app)(scope, receive, _with_headers(send, request.url.path))

    def _refused(self, request: Request) -> Response | None:
        host = _sole_header(request, "host")
        if host is None or not self._answers_to(host, request.scope):
            said = f"This page does not answer to the name {host!r}."
            return PlainTextResponse(f"{said} If it should: dateline chat --allow-host NAME", 403)
        if not self._by_key(request) and _is_foreign(request, host):
            return PlainTextResponse("Requests from other sites are refused.", 403)
        return _size_refused(request)

    def _by_key(self, request: Request) -> bool:
        """Whether a request comes by a key, which no browser sends along by itself."""
        return self._gate is not None and self._gate.takes_keys and bearer_of(request) is not None

    def _answers_to(self, host: str, scope: Scope) -> bool:
        """Whether a `Host` names this server: by a known name or by the address that was reached.

        A page elsewhere can point its own name at this address; it cannot be called by ours.
        """
        name = _without_port(host)
        server = scope.get("server")
        reached = str(server[0]).lower().removeprefix(MAPPED) if server else None
        return name in self._hosts or name == reached


def _is_believed(header: tuple[bytes, bytes]) -> bool:
    """Whether a request may say so itself: not where this server is, which Gradio would believe."""
    name, value = header
    if name == b"x-forwarded-proto":
        return value in (b"http", b"https")
    return not name.startswith(_PLACES)


def _is_foreign(request: Request, host: str) -> bool:
    """Whether a browser says that another site, or another port, sent the request."""
    if "origin" in request.headers:
        origin = _sole_header(request, "origin") or ""
        return _authority(origin) != host.lower()
    elsewhere = request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
    return elsewhere and request.headers.get("sec-fetch-mode") != "navigate"


def _authority(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _size_refused(request: Request) -> Response | None:
    if request.method in ("GET", "HEAD"):
        return None
    length = request.headers.get("content-length", "")
    if request.method == "DELETE" and not length and "transfer-encoding" not in request.headers:
        return None
    if not length.isascii() or not length.isdigit():
        return PlainTextResponse("The length of the request is missing.", 411)
    if int(length) > _LARGEST_BODIES.get(request.url.path, _LARGEST_BODY):
        return PlainTextResponse("The request is too large.", 413)
    return None


def _served(request: Request) -> bool:
    known = {"GET": _READ, "HEAD": _READ, "POST": _WRITE}.get(request.method)
    # Not the address: an article's id in it may have a "?" or "#" of its own.
    return known is not None and known.fullmatch(request.scope["path"]) is not None


def _sole_header(request: Request, name: str) -> str | None:
    values = request.headers.getlist(name)
    return values[0] if len(values) == 1 and values[0] else None


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _with_headers(send: Send, path: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS)
            if path.startswith("/assets/") and message["status"] == 200:
                # Their names change with their content.
                headers["cache-control"] = "private, max-age=31536000, immutable"
        await send(message)

    return sending
