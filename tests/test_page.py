"""The chat page in a real browser, over a real archive: asked, read, stopped, attacked."""

import shutil
import socket
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from hostile import FOLDER, hostile_articles

from index import Archive, Article, Filters, Span, ingest, ingest_path
from index.invisible import visible
from qa import QueryEngine
from qa.answers import Passage
from qa.citations import Draft, DraftSentence, Quote

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("gradio", reason="gradio is not installed")
CHROMIUM = shutil.which("/usr/bin/chromium") or shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine")

from ui.web.serving import ServingError, start  # noqa: E402 - gradio may be missing

SEEDS = Path(__file__).parent.parent / "seeds"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]
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


class Paced:
    """An engine whose pace a test sets, and whose refusals and crashes.

    The end of an answer to "Slowly ..." is held back until it is let go.
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
        if not question.startswith("Slowly "):
            yield from self._engine.stream(question, history, as_of, filters, today)
            return
        whole = self._engine.query(question.removeprefix("Slowly "))
        yield replace(whole, question=question, complete=False)
        assert self.let_go.wait(30)
        yield replace(whole, question=question)


@pytest.fixture(scope="module")
def archive(tmp_path_factory, embedder):
    path = tmp_path_factory.mktemp("page") / "archive"
    with Archive.create(path, embedder=embedder) as archive:
        ingest_path(SEEDS, archive)
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
def chromium():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def opened(browser, url, *, width=1280, height=900, ready="#question textarea"):
    """A new reader's page; at its end, nothing may have run or gone anywhere else."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_default_timeout(15_000)
    wrong = []
    page.on("request", lambda r: r.url.startswith((url, "data:")) or wrong.append(r.url))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    page.on("response", lambda r: wrong.append(f"{r.status} {r.url}") if r.status >= 500 else None)
    page.goto(url)
    page.wait_for_selector(ready)
    yield page
    page.close()
    assert wrong == []


@pytest.fixture(scope="module")
def tab(chromium, served):
    with opened(chromium, served.url) as page:
        # While they are looked for, every answer waits.
        page.wait_for_selector("#suggestions button", timeout=60_000)
        yield page


@pytest.fixture
def page(tab):
    """The same page for all tests, each with a new chat: loading takes longest."""
    tab.click("#new-chat")
    tab.wait_for_function("!document.querySelector('.turn, .source')")
    yield tab


def ask(page, question, *, nth=1):
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    page.wait_for_selector(f".turn:nth-child({nth}):not([aria-busy])")


def marked(page):
    page.wait_for_selector("#source mark")
    return "".join(page.locator("#source mark").all_text_contents())


