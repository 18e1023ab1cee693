"""The API like OpenAI's as one application, to be put under /v1."""

import json
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing
from dataclasses import replace

from anyio.to_thread import run_sync
from fastapi import FastAPI
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import Response

from qa import Answer, QueryEngine
from qa.pieces import Pieces
from ui.api.asking import Asking, Before, unless_gone
from ui.api.completions.conversation import Conversation, conversation_of
from ui.api.completions.parts import Parts, usage
from ui.api.completions.tasks import reply_to_task
from ui.api.completions.values import Completion
from ui.api.completions.written import Written, plain_markdown, written
from ui.api.failures import tell_failures
from ui.api.persons import Reader, who
from ui.api.telling import NotDone, Told, told_of
from ui.web.html.problems import json_response, openai_error, openai_error_dict

ROOT = "/v1"
MODEL = "dateline"
EXTRACTIVE = "dateline-extractive"
"""The articles' own sentences, where a language model writes the answers of `MODEL`."""


def completions(asking: Asking) -> FastAPI:
    """The API over what answers."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    names = [MODEL, EXTRACTIVE] if asking.model else [MODEL]

    @app.get("/models")
    async def models(person: Reader) -> Response:
        return json_response({"object": "list", "data": [_model(name) for name in names]})

    @app.get("/models/{model:path}")
    async def model(model: str, person: Reader) -> Response:
        return json_response(_model(_known(model, names)))

    @app.post("/chat/completions")
    async def complete(sent: Completion, request: Request, person: Reader) -> Response:
        engine = asking.engine(person)
        if _known(sent.model, names) == EXTRACTIVE:
            engine = engine.without_model()
        conversation = conversation_of(sent.messages)
        asks = who(request, person)
        if reply_to_task(conversation.question) is None:
            await asking.count(person, request, conversation.question)
        completing = _Completing(asking, asks, engine, sent, _place(request))
        if sent.stream:
            asking.check_room(asks)
            return EventSourceResponse(completing.events(conversation), sep="\n")
        return await unless_gone(request, completing.whole(conversation))

    tell_failures(app, lambda: asking.everything, _error)
    return app


class _Completing:
    """One completion: by whom it is asked for, what answers, and where the server is."""

    def __init__(
        self, asking: Asking, who: str, engine: QueryEngine, sent: Completion, place: str
    ) -> None:
        self._asking, self._who, self._engine = asking, who, engine
        self._sent, self._place = sent, place
        self._parts = Parts(sent.model)

    async def whole(self, conversation: Conversation) -> Response:
        """All of it at once."""
        chore = reply_to_task(conversation.question)
        if chore is not None:
            message, answer = Written(chore, "", ()), None
        else:
            found = await self._asking.last(self._who, self._steps(conversation))
            message, answer = written(found, self._place), found.to_dict()
        return json_response(self._parts.whole(message, await self._usage(message), answer))

    async def events(self, conversation: Conversation) -> AsyncGenerator[ServerSentEvent, None]:
        """In chunks, the first at once."""
        try:
            yield _event(self._parts.chunk(role="assistant", content=""))
            message = Written("", "", ())
            async for piece in self._pieces(conversation):
                message = piece if isinstance(piece, Written) else message
                if isinstance(piece, str):
                    yield _event(self._parts.chunk(content=piece))
            if message.annotations:
                yield _event(self._parts.chunk(annotations=list(message.annotations)))
            yield _event(self._parts.chunk("stop"))
            options = self._sent.stream_options
            if options and options.include_usage:
                yield _event(self._parts.used(await self._usage(message)))
            yield ServerSentEvent("[DONE]", sep="\n")
        except Exception as error:
            told = told_of(error, self._engine)
            yield _event(openai_error_dict(told.status, told.said))

    async def _pieces(self, conversation: Conversation) -> AsyncGenerator[str | Written, None]:
        """The text bit by bit, then the message that it is."""
        chore = reply_to_task(conversation.question)
        if chore is not None:
            yield chore
            yield Written(chore, "", ())
            return
        pieces, answer = Pieces(), None
        async with aclosing(self._asking.in_turn(self._who, self._steps(conversation))) as steps:
            async for each in steps:
                if isinstance(each, Before):
                    continue
                answer = each
                if piece := pieces.of(replace(each, text=plain_markdown(each.text))):
                    yield piece
        assert answer is not None
        message = written(answer, self._place)
        if message.below:
            yield message.below
        yield message

    def _steps(self, conversation: Conversation) -> Callable[[], Iterator[Answer]]:
        return lambda: self._engine.stream(conversation.question, conversation.history)

    async def _usage(self, message: Written) -> dict[str, object]:
        asked = "\n".join(each.text for each in self._sent.messages)
        return await run_sync(usage, self._engine, asked, message.text)


def _event(value: dict[str, object]) -> ServerSentEvent:
    return ServerSentEvent(json.dumps(value), sep="\n")


def _model(name: str) -> dict[str, object]:
    return {"id": name, "object": "model", "created": 0, "owned_by": "dateline"}


def _known(name: str, names: list[str]) -> str:
    if name not in names:
        said = f"There is no model '{name[:100]}' here. There is: {', '.join(names)}."
        raise NotDone(404, said, code="model_not_found", param="model")
    return name


def _place(request: Request) -> str:
    """The server's own address, by the name under which it was asked."""
    scheme = request.headers.get("x-forwarded-proto", request.url.scheme)
    return f"{scheme}://{request.headers['host']}"


def _error(told: Told) -> Response:
    status = 400 if told.status == 422 else told.status  # which OpenAI's API does not have
    code, param = told.more.get("code"), told.more.get("param")
    return openai_error(status, told.said, code=code, param=param, headers=told.headers)
