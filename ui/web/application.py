"""The chat page as a web application: what it is made of, and which routes it has."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from threading import Thread

from anyio.to_thread import run_sync
from fastapi import FastAPI
from starlette.routing import BaseRoute

from qa import QueryEngine
from qa.async_engine import most_at_once
from ui.people.engines import Engines
from ui.people.people import People
from ui.web.asking.answering import Answering
from ui.web.asking.chats import Chats
from ui.web.asking.kept import kept_routes
from ui.web.exporting import export_routes
from ui.web.guarding.personal import Personal
from ui.web.guarding.queue_bounds import QueueBounds
from ui.web.health import health_routes
from ui.web.loops import within_a_loop
from ui.web.page import Page, suggested
from ui.web.programs import Programs
from ui.web.routes import browsing_routes
from ui.web.upload_routes import upload_routes
from ui.web.uploading.bounds import Uploads
from ui.web.uploading.desk import Desk


def application(
    engine: QueryEngine,
    *,
    sign_out: bool = False,
    uploads: Uploads | None = None,
    people: People | None = None,
    programs: bool = False,
) -> QueueBounds:
    """The chat page over an engine, as an ASGI application that asks nobody who they are.

    Each reader has the engine of whom their requests are found to be from.

    Args:
        engine: What answers.
        sign_out: Whether the page has a button that posts to `logout`.
        uploads: Whether readers may add articles, and how much; None where they may not.
        people: Of the archive, whose questions are counted; None where it has none.
        programs: Whether programs may ask too, by addresses of their own (`ui.web.programs`).
    """
    engines = Engines(engine, named=people is not None)
    chats = Chats(engines)
    chat = chats.all
    desk = Desk(engine, uploads, people.audit if people else None) if uploads else None
    Thread(target=suggested, args=(chat,), name="suggestions", daemon=True).start()
    # What reads takes a processor; who waits for a language model takes none.
    answering = Answering(chat, most_at_once(engine))
    chat.is_busy, chat.is_asked = answering.is_busy, answering.is_asked
    questions = people.questions if people else None
    shown = within_a_loop(lambda: Page(chats, answering, sign_out, uploads, questions))
    doors = Programs(engines, answering.line, desk, people) if programs else None

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        try:
            async with doors.running() if doors else nullcontext():
                yield
        finally:
            if desk:
                await run_sync(desk.close)
            await run_sync(chats.close)

    routes: list[BaseRoute] = [
        *kept_routes(chats, answering.stop),
        *browsing_routes(engines, sign_out=sign_out),
        *export_routes(),
        *upload_routes(desk, engines),
        *(doors.routes if doors else ()),
        *health_routes(engine.archive, lambda: bounds.stopping),
    ]
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan, routes=routes)
    within_a_loop(lambda: shown.mount(app))
    bounds = QueueBounds(Personal(app, engines, shown.parts_of), shown.give_up, shown.is_waiting)
    if doors:
        doors.ends_when(lambda: bounds.stopping)
        bounds.beside = doors.asking.__len__
    return bounds
