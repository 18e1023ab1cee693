"""The chat page in a browser, as the tests use it: served, opened by a reader, asked, read."""

from contextlib import contextmanager
from dataclasses import replace
from threading import Event

from waiting import PATIENCE

from qa import QueryEngine
from ui.web.serving import start


class Paced:
    """An engine whose pace a test sets, and whose refusals and crashes.

    The end of an answer to "Slowly ..." is held back until it is let go, all of one to
    "Silently ...".
    """

    def __init__(self, engine: QueryEngine) -> None:
        self._engine = engine
        self.let_go = Event()

    def __getattr__(self, name):
        return getattr(self._engine, name)

    def stream(self, question, history=(), as_of=None, filters=None, today=None):
        if question.startswith("Crash"):
            raise RuntimeError("/secret/path")
        if question.startswith("Refuse"):
            whole = self._engine.query(question)
            why = "The archive does not say: nothing answers this question."
            nothing = {"sentences": (), "citations": (), "text": why, "reason": why}
            yield replace(whole, answered=False, **nothing)
            return
        if question.startswith("Silently "):
            assert self.let_go.wait(2 * PATIENCE)
            yield from self._engine.stream(question.removeprefix("Silently "))
            return
        if not question.startswith("Slowly "):
            yield from self._engine.stream(question, history, as_of, filters, today)
            return
        whole = self._engine.query(question.removeprefix("Slowly "))
        yield replace(whole, question=question, complete=False)
        assert self.let_go.wait(2 * PATIENCE)
        yield replace(whole, question=question)


@contextmanager
def opened(browser, url, path="", *, width=1280, height=900, ready="#question textarea",
           expected=()):  # fmt: skip
    """A new reader's page, or another of the same reader in a browser context.

    At its end, nothing may have run or gone anywhere else; `expected` are parts of addresses that
    may fail.
    """
    page = browser.new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.set_default_timeout(1000 * PATIENCE)
    wrong = []
    page.on("request", lambda r: r.url.startswith((url, "data:")) or wrong.append(r.url))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda m: wrong.append(m.text) if _is_fault(m, expected) else None)
    page.on(
        "response",
        lambda r: wrong.append(f"{r.status} {r.url}") if _is_refused(r, expected) else None,
    )
    page.goto(url + path)
    page.wait_for_selector(ready)
    if ready.startswith("#question"):
        page.wait_for_selector("html[data-ready]")
    yield page
    page.close()
    assert not wrong, wrong


# Gradio's page takes back what it asked for when it is left, also what got no number yet.
TAKEN_BACK = ("/gradio_api/cancel", "/gradio_api/reset")


# Gradio says so of what it asked for when a page is left in the midst of an answer.
LEFT = ("AbortError", "Connection errored out")


def _is_fault(message, expected):
    url = message.location.get("url", "")
    known = url.endswith(TAKEN_BACK) or _is_pane(url) or any(each in message.text for each in LEFT)
    known = known or any(each in url for each in expected)
    return message.type in ("error", "warning") and not known


def _is_refused(response, expected):
    taken_back = response.status == 422 and response.url.endswith(TAKEN_BACK)
    gone = response.status == 404 and _is_pane(response.url)
    known = taken_back or gone or any(each in response.url for each in expected)
    return response.status >= 400 and not known


def _is_pane(url):
    """Whether it is of an article beside an answer; one that has gone is said to be."""
    return "/article/" in url and "part=pane" in url


@contextmanager
def limited(chromium, engine, **size):
    """A page of its own over an engine."""
    serving = start(engine, port=0)
    try:
        with opened(chromium, serving.url, **size) as page:
            page.wait_for_selector("#search-in .in-force > li, #search-in .scope")
            yield page
    finally:
        serving.close()


def ask(page, question, *, nth=1):
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    page.wait_for_selector(f".turn:nth-child({nth}):not([aria-busy])")


def marked(page):
    page.wait_for_selector("#source mark")
    return "".join(page.locator("#source mark").all_text_contents())


IN_VIEW = """
    const box = document.querySelector(selector).getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight
        && box.left >= 0 && box.right <= innerWidth;
"""


def in_view(page, selector):
    return page.evaluate(f"selector => {{ {IN_VIEW} }}", selector)


# Scrolled and looked at in one step: the page itself may scroll a moment after an answer is there.
def can_be_reached(page, selector):
    scrolled = "document.querySelector(selector).scrollIntoView({ block: 'center' });"
    return page.evaluate(f"selector => {{ {scrolled} {IN_VIEW} }}", selector)
