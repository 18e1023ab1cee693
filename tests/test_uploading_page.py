"""Adding articles on the page in a real browser: dropped, chosen, fetched, stopped, found again."""

from pathlib import Path

import pytest
from browsing import ask, opened
from news_server import NewsServer, Reply, page
from test_uploading import HERE, OTHER, STORY, Held

from index import Archive, Article, ingest
from qa import QueryEngine
from ui.web.serving import start
from ui.web.uploading.bounds import Uploads

NEWEST = "[data-upload]:first-child"
pytestmark = pytest.mark.usefixtures("chromium")


@pytest.fixture(scope="module")
def held(hash_embedder):
    return Held(hash_embedder)


@pytest.fixture(scope="module")
def archive(tmp_path_factory, hash_embedder):
    path = tmp_path_factory.mktemp("uploading") / "archive"
    with Archive.create(path, embedder=hash_embedder) as made:
        ingest([Article("old", "Old news", "It rained in Kulob.", "Gazette", "2020")], made)
    with Archive.open(path, embedder=hash_embedder) as archive:
        yield archive


@pytest.fixture(scope="module")
def served(archive, held):
    serving = start(QueryEngine(archive), port=0, uploads=Uploads(ingest=held, fetching=HERE))
    yield serving
    held.let_go.set()
    serving.close()


@pytest.fixture
def tab(chromium, served, held):
    held.let_go.set()
    held.begun.clear()
    with opened(chromium, served.url) as page:
        with page.expect_response("**/uploads"):
            page.click("#show-uploading")
        while page.locator(NEWEST).count():  # what other tests have left
            id = page.get_attribute(NEWEST, "data-upload")
            page.locator('[data-upload-do="forget"]').first.click()
            page.wait_for_selector(f'[data-upload="{id}"]', state="detached")
        yield page
        held.let_go.set()


