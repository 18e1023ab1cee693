"""The pages of the archive and of an article: what they say, to whom, and what never."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html import unescape
from urllib.parse import quote

import pytest
from conftest import HashEmbedder
from starlette.applications import Starlette
from starlette.datastructures import QueryParams
from starlette.testclient import TestClient
from test_rendering import HOSTILE

from index import Archive, Article, Filters, Span, ingest
from index.errors import ArchiveError
from index.storage.browsing import Sorting
from qa import QueryEngine
from ui.people.engines import Engines
from ui.people.shared import SharedPassword
from ui.web.browsing.asked import Asked, asked_of, chat_query, query_of, span_of
from ui.web.browsing.timeline import timeline
from ui.web.guarding.guard import Guard
from ui.web.guarding.login import Gate
from ui.web.routes import browsing_routes

ODD_ID = "https://news.example/a/b?c=d&e=%20f#g"
TEXT = "First line.\n\n𝔹ridges: the harbour bridge at Fellmouth was opened on Monday.\n\nIt rained."
QUOTE = "the harbour bridge at Fellmouth was opened"
START = TEXT.index(QUOTE)
CHARS = f"{START}-{START + len(QUOTE)}"
ARTICLES = [
    Article(
        ODD_ID, "Harbour bridge opened", TEXT, "Fellmouth Courier", "2024-05-03", ("Ada Quill",),
        "https://news.example/a/b?c=d", section="Local", language="en", kind="news",
        origin="/srv/secret/place/bridge.txt", provenance={"publisher": "the page's 'site_name'"},
    ),
    Article("later", "Zephyrine speaks", "Zephyrine Quillfeather opened a bridge.", "Obelisk",
            "2025-02", section="World", language="de", kind="opinion"),
    Article("hostile", HOSTILE, f"{HOSTILE}\n\n{HOSTILE}", HOSTILE, None, (HOSTILE,), HOSTILE,
            section=HOSTILE, origin=HOSTILE),
    Article("part", "Part", "An id that is a part of no other."),
]  # fmt: skip


@pytest.fixture(scope="module")
def archive(
    tmp_path_factory: pytest.TempPathFactory, hash_embedder: HashEmbedder
) -> Iterator[Archive]:
    path = tmp_path_factory.mktemp("pages") / "archive"
    with Archive.create(path, embedder=hash_embedder) as archive:
        ingest([replace(ARTICLES[0], title="Bridge to open")], archive)
        ingest(ARTICLES, archive)
        yield archive


@pytest.fixture(scope="module")
def engine(archive: Archive) -> QueryEngine:
    return QueryEngine(archive)


@pytest.fixture(scope="module")
def reader(engine: QueryEngine) -> TestClient:
    return reader_of(engine)


def reader_of(engine: QueryEngine) -> TestClient:
    return TestClient(
        Guard(Starlette(routes=browsing_routes(Engines(engine)))), "http://127.0.0.1:7860"
    )


def article(article_id: str, query: str = "") -> str:
    return f"/article/{quote(article_id, safe='')}{query}"


def shown(html: str) -> str:
    """What a page shows, without its tags."""
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r"<(script|title).*?</\1>", "", html)))


# The address


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=harbour+bridge+",
        "publisher=Gull&publisher=Gull+%28claimed%29&section=World&language=en&kind=news",
        "q=a&from=2024-01-02&to=2024-03-04&undated=yes&as_of=2025-01-01&sort=title",
    ],
)
def test_what_is_asked_for_is_the_address_and_back(query: str) -> None:
    asked = asked_of(QueryParams(query))
    again = asked_of(QueryParams(query_of(asked).removeprefix("?")))
    assert again == asked
    assert asked_of(QueryParams(query_of(asked, page=3).removeprefix("?"))).page == 3


def test_what_makes_no_sense_in_an_address_is_left_out() -> None:
    asked = asked_of(QueryParams("sort=worst&page=-3&undated=1&publisher=&publisher=%20&x=y"))
    assert asked == replace(Asked(), find=asked.find)
    assert asked_of(QueryParams("page=99999999999999999999")).page == 100_000
    assert asked_of(QueryParams("q=x")).sorting is Sorting.MATCH
    assert asked_of(QueryParams("q=+&sort=match")).sorting is Sorting.NEWEST


def test_chosen_articles_are_a_limit_that_can_be_taken_away(reader: TestClient) -> None:
    asked = asked_of(QueryParams("q=x&article=later&article=a%2Fb%3Fc"))
    assert asked.filters.article_ids == ("later", "a/b?c")
    assert query_of(asked) == "?q=x&article=later&article=a%2Fb%3Fc"
    html = reader.get("/archive?article=later&article=part").text
    assert "2 articles" in html and "2 chosen articles" in html
    assert "Zephyrine speaks" in html and "Harbour bridge" not in html
    assert '<input type="hidden" name="article" value="later">' in html
    assert "Ask about these" not in html  # The chat has no such limit.
    assert reader.get("/archive?article=nowhere").status_code == 400


def test_the_chat_is_given_the_limits_and_not_the_words() -> None:
    asked = asked_of(QueryParams("q=x&publisher=A%26B&to=2024-01-02&undated=yes&sort=title&page=2"))
    assert chat_query(asked.filters) == "?publisher=A%26B&to=2024-01-02&undated=yes"
    assert chat_query(Filters()) == ""


@pytest.mark.parametrize("chars", ["", "1", "-", "1-", "-1-2", "a-b", "1-2-3", "１-２", "1" * 20])
def test_what_is_no_span_is_none(chars: str) -> None:
    assert span_of(chars) is None


# The bars


def test_days_become_bars_without_a_gap_that_hold_every_article() -> None:
    made = timeline({0: 7, 20240503: 2, 20240505: 1})
    assert made is not None and made.unit == "day"
    assert [(bar.first.day, bar.articles, bar.height) for bar in made.bars] == [
        (3, 2, 100), (4, 0, 0), (5, 1, 50),
    ]  # fmt: skip
    assert made.most.articles == 2


@pytest.mark.parametrize(
    ("last", "unit"),
    [(20240601, "day"), (20250601, "week"), (20300601, "month"), (20991231, "year"),
     (29991231, "decade"), (99991231, "century")],
)  # fmt: skip
def test_a_longer_time_has_wider_bars(last: int, unit: str) -> None:
    made = timeline({20240101: 1, last: 3})
    assert made is not None
    assert made.unit == unit and len(made.bars) <= 160
    assert sum(bar.articles for bar in made.bars) == 4
    ends = [(bar.first, bar.last) for bar in made.bars]
    assert all(
        one[1].toordinal() + 1 == other[0].toordinal()
        for one, other in zip(ends, ends[1:], strict=False)
    )


def test_bars_never_reach_beyond_the_days_that_are_asked_for() -> None:
    made = timeline({20240101: 1, 20261231: 1, 20270101: 9}, date(2024, 1, 1), date(2026, 12, 31))
    assert made is not None and made.unit == "week"
    assert (made.bars[0].first, made.bars[-1].last) == (date(2024, 1, 1), date(2026, 12, 31))
    assert sum(bar.articles for bar in made.bars) == 2
    assert timeline({0: 3}) is None
    assert timeline({10101: 1, 99991231: 1}) is not None


# The page of the archive


def test_every_article_is_listed_and_every_listed_article_opens(reader: TestClient) -> None:
    page = reader.get("/archive").text
    assert "4 articles, 2 undated" in page
    links = re.findall(r'<li><a href="(article/[^"]+)"', page)
    assert len(links) == len(ARTICLES)
    for link in links:
        opened = reader.get(f"/{unescape(link)}")
        assert opened.status_code == 200
        assert "<h1" in opened.text


def test_the_numbers_of_each_thing_add_up_and_unnamed_ones_can_be_chosen(
    reader: TestClient,
) -> None:
    page = reader.get("/archive").text
    for name in ("publisher", "section", "language", "kind"):
        part = page.partition(f'data-part="{name}"')[2].partition("</div>")[0]
        assert sum(map(int, re.findall(r'"count">(\d+)<', part))) == len(ARTICLES), name
    assert "Publisher not named" in page
    only = reader.get("/archive?publisher=%28not+named%29").text
    assert "1 article, 1 undated" in only and "Part</a>" in only
    assert "Publisher not named ×" in shown(only)


def test_words_and_limits_narrow_the_list_and_the_parts_are_those_of_the_page(
    reader: TestClient,
) -> None:
    query = "q=bridge&publisher=fellmouth+courier"
    page, parts = (reader.get(f"/archive?{query}{more}").text for more in ("", "&part=results"))
    assert "1 article" in page and "Zephyrine" not in shown(page)
    listed = parts.partition('<div data-part="list">')[2].removesuffix("</div>")
    assert listed and listed in page
    assert "<html" not in parts
    assert 'value="Fellmouth Courier" checked' in page
    assert 'href="./?publisher=Fellmouth+Courier"' in page
    assert 'value="Obelisk"' in page, "another one could be chosen too"


def test_names_can_be_looked_for_among_many(
    tmp_path, hash_embedder: HashEmbedder
) -> None:  # fmt: skip
    many = [Article(f"{n}", f"Title {n}", "Rain.", f"Gazette {n}") for n in range(120)]
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as archive:
        ingest(many, archive)
        reader = reader_of(QueryEngine(archive))
        page = reader.get("/archive").text
        assert page.count('name="publisher"') == 12 and "and 108 more" in page
        found = reader.get("/archive?find-publisher=GAZETTE+11").text
        assert page.count('name="publisher"') == 12
        assert re.findall(r'name="publisher" value="([^"]+)"', found) == [
            "Gazette 11", *(f"Gazette {n}" for n in range(110, 120)),
        ]  # fmt: skip
        assert "Page 1 of 3" in page
        last = reader.get("/archive?page=99&sort=title").text
        assert "Page 3 of 3" in last and last.count('<li><a href="article/') == 20
        assert 'start="101"' in last


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("publisher=Obelis", "did you mean 'Obelisk'?"),
        ("from=soon", "“soon” is no day."),
        ("from=2024-02-02&to=2024-01-01", "Give the earlier day first."),
        ("kind=poem", "No kind in the archive"),
    ],
)
def test_what_cannot_be_is_a_sentence_without_a_path(
    reader: TestClient, archive: Archive, query: str, said: str
) -> None:
    for part in ("", "&part=results"):
        answer = reader.get(f"/archive?{query}{part}")
        assert answer.status_code == 400
        assert said in shown(answer.text)
        assert str(archive.path) not in answer.text


def test_what_goes_wrong_is_a_sentence_without_a_path(
    reader: TestClient, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for error, status in ((ArchiveError(f"{archive.path} is damaged"), 503), (KeyError("x"), 500)):

        def fails(*_: object, error: Exception = error, **__: object) -> None:
            raise error

        monkeypatch.setattr(archive.catalog.browsing, "browsed", fails)
        monkeypatch.setattr(archive.catalog.articles, "passing", fails)
        for path in ("/archive", "/archive?part=results", "/article/x", "/article/x?part=pane"):
            answer = reader.get(path)
            assert answer.status_code == status
            assert "server" in shown(answer.text)
            assert str(archive.path) not in answer.text and "Traceback" not in answer.text


# The page of an article


def test_an_article_has_every_field_and_where_it_came_from(reader: TestClient) -> None:
    page = shown(reader.get(article(ODD_ID)).text)
    for told in (
        "By Ada Quill · Fellmouth Courier · 3 May 2024", "from: the page's 'site_name'", "English",
        "Local", "news.example/a/b", "bridge.txt", "It rained.",
    ):  # fmt: skip
        assert told in page
    assert "/srv/secret" not in page


def test_an_article_has_its_versions_and_what_was_changed(reader: TestClient) -> None:
    page = shown(reader.get(article(ODD_ID)).text)
    assert "Version 2Title: “Bridge to open” became “Harbour bridge opened”" in page
    assert "Versions" not in shown(reader.get(article("part")).text)


def test_copies_of_a_story_lead_to_one_another(tmp_path, hash_embedder: HashEmbedder) -> None:
    text = " ".join(f"Sentence {n} of the wire story tells of bridge {n * 7}." for n in range(40))
    copies = [Article(f"x/{n}", f"Copy {n}", text, f"Paper {n}") for n in range(2)]
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as archive:
        ingest(copies, archive)
        page = reader_of(QueryEngine(archive)).get(article("x/0")).text
        assert 'href="x%2F1">Copy 1</a>' in page
        limited = QueryEngine(archive, filters=Filters(publishers=("Paper 0",)))
        page = reader_of(limited).get(article("x/0")).text
        assert "Copy 1" not in page


@pytest.mark.parametrize("part", ["", "&part=text", "&part=pane"])
def test_the_words_of_a_span_are_marked_in_code_points(reader: TestClient, part: str) -> None:
    page = reader.get(article(ODD_ID, f"?chars={CHARS}{part}")).text
    assert f"<mark>{QUOTE}</mark>" in page
    assert ("<html" in page) is (not part)


@pytest.mark.parametrize("chars", ["5-999", "9-3", "7-7", "99999-999999"])
def test_words_that_are_not_there_are_told(reader: TestClient, chars: str) -> None:
    page = reader.get(article(ODD_ID, f"?chars={chars}")).text
    assert "The article has no such words" in page
    assert "<mark>" not in page and "It rained." in page


def test_the_pane_marks_the_words_that_answer_within_the_quote(reader: TestClient) -> None:
    at = TEXT.index("Fellmouth")
    digest = sha256(QUOTE.encode()).hexdigest()[:16]
    query = f"?part=pane&chars={CHARS}&words={at}-{at + 9}&quote_digest={digest}&as=source&number=3"
    pane = reader.get(article(ODD_ID, query)).text
    assert pane.startswith('<article class="source"')
    assert "<mark><strong>Fellmouth</strong></mark>" in pane
    assert "Source 3" in pane and 'class="close"' in pane


def test_the_pane_says_when_the_words_were_changed(reader: TestClient) -> None:
    for chars in (CHARS, "5-999"):
        query = f"?part=pane&chars={chars}&quote_digest={'0' * 16}&as=source&number=1"
        pane = shown(reader.get(article(ODD_ID, query)).text)
        assert "The article has been changed since; the cited words are no longer in it." in pane


@pytest.mark.parametrize(
    ("shown_as", "said"),
    [
        ("nearest", "The nearest article. It does not answer the question."),
        ("listed", "An article of the list"),
        ("<b>", "An article of the list"),
    ],
)
def test_the_pane_says_what_the_article_is_there_for(
    reader: TestClient, shown_as: str, said: str
) -> None:
    pane = reader.get(article("part", f"?part=pane&as={quote(shown_as)}&number=x&words=1-2")).text
    assert said in pane and "<mark>" not in pane


# Limits


@pytest.mark.parametrize("name", ["par", "PART", "news.example", "nothing", "", "%00", "a/../part"])
def test_only_a_whole_id_opens_an_article(reader: TestClient, name: str) -> None:
    for part in ("", "?part=text", "?part=pane"):
        answer = reader.get(f"/article/{quote(name, safe='%')}{part}")
        assert answer.status_code == 404, name


def test_an_id_of_any_letters_opens_its_article(tmp_path, hash_embedder: HashEmbedder) -> None:
    ids = ["a b", "ä/ö?ü#ß", "100%", "%2F", "x\ny", "?", "#", "a//b", "+", "新聞", "a.html/"]
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as archive:
        ingest([Article(each, f"Title {n}", f"Text {n}.") for n, each in enumerate(ids)], archive)
        reader = reader_of(QueryEngine(archive))
        stored = [each.article.id for each in archive.articles()]
        assert len(stored) == len(ids)
        for link in re.findall(r'<li><a href="(article/[^"]+)"', reader.get("/archive").text):
            assert reader.get(f"/{unescape(link)}").status_code == 200, link


def test_a_chat_with_limits_has_an_archive_with_them(archive: Archive) -> None:
    for filters in (Filters(as_of=date(2024, 12, 31)), Filters(sections=("Local",))):
        reader = reader_of(QueryEngine(archive, filters=filters))
        for path in ("/archive", "/archive?q=bridge", "/archive?q=Zephyrine", article(ODD_ID)):
            page = reader.get(path)
            assert page.status_code == 200
            assert not re.search("Obelisk|Quillfeather|Zephyrine s|World", page.text), path
        for part in ("", "?part=text", "?part=pane", "?as_of=2030-01-01"):
            answer = reader.get(article("later", part))
            assert answer.status_code == 404
            assert "This article is not in the archive." in answer.text
            assert "Zephyrine" not in answer.text


def test_as_of_a_day_nothing_later_is_there(reader: TestClient) -> None:
    page = reader.get("/archive?as_of=2024-12-31").text
    assert "3 articles" in page and not re.search("Obelisk|Zephyrine", page)
    assert f'href="article/{quote(ODD_ID, safe="")}?as_of=2024-12-31"' in page
    assert reader.get(article("later", "?as_of=2024-12-31")).status_code == 404
    assert reader.get(article("later", "?as_of=2025-12-31")).status_code == 200
    assert reader.get(article("later", "?as_of=never")).status_code == 400


# Hostile text


def test_text_of_others_is_shown_and_never_run(reader: TestClient) -> None:
    for path in (
        "/archive", f"/archive?q={quote(HOSTILE)}", f"/archive?find-publisher={quote(HOSTILE)}",
        f"/archive?publisher={quote(HOSTILE)}", article("hostile"), article(HOSTILE),
        article("hostile", "?part=pane&chars=0-50"), article("hostile", f"?chars={quote(HOSTILE)}"),
    ):  # fmt: skip
        page = reader.get(path).text
        assert not re.search(r"<img|<script>alert|\bonerror=\"", page.replace("&#34;", "'")), path
        assert "http://evil.example" not in " ".join(re.findall(r'(?:href|src)="([^"]*)"', page))


# Who may


def test_nothing_of_the_archive_is_shown_without_the_password(engine: QueryEngine) -> None:
    app = Starlette(routes=browsing_routes(Engines(engine)))
    browser = TestClient(
        Guard(app, gate=Gate(SharedPassword.alone("correct horse"))),
        "http://127.0.0.1:7860",
        follow_redirects=False,
    )
    for path in ("/archive?part=results", article(ODD_ID, "?part=pane"), "/dateline/colours.css"):
        assert browser.get(path).status_code == 401
    assert browser.post("/archive").status_code == 401
    landed = browser.get("/archive?q=bridge&publisher=A%26B")
    assert landed.status_code == 303
    assert landed.headers["location"] == "login?next=archive%3Fq%3Dbridge%26publisher%3DA%2526B"
    deep = browser.get(article(ODD_ID, "?chars=1-2"))
    assert deep.headers["location"].startswith("../login?next=article%2Fhttps%253A%252F%252Fnews")
    assert "Fellmouth" not in landed.text + deep.text

    form = browser.get(f"/{landed.headers['location']}").text
    back = unescape(re.findall(r'name="next" value="([^"]*)"', form)[0])
    assert back == "archive?q=bridge&publisher=A%26B"
    wrong = browser.post("/login", data={"password": "wrong one", "next": back})
    assert f'value="{back.replace("&", "&amp;")}"' in wrong.text
    right = browser.post("/login", data={"password": "correct horse", "next": back})
    assert (right.status_code, right.headers["location"]) == (303, back)
    assert browser.get("/archive").status_code == 200


@pytest.mark.parametrize(
    "place",
    [
        "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)",
        "login", "archive\r\nx: y", "../x", "article/../../x", "archive/..", "article/a/b",
        "x" * 5000, "archive?q=" + "x" * 5000, "article//evil.example", "archive?\n",
        "gradio_api/queue/data",
    ],
)  # fmt: skip
def test_signing_in_leads_to_no_other_place(engine: QueryEngine, place: str) -> None:
    guard = Guard(
        Starlette(routes=browsing_routes(Engines(engine))),
        gate=Gate(SharedPassword.alone("correct horse")),
    )
    browser = TestClient(guard, "http://127.0.0.1:7860", follow_redirects=False)
    assert 'name="next"' not in browser.get("/login", params={"next": place}).text
    answer = browser.post("/login", data={"password": "correct horse", "next": place})
    assert answer.headers.get("location", "./") == "./"


def test_only_styles_and_scripts_are_served_and_again_only_where_they_changed(
    reader: TestClient,
) -> None:
    for link in re.findall(r'(?:href|src)="(dateline/[^"]+)"', reader.get("/archive").text):
        served = reader.get(f"/{link}")
        assert served.status_code == 200 and "immutable" in served.headers["cache-control"]
    served = reader.get("/dateline/colours.css")
    assert served.headers["cache-control"] == "no-cache"
    known = {"if-none-match": served.headers["etag"]}
    assert reader.get("/dateline/colours.css", headers=known).status_code == 304
    assert reader.get("/dateline/page.css", headers=known).status_code == 200
    for name in ("asked.js", "__init__.py", "..%2Fguard.py", "x.css", "colours.css%00"):
        assert reader.get(f"/dateline/{name}").status_code == 404


def test_the_pages_speak_the_reader_s_language(reader: TestClient) -> None:
    assert '<html lang="de">' in reader.get("/archive", headers={"accept-language": "de"}).text
    assert '<html lang="en">' in reader.get("/archive", headers={"accept-language": "fr"}).text


def test_spans_are_spans() -> None:
    assert span_of("279-551") == Span(279, 551)
