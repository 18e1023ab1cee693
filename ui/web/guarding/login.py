"""The password of the page: asked for once, compared in constant time, guessed at slowly."""

import hmac
import ipaddress
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from math import ceil
from urllib.parse import parse_qs, quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from ui.language import _, ngettext, spoken
from ui.web.html.templating import rendered

SHORTEST_PASSWORD = 8
_SESSION_SECONDS = 12 * 60 * 60
_MOST_SESSIONS = 10_000
_MOST_ADDRESSES = 10_000
_MOST_DEVICES = 10_000
_DEVICE_SECONDS = 365 * 24 * 60 * 60
_LARGEST_FORM = 8_192
_LONGEST_WAY = 4_000
# Below this page and nowhere else: one step, without a scheme or a host. An article's id is encoded
# whole, and the words of it that are to be shown stand behind a "#".
_WAY_BACK = re.compile(
    r"(archive|article/[A-Za-z0-9._~%!$&'()*+,;=@-]+)?(\?[A-Za-z0-9._~%!$&'()*+,;=:@/?-]*)?"
    r"(#chars=\d+-\d+)?"
)


class Slowing:
    """How long an address must wait after wrong passwords.

    The first few cost nothing, then it is 1 second, 2, 4, ... to a quarter of an hour. Whoever
    must wait is refused meanwhile, so nobody else waits.
    """

    FREE = 3
    LONGEST = 15 * 60.0
    FORGOTTEN_AFTER = 60 * 60.0

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Takes a clock that counts seconds."""
        self._clock = clock
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def wait(self, address: str) -> float:
        """Seconds until the address may try again; 0 when it may now."""
        count, last = self._failures.get(_network(address), (0, 0.0))
        if count <= self.FREE:
            return 0.0
        delay = min(self.LONGEST, 2.0 ** min(count - self.FREE - 1, 30))
        return max(0.0, last + delay - self._clock())

    def failed(self, address: str) -> None:
        """Counts a wrong password."""
        network, now = _network(address), self._clock()
        count, last = self._failures.pop(network, (0, now))
        if now - last > self.FORGOTTEN_AFTER:
            count = 0
        self._failures[network] = (count + 1, now)
        if len(self._failures) > _MOST_ADDRESSES:
            self._failures.popitem(last=False)

    def succeeded(self, address: str) -> None:
        """Forgets the wrong passwords of an address."""
        self._failures.pop(_network(address), None)


class Gate:
    """Asks everyone without a session for the password; sessions live in memory only.

    Wrong passwords slow down the address that they come from, but for browsers that have signed in
    before: each of these is slowed down by its own alone, so that nobody else behind its address
    can lock it out (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
    """

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
            back = _way_back(request.query_params.get("next", ""))
            return await self._login(request) if method == "POST" else _form(back=back)
        if path == "/logout" and method == "POST":
            return self._logout(request)
        if self._knows(request):
            return None
        if method == "GET" and _is_page(request):
            return RedirectResponse(_login_from(request), 303)
        return PlainTextResponse(_("Please sign in first."), 401)

    async def _login(self, request: Request) -> Response:
        who = self._slowed(request)
        given, back = await _sent(request)
        # No await from here to the end: of many tries at once, each is counted before the next.
        if wait := self._slowing.wait(who):
            said = _("Too many wrong passwords. Try again in %(time)s.", time=_seconds(wait))
            return _form(said, 429, wait, back=back)
        if not hmac.compare_digest(_digest(given), self._password):
            self._slowing.failed(who)
            return _form(_("That is not the password."), 401, back=back)
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
        _set_cookie(request, answer, _cookie(request), session, _SESSION_SECONDS)
        _set_cookie(request, answer, _device_cookie(request), device, _DEVICE_SECONDS)

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


def _set_cookie(request: Request, answer: Response, name: str, value: str, seconds: int) -> None:
    answer.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="strict",
        secure=request.headers.get("x-forwarded-proto", request.url.scheme) == "https",
    )


def _device_cookie(request: Request) -> str:
    return f"{_cookie(request)}-known"


def _cookie(request: Request) -> str:
    """Cookies know no ports: two pages of one machine need two names."""
    server = request.scope.get("server")
    return f"dateline-{server[1] if server else 0}"


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


async def _sent(request: Request) -> tuple[str, str]:
    """The password that was sent, and where its sender wanted to go."""
    if int(request.headers.get("content-length", "0")) > _LARGEST_FORM:
        return "", ""
    fields = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    password, back = (fields.get(name, [""])[0] for name in ("password", "next"))
    return password, _way_back(back)


def _is_page(request: Request) -> bool:
    """Whether a request is for a whole page, which one may come back to."""
    path = request.scope["path"]
    whole = path in ("/", "/archive") or path.startswith("/article/")
    return whole and "part" not in request.query_params


def _login_from(request: Request) -> str:
    """Where to sign in, seen from the page that was asked for, and the way back to it."""
    raw = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    place = raw.decode("ascii", "replace").partition("?")[0].removeprefix("/")
    query = request.scope["query_string"].decode("ascii", "replace")
    back = _way_back(place + (f"?{query}" if query else ""))
    root = "../" if place.startswith("article/") else ""
    return f"{root}login" + (f"?{urlencode({'next': back})}" if back else "")


def _way_back(place: str) -> str:
    """A place of this page to go to after signing in; "" for none, or for what is no such place."""
    return place if len(place) <= _LONGEST_WAY and _WAY_BACK.fullmatch(place) else ""


def _network(address: str) -> str:
    """An IPv4 address itself, the /64 of an IPv6 address: one reader has all of that."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return address
    return str(ipaddress.ip_network((int(known), 64), strict=False))


def _seconds(wait: float) -> str:
    whole = max(1, ceil(wait))
    if whole >= 120:
        return _("%(n)s minutes", n=ceil(whole / 60))
    return ngettext("%(num)s second", "%(num)s seconds", whole)


def _form(said: str = "", status: int = 200, wait: float = 0.0, *, back: str = "") -> Response:
    headers = {"cache-control": "no-store"}
    if wait:
        headers["retry-after"] = str(ceil(wait))
    page = rendered("login.html", said=said, back=back, spoken=spoken())
    return HTMLResponse(page, status, headers)
