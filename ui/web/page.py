"""The chat page as a web application: the one module that knows Gradio."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from importlib.resources import files
from threading import Thread
from typing import Any

import gradio as gr
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from qa import QueryEngine
from ui.language import COOKIE, language_for, speaking, words_for_scripts
from ui.web.chat import Chat
from ui.web.conversation import Conversation, settled
from ui.web.exporting import export_routes
from ui.web.icon import ICON
from ui.web.queue_bounds import MOST_WAITING, QueueBounds
from ui.web.rendering import (
    render_announcement,
    render_archive,
    render_changed,
    render_masthead,
    render_suggestions,
)
from ui.web.routes import browsing_routes
from ui.web.search_in import render_search_in

_AT_ONCE = 24
"""Questions answered at the same time, of all readers; Gradio's own limit is 1."""

_log = logging.getLogger("dateline.page")


def page(engine: QueryEngine, *, sign_out: bool = False) -> QueueBounds:
    """The chat page over an engine, as an ASGI application that asks nobody who they are.

    Args:
        engine: What answers.
        sign_out: Whether the page has a button that posts to `logout`.
    """
    chat = Chat(engine)
    Thread(target=_suggestions, args=(chat,), daemon=True).start()
    blocks = _Page(chat, sign_out).blocks

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await run_sync(chat.close)

    routes = [
        Route("/words.js", _words),
        *browsing_routes(engine, sign_out=sign_out),
        *export_routes(),
    ]
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan, routes=routes)
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        root_path="",
        allowed_paths=[],
        theme=_theme(),
        head=f"<style>{_STYLES}</style>{_ICON}<script src='words.js'></script>",
        footer_links=[],
        show_error=False,
        ssr_mode=False,
        run_history=False,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
    )
    queue = blocks._queue  # Gradio has no other way to take out what was given up
    return QueueBounds(app, queue.clean_events, queue.pending_messages_per_session.__contains__)


