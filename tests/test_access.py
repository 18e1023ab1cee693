"""No state of the pages bars anybody: axe-core finds nothing, magnified all is within reach."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Paced, ask, can_be_reached, in_view, marked, opened
from test_evidence_shown import COMPARISON, TIMELINE, WORDS

from qa import QueryEngine
from ui.web.serving import start

QUESTION = "Who did Wang Yi meet in Dushanbe?"
SIZES = {"desk": (1280, 900), "phone": (390, 740), "narrow": (360, 740), "magnified": (320, 256)}
# Gradio's own frame, which nobody sees: its loading message keeps its place in the document.
GRADIOS = [[".gradio-container .wrap.hide"], ["footer"]]


TOLD = {"Tell a timeline": TIMELINE, "Tell a comparison": COMPARISON, "Tell a number": WORDS}


class Telling(Paced):
    """An engine that knows some answers by heart."""

    def stream(self, question, *args, **values):
        if question in TOLD:
            yield replace(TOLD[question], question=question, standalone_question=question)
        else:
            yield from super().stream(question, *args, **values)


@pytest.fixture(scope="module")
def served(seeds_engine):
    serving = start(Telling(QueryEngine(seeds_engine.archive)), port=0)
    yield serving
    serving.close()


def clean(page, state):
    # Colours that are changing are none to measure.
    page.wait_for_function("document.getAnimations().length === 0")
    found = Axe().run(page, context={"exclude": GRADIOS})
    assert found.violations_count == 0, f"{state}: {found.generate_report()}"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_state_of_the_chat_bars_anybody(chromium, served, size, theme):
    width, height = SIZES[size]
    with opened(chromium, served.url, width=width, height=height) as page:
        page.wait_for_selector("#suggestions p", state="detached")
        page.evaluate("theme => dateline.theme.choose(theme)", theme)
        clean(page, "at first")
        ask(page, QUESTION)
        clean(page, "answered")
        page.click("#search-in .toggle")
        clean(page, "limits open")
        page.click("#search-in .toggle")
        page.locator(".marker").first.click()
        marked(page)
        clean(page, "an article open")
        page.keyboard.press("Escape")
        page.wait_for_selector("#pane .source", state="detached")
        ask(page, "Refuse to say how bread is baked?", nth=2)
        ask(page, "Crash now", nth=3)
        clean(page, "refused and failed")
        for nth, question in enumerate(TOLD, start=4):
            ask(page, question, nth=nth)
            clean(page, question)
            assert page.evaluate("document.documentElement.scrollWidth") == width
        page.click("#show-chats")
        page.wait_for_selector("#chats .kept a")
        clean(page, "chats open")
        page.click("#chats .put-away")
        page.click("#show-help")
        clean(page, "help open")
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_of_the_archive_bars_anybody(chromium, served, seeds_engine, size, theme):
    width, height = SIZES[size]
    with opened(chromium, served.url, "archive", width=width, height=height, ready="h1") as page:
        page.evaluate("theme => localStorage.setItem('dateline-theme', theme)", theme)
        page.reload()
        clean(page, "the archive")
        page.locator("main a[href^='article/']").first.click()
        page.wait_for_selector("article.source")
        clean(page, "an article")
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_magnified_four_times_everything_can_be_reached(chromium, served):
    with opened(chromium, served.url, width=320, height=256) as page:
        page.wait_for_selector("#suggestions p", state="detached")
        ask(page, QUESTION)
        for selector in (
            ".short",
            ".sources .title",
            ".feedback .up",
            "#question textarea",
            "#ask",
        ):
            assert can_be_reached(page, selector), selector
        page.locator(".marker").first.click()
        marked(page)
        assert in_view(page, "#pane .close")