def in_view(page, selector):
    return page.evaluate(
        """selector => {
            const box = document.querySelector(selector).getBoundingClientRect();
            return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight
                && box.left >= 0 && box.right <= innerWidth;
        }""",
        selector,
    )


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
    assert "Confidence " in page.locator(".confidence").inner_text()
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
    [("", "empty"), ("   ", "empty"), ("word " * 1000, "characters"), ("Crash now", "went wrong")],
)
def test_what_cannot_be_asked_is_a_sentence(page, question, said):
    page.fill("#question textarea", question)
    page.click("#ask")
    page.wait_for_selector(".failure")
    assert said in page.locator(".failure").inner_text()
    assert "Traceback" not in page.content() and "/secret/path" not in page.content()
    page.fill("#question textarea", QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn:last-child .marker")


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
    assert HOSTILE.title in shown
    assert HOSTILE.publisher in shown
    assert HOSTILE.url in shown
    for line in filter(None, HOSTILE.text.split("\n")):
        assert line in shown
    found = "#source :is(img, script, iframe, b, em, a), .turn :is(img, b)"
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
    assert not page.locator("#ask").is_visible()
    page.click("#stop")
    page.wait_for_selector(".turn:not([aria-busy]) .stopped")
    assert page.locator("#ask").is_visible()
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
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as connection:
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


def test_with_a_password_the_page_is_behind_a_form(chromium, engine):
    serving = start(engine, host="0.0.0.0", port=0, password="correct horse")
    try:
        with opened(chromium, serving.url, ready="input[type=password]") as page:
            page.fill("input[type=password]", "correct horse")
            page.keyboard.press("Enter")
            page.wait_for_selector("#suggestions button")
            page.click("text=Sign out")
            page.wait_for_selector("input[type=password]")
            page.goto(serving.url)
            page.wait_for_selector("input[type=password]")
    finally:
        serving.close()


# Limits on what is searched


HOSTILE_NAMES = ("<img src=x onerror=alert(1)>", "${alert(1)}", "</label><b>x</b>\"' onclick=y")


@pytest.fixture(scope="module")
def dated(tmp_path_factory, embedder):
    """Four dated articles and one without a date, three of them with hostile names."""
    path = tmp_path_factory.mktemp("dated") / "archive"
    courier, herald = "Fellmouth Courier", "Obelisk Herald"
    told = [
        ("j1", "The harbour bridge was opened by Minister Ada Quill.", courier, "2023-05-03"),
        ("j2", "The harbour bridge was closed by Mayor Lena Hart.", herald, "2024-02-01"),
        ("j3", "The harbour bridge was painted by Captain Hugo Pell.", HOSTILE_NAMES[0], None),
        ("j4", "The harbour bridge was mended by the smith Tom Reed.", HOSTILE_NAMES[1], "2022"),
    ]
    with Archive.create(path, embedder=embedder) as archive:
        ingest(
            [
                Article(id, f"Bridge {id}", text, publisher, when, section=HOSTILE_NAMES[2])
                for id, text, publisher, when in told
            ],
            archive,
        )
        yield archive


@contextmanager
def limited(chromium, engine, **size):
    serving = start(engine, port=0)
    try:
        with opened(chromium, serving.url, **size) as page:
            page.wait_for_selector("#search-in .in-force > li, #search-in .scope")
            yield page
    finally:
        serving.close()


def in_force(page):
    return page.locator("#search-in .in-force li").all_inner_texts()


def test_a_limit_holds_for_what_follows_until_it_is_taken_away(chromium, dated):
    with limited(chromium, QueryEngine(dated)) as page:
        assert in_force(page) == ["the whole archive"]
        page.click("#search-in .toggle")
        page.get_by_label("Obelisk Herald").check()
        page.get_by_label("From", exact=True).fill("2024-01-01")
        ask(page, "Who opened or closed the harbour bridge?")
        assert page.locator(".sources .where").all_inner_texts() == [
            "Obelisk Herald · 1 February 2024"
        ]
        limits = "Only: Obelisk Herald; from 1 January 2024."
        assert page.locator(".turn .only").inner_text() == limits
        page.click("#new-chat")
        page.wait_for_selector(".turn", state="detached")
        assert in_force(page) == ["Obelisk Herald ×", "from 1 January 2024 ×", "Clear all"]
        page.locator(".in-force button").nth(1).click()
        assert in_force(page) == ["Obelisk Herald ×"]
        assert page.get_by_label("From", exact=True).input_value() == ""
        page.locator(".in-force button").first.click()
        assert in_force(page) == ["the whole archive"]
        ask(page, "Who opened or closed the harbour bridge?")
        assert "4 articles" in page.locator(".searched").inner_text()
        assert page.locator(".only").count() == 0


def test_limits_are_set_and_closed_by_keyboard_alone_on_a_small_screen(chromium, dated):
    with limited(chromium, QueryEngine(dated), width=360, height=740) as page:
        page.locator("#search-in .toggle").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        chosen = page.evaluate("document.activeElement.value")
        assert in_force(page) == [f"{chosen} ×"]
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.className") == "toggle"
        assert not page.locator("#limits").is_visible()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
        assert not page.locator("#limits").is_visible()


def test_hostile_names_are_shown_as_they_are_and_limit_the_search(chromium, dated):
    with limited(chromium, QueryEngine(dated)) as page:
        page.click("#search-in .toggle")
        for name in HOSTILE_NAMES:
            page.get_by_label(name).check()
        assert in_force(page)[:3] == [
            f"{HOSTILE_NAMES[1]} ×", f"{HOSTILE_NAMES[0]} ×", f"section {HOSTILE_NAMES[2]} ×",
        ]  # fmt: skip
        ask(page, "Who painted the harbour bridge?")
        shown = page.locator(".turn .only").inner_text()
        assert all(name in shown for name in HOSTILE_NAMES)
        assert "2 articles from 2 publishers" in page.locator(".searched").inner_text()
        assert page.locator("#search-in :is(img, b), .turn :is(img, b)").count() == 0


def test_a_page_that_is_itself_limited_knows_of_nothing_else(chromium, dated):
    scope = Filters(as_of=date(2023, 12, 31), undated=True)
    with limited(chromium, QueryEngine(dated, filters=scope)) as page:
        page.wait_for_function("!document.body.innerText.includes('Looking for questions')")
        assert page.locator("#search-in .scope").inner_text() == "Only: as of 31 December 2023."
        assert page.locator(".coverage").inner_text().startswith("3 articles, 3 publishers")
        page.click("#search-in .toggle")
        ask(page, "Who closed the harbour bridge?")
        assert "Searched: 3 articles" in page.locator(".searched").inner_text()
        for word in ("Obelisk", "Lena Hart", "2024"):
            assert word not in page.content()


def test_relative_dates_are_reckoned_from_the_reader_s_own_day(chromium, dated):
    asked = []

    class Noting(Paced):
        def stream(self, question, history=(), as_of=None, filters=None, today=None):
            asked.append((as_of, today))
            yield from super().stream(question, history, as_of, filters, today)

    with limited(chromium, Noting(QueryEngine(dated))) as page:
        # As in Kiritimati, where the day is 14 hours ahead of UTC.
        page.evaluate(
            """() => {
                const Real = Date;
                window.Date = class extends Real {
                    constructor(...given) {
                        super(...(given.length ? given : ['2024-02-28T12:00:00Z']));
                    }
                    getDate() { return new Real(this.getTime() + 14 * 36e5).getUTCDate(); }
                };
            }"""
        )
        ask(page, "Who closed the harbour bridge?")
    assert asked == [(None, date(2024, 2, 29))]


# Articles that disagree, and an article that is only near


@pytest.fixture(scope="module")
def ferries(tmp_path_factory, embedder):
    """Two articles that give different figures."""
    path = tmp_path_factory.mktemp("ferries") / "archive"
    told = [
        ("f1", "Rescuers said that 14 people died when the ferry Marigold sank.", "Gull"),
        ("f2", "Police said that 17 people died when the ferry Marigold sank.", "Herald"),
    ]
    with Archive.create(path, embedder=embedder) as archive:
        ingest([Article(id, f"Ferry {id}", text, name) for id, text, name in told], archive)
        yield archive


def test_what_another_article_says_opens_at_its_own_words(chromium, ferries):
    with limited(chromium, QueryEngine(ferries), width=390, height=844) as page:
        ask(page, "How many people died when the ferry Marigold sank?")
        short = page.locator(".short").inner_text()
        other, paper = ("17", "Herald") if short.startswith("14") else ("14", "Gull")
        said = page.locator(".alternatives .said")
        assert said.count() == 1 and said.inner_text().startswith(other)
        assert paper in page.locator(".alternatives .where").inner_text()
        number = said.locator(".marker").get_attribute("data-number")
        page.locator(".alternatives li").click()
        assert f"{other} people died" in marked(page)
        assert page.locator("#source mark strong").inner_text().startswith(other)
        assert page.locator("#source .kicker").inner_text() == f"Source {number}"


def test_the_nearest_article_of_a_refusal_opens_without_a_mark(chromium, ferries):
    with limited(chromium, QueryEngine(ferries)) as page:
        ask(page, "Which spices belong in a vegetable biryani?")
        refusal = page.locator(".refusal").inner_text()
        title = page.locator(".refusal .nearest").inner_text()
        assert refusal.count(title) == 1
        page.locator(".refusal .nearest").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("#source .source")
        assert f"“{page.locator('#source h2').inner_text()}”" == title
        assert "does not answer" in page.locator("#source .kicker").inner_text()
        assert page.locator("#source mark").count() == 0
        page.keyboard.press("Escape")
        page.wait_for_selector("#source .source", state="detached")
        page.wait_for_function("document.activeElement.className === 'nearest'")


# Forty of them


class Recites:
    """Answers whatever is asked with the first words of some articles, quoting all of each."""

    def __init__(self, archive, ids):
        self._articles = [archive.article(each).article for each in ids]

    def answer(self, question, passages):
        yield Draft(tuple(map(self._sentence, self._articles)))

    def _sentence(self, article):
        of = (article.id, article.title, article.publisher, article.published, article.url)
        passage = Passage(f"{article.id}#0", *of, article.text, 0, len(article.text), 1.0)
        quote = Quote.of(passage, Span(0, len(article.text)))
        return DraftSentence(" ".join(article.text.split()[:5]), (quote,))


def test_forty_hostile_articles_run_draw_and_load_nothing(chromium, tmp_path, embedder):
    ids = [each.id for each in hostile_articles()]
    with Archive.create(tmp_path / "archive", embedder=embedder) as archive:
        ingest_path(FOLDER, archive)
        engine = QueryEngine(archive, answerer=Recites(archive, ids))
        with limited(chromium, engine) as page:
            ask(page, "What do the articles say?")
            assert page.locator(".sources .title").count() == len(ids)
            for nth, each in enumerate(ids):
                page.locator(".sources .title").nth(nth).click()
                page.wait_for_selector(f"#source .kicker:text-is('Source {nth + 1}')")
                shown = "".join(page.locator("#source .text").text_content().split())
                text = visible(archive.article(each).article.text)
                assert all("".join(line.split()) in shown for line in text.split("\n")[1:])
            drawn = ":is(img, script, style, iframe, object, base, meta, link, details, math)"
            assert page.locator(f".turn {drawn}, #source {drawn}, #search-in {drawn}").count() == 0
            assert page.locator(".sentences :is(svg, form, input, a, b)").count() == 0
            assert page.locator(".turn a").count() == 0


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
        assert "has been removed from the archive" in page.locator("#source").inner_text()
        assert "Spiekeroog" not in page.locator("#source").inner_text()
