"""The chat page in a real browser, over a real archive: asked, read, stopped, attacked."""

import shutil
import socket

import pytest
from browsing import Paced, ask, in_view, marked, opened
from waiting import PATIENCE

from index import Archive, Article, ingest
from qa import QueryEngine
from ui.web.listening import ServingError
from ui.web.serving import start

QUESTION = "Which country first recognised the Taliban government?"
HOSTILE = Article(
    id="hostile",
    title="Lighthouse ${alert(1)} `x` {{x}} <img src=x onerror=alert(2)> $$x$$ *bold*",
    text=(
        "The lighthouse of Ultima Thule ${alert(3)} was painted `green` {{x}} by "
        "<b>Captain Quillfeather</b> in 1911 & <img src=http://evil.example/a.png onerror=alert(4)>"
        " for $$x$$ *two* 𝔹arrels.\n\n"
        "<script>fetch('http://evil.example/b')</script> ![c](http://evil.example/c.png) "
        "</mark></article><iframe src=http://evil.example/d></iframe> [e](javascript:alert(5))\n"
    ),
    publisher="<b onmouseover=alert(6)>Evil ${alert(7)}</b>",
    url="javascript:alert(8)",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory, seeds_path, embedder):
    path = shutil.copytree(seeds_path, tmp_path_factory.mktemp("page") / "archive")
    with Archive.open(path, writing=True, embedder=embedder) as archive:
        ingest([HOSTILE], archive)
        yield archive


@pytest.fixture(scope="module")
def engine(archive):
    return Paced(QueryEngine(archive))


@pytest.fixture(scope="module")
def served(engine):
    serving = start(engine, port=0)
    yield serving
    engine.let_go.set()
    serving.close()


@pytest.fixture(scope="module")
def tab(chromium, served):
    with opened(chromium, served.url) as page:
        # While they are looked for, every answer waits.
        page.wait_for_selector("#suggestions button")
        yield page


@pytest.fixture
def page(tab):
    """The same page for all tests, each with a new chat: loading takes longest."""
    tab.fill("#question textarea", "")
    if tab.locator("#pane .close").count():
        tab.click("#pane .close")
        tab.wait_for_selector("#pane .source", state="detached")
    tab.click("#new-chat")
    tab.wait_for_function("!document.querySelector('.turn, .source')")
    yield tab


# Asking and reading


def test_a_suggested_question_is_answered_and_a_marker_opens_its_words(page, archive):
    page.wait_for_selector("#suggestions button")
    question = page.locator("#suggestions button").first.inner_text()
    page.locator("#suggestions button").first.click()
    page.wait_for_selector(".turn:not([aria-busy]) .marker")
    assert page.locator(".turn h2").inner_text() == question
    assert not page.locator("#suggestions button").first.is_visible()
    quote = page.locator(".sources blockquote").first.text_content()
    page.locator(".marker").first.click()
    assert marked(page) == quote
    assert in_view(page, "#source mark")
    title = page.locator(".sources .title").first.inner_text()
    assert page.locator("#source h2").inner_text() == title
    assert "undated" in page.locator("#source .byline").inner_text()


def test_every_source_of_an_answer_opens_at_its_quote(page):
    ask(page, "What did the Chinese embassy in Dushanbe advise its citizens to do?")
    sources = page.locator(".sources li")
    for nth in range(sources.count()):
        quote = sources.nth(nth).locator("blockquote").text_content()
        sources.nth(nth).locator(".title").click()
        page.wait_for_function("nth => document.querySelector('#source .kicker')?.textContent"
                               " === `Source ${nth + 1}`", arg=nth)  # fmt: skip
        assert marked(page) == quote
        assert in_view(page, "#source mark")


def test_an_answer_begins_with_the_words_that_answer_which_stand_out_in_the_source(page):
    ask(page, "Who did Wang Yi meet in Dushanbe?")
    words = page.locator(".sentences p").first.locator("mark").inner_text()
    assert page.locator(".short").inner_text() == f"{words}[1]"
    assert "of a hundred such answers" in page.locator(".confidence").inner_text()
    assert page.locator("#announcer").inner_text().startswith(f"{words}. ")
    quote = page.locator(".sources blockquote").first.text_content()
    page.locator(".short .marker").click()
    assert marked(page) == quote
    assert page.locator("#source mark strong").all_text_contents() == [words]


