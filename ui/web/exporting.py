"""What a reader takes along of a conversation: the route that makes a file of it."""

import json
import logging
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, quote

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from index import DatelineError
from index.prose.invisible import one_line
from ui.exports import FORMATS, Format, Taken, exported
from ui.exports.taken import name_of
from ui.language import _
from ui.web.exchanges.records import exchanges_of
from ui.web.exchanges.taken import taken_of

_log = logging.getLogger("dateline.page")
_LONGEST_NAME = 300
_LONGEST_FILE_NAME = 60
_FIELDS = ("format", "name", "turns")


def export_routes() -> list[Route]:
    """The route `/export`.

    It takes a POST, as a form or as JSON, with `format` (a name of `ui.exports.FORMATS`), `turns`
    (records of `ui.web.exchanges.records`; in a form as JSON) and `name`, what the chat is called,
    for a whole chat. What comes is a file to keep; 400 where the request is not of this form, 422
    where there is nothing to export, with a sentence as plain text.
    """
    return [Route("/export", _export, methods=["POST"])]


def file_name(name: str, wanted: Format) -> tuple[str, str]:
    """What a file is called, in ASCII and as it is: "dateline-who-met-whom.md"."""
    letters = re.sub(r"[\W_]+", "-", one_line(name).casefold()).strip("-")
    cut = letters[:_LONGEST_FILE_NAME].rstrip("-")
    plain = unicodedata.normalize("NFKD", cut).encode("ascii", "ignore").decode()
    plain = re.sub(r"-+", "-", plain).strip("-")
    named = (f"dateline-{each or 'answer'}{wanted.suffix}" for each in (plain, cut))
    ascii_name, whole = named
    return ascii_name, whole


async def _export(request: Request) -> Response:
    body = await request.body()
    of_form = request.headers.get("content-type", "").startswith("application/x-www-form")
    return await run_sync(_answered, body, of_form)


def _answered(body: bytes, of_form: bool) -> Response:
    try:
        return _file(_form(body) if of_form else json.loads(body))
    except DatelineError as error:
        return PlainTextResponse(str(error), 422)
    except (ValueError, RecursionError):
        return PlainTextResponse(_("The page sent no request for a file. Load it again."), 400)
    except Exception:
        _log.exception("an answer could not be exported")
        said = _("The file could not be made. The server's log says why.")
        return PlainTextResponse(said, 400)  # of records that a browser made up, say


def _form(body: bytes) -> dict[str, Any]:
    """The fields of a form, `turns` read as JSON; raises ValueError where it is none."""
    fields = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=20)
    sent: dict[str, Any] = {name: fields[name][0] for name in _FIELDS if name in fields}
    return {**sent, "turns": json.loads(sent.get("turns", ""))}


def _file(sent: object) -> Response:
    """The file that is asked for.

    Raises:
        ValueError: The request is not of the form that the page sends.
        DatelineError: There is nothing to export, or a record cannot be read.
    """
    values = sent if isinstance(sent, Mapping) else {}
    wanted = FORMATS.get(str(values.get("format")))
    name = values.get("name") or ""
    if wanted is None or not isinstance(name, str):
        raise ValueError
    return _attachment(
        [taken_of(each) for each in exchanges_of(values.get("turns"))],
        wanted,
        one_line(name)[:_LONGEST_NAME],
    )


def _attachment(taken: Sequence[Taken], wanted: Format, name: str) -> Response:
    written = exported(taken, wanted, name, talk=bool(name))
    plain, whole = file_name(name_of(taken) or name, wanted)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(whole, safe='')}"
    headers = {"content-disposition": disposition, "cache-control": "no-store"}
    return Response(written, media_type=wanted.media_type, headers=headers)