@pytest.fixture
def files(tmp_path):
    (tmp_path / "news" / "in").mkdir(parents=True)
    (tmp_path / "news" / "ferry.txt").write_text(STORY)
    (tmp_path / "news" / "in" / "bridge.txt").write_text(OTHER)
    (tmp_path / "news" / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" * 9)
    return tmp_path / "news"


def done(page, state="done"):
    page.wait_for_selector(f'{NEWEST}[data-state="{state}"]:not([data-going])')
    return page.inner_text(NEWEST)


def test_where_it_is_not_allowed_nothing_of_it_is_there(chromium, archive):
    serving = start(QueryEngine(archive), port=0)
    try:
        with opened(chromium, serving.url) as page:
            page.wait_for_selector("#new-chat")
            assert not page.locator("#show-uploading, #uploading").count()
    finally:
        serving.close()


def test_a_folder_is_sent_read_and_reported_while_one_asks_on(tab, served, held, files, archive):
    held.let_go.clear()
    with tab.expect_file_chooser() as chooser:
        tab.click('[data-choose="folder"]')
    chooser.value.set_files(str(files))
    tab.wait_for_selector(f'{NEWEST}[data-state="reading"]')
    tab.wait_for_function("document.querySelector('#show-uploading').textContent.match(/^Adding/)")
    tab.keyboard.press("Escape")
    tab.wait_for_selector("#uploading", state="hidden")
    ask(tab, "Where did it rain?")
    # The page is left in the midst of it, and finds it again.
    tab.goto(served.url)
    tab.wait_for_selector("html[data-ready]")
    tab.click("#show-uploading")
    tab.wait_for_selector(f'{NEWEST}[data-state="reading"] .said')
    tab.wait_for_function(
        "document.querySelector('#uploading [role=status]').textContent.includes('being read')"
    )
    held.let_go.set()
    told = done(tab)
    assert "2 articles added, 1 rejected." in told
    assert "news/photo.jpg" in told and "Dateline reads text" in told
    assert tab.locator(f"{NEWEST} details[open] summary").all_inner_texts() == ["Rejected (1)"]
    assert "news/in/bridge.txt" in archive.catalog.articles.known()
    tab.wait_for_function("document.querySelector('#masthead').textContent.includes('3 articles')")
    with tab.expect_download() as saved:
        tab.click(f"{NEWEST} a[download]")
    assert "news/photo.jpg" in Path(saved.value.path()).read_text()
    # What is new can be seen in the archive, and nothing else.
    tab.click(f'{NEWEST} .doing a[href^="archive?"]')
    tab.wait_for_selector("#browse [role=status]")
    assert tab.inner_text("#browse [role=status]") == "2 articles, 2 undated"


def test_files_are_dropped_and_sent_in_pieces(tab, archive):
    tab.evaluate(
        """text => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([text], 'long.txt'));
            transfer.items.add(new File(['\\0\\u0001\\u0002'], 'odd.bin'));
            const drop = document.querySelector('#uploading .drop');
            for (const name of ['dragover', 'drop']) {
                const event = { bubbles: true, cancelable: true, dataTransfer: transfer };
                drop.dispatchEvent(new DragEvent(name, event));
            }
        }""",
        "A long story\n\n" + "Ships came to the harbour of Fellmouth. " * 40_000,
    )
    assert "1 article added, 1 rejected." in done(tab)
    stored = archive.article("long.txt")
    assert stored.article.text.count("Fellmouth") == 40_000


def test_files_that_are_dragged_over_the_page_find_where_to_be_dropped(tab):
    tab.keyboard.press("Escape")
    for what, opens in (("text/plain", False), ("Files", True)):
        tab.evaluate(
            """what => {
                const transfer = new DataTransfer();
                if (what === 'Files') transfer.items.add(new File(['x'], 'x.txt'));
                else transfer.setData(what, 'x');
                const event = { bubbles: true, dataTransfer: transfer };
                document.body.dispatchEvent(new DragEvent('dragenter', event));
            }""",
            what,
        )
        assert tab.evaluate("document.querySelector('#uploading').open") == opens


def test_by_keys_alone_an_address_is_fetched(tab):
    server = NewsServer()
    server.pages["/market"] = Reply(page("market"))
    try:
        tab.focus("#uploading .close")
        for _ in range(3):
            tab.keyboard.press("Tab")
        tab.keyboard.type(server.address("/market"))
        tab.keyboard.press("Enter")
        assert "1 article added" in done(tab)
    finally:
        server.close()
    count = tab.locator("[data-upload]").count()
    tab.focus(f'{NEWEST} [data-upload-do="forget"]')
    tab.keyboard.press("Enter")
    tab.wait_for_function(f"document.querySelectorAll('[data-upload]').length === {count - 1}")
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.id") == "show-uploading"


def test_it_can_be_stopped_and_what_is_wrong_is_said(tab, held, files):
    held.let_go.clear()
    with tab.expect_file_chooser() as chooser:
        tab.click('[data-choose="files"]')
    chooser.value.set_files([files / "photo.jpg", files / "in" / "bridge.txt"])
    tab.wait_for_selector(f'{NEWEST}[data-state="reading"]')
    tab.click(f'{NEWEST} [data-upload-do="stop"]')
    held.let_go.set()
    assert "Stopped. What was finished stays." in done(tab, "stopped")
    assert tab.inner_text("#show-uploading") == "Add articles"
    tab.evaluate("() => { fetch = () => Promise.reject(new TypeError('gone')); }")
    tab.fill("#uploading-address", "https://news.example/")
    tab.click("#uploading .address button")
    tab.wait_for_function(
        "document.querySelector('#uploading .failure').textContent.includes('does not answer')"
    )


@pytest.mark.parametrize("width", [1280, 390, 360])
def test_it_fits_the_screen(chromium, served, width):
    with opened(chromium, served.url, width=width, height=780) as page:
        page.click("#show-uploading")
        page.wait_for_selector("#uploading .drop")
        fits = "node => node.scrollWidth <= node.clientWidth"
        assert page.eval_on_selector("#uploading", fits)
        page.keyboard.press("Escape")
        for button in page.locator(".tools > *").all():
            box = button.bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= width
