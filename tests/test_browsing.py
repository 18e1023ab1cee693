"""The pages of the archive in a real browser: typed in, dragged over, used by keys alone."""

from collections.abc import Iterator

import pytest
from browsing import opened
from conftest import HashEmbedder
from test_archive_pages import ARTICLES as FEW
from test_archive_pages import CHARS, ODD_ID, QUOTE, TEXT, article
from waiting import PATIENCE

from index import Archive, Article, ingest
from qa import QueryEngine
from ui.web.serving import Serving, start

MANY = [
    Article(
        f"m{n:03}",
        f"Report {n} of the harbour",
        f"The harbour master counted {n} ships. {'Government boats came too.' * (n % 2)}",
        f"Gazette {n % 30}",
        f"20{10 + n % 12}-0{1 + n % 9}-1{n % 10}" if n % 7 else None,
        section=("World", "Local", None)[n % 3],
        language=("en", "de")[n % 2],
    )
    for n in range(130)
]
PASSWORD = "correct horse"


@pytest.fixture(scope="module")
def engine(
    tmp_path_factory: pytest.TempPathFactory, hash_embedder: HashEmbedder
) -> Iterator[QueryEngine]:
    path = tmp_path_factory.mktemp("browsing") / "archive"
    with Archive.create(path, embedder=hash_embedder) as archive:
        ingest([*FEW, *MANY], archive)
        yield QueryEngine(archive)


@pytest.fixture(scope="module")
def served(engine: QueryEngine) -> Iterator[Serving]:
    serving = start(engine, port=0)
    yield serving
    serving.close()


@pytest.fixture
def page(chromium, served):
    with opened(chromium, served.url, "archive", ready="#browse") as page:
        yield page


def counted(*tests):
    """What the page says of the articles that pass tests."""
    found = [each for each in [*FEW, *MANY] if all(test(each) for test in tests)]
    undated = sum(each.published is None for each in found)
    said = "1 article" if len(found) == 1 else f"{len(found)} articles"
    return f"{said}, {undated} undated" if undated else said


def has(**fields):
    return lambda each: all(getattr(each, name) == value for name, value in fields.items())


def boats(each):
    return "boats" in each.text


def count(page, said):
    page.wait_for_function(
        "said => document.querySelector('[data-part=count]').textContent.trim() === said", arg=said
    )


def titles(page):
    return page.locator("ol.articles a").all_inner_texts()


def test_what_is_typed_is_looked_for_at_once_and_no_letter_is_lost(page):
    box = page.locator("[name=q]")
    box.press_sequentially("government boats", delay=15)
    page.wait_for_url("**/archive?q=government+boats")
    count(page, counted(boats))
    assert box.input_value() == "government boats"
    assert box.evaluate("box => box === document.activeElement")
    box.press_sequentially(" 21")
    count(page, "1 article, 1 undated")
    assert titles(page) == ["Report 21 of the harbour"]
    page.reload()
    count(page, "1 article, 1 undated")
    assert box.input_value() == "government boats 21"


def test_a_slow_answer_never_replaces_a_newer_one(page):
    held = []
    page.route("**/archive?q=harb&part=results", lambda route: held.append(route))
    box = page.locator("[name=q]")
    box.fill("harb")
    page.wait_for_timeout(300)
    box.fill("zephyrine")
    count(page, "1 article")
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)
    assert titles(page) == ["Zephyrine speaks"]
    assert box.input_value() == "zephyrine"


def test_limits_are_chosen_and_taken_away(page):
    page.check("[name=section][value=World]")
    count(page, counted(has(section="World")))
    assert "section=World" in page.url
    assert page.locator("[name=section][value=World]").evaluate("e => e === document.activeElement")
    page.check("[name=language][value=de]")
    count(page, counted(has(section="World", language="de")))
    assert page.locator("[data-part=section]").inner_text().count("\n") >= 2
    page.select_option("[name=sort]", "title")
    page.wait_for_url("**sort=title**")
    count(page, counted(has(section="World", language="de")))
    assert titles(page) == sorted(titles(page))
    page.click(".in-force a:has-text('World')")
    page.wait_for_url("**/archive?language=de&sort=title")
    page.click(".in-force a:has-text('German')")
    count(page, counted())


def test_a_name_among_many_is_found_by_typing(page):
    find = page.locator("[name=find-publisher]")
    find.press_sequentially("gazette 27")
    page.wait_for_function(
        "[...document.querySelectorAll('[data-part=publisher] label')].length === 1"
    )
    page.check("[name=publisher][value='Gazette 27']")
    count(page, counted(has(publisher="Gazette 27")))
    assert find.input_value() == "gazette 27"


