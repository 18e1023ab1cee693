"""An answer taken along from the page: copied, saved as a file, printed."""

import re
import unicodedata
from dataclasses import replace
from io import BytesIO

import pytest
from browsing import ask, limited, opened
from docx import Document
from pdfminer.high_level import extract_pages, extract_text
from test_answers_exported import HARBOUR, answer, refusal

from qa import QueryEngine
from ui.web.exchanges.conversation import Exchange
from ui.web.serving import start
from ui.web.showing.rendering import render_conversation
from ui.web.showing.taking import render_taking

QUESTION = "Who did Wang Yi meet in Dushanbe?"


@pytest.fixture(scope="module")
def engine(seeds_engine):
    return QueryEngine(seeds_engine.archive)


@pytest.fixture(scope="module")
def served(engine):
    serving = start(engine, port=0)
    yield serving
    serving.close()


@pytest.fixture(scope="module")
def page(chromium, served, engine):
    with opened(chromium, served.url) as page:
        ask(page, QUESTION)
        yield page


def clipboard(page):
    """What a paste would bring, by the way that needs no permission."""
    page.evaluate("""() => {
        const box = document.createElement('textarea');
        box.id = 'pasted';
        document.body.append(box);
        box.focus();
    }""")
    page.keyboard.press("Control+v")
    return page.evaluate("""() => {
        const box = document.getElementById('pasted');
        box.remove();
        return box.value;
    }""")


def told(page):
    page.wait_for_function("document.querySelector('#announcer').textContent.trim()")
    return page.locator("#announcer").inner_text().strip()


def saved(page, menu, format):
    page.click(f"{menu} summary")
    with page.expect_download() as download:
        page.click(f"{menu} [data-export={format}]")
    with open(download.value.path(), "rb") as file:
        return download.value.suggested_filename, file.read()


def test_an_answer_is_copied_as_plain_text_with_its_citations(page):
    page.click(".turn > .taking .copy")
    page.wait_for_function("document.querySelector('.turn > .taking .told').textContent")
    assert told(page) == "Copied"
    assert page.evaluate("document.activeElement.matches('.turn > .taking .copy')")
    pasted = clipboard(page)
    assert pasted.startswith(f"{QUESTION}\n\n")
    quote = page.locator(".sources blockquote").first.text_content()
    assert f"[1] “{quote}” (" in pasted and "<" not in pasted


def test_a_quote_is_copied_with_where_it_stands_and_opens_nothing(page):
    page.locator(".sources .copy").first.click()
    page.wait_for_function("document.querySelector('.sources .told').textContent")
    quote = page.locator(".sources blockquote").first.text_content()
    title = page.locator(".sources .title").first.text_content()
    pasted = clipboard(page)
    assert pasted.startswith(f"“{quote}” (") and f"“{title}”, undated)" in pasted
    assert page.locator(".source").count() == 0


def test_where_the_clipboard_is_not_allowed_the_selection_is_copied(page):
    page.evaluate("""() => {
        const refused = { writeText: () => Promise.reject(new Error('no')) };
        Object.defineProperty(navigator, 'clipboard', { value: refused, configurable: true });
    }""")
    page.locator(".sources .copy").first.click()
    page.wait_for_timeout(300)
    assert clipboard(page).startswith("“")
    assert page.locator(".taking-copied").count() == 0
    page.evaluate("""() => {
        window.exec = document.execCommand;
        document.execCommand = () => false;
    }""")
    page.click(".turn > .taking .copy")
    page.wait_for_function(
        "document.querySelector('#announcer').textContent.includes('does not allow')"
    )
    page.evaluate("() => { document.execCommand = window.exec; }")


