"""The one password of a page: asked for once, compared in constant time, guessed at slowly."""

import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from ui.language import _
from ui.people.passwords import SHORTEST_PASSWORD
from ui.people.tries import FORGOTTEN_AFTER, delay, network
from ui.web.guarding.forms import (
    is_page,
    login_form,
    login_from,
    sent_fields,
    set_cookie,
    waiting_time,
    way_back,
)

__all__ = ["SHORTEST_PASSWORD", "Gate", "Slowing"]

_SESSION_SECONDS = 12 * 60 * 60
_MOST_SESSIONS = 10_000
_MOST_ADDRESSES = 10_000
_MOST_DEVICES = 10_000
_DEVICE_SECONDS = 365 * 24 * 60 * 60


class Slowing:
    """How long an address must wait after wrong passwords.

    The first few cost nothing, then it is 1 second, 2, 4, ... to a quarter of an hour. Whoever
    must wait is refused meanwhile, so nobody else waits.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Takes a clock that counts seconds."""
        self._clock = clock
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def wait(self, address: str) -> float:
        """Seconds until the address may try again; 0 when it may now."""
        count, last = self._failures.get(network(address), (0, 0.0))
        return max(0.0, last + delay(count) - self._clock()) if count else 0.0

    def failed(self, address: str) -> None:
        """Counts a wrong password."""
        who, now = network(address), self._clock()
        count, last = self._failures.pop(who, (0, now))
        if now - last > FORGOTTEN_AFTER:
            count = 0
        self._failures[who] = (count + 1, now)
        if len(self._failures) > _MOST_ADDRESSES:
            self._failures.popitem(last=False)

    def succeeded(self, address: str) -> None:
        """Forgets the wrong passwords of an address."""
        self._failures.pop(network(address), None)


class Gate:
    """Asks everyone without a session for the password; sessions live in memory only.

    Wrong passwords slow down the address that they come from, but for browsers that have signed in
    before: each of these is slowed down by its own alone, so that nobody else behind its address
    can lock it out (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
    """

    takes_keys = False

    def __init__(self, password: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Takes the password, of which it keeps a digest, and a clock that counts seconds."""
        self._password = _digest(password)
        self._clock = clock
        self._slowing = Slowing(clock)
        self._sessions: OrderedDict[bytes, float] = OrderedDict()
        self._devices: OrderedDict[bytes, None] = OrderedDict()

    def reader(self, request: Request) -> str | None:
        """A name for who is signed in, the same with each request; None for nobody."""
        return self._token(request).hex() if self._knows(request) else None

    async def answer(self, request: Request) -> Response | None:
        """The answer to a request that goes no further; None for one that may pass."""
        path, method = request.url.path, request.method
        if path == "/login":
            back = way_back(request.query_params.get("next", ""))
            return await self._login(request) if method == "POST" else login_form(back=back)
        if path == "/logout" and method == "POST":
            return self._logout(request)
        if self._knows(request):
            return None
        if method == "GET" and is_page(request):
            return RedirectResponse(login_from(request), 303)
        return PlainTextResponse(_("Please sign in first."), 401)

    async def _login(self, request: Request) -> Response:
        who = self._slowed(request)
        fields = await sent_fields(request)
        given, back = fields.get("password", ""), fields.get("next", "")
        # No await from here to the end: of many tries at once, each is counted before the next.
        if wait := self._slowing.wait(who):
            said = _("Too many wrong passwords. Try again in %(time)s.", time=waiting_time(wait))
            return login_form(said, 429, wait, back=back)
        if not hmac.compare_digest(_digest(given), self._password):
            self._slowing.failed(who)
            return login_form(_("That is not the password."), 401, back=back)
        self._slowing.succeeded(who)
        answer = RedirectResponse(back or "./", 303)
        self._begin_session(request, answer)
        return answer

    def _slowed(self, request: Request) -> str:
        """Whose wrong passwords count: a browser's that has signed in before, or an address's."""
        device = _digest(request.cookies.get(_device_cookie(request), ""))
        if device in self._devices:
            return f"device {device.hex()}"
        return request.client.host if request.client else ""

    def _begin_session(self, request: Request, answer: Response) -> None:
        session, device = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self._sessions[_digest(session)] = self._clock() + _SESSION_SECONDS
        if len(self._sessions) > _MOST_SESSIONS:
            self._sessions.popitem(last=False)
        self._devices[_digest(device)] = None
        if len(self._devices) > _MOST_DEVICES:
            self._devices.popitem(last=False)
        set_cookie(request, answer, _cookie(request), session, _SESSION_SECONDS)
        set_cookie(request, answer, _device_cookie(request), device, _DEVICE_SECONDS)

    def _logout(self, request: Request) -> Response:
        self._sessions.pop(self._token(request), None)
        answer = RedirectResponse("login", 303)
        answer.delete_cookie(_cookie(request))
        return answer

    def _knows(self, request: Request) -> bool:
        token = self._token(request)
        until = self._sessions.get(token)
        if until is not None and until < self._clock():
            del self._sessions[token]
            until = None
        return until is not None

    def _token(self, request: Request) -> bytes:
        return _digest(request.cookies.get(_cookie(request), ""))


def _device_cookie(request: Request) -> str:
    return f"{_cookie(request)}-known"


def _cookie(request: Request) -> str:
    """Cookies know no ports: two pages of one machine need two names."""
    server = request.scope.get("server")
    return f"dateline-{server[1] if server else 0}"


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()
