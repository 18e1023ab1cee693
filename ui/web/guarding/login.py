"""The one password of a page: asked for once, compared in constant time, guessed at slowly."""

import logging

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from index import DatelineError
from ui.language import _
from ui.people.sessions import DEVICE_SECONDS, SESSION_SECONDS
from ui.people.shared import SharedPassword
from ui.people.tries import network
from ui.web.guarding.forms import (
    cookie_of,
    device_cookie_of,
    is_page,
    login_form,
    login_from,
    sent_fields,
    set_cookie,
    waiting_time,
    way_back,
)

_LOOKING = 8
_log = logging.getLogger("dateline.page")


class Gate:
    """Asks everyone without a session for the password.

    Nothing is kept here: sessions and wrong tries are the same at all servers of an archive.

    Wrong passwords slow down the address that they come from, but for browsers that have signed in
    before: each of these is slowed down by its own alone, so that nobody else behind its address
    can lock it out (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
    """

    takes_keys = False

    def __init__(self, shared: SharedPassword) -> None:
        """Takes the password and who has signed in by it."""
        self._shared = shared
        # Threads of its own: who comes must not wait for pages that are made.
        self._looking = CapacityLimiter(_LOOKING)

    def reader(self, request: Request) -> str | None:
        """A name for who was let in, the same with each request; None for nobody."""
        found = request.scope.get("state", {}).get("signed_in")
        return found if isinstance(found, str) else None

    async def answer(self, request: Request) -> Response | None:
        """The answer to a request that goes no further; None for one that may pass."""
        try:
            return await self._answer(request)
        except DatelineError as error:
            _log.error("%s", error)
            said = _("Who comes cannot be looked up just now. The server's log says why.")
            return PlainTextResponse(said, 503)

    async def _answer(self, request: Request) -> Response | None:
        path, method = request.url.path, request.method
        if path == "/login":
            back = way_back(request.query_params.get("next", ""))
            if method != "POST":
                return login_form(back=back)
            fields = await sent_fields(request)
            return await run_sync(self._login, request, fields, limiter=self._looking)
        if path == "/logout" and method == "POST":
            return await run_sync(self._logout, request, limiter=self._looking)
        session = request.cookies.get(cookie_of(request), "")
        if session:
            found = await run_sync(self._shared.reader, session, limiter=self._looking)
            if found is not None:
                request.scope.setdefault("state", {})["signed_in"] = found
                return None
        if method == "GET" and is_page(request):
            return RedirectResponse(login_from(request), 303)
        return PlainTextResponse(_("Please sign in first."), 401)

    def _login(self, request: Request, fields: dict[str, str]) -> Response:
        who, back = self._slowed(request), fields.get("next", "")
        # Counted before it is compared: of many tries at once, at any server, each counts.
        if wait := self._shared.tries.begin([who]):
            said = _("Too many wrong passwords. Try again in %(time)s.", time=waiting_time(wait))
            return login_form(said, 429, wait, back=back)
        if not self._shared.is_right(fields.get("password", "")):
            return login_form(_("That is not the password."), 401, back=back)
        self._shared.tries.succeeded([who])
        answer = RedirectResponse(back or "./", 303)
        session, device = self._shared.begin()
        set_cookie(request, answer, cookie_of(request), session, SESSION_SECONDS)
        set_cookie(request, answer, device_cookie_of(request), device, DEVICE_SECONDS)
        return answer

    def _slowed(self, request: Request) -> str:
        """Whose wrong passwords count: a browser's that has signed in before, or an address's."""
        if device := self._shared.device(request.cookies.get(device_cookie_of(request), "")):
            return f"device {device}"
        return f"address {network(request.client.host if request.client else '')}"

    def _logout(self, request: Request) -> Response:
        self._shared.end(request.cookies.get(cookie_of(request), ""))
        answer = RedirectResponse("login", 303)
        answer.delete_cookie(cookie_of(request))
        return answer
