"""The chat page: the one module that knows Gradio."""

import json
import logging
from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Any, cast

import gradio as gr
from anyio.to_thread import run_sync
from gradio.data_classes import BlocksConfigDict
from starlette.applications import Starlette

from ui.language import languages, speaking, spoken, words_for_scripts
from ui.people.person import ANYBODY, Person, Scope, person_of
from ui.people.questions import Questions
from ui.web.asking.answering import Answering
from ui.web.asking.asked import AskedOnPage
from ui.web.asking.chat import Chat
from ui.web.asking.chats import Chats
from ui.web.asking.counted import refused
from ui.web.guarding.personal import own
from ui.web.guarding.queue_bounds import MOST_WAITING
from ui.web.html.spoken import language_of
from ui.web.html.templating import rendered, static
from ui.web.showing.icon import ICON
from ui.web.showing.rendering import (
    render_archive,
    render_masthead,
    render_suggestions,
    render_told,
)
from ui.web.showing.search_in import render_search_in
from ui.web.uploading.bounds import Uploads

_log = logging.getLogger("dateline.page")


class _Spoken(gr.Blocks):
    """Blocks that a page in another language is made of: `config` is what Gradio puts into it."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Gradio's own
        """Takes what Gradio takes."""
        self.said: dict[str, dict[str, str]] = {}
        """By a language, what the parts of the page say at first, by their names."""
        super().__init__(**options)

    @property
    def config(self) -> BlocksConfigDict:
        """The page in the present language."""
        said = {**self.said.get(spoken(), {}), **own().parts}
        components = [
            {**each, "props": {**each["props"], "value": said[name]}}
            if (name := each["props"].get("elem_id")) in said
            else each
            for each in self._made["components"]
        ]
        words = json.loads(words_for_scripts()) | {"reader": own().mark}
        told = {"components": components, "dateline": words}
        return cast("BlocksConfigDict", {**self._made, **told})

    @config.setter
    def config(self, made: BlocksConfigDict) -> None:
        self._made = made


class Page:
    """The components of the page and what happens when they are used."""

    def __init__(
        self,
        chats: Chats,
        answering: Answering,
        sign_out: bool,
        uploads: Uploads | None,
        questions: Questions | None,
    ) -> None:
        """Builds the page."""
        self._questions = questions
        self._uploads = uploads
        self._chats = chats
        self._answering = answering
        self._sign_out = sign_out
        with _Spoken(title="Dateline", analytics_enabled=False, fill_width=True) as self.blocks:
            self._lay_out()
            self._connect()
        for language in languages():
            with speaking(language):
                self.blocks.said[language] = self.parts_of(ANYBODY)
        # Each waits in its own line, and hears of it; Gradio's queue only has to be long enough.
        self.blocks.queue(
            api_open=False, max_size=2 * MOST_WAITING, default_concurrency_limit=MOST_WAITING
        )

    def mount(self, app: Starlette) -> None:
        """Puts the page into an application, at its root."""
        gr.mount_gradio_app(
            app,
            self.blocks,
            path="/",
            root_path="",
            allowed_paths=[],
            theme=_theme(),
            head=_HEAD,
            footer_links=[],
            show_error=False,
            ssr_mode=False,
            run_history=False,
            enable_monitoring=False,
            mcp_server=False,
            pwa=False,
        )

    async def give_up(self, session: str) -> None:
        """Takes what waits for a session out of the queue; Gradio has no other way to."""
        await self.blocks._queue.clean_events(session_hash=session)

    def is_waiting(self, session: str) -> bool:
        """Whether anything waits for a session."""
        return session in self.blocks._queue.pending_messages_per_session

    def _lay_out(self) -> None:
        self.covered = gr.State("")  # what this page has been shown of the archive
        # Shown at once; what tells of the archive is renewed when the page has loaded.
        said = self.parts_of(ANYBODY)
        with gr.Row(elem_id="top"):
            self.masthead = _html("masthead", said["masthead"])
            _html("tools", said["tools"])
        with gr.Row(elem_id="columns"):
            _html("chats", said["chats"])
            with gr.Column(elem_id="main"):
                with gr.Column(elem_id="reading"):
                    self.suggestions = _html("suggestions", said["suggestions"])
                    # Its scripts ask by it, and show in it what `told` brings.
                    self.conversation = _html(
                        "conversation", '<div id="turns"></div>', script="ask_by_gradio.js"
                    )
                _html("composer", said["composer"])
                self.search_in = _html("search-in", said["search-in"], script="search_in.js")
            with gr.Column(elem_id="side"):
                self.archive = _html("archive", said["archive"], script="cover_by_gradio.js")
                _html("source", '<div id="pane"></div>')
        self.told = _html("told", script="told.js")
        _html("announcer", '<p role="status" aria-live="polite"></p>')

    def parts_of(self, person: Person) -> dict[str, str]:
        """The parts that have words in them, by their names, as somebody sees them at first."""
        chat = self._chats.all if person is ANYBODY else self._chats.of(person)
        masthead, archive, search_in = self._cover(chat)
        uploads = self._uploads if person.may(Scope.WRITE) else None
        return {
            "masthead": masthead,
            "tools": rendered("tools.html", languages=languages(), uploads=uploads),
            "chats": rendered("chats.html"),
            "suggestions": render_suggestions(None),
            "composer": rendered("composer.html", model=chat.model),
            "search-in": search_in,
            "archive": archive,
        }

    def _connect(self) -> None:
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        asking = self.conversation.submit(
            self._ask, None, self.told, concurrency_limit=None, trigger_mode="multiple", **quiet
        )
        asking.failure(None, js=_FAILED, **quiet)
        covered = [self.covered, self.masthead, self.archive, self.search_in]
        asking.then(self._cover_anew, self.covered, covered, **quiet)
        self.archive.submit(self._cover_anew, self.covered, covered, **quiet)
        self.blocks.load(self._cover_anew, self.covered, covered, **quiet)
        # Few at a time: who waits for the suggestions must not take the threads of who asks.
        self.blocks.load(self._suggest, None, self.suggestions, concurrency_limit=2, **quiet)

    async def _ask(self, event: gr.EventData, request: gr.Request) -> AsyncIterator[str]:
        """One step for each fuller answer to the question that comes with the event."""
        asked = AskedOnPage.of(getattr(event, "_data", None))
        language, beat = language_of(request.request), 0
        person = _person(request)
        if self._questions:
            place = request.client.host if request.client else ""
            told = await run_sync(refused, self._questions, person, place, asked, language)
            if told:
                yield told
                return
        chat = await run_sync(self._chats.of, person)
        # Of the language nothing is set while others run: steps may come in other contexts.
        async for exchange in self._answering.answer(asked, language, chat):
            beat += 1
            with speaking(language):
                told = render_told(exchange, beat)
            yield told

    def _cover(self, chat: Chat) -> tuple[str, str, str]:
        stats = chat.stats()
        return (
            render_masthead(stats, sign_out=self._sign_out),
            render_archive(stats),
            render_search_in(stats, chat.scope),
        )

    def _cover_anew(self, known: str, request: gr.Request) -> tuple[Any, ...]:
        """What the archive covers; nothing to send where the page has just that."""
        try:
            with speaking(language_of(request.request)):
                parts = self._cover(self._chats.of(_person(request)))
        except Exception:
            _log.exception("what the archive covers could not be told")
            return (gr.skip(),) * 4
        shown = sha256("".join(parts).encode()).hexdigest()
        return (gr.skip(),) * 4 if shown == known else (shown, *parts)

    def _suggest(self, request: gr.Request) -> str:
        found = suggested(self._chats.of(_person(request)))
        with speaking(language_of(request.request)):
            return render_suggestions(found)


_STYLE_FILES = (
    "colours.css",
    "page.css",
    "evidence.css",
    "taking.css",
    "uploading.css",
    "print.css",
)
_STYLES = "".join(map(static, _STYLE_FILES))
_FAILED = "() => window.dateline.failed()"
_HEAD = (
    f"<style>{_STYLES}</style><link rel='icon' href='{ICON}'><script>{static('theme.js')}</script>"
    f"<script>{static('words.js').replace('TOLD', 'window.gradio_config.dateline', 1)}</script>"
    f"<script>{static('early.js')}</script>"
    "<script type='module' src='dateline/page.js'></script>"
)


def _person(request: gr.Request) -> Person:
    # Gradio's has none where no page asked: nobody, who has an engine only where nobody is asked.
    return person_of(request.request) if request.request else ANYBODY


def suggested(chat: Chat) -> tuple[str, ...]:
    """The first questions of a chat; none, and a note in the log, where making them fails."""
    try:
        return chat.suggestions()
    except Exception:
        _log.exception("no first questions could be suggested")
        return ()


def _html(name: str, value: str = "", *, script: str | None = None) -> Any:  # noqa: ANN401 - events by name
    """An HTML part of the page with the default template, the only one that takes any text."""
    run = static(script) if script else None
    return gr.HTML(value, elem_id=name, js_on_load=run, apply_default_css=False)


def _theme() -> gr.themes.Base:
    """Gradio's plainest theme on the reader's own fonts: the default one asks Google for some."""
    sans = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif")
    return gr.themes.Base(font=sans, font_mono=("ui-monospace", "monospace"))
