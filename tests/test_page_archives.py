"""The chat page in a real browser over archives of its own: limited, disagreeing, hostile."""

from datetime import date

import pytest
from browsing import Paced, ask, limited, marked, opened
from hostile import FOLDER, hostile_articles

from index import Archive, Article, Filters, Span, ingest, ingest_path
from index.prose.invisible import visible
from qa import QueryEngine
from qa.citations import Draft, DraftSentence, Quote
from qa.passages import Passage
from ui.web.serving import start

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


def in_force(page):
    return page.locator("#search-in .in-force li").all_inner_texts()


def test_a_limit_holds_for_what_follows_until_it_is_taken_away(chromium, dated):
    with limited(chromium, QueryEngine(dated)) as page:
        assert in_force(page) == ["the whole archive"]
        page.click("#search-in .toggle")
        page.get_by_label("Obelisk Herald").check()
        page.get_by_label("From", exact=True).fill("2024-01-01")
        ask(page, "Who closed the harbour bridge?")
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
        ask(page, "Who closed the harbour bridge?")
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
        for word in ("Obelisk", "Lena Hart", "February 2024", "2024-02"):
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


def test_with_a_password_the_page_is_behind_a_form(chromium, dated):
    engine = QueryEngine(dated)
    serving = start(engine, host="0.0.0.0", port=0, password="correct horse")
    try:
        with opened(chromium, serving.url, ready="input[type=password]") as page:
            page.fill("input[type=password]", "correct horse")
            page.keyboard.press("Enter")
            page.wait_for_selector("#suggestions p", state="detached")
            page.click("text=Sign out")
            page.wait_for_selector("input[type=password]")
            page.goto(serving.url)
            page.wait_for_selector("input[type=password]")
    finally:
        serving.close()


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
        number = said.locator(".marker").inner_text().strip("[]")
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
        # Forty whole articles are judged, which takes longer than a page is waited for; once.
        engine.query("What do the articles say?")
        with limited(chromium, engine) as page:
            ask(page, "What do the articles say?")
            assert page.locator(".sources .title").count() == len(ids)
            for nth, each in enumerate(ids):
                page.locator(".sources .title").nth(nth).click()
                page.wait_for_selector(f"#source .kicker:text-is('Source {nth + 1}')")
                shown = "".join(page.locator("#source .text").text_content().split())
                text = visible(archive.article(each).article.text)
                assert all("".join(line.split()) in shown for line in text.split("\n")[1:])
            drawn = ":is(img, script, style, iframe, object, base, meta, link, math)"
            assert page.locator(f".turn {drawn}, #source {drawn}, #search-in {drawn}").count() == 0
            assert page.locator(".sentences :is(svg, form, input, b, a:not(.marker))").count() == 0
            assert page.locator(".turn a:not([href^='article/'])").count() == 0
