"""The server of the tools, for whatever transport."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import aclosing
from dataclasses import asdict
from datetime import date
from functools import partial
from importlib.metadata import version
from typing import Annotated, Any

from anyio.to_thread import run_sync
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, InputRequiredResult, TextContent, ToolAnnotations
from pydantic import Field, ValidationError
from starlette.requests import Request

from index.storage.browsing import Sorting
from qa import Answer, QueryEngine, Turn
from qa.answers import plain
from ui.api.articles import article_dict, listed_dict
from ui.api.asking import Asking, Before
from ui.api.failures import fault_of, not_fitting
from ui.api.persons import who
from ui.api.telling import told_of
from ui.api.values import MOST_OF_PAGE, MOST_TOP_K, AnswerTold, Limits, Listing, SentTurn
from ui.mcp.told import answer_told, article_told, list_told, passages_told
from ui.mcp.values import Found, Listed, Opened
from ui.people.person import ANYBODY, Person, person_of

_ABOUT = (
    "A news archive. `ask` answers a question in the articles' own words, each sentence with its "
    "quote, or says that the archive does not hold the answer: then do not answer it from memory. "
    "`search` finds passages, `open_article` shows an article or the exact words of a quote, "
    "`list_articles` tells what there is. Quote only what these tools give."
)
_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

_Limits = Annotated[
    Limits | None,
    Field(description="Only these publishers, sections, kinds, languages, articles or days."),
]
_AsOf = Annotated[
    date | None, Field(description="The day it is asked: nothing published later is there.")
]
_Context = Context[Any, Any]


class _Server(MCPServer[Any]):
    """A server that tells what is wrong with a tool's arguments as the API does."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: _Context | None = None
    ) -> CallToolResult | InputRequiredResult:
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if not isinstance(error.__cause__, ValidationError):
                raise
            found = error.__cause__.errors(include_url=False, include_input=False)
            faults = [fault_of(each["loc"], each["msg"]) for each in found]
            raise ToolError(f"{name}: {not_fitting(faults)}") from None


def tools(asking: Asking) -> MCPServer[Any]:
    """A server whose tools ask what answers whoever calls them."""
    server = _Server(
        "dateline",
        title="Dateline",
        version=version("dateline"),
        instructions=_ABOUT,
        log_level="WARNING",
    )
    _add_answering(server, asking)
    _add_articles(server, asking)
    return server


def _add_answering(server: MCPServer[Any], asking: Asking) -> None:
    @server.tool(title="Ask the archive", annotations=_READS)
    async def ask(
        ctx: _Context,
        question: Annotated[str, Field(description="In words: Who met whom?")],
        history: Annotated[
            list[SentTurn] | None, Field(description="Earlier turns, oldest first.")
        ] = None,
        limits: _Limits = None,
        as_of: _AsOf = None,
    ) -> Annotated[CallToolResult, AnswerTold]:
        """Answers a question from the archive; every sentence has its exact quote."""
        turns = [Turn(each.question, each.answer) for each in history or ()]
        filters = (limits or Limits()).filters()

        async def work(engine: QueryEngine, name: str) -> CallToolResult:
            steps = partial(engine.stream, question, turns, as_of, filters)
            answer = await _last(asking, ctx, name, steps)
            return _result(answer_told(answer), answer.to_dict())

        return await _done(asking, ctx, work, question)

    @server.tool(title="Search the archive", annotations=_READS)
    async def search(
        ctx: _Context,
        query: Annotated[str, Field(description="Words or a question.")],
        top_k: Annotated[int, Field(ge=1, le=MOST_TOP_K)] = 10,
        limits: _Limits = None,
        as_of: _AsOf = None,
    ) -> Annotated[CallToolResult, Found]:
        """Finds the passages that a question would be answered from, best first."""
        filters = (limits or Limits()).filters()

        async def work(engine: QueryEngine, name: str) -> CallToolResult:
            finding = partial(engine.retrieve, query, as_of, filters, top_k=top_k)
            found = await asking.one(name, finding)
            passages = [plain(asdict(each)) for each in found]
            return _result(passages_told(found), {"passages": passages})

        return await _done(asking, ctx, work, query)


def _add_articles(server: MCPServer[Any], asking: Asking) -> None:
    @server.tool(title="Open an article", annotations=_READS)
    async def open_article(
        ctx: _Context,
        id: Annotated[str, Field(description="An article's whole id.")],
        chars: Annotated[
            str | None, Field(description="Only these code points of its text: 279-551.")
        ] = None,
        as_of: _AsOf = None,
    ) -> Annotated[CallToolResult, Opened]:
        """Shows a stored article, or exactly those words of it that a citation names."""

        async def work(engine: QueryEngine, _name: str) -> CallToolResult:
            opened = await run_sync(article_dict, engine, id, chars, as_of)
            return _result(article_told(opened), opened)

        return await _done(asking, ctx, work)

    @server.tool(title="List articles", annotations=_READS)
    async def list_articles(
        ctx: _Context,
        words: Annotated[str, Field(max_length=1000, description="Words that they hold.")] = "",
        limits: _Limits = None,
        as_of: _AsOf = None,
        sort: Sorting | None = None,
        offset: Annotated[int, Field(ge=0)] = 0,
        limit: Annotated[int, Field(ge=1, le=MOST_OF_PAGE)] = 20,
    ) -> Annotated[CallToolResult, Listed]:
        """Lists what the archive holds, a part at a time, with how many of which kind."""
        named = (limits or Limits()).model_dump()
        asked = Listing(**named, q=words, as_of=as_of, sort=sort, offset=offset, limit=limit)

        async def work(engine: QueryEngine, _name: str) -> CallToolResult:
            listed = await run_sync(listed_dict, engine, asked)
            return _result(list_told(listed), listed)

        return await _done(asking, ctx, work)


async def _done(
    asking: Asking,
    ctx: _Context,
    work: Callable[[QueryEngine, str], Awaitable[CallToolResult]],
    *questions: str,
) -> CallToolResult:
    """What comes of some work with the engine of whoever calls a tool, and their name.

    Questions are counted first.

    Raises:
        ToolError: It fails, which is told in a sentence.
    """
    person, name = _caller(ctx)
    engine, request = asking.everything, ctx.request_context.request
    try:
        engine = asking.engine(person)
        if isinstance(request, Request):
            await asking.count(person, request, *questions)
        return await work(engine, name)
    except Exception as error:
        raise ToolError(told_of(error, engine).said) from None


def _caller(ctx: _Context) -> tuple[Person, str]:
    request = ctx.request_context.request
    if not isinstance(request, Request):  # by a pipe: whoever has begun this program
        return ANYBODY, "stdio"
    person = person_of(request)
    return person, who(request, person)


async def _last(
    asking: Asking, ctx: _Context, name: str, steps: Callable[[], Iterator[Answer]]
) -> Answer:
    """The whole answer; meanwhile it is told how far it is, to who wants to hear it."""
    last: Answer | None = None
    told = 0
    async with aclosing(asking.in_turn(name, steps)) as all_steps:
        async for each in all_steps:
            told += 1
            if isinstance(each, Before):
                await ctx.report_progress(told, message=f"{each.number} before this one")
                continue
            last = each
            if each.progress and not each.complete:
                await ctx.report_progress(told, message=each.progress.stage)
    assert last is not None
    return last


def _result(text: str, values: dict[str, Any]) -> CallToolResult:
    content = [TextContent(type="text", text=text)]
    return CallToolResult(content=list(content), structured_content=values)
