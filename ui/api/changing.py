"""What programs add to an archive, and take out of it, where that is allowed."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import Annotated, Any, Protocol

from anyio.to_thread import run_sync
from fastapi import APIRouter, File, Query, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from qa import QueryEngine
from ui.api.asking import Asking, place_of
from ui.api.persons import Writer, who
from ui.api.removing import remove_apart
from ui.api.telling import NotDone
from ui.api.values import SentAddress, SentArticles
from ui.people.audit import Did
from ui.people.person import Person
from ui.web.html.addresses import id_behind
from ui.web.html.problems import json_response
from ui.web.uploading.addresses import checked_address
from ui.web.uploading.desk import Desk
from ui.web.uploading.receiving import receive
from ui.web.uploading.refusing import NotTaken
from ui.web.uploading.results import HIDDEN
from ui.web.uploading.upload import State, Upload

LONGEST_WAIT = 60
_LOOK_SECONDS = 0.1
_PIECE = 256 * 1024
_ARTICLE = b"/api/v1/articles/"
_GOING = (State.COMING, State.WAITING, State.READING)

_Wait = Annotated[
    int, Query(ge=0, le=LONGEST_WAIT, description="How many seconds to wait for its end.")
]


def changing_routes(asking: Asking, desk: Desk | None) -> APIRouter:
    """The routes that change the archive; without a desk each says that it may not be changed."""
    router = APIRouter()

    @router.post("/articles", status_code=202)
    async def add(
        sent: SentArticles, request: Request, person: Writer, wait: _Wait = 0
    ) -> Response:
        """Indexes articles: an upload of its own, 202 while it is read and 200 at its end."""
        lines = "".join(f"{json.dumps(_record(each))}\n" for each in sent.articles).encode()
        adding = _Adding(_open(desk), request, person, asking.engine(person))
        return await adding.files([("articles.jsonl", _Bytes(lines))], wait)

    @router.post("/uploads", status_code=202)
    async def upload(
        files: Annotated[list[UploadFile], File(description="Files of any format read.")],
        request: Request,
        person: Writer,
        wait: _Wait = 0,
    ) -> Response:
        """Indexes the files of a form (multipart/form-data), each a field `files`."""
        adding = _Adding(_open(desk), request, person, asking.engine(person))
        # Not by their names, which several may share.
        return await adding.files([(each.filename or "file", _Form(each)) for each in files], wait)

    @router.post("/addresses", status_code=202)
    async def fetch(
        sent: SentAddress, request: Request, person: Writer, wait: _Wait = 0
    ) -> Response:
        """Fetches the page or the feed of an address, and indexes it."""
        adding = _Adding(_open(desk), request, person, asking.engine(person))
        return await adding.address(sent.address, wait)

    @router.get("/uploads/{upload}")
    async def state(upload: str, request: Request, person: Writer, wait: _Wait = 0) -> Response:
        """How far an upload is, and what became of each article."""
        adding = _Adding(_open(desk), request, person, asking.engine(person))
        return await adding.told(adding.one(upload), wait)

    @router.post("/uploads/{upload}/again", status_code=202)
    async def again(upload: str, request: Request, person: Writer, wait: _Wait = 0) -> Response:
        """Has an upload read again that is `busy`: another program was writing to the archive."""
        opened = _open(desk)
        adding = _Adding(opened, request, person, asking.engine(person))
        busy = adding.one(upload, State.BUSY)
        await run_sync(opened.end, upload, who(request, person))
        return await adding.told(busy, wait)

    @router.delete("/uploads/{upload}", status_code=204)
    async def stop(upload: str, request: Request, person: Writer) -> Response:
        """Stops an upload; what was finished by then stays in the archive."""
        await run_sync(_open(desk).stop, upload, who(request, person))
        return Response(status_code=204)

    @router.delete("/articles/{article:anything}")
    async def remove(request: Request, person: Writer, article: str) -> Response:
        """Takes an article out of every file of the archive, for good."""
        _open(desk)
        engine, wanted = asking.engine(person), id_behind(request, _ARTICLE, "article")
        there = await run_sync(engine.archive.catalog.articles.passing, wanted, engine.filters)
        if there is None:
            raise NotDone(404, "This article is not in the archive.")
        removed = await run_sync(remove_apart, engine.archive.path, wanted)
        await run_sync(asking.note, person, request, Did.REMOVED, removed)
        return json_response({"removed": removed})

    return router


class _File(Protocol):
    """A file on its way: how long it is, and its pieces."""

    @property
    def size(self) -> int: ...

    def pieces(self) -> AsyncIterator[bytes]: ...


class _Bytes:
    """What is sent of a file that is in memory."""

    def __init__(self, content: bytes) -> None:
        self.size = len(content)
        self._content = content

    async def pieces(self) -> AsyncIterator[bytes]:
        yield self._content


class _Form:
    """What is sent of a file of a form, which lies on the disk where it is large."""

    def __init__(self, file: UploadFile) -> None:
        self.size = file.size or 0
        self._file = file

    async def pieces(self) -> AsyncIterator[bytes]:
        while piece := await self._file.read(_PIECE):
            yield piece


class _Adding:
    """Adds for one person, who knows of their own uploads alone."""

    def __init__(self, desk: Desk, request: Request, person: Person, engine: QueryEngine) -> None:
        self._desk = desk
        self._who = who(request, person)
        self._engine = engine
        self._begin = partial(
            desk.begin, self._who, engine=engine, who=person.name, place=place_of(request)
        )

    async def files(self, files: Sequence[tuple[str, _File]], wait: int) -> Response:
        """Takes in files, and has them read."""
        desk, size = self._desk, sum(each.size for _, each in files)
        upload = self._begin(files=len(files), size=size)
        try:
            for n, (name, each) in enumerate(files):
                try:
                    file = desk.place(
                        upload.id, self._who, n, name, at=0, length=each.size, size=each.size
                    )
                    await receive(desk, upload, n, file, 0, each.size, each.pieces())
                except NotTaken:
                    pass  # noted with the upload, which tells of it
            await run_sync(desk.end, upload.id, self._who)
        except BaseException:
            desk.stop(upload.id, self._who)
            raise
        return await self.told(upload, wait)

    async def address(self, address: str, wait: int) -> Response:
        """Has an address fetched and read."""
        written = await run_sync(checked_address, address)
        return await self.told(self._begin(address=written), wait)

    def one(self, upload_id: str, *states: State) -> Upload:
        """An upload by its id; raises Refused where it is not theirs, or in none of the states."""
        return self._desk.one(upload_id, self._who, *states)

    async def told(self, upload: Upload, wait: int) -> Response:
        """How far an upload is, once it has ended or the time is up."""
        until = time.monotonic() + wait
        while upload.state in _GOING and time.monotonic() < until:
            await asyncio.sleep(_LOOK_SECONDS)
        told = await run_sync(self._upload_dict, upload)
        headers = {"location": f"/api/v1/uploads/{upload.id}"}
        return json_response(told, 202 if upload.state in _GOING else 200, headers=headers)

    def _upload_dict(self, upload: Upload) -> dict[str, Any]:
        progress, result = upload.progress, upload.result
        return {
            "id": upload.id,
            "state": upload.state.value,
            "said": upload.said or None,
            "before": self._desk.before(upload) if upload.state is State.WAITING else 0,
            "read": progress.articles if progress else 0,
            "refused": [
                {"origin": each.origin, "why": each.reason} for each in upload.refused.values()
            ]
            if result is None
            else [],
            "lines": [self._line(*line) for line in result.lines] if result else [],
        }

    def _line(self, kind: str, key: str, title: str, origin: str, why: str) -> dict[str, Any]:
        """What became of one article; of what they may not see, only that."""
        lookup = self._engine.archive.catalog.articles
        if key and title and lookup.passing(key, self._engine.filters) is None:
            kind, key, title, why = HIDDEN, "", "", "it is outside of what you may see"
        values = {"id": key, "title": title, "origin": origin, "why": why}
        return {"kind": kind, **{name: value or None for name, value in values.items()}}


def _open(desk: Desk | None) -> Desk:
    if desk is None:
        raise NotDone(
            403, "The archive cannot be changed here: Dateline was started without --uploads."
        )
    return desk


def _record(article: Any) -> dict[str, Any]:  # noqa: ANN401 - SentArticle
    return article.model_dump(exclude_none=True)  # type: ignore[no-any-return]
