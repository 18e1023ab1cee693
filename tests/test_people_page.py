"""Two people in a browser: each signs in, sees their own articles, and finds their own chats."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import ask, opened
from conftest import HashEmbedder

from index import Archive, Article, Filters, ingest
from qa import QueryEngine
from ui.people.people import People
from ui.people.person import Person, Scope
from ui.web.serving import start
from ui.web.uploading.bounds import Uploads

READ = frozenset({Scope.READ})
WRITE = READ | {Scope.WRITE}
PASSWORDS = {"ada": "ada-lovelace", "bob": "bob-the-builder"}
REFUSED = ("/login",)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("two") / "archive"
    with Archive.create(path, embedder=HashEmbedder()) as archive:
        ingest(
            [
                Article(id="gull.txt", title="Mayor Oda Brun resigns", publisher="Gull Post",
                        text="Mayor Oda Brun of Lowick resigned on Friday. She goes to her farm."),
                Article(id="heron.txt", title="Zorbafane mine opens", publisher="Heron Herald",
                        text="The Zorbafane mine opened near Lowick. It employs 900 people."),
            ],
            archive,
        )  # fmt: skip
    people = People(path)
    see = {"ada": ("Gull Post", READ), "bob": ("Heron Herald", WRITE)}
    for name, (publisher, scopes) in see.items():
        limits = Filters(publishers=(publisher,))
        people.accounts.add(Person(name, scopes, limits), PASSWORDS[name])
    people.close()
    return path


@pytest.fixture(scope="module")
def people(folder):
    opened_people = People(folder)
    yield opened_people
    opened_people.close()


@pytest.fixture(scope="module")
def served(folder, people):
    with Archive.open(folder, embedder=HashEmbedder()) as archive:
        engine = QueryEngine(archive, min_confidence=0.0)
        serving = start(engine, port=0, people=people, uploads=Uploads())
        yield serving
        serving.close()


@pytest.fixture
def browser(chromium):
    context = chromium.new_context(locale="en-GB")
    yield context
    context.close()


def sign_in(page, name, password=None):
    page.wait_for_selector("#username")
    page.fill("#username", name)
    page.fill("#password", password or PASSWORDS[name])
    page.click("button")


def test_each_sees_their_own_articles_and_chats(browser, served):
    with opened(browser, served.url, ready="#username", expected=REFUSED) as page:
        assert Axe().run(page).violations_count == 0
        sign_in(page, "ada", "not the password")
        page.wait_for_selector("[role=alert]")
        assert page.locator("#username").input_value() == "ada"
        sign_in(page, "ada")
        page.wait_for_selector("html[data-ready]")
        assert "1 article" in page.locator("#masthead").inner_text()
        assert "Gull Post" in page.locator("#archive").inner_text()
        assert "Heron" not in page.content()
        assert page.locator("#show-uploading").count() == 0
        ask(page, "Who resigned on Friday?")
        assert "Oda Brun" in page.locator(".turn").inner_text()
        page.click("text=Sign out")
        sign_in(page, "bob")
        page.wait_for_selector("html[data-ready]")
        assert "Heron Herald" in page.locator("#archive").inner_text()
        assert "Gull" not in page.content() and "Oda Brun" not in page.content()
        assert page.locator("#show-uploading").count() == 1
        page.click("#show-chats")
        page.wait_for_selector("#chats .find, #chats .none, #chats")
        assert page.locator("#chats .kept li").count() == 0
        ask(page, "What opened near Lowick?")
        assert "Zorbafane" in page.locator(".turn").inner_text()
        page.goto(served.url + "archive")
        assert page.locator("main a[href^='article/']").all_inner_texts() == [
            "Zorbafane mine opens"
        ]
        page.click("text=Sign out")
        sign_in(page, "ada")
        page.wait_for_selector("html[data-ready]")
        page.click("#show-chats")
        page.wait_for_selector("#chats .kept a:has-text('Who resigned on Friday?')")
        assert "Zorbafane" not in page.content()


def test_who_asks_too_often_is_told_so_on_the_page(browser, served, people):
    people.accounts.limit("ada", per_minute=1)
    with opened(browser, served.url, ready="#username", expected=REFUSED) as page:
        sign_in(page, "ada")
        page.wait_for_selector("html[data-ready]")
        ask(page, "Who resigned on Friday?")
        ask(page, "Who goes to her farm?", nth=2)
        said = page.locator(".turn").nth(1).inner_text()
        assert "1 question a minute" in said
    people.accounts.limit("ada", per_minute=0)


def test_who_is_removed_is_asked_to_sign_in(browser, served, people):
    people.accounts.add(Person("eve", READ), "eve-and-adam")
    with opened(browser, served.url, ready="#username", expected=("archive", "/login")) as page:
        sign_in(page, "eve", "eve-and-adam")
        page.wait_for_selector("html[data-ready]")
        people.accounts.remove("eve")
        page.goto(served.url + "archive")
        page.wait_for_selector("#username")