class _Page:
    """The components of the page and what happens when they are used."""

    def __init__(self, chat: Chat, sign_out: bool) -> None:
        """Builds the page."""
        self._chat = chat
        self._sign_out = sign_out
        self._values = 0
        self._threads = CapacityLimiter(_AT_ONCE)
        with gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True) as self.blocks:
            self._lay_out()
            self._connect()
        self.blocks.queue(
            api_open=False, max_size=2 * MOST_WAITING, default_concurrency_limit=_AT_ONCE
        )

    def _lay_out(self) -> None:
        self.kept = gr.State(())
        self.covered = gr.State("")  # what this page has been shown of the archive
        # Shown at once; renewed when the page has loaded.
        masthead, archive, search_in = self._cover()
        with gr.Row(elem_id="top"):
            self.masthead = _html("masthead", masthead)
            self.new = gr.Button("New chat", elem_id="new-chat")
        with gr.Row(elem_id="columns"):
            with gr.Column(elem_id="main"):
                with gr.Column(elem_id="reading"):
                    self.suggestions = _html(
                        "suggestions", render_suggestions(None), script="suggestions.js"
                    )
                    self.conversation = _html("conversation", _NO_TURNS, script="conversation.js")
                self._lay_out_composer()
                self.search_in = _html("search-in", search_in, script="search_in.js")
            with gr.Column(elem_id="side"):
                self.archive = _html("archive", archive)
                self.source = _html("source", script="source.js")
        # What has changed comes here; the page puts it into the conversation.
        self.changed = _html("changed", script="changed.js")
        self.announcer = _html("announcer", script="announcer.js")
        self.feedback = _html("feedback", script="feedback.js")
        self.taking = _html("taking", script="taking.js")
        self.limits = gr.JSON(visible=False)  # never shown: what asked.js sends comes as this

    def _lay_out_composer(self) -> None:
        with gr.Row(elem_id="composer"):
            self.box = gr.Textbox(
                label="Your question",
                show_label=False,
                container=False,
                placeholder="Ask the archive a question",
                lines=1,
                max_lines=6,
                autofocus=True,
                elem_id="question",
            )
            self.ask = gr.Button("Ask", variant="primary", elem_id="ask")
            self.stop = gr.Button("Stop", elem_id="stop")

    def _connect(self) -> None:
        told = [self.kept, self.changed, self.announcer]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        asking = gr.on(
            [self.ask.click, self.box.submit, self.suggestions.click],
            self._ask,
            [self.box, self.kept, self.limits],
            [*told, self.box],
            concurrency_limit=_AT_ONCE,
            trigger_mode="once",
            js=_static("asked.js"),
            **quiet,
        )
        covered = [self.covered, self.masthead, self.archive, self.search_in]
        asking.then(self._cover_anew, self.covered, covered, **quiet)
        self.stop.click(self._stop, self.kept, told, cancels=[asking], **quiet)
        self.new.click(self._clear, None, [*told, self.box, self.source], cancels=[asking], **quiet)
        self.conversation.click(self._open, self.kept, self.source, **quiet)
        self.feedback.submit(
            self._judge, self.kept, self.feedback, trigger_mode="multiple", **quiet
        )
        self.blocks.load(self._cover_anew, self.covered, covered, **quiet)
        # Few at a time: who waits for the suggestions must not take the threads of who asks.
        self.blocks.load(self._suggest, None, self.suggestions, concurrency_limit=2, **quiet)

    async def _ask(
        self, typed: str, kept: Conversation, limits: object, event: gr.EventData
    ) -> AsyncIterator[tuple[Conversation, str, str, str]]:
        """One step for each fuller answer; a suggested question comes with the event."""
        chosen = (getattr(event, "_data", None) or {}).get("question")
        question = chosen if isinstance(chosen, str) else typed or ""
        steps = self._chat.ask(question, kept, limits)
        # Abandoned when the reader stops: Gradio would wait for the engine's next step.
        while (
            told := await run_sync(next, steps, None, abandon_on_cancel=True, limiter=self._threads)
        ) is not None:
            yield (*_told(told, kept), "")

    def _stop(self, kept: Conversation) -> tuple[Conversation, str, str]:
        return _told(settled(kept), kept)

    def _clear(self) -> tuple[Conversation, str, str, str, str]:
        return (*_told((), ()), "", "")

    def _open(self, kept: Conversation, event: gr.EventData) -> str:
        data = getattr(event, "_data", None) or {}
        turn, number = (value if isinstance(value, int) else -1 for value in map(data.get, _PLACE))
        # Anew each time, so that opening the same words again scrolls to them.
        return self._anew(self._chat.open(kept, turn, number))

    def _judge(self, kept: Conversation, event: gr.EventData) -> str:
        data = getattr(event, "_data", None) or {}
        # Anew each time, so that the page is told even if the same is said again.
        return self._anew(self._chat.judge(kept, str(data.get("answer", "")), data.get("said")))

    def _anew(self, html: str) -> str:
        """A value that the page has not had before: one that it has is not shown again."""
        self._values += 1
        return f'<div data-value="{self._values}">{html}</div>'

    def _cover(self) -> tuple[str, str, str]:
        stats = self._chat.stats()
        return (
            render_masthead(stats, sign_out=self._sign_out),
            render_archive(stats),
            render_search_in(stats, self._chat.scope),
        )

    def _cover_anew(self, known: str) -> tuple[Any, ...]:
        """What the archive covers; nothing to send where the page has just that."""
        try:
            parts = self._cover()
        except Exception:
            _log.exception("what the archive covers could not be told")
            return (gr.skip(),) * 4
        shown = sha256("".join(parts).encode()).hexdigest()
        return (gr.skip(),) * 4 if shown == known else (shown, *parts)

    def _suggest(self) -> str:
        return render_suggestions(_suggestions(self._chat))


def _words(request: Request) -> Response:
    """What the page's scripts say, in the reader's language."""
    with speaking(
        language_for(request.cookies.get(COOKIE), request.headers.get("accept-language"))
    ):
        script = _static("words.js").replace("TOLD", words_for_scripts(), 1)
    headers = {"cache-control": "no-cache", "vary": "accept-language, cookie"}
    return Response(script, media_type="text/javascript", headers=headers)


_PLACE = ("turn", "number")
_NO_TURNS = '<div id="turns"></div>'
_ICON = f'<link rel="icon" href="{ICON}">'


def _told(conversation: Conversation, before: Conversation) -> tuple[Conversation, str, str]:
    """What is kept, what the page is told of it, and what is read out."""
    return conversation, render_changed(conversation, before), render_announcement(conversation)


def _suggestions(chat: Chat) -> tuple[str, ...]:
    try:
        return chat.suggestions()
    except Exception:
        _log.exception("no first questions could be suggested")
        return ()


def _html(name: str, value: str = "", *, script: str | None = None) -> Any:  # noqa: ANN401 - events by name
    """An HTML part of the page with the default template, the only one that takes any text."""
    run = _static(script) if script else None
    return gr.HTML(value, elem_id=name, js_on_load=run, apply_default_css=False)


def _static(name: str) -> str:
    return files("ui.web").joinpath("static", name).read_text(encoding="utf-8")


_STYLES = "".join(map(_static, ("colours.css", "page.css", "taking.css", "print.css")))


def _theme() -> gr.themes.Base:
    """Gradio's plainest theme on the reader's own fonts: the default one asks Google for some."""
    sans = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif")
    return gr.themes.Base(font=sans, font_mono=("ui-monospace", "monospace"))
