"""Signing in at an OpenID Connect provider: out by `/login/elsewhere`, back by `/login/back`."""

import hmac
import logging
import secrets
from dataclasses import dataclass

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from ui.language import _, spoken
from ui.people.audit import Did
from ui.people.oidc import NotSignedIn, Provider, new_errand
from ui.people.people import People
from ui.people.person import Person
from ui.people.sessions import digest
from ui.people.store import PeopleError
from ui.web.guarding.forms import way_back
from ui.web.guarding.people_gate import PeopleGate
from ui.web.html.templating import rendered

_COOKIE = "dateline-elsewhere"
_SECONDS = 10 * 60
_log = logging.getLogger("dateline.page")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Has a provider say who somebody is; who may come is still told here.

    Attributes:
        people: Who may come, by the e-mail address that the provider has seen to be theirs.
        provider: Who says it.
        domain: Of e-mail addresses whose owners may all come, and read; empty for none.
    """

    people: People
    provider: Provider
    domain: str = ""

    @property
    def shown(self) -> str:
        """What the provider is called."""
        return self.provider.shown

    async def answer(self, request: Request, gate: PeopleGate) -> Response:
        """Sends a browser out, or takes it in when it comes back."""
        path = request.scope["path"]
        try:
            if path == "/login/elsewhere":
                return await run_sync(self._send_out, request)
            if path == "/login/back":
                return await run_sync(self._take_in, request, gate)
        except NotSignedIn as error:
            _log.error("%s", error)
            self.people.audit.note("", gate.place(request), Did.FAILED, f"at {self.shown}")
            said = _("You could not be signed in at %(place)s. Please try again.", place=self.shown)
            return gate.form(said, 401, root="../")
        return PlainTextResponse("There is nothing here.", 404)

    def _send_out(self, request: Request) -> Response:
        kept, browser = new_errand(), secrets.token_urlsafe(32)
        back = way_back(request.query_params.get("next", ""))
        state = self.people.send_out({**kept, "browser": digest(browser), "next": back})
        answer = RedirectResponse(self.provider.begin(_own(request), state, kept), 303)
        # Lax, for the browser comes back from another site; it is of no use but for this.
        answer.set_cookie(
            _COOKIE, browser, max_age=_SECONDS, httponly=True, samesite="lax",
            secure=_scheme(request) == "https", path="/login",
        )  # fmt: skip
        return answer

    def _take_in(self, request: Request, gate: PeopleGate) -> Response:
        query = request.query_params
        kept = self.people.come_back(query.get("state", ""))
        browser = digest(request.cookies.get(_COOKIE, ""))
        if kept is None or not hmac.compare_digest(kept["browser"], browser):
            raise NotSignedIn("Somebody came back who was not sent out, or came twice, or late.")
        if "code" not in query or query.get("iss", self.provider.issuer) != self.provider.issuer:
            raise NotSignedIn(f"The provider signed nobody in: {query.get('error', '')[:200]}")
        claims = self.provider.finish(_own(request), query["code"], kept)
        person = self._known(claims.subject, claims.email)
        if person is None:
            self.people.audit.note(
                "", gate.place(request), Did.FAILED, f"at {self.shown}, as nobody who may come"
            )
            return gate.form(_("You may not come to this archive."), 403, root="../")
        # A page, and no redirection: a browser that comes from another site sends no strict cookie.
        answer = HTMLResponse(
            rendered("signed_in.html", place=f"../{kept['next']}", spoken=spoken()),
            headers={"cache-control": "no-store"},
        )
        gate.begin_session(request, answer, person)
        answer.delete_cookie(_COOKIE, path="/login")
        return answer

    def _known(self, subject: str, email: str) -> Person | None:
        try:
            return self.people.accounts.by_provider(subject, email, self.domain)
        except PeopleError as error:
            _log.error("%s", error)
            return None


def _own(request: Request) -> str:
    """Where the provider sends a browser back to; it has to be registered there."""
    return f"{_scheme(request)}://{request.headers['host']}/login/back"


def _scheme(request: Request) -> str:
    return request.headers.get("x-forwarded-proto", request.url.scheme)
