"""The addresses by which readers add articles, and what each answers."""

import logging
from collections.abc import Awaitable, Callable
from io import StringIO

from anyio.to_thread import run_sync
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from ui.language import _
from ui.people.engines import Engines
from ui.people.person import person_of
from ui.report_table import write_table
from ui.web.html.requests import json_of, reader_of
from ui.web.html.templating import rendered
from ui.web.uploading.addresses import checked_address
from ui.web.uploading.desk import Desk
from ui.web.uploading.receiving import receive
from ui.web.uploading.refusing import NotTaken, Refused
from ui.web.uploading.telling import told

_Handler = Callable[[Request], Awaitable[Response]]
_LARGEST = 10**12
_LONGEST_NAME = 4_000
_log = logging.getLogger("dateline.page")


def upload_routes(desk: Desk | None, engines: Engines | None = None) -> list[Route]:
    """The routes of what readers add; without a desk each says that they may not.

    `/uploads` gives a reader's own uploads as HTML, and begins one (JSON with `files` and `bytes`,
    or with `address`; the answer has its `id`). Below that `/file` takes a piece of a file (in the
    query its number `n`, `name`, `size`, and where the piece begins, `at`), `/end` has read what
    has come, `/stop` ends it, `/forget` shows it no more, `/report.csv` is what became of it.

    Args:
        desk: What takes them.
        engines: Under whose filters each reader is told of theirs; by default the desk's own.
    """
    if desk is None:
        return [
            Route("/uploads", _not_allowed, methods=["GET", "POST"]),
            Route("/uploads/{rest:path}", _not_allowed, methods=["GET", "POST"]),
        ]
    served = _Served(desk, engines)
    done = ("end", "stop", "forget")
    return [
        Route("/uploads", _answering(served.all), methods=["GET"]),
        Route("/uploads", _answering(served.begin), methods=["POST"]),
        Route("/uploads/{id}/file", _answering(served.file), methods=["POST"]),
        Route("/uploads/{id}/report.csv", _answering(served.table), methods=["GET"]),
        *(
            Route(f"/uploads/{{id}}/{name}", _answering(served.doing(name)), methods=["POST"])
            for name in done
        ),
    ]


class _Served:
    """What is answered, for one desk."""

    def __init__(self, desk: Desk, engines: Engines | None) -> None:
        self._desk = desk
        self._engines = engines

    async def all(self, request: Request) -> Response:
        """A reader's uploads; see `static/uploading.js`."""
        uploads = await run_sync(told, self._desk, reader_of(request.scope))
        html = rendered("uploads.html", uploads=uploads)
        return HTMLResponse(html, headers={"cache-control": "no-store"})

    async def begin(self, request: Request) -> Response:
        """Begins an upload, and says by which id."""
        sent = await _fields(request)
        address = str(sent.get("address") or "").strip()
        files, size = _whole(sent.get("files")), _whole(sent.get("bytes"))
        if address:
            address = await run_sync(checked_address, address)
        elif not files:
            raise Refused(_("Choose files, or give an address."), 422)
        person = person_of(request)
        upload = self._desk.begin(
            reader_of(request.scope),
            files=files,
            size=size,
            address=address,
            engine=await run_sync(self._engines.of, person) if self._engines else None,
            who=person.name,
            place=request.client.host if request.client else "",
        )
        return JSONResponse({"id": upload.id})

    async def file(self, request: Request) -> Response:
        """Takes a piece of a file: 204, or 200 and why the file is left out."""
        query, reader = request.query_params, reader_of(request.scope)
        at, length, size, n = (
            _whole(each)
            for each in (
                query.get("at"),
                request.headers.get("content-length"),
                query.get("size"),
                query.get("n"),
            )
        )
        upload_id, name = request.path_params["id"], query.get("name", "")[:_LONGEST_NAME]
        try:
            file = self._desk.place(upload_id, reader, n, name, at=at, length=length, size=size)
            upload = self._desk.one(upload_id, reader)
            await receive(self._desk, upload, n, file, at, length, request.stream())
        except NotTaken as left_out:
            return PlainTextResponse(str(left_out))
        return Response(status_code=204)

    async def table(self, request: Request) -> Response:
        """What became of an upload, as CSV."""
        upload = self._desk.one(request.path_params["id"], reader_of(request.scope))
        written = StringIO(newline="")
        write_table(written, upload.result.rows() if upload.result else ())
        headers = {
            "content-disposition": f'attachment; filename="dateline-{upload.called}.csv"',
            "cache-control": "no-store",
        }
        body = written.getvalue().encode("utf-8", "replace")
        return Response(body, media_type="text/csv; charset=utf-8", headers=headers)

    def doing(self, name: str) -> _Handler:
        """What does something with an upload, by the method's name."""
        does: Callable[[str, str], None] = getattr(self._desk, name)

        async def handler(request: Request) -> Response:
            await run_sync(does, request.path_params["id"], reader_of(request.scope))
            return Response(status_code=204)

        return handler


def _answering(answer: _Handler) -> _Handler:
    async def handler(request: Request) -> Response:
        try:
            return await answer(request)
        except Refused as refused:
            return PlainTextResponse(refused.said, refused.status)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        except Exception:
            _log.exception("an upload could not be taken")
            said = _("Something went wrong here. It is in the server's log.")
            return PlainTextResponse(said, 500)

    return handler


async def _not_allowed(_request: Request) -> Response:
    said = _("Articles cannot be added on this page.")
    return PlainTextResponse(f"{said} (dateline chat --uploads)", 403)


async def _fields(request: Request) -> dict[str, object]:
    sent = await json_of(request)
    return sent if isinstance(sent, dict) else {}


def _whole(sent: object) -> int:
    """A whole number from 0 on; raises Refused where it is none."""
    written = str(0 if sent is None else sent)
    if not (written.isascii() and written.isdigit()) or len(written) > 13:
        raise Refused(_("The page sent what it should not. Load it again."), 400)
    return min(int(written), _LARGEST)
