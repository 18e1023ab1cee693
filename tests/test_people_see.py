"""Somebody limited to one publisher sees no word of another one's articles, at any route."""

import gc
import json
import warnings
from contextlib import contextmanager
from secrets import token_hex

import httpx
import pytest
from conftest import HashEmbedder
from waiting import until

from index import Archive, Article, Filters, ingest
from qa import QueryEngine
from ui.people.audit import Did
from ui.people.engines import Engines
from ui.people.people import People
from ui.people.person import Person, Scope
from ui.web.exchanges.conversation import Exchange
from ui.web.exchanges.records import record_of
from ui.web.serving import start
from ui.web.uploading.bounds import Uploads
from ui.web.uploading.reading import read_into

ALL = frozenset(Scope)
PASSWORD = "ada-lovelace"
# Invented, and in no other text: each stands in one field of what ada may not see.
SECRETS = ("zorbafane", "quillfeather", "vexolith", "brimwhistle", "murkentide", "threnodon",
           "gloomspar", "wickerbane", "dravenholt", "skarn-9")  # fmt: skip
WIRE = (
    "The ferry Brannoch sank off Lowick on Monday after it had struck a rock. "
    "All 214 passengers were taken off by fishing boats within an hour, the harbour master said. "
    "The captain told the inquiry that the light on the rock had been out for a week. "
    "Divers found the wreck at a depth of forty metres on Thursday. "
)
ARTICLES = [
    Article(id="gull/ferry.txt", title="Ferry sinks off Lowick", text=WIRE,
            publisher="Gull Post", published="2024-05-03", section="Coast", authors=("Ann Reed",)),
    Article(id="gull/mayor.txt", title="Mayor Oda Brun resigns",
            text="Mayor Oda Brun of Lowick resigned on Friday. She said that she would go back to "
            "her farm. The council of Lowick met Hussain Karim on Saturday.",
            publisher="Gull Post", published="2024-05-10", section="Town"),
    # A copy of the same story, of another publisher.
    Article(id="dravenholt/ferry.txt", title="Threnodon: ferry sinks off Lowick",
            text=WIRE + "Gloomspar agency reported it first.", publisher="Quillfeather Gazette",
            published="2024-05-03", section="Murkentide", authors=("Brimwhistle Vane",)),
    Article(id="dravenholt/mine.txt", title="Zorbafane mine opens in Lowick",
            text="The Vexolith company opened the Zorbafane mine near Lowick on Sunday. The mine "
            "employs 900 people. Its director Wickerbane Holm met Mayor Oda Brun.",
            publisher="Quillfeather Gazette", published="2023-01-02", section="Murkentide",
            language="de", url="https://skarn-9.example/mine"),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("see") / "archive"
    with Archive.create(path, embedder=HashEmbedder()) as archive:
        # An earlier version of what ada may see was another publisher's.
        earlier = Article(id="gull/mayor.txt", title="Threnodon of the mayor", text="Vexolith.",
                          publisher="Quillfeather Gazette", published="2024-05-09")  # fmt: skip
        ingest([earlier], archive)
        ingest(ARTICLES, archive)
    people = People(path)
    people.accounts.add(Person("ada", ALL, Filters(publishers=("gull post",))), PASSWORD)
    people.accounts.add(Person("eve", ALL), PASSWORD)
    people.accounts.add(Person("none", ALL, Filters(publishers=("Nobody's",))), PASSWORD)
    people.close()
    return path


@pytest.fixture(scope="module")
def people(folder):
    opened = People(folder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def engine(folder):
    with Archive.open(folder, embedder=HashEmbedder()) as archive:
        yield QueryEngine(archive, min_confidence=0.0)


def ingested_here(work, tell, stopped):
    """Reads an upload with the model of this archive, which no other process knows."""
    with Archive.open(work.archive, writing=True, embedder=HashEmbedder()) as archive:
        return read_into(archive, work, tell, stopped)


@pytest.fixture(scope="module")
def served(engine, people):
    with quiet():
        uploads = Uploads(ingest=ingested_here)
        serving = start(engine, port=0, people=people, uploads=uploads, programs=True)
    yield serving
    serving.close()


@contextmanager
def quiet():
    """Gradio leaves event loops open, which may be collected in the midst of a test."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "unclosed", ResourceWarning)
        yield
        gc.collect()


@contextmanager
def browser_of(served, name):
    spoken = {"accept-language": "en"}
    with httpx.Client(base_url=served.url, timeout=60, headers=spoken) as browser:
        fields = {"username": name, "password": PASSWORD}
        assert browser.post("/login", data=fields).status_code == 303
        yield browser


@pytest.fixture(scope="module")
def ada(served):
    with browser_of(served, "ada") as browser:
        yield browser


@pytest.fixture(scope="module")
def eve(served):
    with browser_of(served, "eve") as browser:
        yield browser


@pytest.fixture(scope="module")
def stranger(served):
    with httpx.Client(base_url=served.url, timeout=60) as browser:
        yield browser


def record(engine, question, person):
    """What a browser keeps of an answer."""
    answer = Engines(engine).of(person).query(question)
    exchange = Exchange(question, answer=answer, key=token_hex(8))
    return json.loads(json.dumps(record_of(exchange), default=str))


def functions(browser):
    """The number of the page's function to ask, and those of what else it calls."""
    calls = browser.get("/config").json()["dependencies"]
    asks = next(n for n, each in enumerate(calls) if ["submit"] == [t for _, t in each["targets"]])
    return asks, [n for n in range(len(calls)) if n != asks]


def told(browser, fn_index, event=None, data=()):
    """Everything that a page hears of one of its functions."""
    session = token_hex(8)
    body = {"data": list(data), "event_data": event, "fn_index": fn_index, "session_hash": session}
    joined = browser.post("/gradio_api/queue/join", json=body)
    if joined.status_code != 200:
        return joined.text
    heard = browser.get(f"/gradio_api/queue/data?session_hash={session}")
    return joined.text + heard.text


QUESTIONS = (
    "Which mine opened near Lowick?",
    "How many articles are there?",
    "Which articles mention Lowick?",
    "Which publishers are there?",
    "Who wrote about the ferry?",
    "What do the outlets say about the ferry?",
    "Give me a timeline of Lowick.",
    "What is the latest about Oda Brun?",
    "Whom did Oda Brun meet?",
    "Who is Wickerban Holm?",
    "How many articles mention Wikkerbane?",
    "Hello!",
    "How many people does the mine employ?",
)


def asked_of(question, **limits):
    return {"question": question, "key": token_hex(8), "limits": limits}


def walk(browser, engine, secret):
    """Each request of the walk and what was answered: its method, its path, its answer.

    `secret` says whether the requests name what ada may not see, as somebody who guesses does.
    """
    ids = [each.id for each in ARTICLES]
    for path in (
        "/", "/config", "/words.js", "/theme.css", "/archive", "/archive?part=results", "/uploads",
        "/archive?q=Lowick", "/archive?q=mine", "/archive?sort=oldest", "/archive?page=9",
        "/archive?publisher=Gull", "/archive?publisher=Quilfeather", "/archive?section=Murkentid",
        "/archive?kind=opinion", "/archive?language=de", "/archive?from=2023-01-01&to=2023-01-31",
        "/archive?article=ferry.txt", "/archive?article=mine.txt", "/archive?article=e",
        "/archive?from=2024-05-31&to=2024-05-01", "/login", "/gradio_api/info", "/dateline/page.js",
        "/gradio_api/startup-events", "/gradio_api/heartbeat/x", "/gradio_api/app_id",
        "/gradio_api/login_check", "/gradio_api/queue/data?session_hash=none", "/manifest.json",
        "/uploads/0123456789abcdef/report.csv", "/favicon.ico", "/robots.txt", "/health", "/ready",
    ):  # fmt: skip
        if "heartbeat" not in path:  # it never ends
            yield "GET", path, browser.get(path)
    for key in (*ids, "mine.txt", "dravenholt", "nothing"):
        for query in (
            "",
            "?part=text",
            "?part=pane",
            "?part=pane&chars=0-9&as=nearest",
            "?as_of=2024-05-09",
            "?part=pane&chars=0-9&quote_digest=0000000000000000",
        ):
            path = f"/article/{key.replace('/', '%2F')}{query}"
            yield "GET", path, browser.get(path)
    outside = record(engine, "Which mine opened near Lowick?", Person("eve", ALL))
    inside = record(
        engine, "Which ferry sank?", Person("ada", ALL, Filters(publishers=("Gull Post",)))
    )
    for turn in (inside, *([outside] if secret else [])):
        for path, sent in (
            ("/turns", {"turns": [turn]}),
            ("/follow-ups", {"turn": turn, "asked": []}),
            ("/feedback", {"turns": [turn], "key": turn["key"], "said": {"verdict": "up"}}),
            ("/feedback", {"turns": [turn], "key": turn["key"], "said": {"verdict": ""}}),
            ("/export", {"turns": [turn], "format": "markdown", "name": "x"}),
            ("/stop", {"key": turn["key"]}),
        ):
            yield "POST", path, browser.post(path, json=sent)


def walk_of_programs(browser):
    """The same for the addresses that programs ask by."""
    for path in (
        "/api/v1/articles", "/api/v1/articles?q=Lowick", "/api/v1/articles?publisher=Quilfeather",
        "/api/v1/articles?publishers=Quilfeather", "/api/v1/articles?limit=0", "/api/v1/stats",
        "/api/v1/openapi.json", "/api/v1/docs", "/api/v1/uploads/x", "/v1/models",
        "/v1/models/dateline", "/mcp", *(f"/api/v1/articles/{each.id}" for each in ARTICLES),
        "/api/v1/articles/mine.txt", "/api/v1/articles/nothing?chars=0-9",
    ):  # fmt: skip
        if path != "/mcp":  # it never ends
            yield "GET", path, browser.get(path)
    for question in QUESTIONS:
        for path, sent in (
            ("/api/v1/ask", {"question": question}),
            ("/api/v1/ask", {"question": question, "stream": True}),
            ("/api/v1/ask", {"question": question, "filters": {"publishers": ["Quilfeather"]}}),
            ("/api/v1/search", {"query": question}),
            ("/api/v1/evaluate", {"questions": [{"id": "a", "question": question}]}),
            ("/v1/chat/completions", completion(question)),
            ("/mcp", called("ask", question=question)),
            ("/mcp", called("search", query=question)),
        ):
            headers = {"accept": "application/json, text/event-stream"} if path == "/mcp" else {}
            yield "POST", f"{path}#{question}", browser.post(path, json=sent, headers=headers)
    for name, values in (
        ("open_article", {"id": "dravenholt/mine.txt"}),
        ("list_articles", {"words": "Lowick"}),
    ):
        headers = {"accept": "application/json, text/event-stream"}
        sent = called(name, **values)
        yield "POST", f"/mcp#{values}", browser.post("/mcp", json=sent, headers=headers)
    yield "DELETE", "/api/v1/uploads/x", browser.delete("/api/v1/uploads/x")


def completion(question):
    return {"model": "dateline", "messages": [{"role": "user", "content": question}]}


def called(tool, **values):
    params = {"name": tool, "arguments": values}
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}


def lost(text, request=""):
    """The secret words in an answer that were not in the request."""
    return [word for word in SECRETS if word in text.lower() and word not in request.lower()]


def test_the_words_are_there_for_who_may_see_them(eve, engine):
    everything = " ".join(answer.text for _, _, answer in walk(eve, engine, secret=True))
    assert set(lost(everything)) == set(SECRETS)


def test_no_route_tells_of_what_somebody_may_not_see(ada, engine):
    leaks = []
    for method, path, answer in walk(ada, engine, secret=False):
        assert answer.status_code < 500, (path, answer.text)
        if found := lost(answer.text + str(answer.headers), path):
            leaks.append((method, path, found))
    assert not leaks
    assert "Ferry sinks off Lowick" in ada.get("/archive").text
    assert ada.get("/article/gull%2Fferry.txt").status_code == 200
    assert ada.get("/article/dravenholt%2Fferry.txt").status_code == 404


def test_no_program_is_told_of_what_its_person_may_not_see(ada):
    leaks = []
    for method, path, answer in walk_of_programs(ada):
        assert answer.status_code < 500, (path, answer.text)
        if found := lost(answer.text + str(answer.headers), path):
            leaks.append((method, path, found))
    assert not leaks
    assert ada.delete("/api/v1/articles/dravenholt/mine.txt").status_code == 404


def test_programs_tell_of_it_those_who_may_see_it(eve):
    everything = " ".join(answer.text for _, _, answer in walk_of_programs(eve))
    assert len(lost(everything)) > len(SECRETS) // 2


def test_without_a_key_no_program_is_told_anything(stranger):
    for method, path, answer in walk_of_programs(stranger):
        assert answer.status_code in (401, 404), (method, path)
        assert not lost(answer.text, path)
        assert "Lowick" not in answer.text and "Gull Post" not in answer.text


def test_what_a_browser_brings_along_is_not_made_more_of(ada, engine):
    outside = record(engine, "Which mine opened near Lowick?", Person("eve", ALL))
    brought = json.dumps(outside)
    assert lost(brought)
    for path, sent in (
        ("/follow-ups", {"turn": outside, "asked": []}),
        ("/feedback", {"turns": [outside], "key": outside["key"], "said": {"verdict": "up"}}),
    ):
        answer = ada.post(path, json=sent)
        assert not lost(answer.text), path
    assert "was not kept" in answer.text
    assert ada.post("/follow-ups", json={"turn": outside, "asked": []}).json() == []


def test_no_answer_tells_of_it(ada, served):
    asks, _ = functions(ada)
    answers = [told(ada, asks, asked_of(each)) for each in QUESTIONS]
    for question, answer in zip(QUESTIONS, answers, strict=True):
        assert "process_completed" in answer, answer
        assert not lost(answer, question), question
    assert any("Brannoch" in answer for answer in answers)


@pytest.mark.parametrize(
    "limits",
    [{"publishers": ["Quilfeather"]}, {"publishers": ["Gazette"]}, {"sections": ["Murkentid"]},
     {"languages": ["de"]}, {"kinds": ["news"]}, {"from": "2023-01-01", "to": "2023-02-01"},
     {"as_of": "2023-06-01"}],
)  # fmt: skip
def test_no_limit_that_is_tried_tells_of_it(ada, limits):
    answer = told(ada, functions(ada)[0], asked_of("Which mine opened?", **limits))
    assert "process_completed" in answer
    assert not lost(answer)


def test_what_the_page_loads_tells_nothing_of_it(ada, eve):
    for browser, seen in ((ada, False), (eve, True)):
        _, others = functions(browser)
        heard = "".join(told(browser, n, data=[""]) for n in others)
        assert "Gull Post" in heard
        assert bool(lost(heard)) is seen


def test_another_who_asks_at_the_same_time_changes_nothing(ada, eve):
    for browser, seen in ((eve, True), (ada, False), (eve, True)):
        assert bool(lost(browser.get("/config").text)) is seen
        assert bool(lost(browser.get("/").text)) is seen


def test_who_may_see_nothing_that_is_there_is_told_so(served):
    with browser_of(served, "none") as browser:
        for path in ("/", "/archive", "/config", "/article/gull%2Fferry.txt"):
            answer = browser.get(path)
            assert answer.status_code == 403
            assert answer.text == "The archive has nothing that you may see."


def test_without_signing_in_no_route_gives_anything(stranger, engine):
    for method, path, answer in walk(stranger, engine, secret=True):
        if path not in ("/login", "/health", "/ready"):
            assert answer.status_code in (303, 401, 404), (method, path)
        assert not lost(answer.text, path)
        assert "Lowick" not in answer.text and "Gull Post" not in answer.text
    joined = stranger.post("/gradio_api/queue/join", json={})
    assert joined.status_code == 401


def test_the_walk_goes_by_every_route_of_the_page(engine, people, ada):
    from ui.web.application import application  # after the environment is clean

    with quiet():
        app = application(engine, people=people, uploads=Uploads())._app._app
    ours = {each.path for each in app.routes if not each.path.startswith("/gradio_api")}
    walked = {path.partition("?")[0] for _, path, _ in walk(ada, engine, secret=False)}
    known = {
        "/article/{article:anything}": "/article/nothing",
        "/dateline/{name}": "/dateline/page.js",
        "/uploads/{id}/report.csv": "/uploads/0123456789abcdef/report.csv",
    }
    doing = {f"/uploads/{{id}}/{name}" for name in ("file", "end", "stop", "forget")}
    assert {known.get(path, path) for path in ours - doing - {""}} <= walked, ours


def test_questions_beyond_the_limit_are_refused_with_a_time(served, people, ada):
    asks, others = functions(ada)
    people.accounts.limit("ada", per_minute=1)
    try:
        heard = [told(ada, asks, asked_of("Which ferry sank?")) for _ in range(3)]
        too_many = ["1 question a minute. Ask again in" in each for each in heard]
        assert too_many == [False, True, True]
        # What the page loads is no question.
        assert "process_completed" in told(ada, others[0], data=[""])
    finally:
        people.accounts.limit("ada", per_minute=0)


def test_what_somebody_adds_is_written_down_and_beyond_their_limits_not_told(served, people, ada):
    sent = ada.post("/uploads", json={"files": 1, "bytes": 60})
    upload = sent.json()["id"]
    text = b"Publisher: Heron\n\nWhimbrel seen\n\nA whimbrel was seen at Lowick in May.\n"
    place = f"/uploads/{upload}/file?n=0&name=bird.txt&size={len(text)}&at=0"
    assert ada.post(place, content=text).status_code == 204
    assert ada.post(f"/uploads/{upload}/end").status_code == 204

    def told():
        page = ada.get("/uploads").text
        return page if "bird.txt" in page and "not shown here" in page else None

    page = until(told)
    assert "it is outside of what this page shows" in page and "Whimbrel seen" not in page
    lines = [line for line in people.audit.lines() if line.did == Did.INDEXED]
    assert [(line.who, line.place) for line in lines] == [("ada", "127.0.0.1")]
    assert "1 not shown" in lines[0].what
