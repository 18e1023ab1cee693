"""Questions and searches of programs: answered whole, or as events while the answer comes."""

import json
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing
from dataclasses import asdict
from typing import Any

from anyio.to_thread import run_sync
from fastapi import APIRouter
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import Response

from qa import Answer, QueryEngine
from qa.answers import plain
from ui.api.asking import Asking, Before, unless_gone
from ui.api.persons import Reader, who
from ui.api.telling import told_of
from ui.api.values import Ask, Search
from ui.web.html.problems import json_response

_EVENTS = "text/event-stream"


def ask_routes(asking: Asking) -> APIRouter:
    """The routes `/ask` and `/search`."""
    router = APIRouter()

    @router.post("/ask")
    async def ask(asked: Ask, request: Request, person: Reader) -> Response:
        """Answers a question, with citations.

        With `stream`, or where `text/event-stream` is accepted, events come: `progress` (how many
        are before one, or what is read), `answer` (the answer so far), `done` (the whole answer)
        and `error` (problem details).
        """
        engine = tuned(asking.engine(person), asked)
        filters = asked.filters.filters()
        # What is wrong with them is told with its status, before anything streams.
        await run_sync(engine.limits, filters, asked.as_of)
        await asking.count(person, request, asked.question)

        def steps() -> Iterator[Answer]:
            history = [each.turn() for each in asked.history]
            return engine.stream(asked.question, history, asked.as_of, filters, asked.today)

        asks = who(request, person)
        if asked.stream or _EVENTS in request.headers.get("accept", ""):
            asking.check_room(asks)
            return EventSourceResponse(_events(asking, asks, steps, engine), sep="\n")
        answer = await unless_gone(request, asking.last(asks, steps))
        return json_response(answer.to_dict())

    @router.post("/search")
    async def search(asked: Search, request: Request, person: Reader) -> Response:
        """Finds the passages that a question would be answered from, best first."""
        engine, filters = asking.engine(person), asked.filters.filters()
        await asking.count(person, request, asked.query)

        def work() -> list[dict[str, Any]]:
            found = engine.retrieve(asked.query, asked.as_of, filters, asked.today, asked.top_k)
            return [plain(asdict(passage)) for passage in found]

        passages = await unless_gone(request, asking.one(who(request, person), work))
        return json_response({"passages": passages})

    return router


def tuned(engine: QueryEngine, asked: Ask) -> QueryEngine:
    """The engine as a question wants it."""
    engine = engine if asked.model else engine.without_model()
    if asked.top_k is None and asked.min_confidence is None:
        return engine
    return engine.tuned(top_k=asked.top_k, min_confidence=asked.min_confidence)


async def _events(
    asking: Asking, asks: str, steps: Callable[[], Iterator[Answer]], engine: QueryEngine
) -> AsyncGenerator[ServerSentEvent, None]:
    told: Answer | None = None
    try:
        async with aclosing(asking.in_turn(asks, steps)) as all_steps:
            async for each in all_steps:
                if isinstance(each, Before):
                    yield _event("progress", {"before": each.number})
                elif each != told:  # the same one comes while a language model is waited for
                    told = each
                    yield _event(*_told(each))
    except Exception as error:
        yield _event("error", told_of(error, engine).as_dict())


def _told(answer: Answer) -> tuple[str, dict[str, Any]]:
    if answer.complete:
        return "done", answer.to_dict()
    if answer.progress and not answer.sentences:
        return "progress", asdict(answer.progress)
    return "answer", answer.to_dict()


def _event(name: str, value: dict[str, Any]) -> ServerSentEvent:
    # ASCII: a half of a surrogate pair could not be written otherwise.
    return ServerSentEvent(json.dumps(value), event=name, sep="\n")