def test_days_are_chosen_by_dragging_over_the_bars(page):
    box = page.locator(".timeline svg").bounding_box()
    bars = page.locator(".timeline g").count()
    width = box["width"] / bars
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + width * 2.5, y)
    page.mouse.down()
    page.mouse.move(box["x"] + width * 6.5, y, steps=5)
    assert page.locator(".timeline g.chosen").count() == 5
    page.mouse.up()
    page.wait_for_url("**from=**")
    first, last = (page.locator(f"[name={name}]").input_value() for name in ("from", "to"))
    assert first < last and f"from={first}&to={last}" in page.url
    page.wait_for_selector(".in-force")
    assert page.locator(".timeline g").first.get_attribute("data-from") >= first
    assert "left out" in page.locator("[data-part=plot]").inner_text()
    found = page.locator("[data-part=count]").inner_text()
    page.goto(page.url)
    assert page.locator("[data-part=count]").inner_text() == found
    page.click("[data-part=plot] >> text=All dates")
    count(page, counted())


def test_it_all_goes_by_the_keyboard(page):
    page.focus("[name=from]")
    page.keyboard.type("01012015")
    page.focus("[name=to]")
    page.keyboard.type("12312016")
    page.wait_for_url("**from=2015-01-01&to=2016-12-31")
    page.focus(".as-table summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.href").count("from=") == 1
    page.keyboard.press("Enter")
    page.wait_for_function("!location.search.includes('to=2016-12-31')")
    page.focus("ol.articles a")
    page.keyboard.press("Enter")
    page.wait_for_selector("#article-text")


def test_without_scripts_the_form_and_the_links_do_the_same(chromium, served):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(1000 * PATIENCE)
    page.goto(f"{served.url}archive")
    page.fill("[name=q]", "harbour")
    page.check("[name=section][value=Local]")
    page.click(".typed button")
    local = has(section="Local")
    said = page.locator("[data-part=count]")
    assert said.inner_text() == counted(local, lambda each: "harbour" in each.text.lower())
    page.fill("[name=q]", "")
    page.locator(".choosing .apply").click()
    assert said.inner_text() == counted(local)
    page.goto(f"{served.url}archive")
    page.click(".pages >> text=Next")
    assert "Page 2 of 3" in page.locator(".pages").inner_text()
    page.goto(f"{served.url}{article(ODD_ID, f'?chars={CHARS}')[1:]}")
    assert page.locator("mark").inner_text() == QUOTE
    context.close()


def test_a_link_to_words_shows_them(chromium, served):
    path = article(ODD_ID, f"#chars={CHARS}")[1:]
    with opened(chromium, served.url, path, ready="mark", height=300) as page:
        assert page.locator("mark").all_text_contents() == [QUOTE]
        box = page.locator("mark").bounding_box()
        assert 0 <= box["y"] <= 300
        at = TEXT.index("It rained")
        page.evaluate(f"location.hash = 'chars={at}-{at + 9}'")
        page.wait_for_function("document.querySelector('mark').textContent === 'It rained'")
        page.evaluate("location.hash = 'chars=1-99999'")
        page.wait_for_selector(".notes[role=alert]")
        assert page.locator("mark").count() == 0
        assert page.locator("#cited-for").get_attribute("data-article") == ODD_ID


def test_ask_about_these_puts_the_limits_into_the_chat(page):
    page.check("[name=section][value=World]")
    page.check("[name=language][value=de]")
    page.wait_for_url("**language=de**")
    page.wait_for_selector(".ask a[href*='language=de']")
    page.click(".ask a")
    page.wait_for_selector("#search-in .in-force button")
    said = page.locator("#search-in .in-force").inner_text()
    assert "section World" in said and "German" in said


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 256)])
def test_a_narrow_page_scrolls_only_down(chromium, served, width, height):
    for path in ("archive", "archive?q=harbour&from=2012-01-01", article(ODD_ID)[1:]):
        ready = "main h1"
        with opened(chromium, served.url, path, ready=ready, width=width, height=height) as page:
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            if path == "archive":
                assert not page.locator("[name=section]").first.is_visible()
                page.click(".choosing summary")
                page.check("[name=section][value=World]")
                count(page, counted(has(section="World")))


def test_hostile_text_runs_nothing(chromium, served):
    for path in ("archive", article("hostile")[1:], article("hostile", "#chars=0-20")[1:]):
        with opened(chromium, served.url, path, ready="main h1") as page:
            page.wait_for_timeout(100)
            assert page.locator("main :is(img, iframe, object)").count() == 0


def test_a_choice_of_theme_holds_here_too(page):
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.evaluate("localStorage.setItem('dateline-theme', 'dark')")
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.evaluate("localStorage.removeItem('dateline-theme')")


def test_who_must_sign_in_comes_to_where_they_wanted_to_go(chromium, engine):
    serving = start(engine, port=0, password=PASSWORD)
    try:
        path = article(ODD_ID, f"#chars={CHARS}")[1:]
        with opened(chromium, serving.url, path, ready="#password") as page:
            page.fill("#password", PASSWORD)
            page.click("button")
            page.wait_for_selector("mark")
            assert page.locator("mark").all_text_contents() == [QUOTE]
            page.click("nav >> text=Archive")
            page.wait_for_selector("#browse")
            page.click("text=Sign out")
            page.wait_for_selector("#password")
    finally:
        serving.close()
