"""What the page's scripts ask of the server besides answers: kept exchanges, shown anew, judged."""

import json
import logging
from collections.abc import Awaitable, Callable

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from index import DatelineError
from ui.language import _, words_for_scripts
from ui.people.person import Person, mark_of, person_of
from ui.web.asking.chats import Chats
from ui.web.exchanges.records import exchange_of, exchanges_of, readable_of
from ui.web.html.requests import json_of
from ui.web.html.templating import static
from ui.web.showing.rendering import render_conversation

_log = logging.getLogger("dateline.page")

Handler = Callable[[Request], Awaitable[Response]]


def kept_routes(chats: Chats, stop: Callable[[str], None]) -> list[Route]:
    """The routes of the page's scripts, from the page's own place.

    `/turns` gives exchanges as HTML, `/feedback` keeps what a reader says of one, `/stop` ends an
    answer by its key, `/words.js` has the scripts' words in the reader's language.
    """

    def turns(sent: object, _person: Person) -> Response:
        return HTMLResponse(render_conversation(readable_of(_of(sent, "turns"))))

    def feedback(sent: object, person: Person) -> Response:
        conversation = exchanges_of(_of(sent, "turns"))
        key = str(_of(sent, "key") or "")
        return HTMLResponse(chats.of(person).judge(conversation, key, _of(sent, "said")))

    def follow_ups(sent: object, person: Person) -> Response:
        asked = _of(sent, "asked")
        but = [each for each in asked if isinstance(each, str)] if isinstance(asked, list) else []
        turn = exchange_of(_of(sent, "turn"))
        return JSONResponse(chats.of(person).follow_ups(turn, but))

    async def stopped(request: Request) -> Response:
        stop(str(_of(await json_of(request), "key") or ""))
        return Response(status_code=204)

    return [
        Route("/turns", _answering(turns), methods=["POST"]),
        Route("/feedback", _answering(feedback), methods=["POST"]),
        Route("/follow-ups", _answering(follow_ups, CapacityLimiter(1)), methods=["POST"]),
        Route("/stop", stopped, methods=["POST"]),
        Route("/words.js", _words),
    ]


def _answering(
    answer: Callable[[object, Person], Response], limiter: CapacityLimiter | None = None
) -> Handler:
    async def handler(request: Request) -> Response:
        sent = await json_of(request)
        try:
            return await run_sync(answer, sent, person_of(request), limiter=limiter)
        except DatelineError as error:
            return PlainTextResponse(str(error), 422)
        except Exception:
            _log.exception("what the page sent could not be answered")
            said = _("Something went wrong here. It is in the server's log.")
            return PlainTextResponse(said, 500)

    return handler


def _of(sent: object, name: str) -> object:
    return sent.get(name) if isinstance(sent, dict) else None


async def _words(request: Request) -> Response:
    told = json.loads(words_for_scripts()) | {"reader": mark_of(person_of(request))}
    script = static("words.js").replace("TOLD", json.dumps(told, ensure_ascii=False), 1)
    headers = {"cache-control": "no-cache", "vary": "accept-language, cookie"}
    return Response(script, media_type="text/javascript", headers=headers)
