"""Asks who comes: by name and password, by a session's cookie, or by a key."""

import logging
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from typing import Protocol

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from index import DatelineError
from ui.language import _
from ui.people.accounts import plain_name
from ui.people.audit import Did
from ui.people.passwords import AT_ONCE
from ui.people.people import People
from ui.people.person import Person, Scope, tell_person
from ui.people.sessions import DEVICE_SECONDS, SESSION_SECONDS
from ui.people.store import PeopleError
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

_BEARER = "bearer "
_LOOKING = 8
# These say themselves what may be done there, and in their own words that it may not.
_OWN = ("/api/", "/v1/", "/mcp")
_log = logging.getLogger("dateline.page")


class Elsewhere(Protocol):
    """Somebody else who signs people in."""

    @property
    def shown(self) -> str:
        """What they are called."""

    async def answer(self, request: Request, gate: "PeopleGate") -> Response:
        """What is answered to a GET below `/login/`."""


class PeopleGate:
    """Lets in whom it knows, tells the request who it is, and refuses what they may not do.

    Nothing is kept here: sessions, keys and wrong tries are the same at all servers of an archive,
    and what is taken away is gone with the next request.

    Args:
        people: Whom it knows.
        elsewhere: Who else signs people in.
    """

    takes_keys = True

    def __init__(self, people: People, elsewhere: Elsewhere | None = None) -> None:
        """Takes whom it knows."""
        self._people = people
        self._elsewhere = elsewhere
        self._hashing = CapacityLimiter(AT_ONCE)
        # Threads of its own: who comes must not wait for pages that are made.
        self._looking = CapacityLimiter(_LOOKING)

    def reader(self, request: Request) -> str | None:
        """A name for who was let in, the same with each request; None for nobody."""
        found = request.scope.get("state", {}).get("person")
        return f"person {found.name}" if isinstance(found, Person) else None

    async def answer(self, request: Request) -> Response | None:
        """The answer to a request that goes no further; None for one that may pass."""
        try:
            return await self._answer(request)
        except DatelineError as error:
            _log.error("%s", error)
            said = _("Who comes cannot be looked up just now. The server's log says why.")
            return PlainTextResponse(said, 503)

    async def _answer(self, request: Request) -> Response | None:
        path, method = request.scope["path"], request.method
        if path == "/login":
            back = way_back(request.query_params.get("next", ""))
            return await self._login(request) if method == "POST" else self.form(back=back)
        if self._elsewhere and path.startswith("/login/") and method == "GET":
            return await self._elsewhere.answer(request, self)
        if path == "/logout" and method == "POST":
            return await run_sync(self._logout, request, limiter=self._looking)
        found = await run_sync(self._found, request, limiter=self._looking)
        if isinstance(found, Response):
            return found
        if not _may(found, path):
            return PlainTextResponse(_("You may not do this here."), 403)
        tell_person(request, found)
        return None

    async def _login(self, request: Request) -> Response:
        fields = await sent_fields(request)
        name, password = fields.get("username", ""), fields.get("password", "")
        form = partial(self.form, back=fields.get("next", ""), name=name)
        whose = await run_sync(self._whose, request, name, limiter=self._looking)
        if wait := await run_sync(self._people.tries.begin, whose, limiter=self._looking):
            said = _("Too many wrong passwords. Try again in %(time)s.", time=waiting_time(wait))
            return form(said, 429, wait)
        by_password = self._people.accounts.by_password
        found = await run_sync(by_password, name, password, limiter=self._hashing)
        if found is None:
            await run_sync(self._note_failure, request, name, limiter=self._looking)
            return form(_("That is not the name, or not the password."), 401)
        await run_sync(self._forget, whose, limiter=self._looking)
        answer = RedirectResponse(fields.get("next") or "./", 303)
        await run_sync(self.begin_session, request, answer, found, limiter=self._looking)
        return answer

    def begin_session(self, request: Request, answer: Response, person: Person) -> None:
        """Signs somebody in with an answer; takes a moment."""
        session, device = self._people.sessions.begin(person)
        set_cookie(request, answer, cookie_of(request), session, SESSION_SECONDS)
        set_cookie(request, answer, device_cookie_of(request), device, DEVICE_SECONDS)
        self._people.audit.note(person.name, self.place(request), Did.SIGNED_IN)

    def form(
        self,
        said: str = "",
        status: int = 200,
        wait: float = 0.0,
        *,
        back: str = "",
        name: str = "",
        root: str = "",
    ) -> Response:
        """The login page; see `login_form`."""
        shown = self._elsewhere.shown if self._elsewhere else ""
        return login_form(
            said, status, wait, back=back, people=True, name=name, elsewhere=shown, root=root
        )

    def place(self, request: Request) -> str:
        """From which address a request came."""
        return request.client.host if request.client else ""

    def _whose(self, request: Request, name: str) -> list[str]:
        """Whose wrong tries count: a browser's where they signed in before, else all these.

        Others can neither lock out a browser nor guess by many addresses or many names.
        """
        try:
            known = plain_name(name)
        except PeopleError:
            known = name
        device = request.cookies.get(device_cookie_of(request), "")
        if device and self._people.sessions.is_of(device, known):
            return [f"device {_hidden(device)}"]
        # Hashed: a password may have been typed where the name belongs.
        return [f"address {network(self.place(request))}", f"name {_hidden(known)}"]

    def _forget(self, whose: Sequence[str]) -> None:
        for who in whose:
            if who.startswith("address "):
                # Others may be behind it, or the same one who tries another's name.
                self._people.tries.take_back(who)
            else:
                self._people.tries.succeeded([who])

    def _note_failure(self, request: Request, name: str) -> None:
        try:
            who, what = self._people.accounts.get(name).name, "by a password"
        except PeopleError:
            who, what = "", "by a name that nobody has"
        self._people.audit.note(who, self.place(request), Did.FAILED, what)

    def _found(self, request: Request) -> Person | Response:
        """Who sent a request, or what they are told. Who comes by a key has no session as well."""
        key = bearer_of(request)
        if key is not None:
            return self._by_key(request, key)
        session = request.cookies.get(cookie_of(request), "")
        found = self._people.sessions.person(session) if session else None
        return found or _unknown(request)

    def _by_key(self, request: Request, key: str) -> Person | Response:
        """Whose key it is. A right one always counts: no number of tries would find another."""
        found = self._people.keys.person(key)
        if found is not None:
            return found
        headers = {"www-authenticate": "Bearer"}
        if wait := self._people.tries.begin([f"keys {network(self.place(request))}"]):
            said = _("Too many wrong keys. Try again in %(time)s.", time=waiting_time(wait))
            return PlainTextResponse(said, 429, headers | {"retry-after": str(int(wait) + 1)})
        self._people.audit.note("", self.place(request), Did.FAILED, "by a key")
        said = _("This key opens nothing here. It may have been revoked, or have ended.")
        return PlainTextResponse(said, 401, headers)

    def _logout(self, request: Request) -> Response:
        session = request.cookies.get(cookie_of(request), "")
        if found := self._people.sessions.person(session):
            self._people.audit.note(found.name, self.place(request), Did.SIGNED_OUT)
        self._people.sessions.end(session)
        answer = RedirectResponse("login", 303)
        answer.delete_cookie(cookie_of(request))
        return answer


def bearer_of(request: Request) -> str | None:
    """The key that a request comes by; None where it comes by none."""
    sent = request.headers.get("authorization", "")
    return sent[len(_BEARER) :].strip() if sent.lower().startswith(_BEARER) else None


def _unknown(request: Request) -> Response:
    if request.method == "GET" and is_page(request):
        return RedirectResponse(login_from(request), 303)
    return PlainTextResponse(_("Please sign in first."), 401, {"www-authenticate": "Bearer"})


def _may(person: Person, path: str) -> bool:
    if path.startswith(_OWN):
        return True
    adds = path == "/uploads" or path.startswith("/uploads/")
    return person.may(Scope.WRITE if adds else Scope.READ)


def _hidden(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