def test_a_refusal_is_no_answer_and_says_what_was_searched(page):
    ask(page, "Refuse to say how sourdough bread is baked?")
    assert page.locator(".refusal").is_visible()
    assert "does not say" in page.locator(".refusal").inner_text()
    assert page.locator(".marker").count() == 0
    assert "Searched: 6 articles from" in page.locator(".searched").inner_text()


def test_a_follow_up_sees_the_earlier_turn_and_comes_to_the_top(page):
    ask(page, "Who is Tajikistan's foreign minister?")
    ask(page, "Who did he meet?", nth=2)
    top = page.evaluate("document.querySelector('.turn:nth-child(2)').getBoundingClientRect().top")
    start = page.evaluate("document.querySelector('#reading').getBoundingClientRect().top")
    assert abs(top - start) < 2
    assert page.locator(".turn:nth-child(2) .understood").count() == 1


def test_the_masthead_says_what_the_archive_covers(page):
    assert page.locator(".coverage").inner_text().startswith("6 articles, ")
    assert page.locator(".coverage").inner_text().endswith(", undated")


def test_a_new_chat_is_empty_and_offers_questions_again(page):
    ask(page, QUESTION)
    page.locator(".marker").first.click()
    marked(page)
    page.click("#new-chat")
    page.wait_for_selector(".turn", state="detached")
    page.wait_for_selector(".source", state="detached")
    assert page.locator("#suggestions button").first.is_visible()
    ask(page, "Who did he meet?")
    assert page.locator(".understood").count() == 0


# What goes wrong is a sentence


@pytest.mark.parametrize(
    ("question", "said"),
    [("?!", "empty"), ("word " * 1000, "characters"), ("Crash now", "went wrong")],
)
def test_what_cannot_be_asked_is_a_sentence_and_comes_back(page, question, said):
    page.fill("#question textarea", question)
    page.click("#ask")
    page.wait_for_selector(".failure")
    assert said in page.locator(".failure").inner_text()
    assert "Traceback" not in page.content() and "/secret/path" not in page.content()
    page.wait_for_function("document.querySelector('#question textarea').value")
    assert page.locator("#question textarea").input_value() == question.strip()
    ask(page, QUESTION, nth=2)
    page.wait_for_selector(".turn:last-child .marker")


@pytest.mark.parametrize("nothing", ["", "   "])
def test_nothing_is_not_asked_and_that_is_said(page, nothing):
    page.fill("#question textarea", nothing)
    page.click("#ask")
    assert "empty" in page.locator("#question-hint").inner_text()
    assert page.locator(".turn").count() == 0


# Hostile text


def test_a_hostile_article_and_question_are_shown_as_they_are_and_run_nothing(page):
    question = (
        "Who painted the lighthouse of Ultima Thule? <img src=x onerror=alert(9)> ${alert(0)}"
    )
    ask(page, question)
    assert page.locator(".turn h2").inner_text() == question
    page.locator(".marker").first.click()
    assert "${alert(3)} was painted `green` {{x}}" in marked(page)
    shown = page.locator("#source .source").inner_text()
    assert page.locator("#source em").all_text_contents() == ["two"]
    assert HOSTILE.title in shown
    assert HOSTILE.publisher in shown
    assert HOSTILE.url in shown
    for line in filter(None, HOSTILE.text.split("\n")):
        assert line.replace("*two*", "two") in shown
    found = "#source :is(img, script, iframe, b, a), .turn :is(img, b)"
    assert page.locator(found).count() == 0


# Many readers, stopping


def test_two_readers_do_not_wait_for_each_other(chromium, engine, served):
    engine.let_go.clear()
    with opened(chromium, served.url) as one, opened(chromium, served.url) as other:
        one.fill("#question textarea", f"Slowly {QUESTION}")
        one.keyboard.press("Enter")
        one.wait_for_selector(".turn[aria-busy] .marker")
        ask(other, QUESTION)
        assert other.locator(".marker").count() >= 1
        assert one.locator(".turn[aria-busy]").count() == 1
        one.locator(".marker").first.click()
        marked(one)
        engine.let_go.set()
        one.wait_for_selector(".turn:not([aria-busy]) .marker")