def test_an_answer_is_saved_in_a_format_of_the_menu(page):
    name, written = saved(page, ".turn > .taking", "docx")
    assert name == "dateline-who-did-wang-yi-meet-in-dushanbe.docx"
    said = [each.text for each in Document(BytesIO(written)).paragraphs]
    assert said[0] == QUESTION and any("Emomali Rahmon" in each for each in said)
    assert not page.locator(".export[open]").count()
    name, written = saved(page, ".turn > .taking", "csl")
    assert name.endswith(".csl.json") and b"article-newspaper" in written


def test_a_whole_chat_is_saved_under_its_name(page):
    page.click("#show-chats")
    page.click("#chats .rename")
    page.fill("#chats li input", "Two ministers")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chats li a:text-is('Two ministers')")
    name, written = saved(page, "#export-chat", "markdown")
    assert name == "dateline-who-did-wang-yi-meet-in-dushanbe.md"
    said = written.decode()
    assert said.startswith("# Two ministers") and said.count(f"## {QUESTION}") == 1
    page.click("#chats .put-away")


def test_the_menu_closes_by_escape_and_by_a_click_elsewhere(page):
    page.click(".turn > .taking summary")
    assert page.locator(".turn .export[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".turn .export[open]").count() == 0
    assert page.evaluate("document.activeElement.matches('.turn > .taking summary')")
    page.click(".turn > .taking summary")
    page.click(".turn h2")
    assert page.locator(".turn .export[open]").count() == 0


def test_what_fails_is_said_in_a_sentence(page):
    page.click(".turn > .taking summary")
    page.evaluate("() => { window.reply = fetch; window.fetch = async () => new Response("
                  "'This answer was kept by another version.', { status: 422 }); }")  # fmt: skip
    page.click(".turn > .taking [data-export=markdown]")
    page.wait_for_function(
        "document.querySelector('.turn > .taking .told').textContent.includes('another version')"
    )
    page.evaluate("() => { window.fetch = async () => { throw new TypeError('down'); }; }")
    page.click(".turn > .taking summary")
    page.click(".turn > .taking [data-export=markdown]")
    page.wait_for_function(
        "document.querySelector('#announcer').textContent.includes('does not answer')"
    )
    page.evaluate("() => { window.fetch = window.reply; }")


def test_small_talk_and_what_is_to_come_has_nothing_to_take():
    assert render_taking(Exchange("hello", answer(remark="greeting"))) == ""
    assert render_taking(Exchange("x", answer(complete=False))) == ""
    assert render_taking(Exchange("x")) == ""
    assert "bibtex" not in render_taking(Exchange("x", refusal()))


def test_hostile_text_stays_in_its_attribute():
    bad = '"><script>alert(1)</script><img src=x onerror=alert(2)>\n${x}'
    quoted = replace(HARBOUR, quote=bad, title=bad, publisher=bad)
    html = render_conversation((Exchange(bad, answer(citations=(quoted,), question=bad)),))
    assert "<script" not in html and "<img" not in html
    assert not re.search(r"data-copied=\"[^\"]*<", html)


def letters(text):
    """A text without its blanks and ligatures: a PDF has others."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize(("format", "width"), [("A4", 596), ("Letter", 612)])
def test_the_chat_is_printed_whole(chromium, engine, format, width):
    with limited(chromium, engine, height=500) as page:
        questions = [QUESTION, "What did Wang Yi say?", "How many articles mention China?"]
        for nth, question in enumerate(questions, start=1):
            ask(page, question, nth=nth)
        page.locator(".marker").first.click()
        page.wait_for_selector("#source mark")
        quotes = page.locator(".sources blockquote").all_text_contents()
        page.emulate_media(media="print", color_scheme="dark")
        written = page.pdf(format=format, print_background=True)
    said = letters(extract_text(BytesIO(written)))
    for part in (*questions, *quotes):
        assert letters(part) in said
    for part in ("New chat", "Ask the archive", "Search in", "Export", "Copy", "Edit", "Chats"):
        assert letters(part) not in said
    pages = list(extract_pages(BytesIO(written)))
    assert len(pages) > 1 and round(pages[0].width) == width
