"""The login page: its form, what it sends, the way back from it, the cookies of who signed in."""

import re
from math import ceil
from urllib.parse import parse_qs, quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ui.language import _, ngettext, spoken
from ui.web.html.templating import rendered

_LARGEST_FORM = 8_192
_LONGEST_WAY = 4_000
# Below this page and nowhere else: one step, without a scheme or a host. An article's id is encoded
# whole, and the words of it that are to be shown stand behind a "#".
_WAY_BACK = re.compile(
    r"(archive|article/[A-Za-z0-9._~%!$&'()*+,;=@-]+)?(\?[A-Za-z0-9._~%!$&'()*+,;=:@/?-]*)?"
    r"(#chars=\d+-\d+)?"
)


def login_form(
    said: str = "",
    status: int = 200,
    wait: float = 0.0,
    *,
    back: str = "",
    people: bool = False,
    name: str = "",
    elsewhere: str = "",
    root: str = "",
) -> Response:
    """The page.

    Args:
        said: What is wrong, in a sentence; empty for nothing.
        status: Of the answer.
        wait: Seconds until it may be tried again.
        back: Where to go after signing in.
        people: Whether it asks for a name.
        name: Which one stands there already.
        elsewhere: Who else signs people in, as it is shown; empty for nobody.
        root: The way from the address that is answered to the page's root: "" or "../".
    """
    headers = {"cache-control": "no-store"}
    if wait:
        headers["retry-after"] = str(ceil(wait))
    page = rendered(
        "login.html",
        said=said,
        back=back,
        spoken=spoken(),
        people=people,
        name=name,
        elsewhere=elsewhere,
        root=root,
        query=f"?{urlencode({'next': back})}" if back else "",
    )
    return HTMLResponse(page, status, headers)


async def sent_fields(request: Request) -> dict[str, str]:
    """The fields that were sent, of which `next` is a place of this page, or empty."""
    if int(request.headers.get("content-length", "0")) > _LARGEST_FORM:
        return {}
    fields = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    found = {name: values[0] for name, values in fields.items()}
    return found | {"next": way_back(found.get("next", ""))}


def is_page(request: Request) -> bool:
    """Whether a request is for a whole page, which one may come back to."""
    path = request.scope["path"]
    whole = path in ("/", "/archive") or path.startswith("/article/")
    return whole and "part" not in request.query_params


def login_from(request: Request) -> str:
    """Where to sign in, seen from the page that was asked for, and the way back to it."""
    raw = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    place = raw.decode("ascii", "replace").partition("?")[0].removeprefix("/")
    query = request.scope["query_string"].decode("ascii", "replace")
    back = way_back(place + (f"?{query}" if query else ""))
    root = "../" if place.startswith("article/") else ""
    return f"{root}login" + (f"?{urlencode({'next': back})}" if back else "")


def way_back(place: str) -> str:
    """A place of this page to go to after signing in; "" for none, or for what is no such place."""
    return place if len(place) <= _LONGEST_WAY and _WAY_BACK.fullmatch(place) else ""


def cookie_of(request: Request) -> str:
    """The name of a session's cookie. Cookies know no ports: two pages of one machine need two.

    By the port that the browser knows: behind a proxy, that of all servers is the same.
    """
    port = request.headers.get("host", "").rpartition(":")[2]
    return f"dateline-{port if port.isascii() and port.isdigit() else 0}"


def device_cookie_of(request: Request) -> str:
    """The name of the cookie by which a browser is known that has signed in before."""
    return f"{cookie_of(request)}-known"


def set_cookie(request: Request, answer: Response, name: str, value: str, seconds: int) -> None:
    """Gives a browser what it sends along from now on, and no script of a page can read."""
    answer.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="strict",
        secure=request.headers.get("x-forwarded-proto", request.url.scheme) == "https",
    )


def waiting_time(wait: float) -> str:
    """How long somebody has to wait, in words."""
    whole = max(1, ceil(wait))
    if whole >= 120:
        return _("%(n)s minutes", n=ceil(whole / 60))
    return ngettext("%(num)s second", "%(num)s seconds", whole)