def test_stop_stops_and_the_next_question_is_answered(page, engine):
    engine.let_go.clear()
    page.fill("#question textarea", f"Slowly {QUESTION}")
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn[aria-busy] .marker")
    page.click("#stop")
    page.wait_for_selector(".turn:not([aria-busy]) .stopped")
    page.wait_for_selector("#stop", state="hidden")
    ask(page, QUESTION, nth=2)
    assert page.locator(".turn:nth-child(2) .marker").count() >= 1
    assert page.locator(".turn:nth-child(1) .stopped").count() == 1
    engine.let_go.set()


# Keyboard, small screens


def test_the_keyboard_alone_asks_opens_and_closes(page):
    page.locator("#question textarea").focus()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn:not([aria-busy]) .marker")
    is_marker = "document.activeElement.classList.contains('marker')"
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        if page.evaluate(is_marker):
            break
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"
    page.keyboard.press("Enter")
    marked(page)
    page.wait_for_function("document.activeElement.id === 'source-title'")
    page.keyboard.press("Escape")
    page.wait_for_selector("#source .source", state="detached")
    page.wait_for_function(is_marker)
    page.keyboard.press("Enter")
    marked(page)


@pytest.mark.parametrize("width", [390, 360])
def test_a_small_screen_scrolls_one_way_and_lays_the_article_on_top(chromium, served, width):
    with opened(chromium, served.url, width=width, height=740) as page:
        widest = "document.documentElement.scrollWidth"
        assert page.evaluate(widest) == width
        ask(page, QUESTION)
        assert page.evaluate(widest) == width
        assert not page.locator("#source").is_visible()
        page.locator(".marker").first.click()
        marked(page)
        assert page.evaluate(widest) == width
        assert in_view(page, "#source mark") and in_view(page, "#source .close")
        assert page.evaluate("document.getElementById('main').inert")
        page.click("#source .close")
        page.wait_for_selector("#source .source", state="detached")
        assert not page.evaluate("document.getElementById('main').inert")
        assert page.locator(".marker").first.is_visible()


def test_nothing_of_gradio_is_left_over(page):
    text = page.locator("body").inner_text()
    assert "Gradio" not in text and "API" not in text
    assert page.title() == "Dateline"


# The server behind the page


def raw(served, request):
    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE) as connection:
        connection.sendall(request.replace("\n", "\r\n").encode())
        return connection.recv(1000).decode()


def test_a_foreign_host_is_refused_by_the_real_server(served):
    for path in ("/", "/gradio_api/queue/data?session_hash=x", "/gradio_api/heartbeat/x"):
        request = f"GET {path} HTTP/1.1\nHost: evil.example\nConnection: close\n\n"
        assert raw(served, request).startswith("HTTP/1.1 403")
    request = "GET /gradio_api/file=/etc/passwd HTTP/1.1\nHost: localhost\nConnection: close\n\n"
    assert raw(served, request).startswith("HTTP/1.1 404")


def test_a_taken_port_is_said(engine, served):
    second = start(engine, port=served.port)
    try:
        assert second.port_was_taken and second.port > served.port
        assert second.url == f"http://127.0.0.1:{second.port}/"
    finally:
        second.close()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_no_other_address_is_served_without_a_password(engine, host):
    with pytest.raises(ServingError, match="password"):
        start(engine, host=host)


# Last, because the archive changes under the others


def test_an_article_that_was_removed_is_said_to_be(chromium, engine, served, archive):
    gone = Article(id="gone", title="Gone", text="The zeppelin Morgenrot landed at Spiekeroog.")
    ingest([gone], archive)
    with opened(chromium, served.url) as page:
        ask(page, "Where did the zeppelin Morgenrot land?")
        page.wait_for_selector(".marker")
        archive.remove("gone")
        page.locator(".marker").first.click()
        page.wait_for_selector("#source .source")
        assert "This article is not in the archive." in page.locator("#source").inner_text()
        assert "Spiekeroog" not in page.locator("#source").inner_text()
