"""The API over HTTP, against a real server over the seeds."""

import asyncio
import json
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import asdict
from datetime import date

import httpx
import pytest
from conftest import ROOT
from programs import QUESTION, events, leaves, problem, served, slow
from waiting import PATIENCE, until

from evals import evaluate, read_questions
from index import Filters
from qa import Turn
from qa.answers import plain
from ui.api.asking import Asking, Before, Busy
from ui.people.engines import Engines
from ui.web.asking.answering import Answering
from ui.web.asking.chat import Chat
from ui.web.asking.line import Line
from ui.web.guarding.queue_bounds import MOST_OF_ONE


@pytest.fixture(scope="module")
def serving(seeds_engine):
    with served(seeds_engine) as serving:
        yield serving


@pytest.fixture(scope="module")
def api(serving):
    with httpx.Client(base_url=f"{serving.url}api/v1/", timeout=120) as client:
        yield client


# Asking


def test_an_answer_is_the_library_s(api, seeds_engine):
    told = api.post("ask", json={"question": QUESTION})
    assert told.status_code == 200
    assert told.json() == seeds_engine.query(QUESTION).to_dict()
    assert told.headers["cache-control"] == "no-store"


def test_everything_that_an_engine_takes_is_taken(api, seeds_engine):
    asked = {
        "question": "And in Dushanbe?",
        "history": [{"question": "Who did Wang Yi meet?", "answer": "Emomali Rahmon."}],
        "filters": {"publishers": ["khaama press"], "undated": True},
        "as_of": "2026-01-01",
        "today": "2025-12-31",
        "top_k": 3,
        "min_confidence": 0.9,
        "model": False,
    }
    told = api.post("ask", json=asked).json()
    engine = seeds_engine.tuned(top_k=3, min_confidence=0.9)
    assert (
        told
        == engine.query(
            "And in Dushanbe?",
            [Turn("Who did Wang Yi meet?", "Emomali Rahmon.")],
            date(2026, 1, 1),
            Filters(publishers=("Khaama Press",), undated=True),
            date(2025, 12, 31),
        ).to_dict()
    )
    assert told["searched"]["publishers"] == ["Khaama Press"]


@pytest.mark.parametrize("how", [{"json": {"stream": True}}, {"accept": "text/event-stream"}])
def test_an_answer_comes_as_events(api, seeds_engine, how):
    asked = {"question": QUESTION, **how.get("json", {})}
    headers = {"accept": how["accept"]} if "accept" in how else {}
    told = api.post("ask", json=asked, headers=headers)
    assert told.headers["content-type"].startswith("text/event-stream")
    *before, (name, last) = events(told.text)
    assert name == "done" and last == seeds_engine.query(QUESTION).to_dict()
    assert {name for name, _ in before} <= {"progress", "answer"}
    assert any(value.get("stage") == "reading" for _, value in before)


def test_passages_are_found(api, seeds_engine):
    asked = {"query": QUESTION, "top_k": 3, "filters": {"publishers": ["Khaama Press"]}}
    found = api.post("search", json=asked).json()["passages"]
    limits = Filters(publishers=("Khaama Press",))
    expected = seeds_engine.retrieve(QUESTION, filters=limits, top_k=3)
    assert found == [plain(asdict(each)) for each in expected]


@pytest.mark.parametrize("streamed", [False, True])
def test_a_question_that_cannot_be_asked_is_told_as_a_problem(api, streamed):
    def ask(**values):
        return api.post("ask", json={"question": QUESTION, "stream": streamed, **values})

    assert "did you mean 'Khaama Press'" in problem(ask(filters={"publishers": ["Khaama"]}), 422)
    assert "the archive" in problem(ask(filters={"publishers": ["Khaama"]}), 422)
    assert "nowhere" in problem(ask(filters={"article_ids": ["nowhere"]}), 422)
    days = {"published_from": "2025-02-01", "published_to": "2025-01-01"}
    assert "Give the earlier day first" in problem(ask(filters=days), 422)
    assert "question" in problem(ask(question=""), 422)
    assert "question" in problem(ask(question="x" * 2001), 422)
    assert "publisher" in problem(ask(filters={"publisher": ["Khaama Press"]}), 422)
    assert "as_of" in problem(ask(as_of="yesterday"), 422)
    assert "top_k" in problem(ask(top_k=0), 422)
    assert "min_confidence" in problem(ask(min_confidence=2), 422)


def test_what_fails_while_events_come_is_an_event(api):
    told = api.post("ask", json={"question": "?!", "stream": True})
    assert [name for name, _ in events(told.text)][-1] == "error"
    assert events(told.text)[-1][1]["detail"].startswith("The question is empty")
    assert problem(api.post("ask", json={"question": "?!"}), 422).startswith("The question is")


def test_what_is_no_json_is_told(api):
    headers = {"content-type": "application/json"}
    assert "JSON" in problem(api.post("ask", content=b"{", headers=headers), 400)
    for content in (b"[]", b'"x"', b"null"):
        told = api.post("ask", content=content, headers=headers)
        assert problem(told, told.status_code) and told.status_code in (400, 422)
    # A form of another site cannot send JSON as such.
    plain_text = {"content-type": "text/plain"}
    body = json.dumps({"question": QUESTION}).encode()
    assert api.post("ask", content=body, headers=plain_text).status_code in (400, 415, 422)


def test_half_characters_and_nothing_break_nothing(api):
    for question in ("\\ud800 who?", "\\u0000 who?"):
        body = f'{{"question": "{question}"}}'.encode()
        told = api.post("ask", content=body, headers={"content-type": "application/json"})
        assert told.status_code in (200, 422)


# Articles


def test_articles_are_listed_a_part_at_a_time(api, seeds_archive):
    seen, offset = [], 0
    while offset is not None:
        told = api.get("articles", params={"limit": 2, "offset": offset}).json()
        assert told["articles"] == 5 and told["offset"] == offset
        seen += [each["id"] for each in told["page"]]
        offset = told["next"]
    listed = [each.id for each in seeds_archive.catalog.articles.listed()]
    assert seen == listed and len(listed) == 5
    beyond = api.get("articles", params={"offset": 50}).json()
    assert (beyond["page"], beyond["next"]) == ([], None)


def test_articles_are_limited_and_found_by_words(api):
    told = api.get("articles", params={"publishers": ["khaama press"], "q": "Dushanbe"}).json()
    assert {each["publisher"] for each in told["page"]} == {"Khaama Press"}
    assert len(told["counts"]["publisher"]) > 1
    assert problem(api.get("articles", params={"publisher": "x"}), 422)
    assert "limit" in problem(api.get("articles", params={"limit": 1000}), 422)
    assert problem(api.get("articles", params={"publishers": "Nobody"}), 422)


def test_an_article_has_its_exact_words(api, seeds_engine, seeds_archive):
    cited = seeds_engine.query(QUESTION).citations[0]
    address = f"articles/{cited.article_id}"
    told = api.get(address, params={"chars": f"{cited.start}-{cited.end}"}).json()
    stored = seeds_archive.article(cited.article_id)
    assert told["article"]["text"] == stored.article.text
    assert told["quote"] == {"start": cited.start, "end": cited.end, "text": cited.quote}
    assert [each["number"] for each in told["revisions"]] == [stored.revision]
    for chars in ("x", "5-3", "0-999999", "7"):
        assert problem(api.get(address, params={"chars": chars}), 422)
    assert "not in the archive" in problem(api.get("articles/nowhere"), 404)


def test_no_place_of_the_server_is_told(api, seeds_archive):
    told = [
        api.get("articles").text,
        api.get("stats").text,
        *(api.get(f"articles/{each.article.id}").text for each in seeds_archive.articles()),
    ]
    for text in told:
        assert str(seeds_archive.path) not in text and str(seeds_archive.path.parent) not in text
        assert "/seeds/" not in text


def test_the_archive_is_counted(api, seeds_archive):
    told, stats = api.get("stats").json(), seeds_archive.stats()
    assert told["articles"] == 5
    assert [tuple(each) for each in told["publishers"]] == list(stats.publishers)
    few = api.get("stats", params={"publishers": "Khaama Press"}).json()
    assert few["articles"] < 5


# Evaluating


def test_a_question_set_is_evaluated_as_on_the_command_line(api, seeds_engine):
    path = ROOT / "evals" / "sets" / "seeds.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()[:3]
    told = api.post("evaluate", json={"questions": [json.loads(line) for line in lines]}).json()
    run = evaluate(seeds_engine, read_questions(path)[:3])
    assert told["rows"] == [row.to_dict() for row in run.rows]
    assert told["summary"]["overall"] == run.overall.to_dict()


def test_a_faulty_set_names_every_fault(api):
    told = api.post("evaluate", json={"questions": [{"id": "a"}, {"id": "a"}]})
    assert problem(told, 422) == "The question set has faults."
    assert len(told.json()["errors"]) > 3
    gold = {"id": "a", "question": "Who?", "answerable": True, "kind": "x"}
    gold |= {"answers": ["x"], "gold": [{"article": "nowhere"}]}
    told = api.post("evaluate", json={"questions": [gold]})
    assert problem(told, 422) and "nowhere" in told.text
    assert problem(api.post("evaluate", json={"questions": []}), 422)


# The rest


def test_what_is_not_there_is_told_as_a_problem(api, serving):
    assert problem(api.get("nothing"), 404) == "There is nothing here."
    assert problem(api.get("ask"), 405)
    for path in ("api/v1", "api/v2/ask", "v1", "api"):
        assert httpx.get(f"{serving.url}{path}").text == "There is nothing here."


def test_other_sites_and_names_are_refused_as_problems(api):
    foreign = {"origin": "http://evil.example"}
    asked = {"question": QUESTION}
    assert "other sites" in problem(api.post("ask", json=asked, headers=foreign), 403)
    assert "name" in problem(api.get("stats", headers={"host": "evil.example"}), 403)
    large = {"question": "x" * 1_100_000}
    assert "too large" in problem(api.post("ask", json=large), 413)


def test_the_api_describes_itself_and_names_no_other_place(api):
    described = api.get("openapi.json").json()
    assert described["servers"] == [{"url": "/api/v1"}]
    ask = described["paths"]["/ask"]["post"]
    answer = ask["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
    schema = described["components"]["schemas"][answer.rpartition("/")[2]]
    assert {"text", "citations", "confidence"} <= set(schema["properties"])
    page = api.get("docs").text
    assert "/api/v1/ask" in page and "min_confidence" in page
    assert "http://" not in page and "https://" not in page and "<script" not in page


def test_every_description_is_one_that_openapi_allows(api):
    described = api.get("openapi.json").json()
    names = set(described["components"]["schemas"])
    for reference in json.dumps(described).split('"$ref": "')[1:]:
        assert reference.split('"')[0].removeprefix("#/components/schemas/") in names


def test_the_page_alone_has_none_of_it(seeds_engine):
    with served(seeds_engine, programs=False) as serving:
        for path in ("api/v1/stats", "api/v1/openapi.json", "v1/models", "mcp"):
            assert httpx.get(f"{serving.url}{path}").status_code == 404


def test_behind_a_password_nothing_is_told(seeds_engine):
    with served(seeds_engine, password="correct horse") as serving:
        for path in ("api/v1/stats", "api/v1/docs", "api/v1/openapi.json"):
            assert "sign in" in problem(httpx.get(f"{serving.url}{path}"), 401)


# At once


def test_no_more_are_answered_at_once_than_there_are_cores(seeds_archive, monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    with slow(seeds_archive) as (engine, serving):

        def ask():
            asked = {"question": QUESTION}
            done.append(httpx.post(f"{serving.url}api/v1/ask", json=asked, timeout=60).status_code)

        done = []
        asking = [threading.Thread(target=ask) for _ in range(5)]
        for each in asking:
            each.start()
        engine.begun.wait(PATIENCE)
        # The loop is not held up: the rest answers meanwhile.
        assert httpx.get(f"{serving.url}api/v1/stats", timeout=30).status_code == 200
        engine.go_on.set()
        for each in asking:
            each.join(PATIENCE)
        assert done == [200] * 5
        assert engine.most <= 2


@pytest.mark.parametrize("stream", [True, False])
def test_a_client_that_goes_away_stops_its_answer(seeds_archive, stream):
    with slow(seeds_archive) as (engine, serving):
        asked = {"question": QUESTION, "stream": stream}
        leaves(engine, serving, "api/v1/ask", json=asked)


def test_a_server_that_is_stopped_finishes_what_it_answers(seeds_archive):
    with slow(seeds_archive) as (engine, serving):
        done = []
        asked = {"question": QUESTION}

        def ask():
            done.append(httpx.post(f"{serving.url}api/v1/ask", json=asked, timeout=60).status_code)

        asking = threading.Thread(target=ask)
        asking.start()
        assert engine.begun.wait(PATIENCE)
        finishing = threading.Thread(target=serving.finish)
        finishing.start()
        until(lambda: serving.queue.stopping)
        refused = httpx.post(f"{serving.url}api/v1/ask", json=asked, timeout=60)
        assert "being stopped" in problem(refused, 503) and refused.headers["retry-after"]
        engine.go_on.set()
        asking.join(PATIENCE)
        finishing.join(PATIENCE)
        assert done == [200] and not finishing.is_alive()


def test_programs_wait_behind_the_page_s_questions(seeds_engine):
    async def whole():
        answering = Answering(Chat(seeds_engine), 1)
        asking = Asking(Engines(seeds_engine), answering.line)
        on_page = answering.line.join()
        came = []

        async def ask():
            async for each in asking.in_turn("ada", lambda: iter(["answer"])):
                came.append(each)

        task = asyncio.ensure_future(ask())
        await asyncio.sleep(0.05)
        assert came == [Before(0)] and len(asking) == 1 and answering.is_busy()
        on_page.leave()
        await task
        assert came[-1] == "answer"
        while len(asking):
            await asyncio.sleep(0.01)

    asyncio.run(whole())


def test_too_much_is_not_taken(seeds_engine):
    async def whole():
        asking = Asking(Engines(seeds_engine), Line(1))
        held = asyncio.Event()

        async def hold():
            async for _ in asking.in_turn("ada", lambda: iter(["x"])):
                await held.wait()

        tasks = [asyncio.ensure_future(hold()) for _ in range(MOST_OF_ONE)]
        await asyncio.sleep(0.05)
        with pytest.raises(Busy, match="wait already"):
            await asking.one("ada", lambda: "x")
        bob = asyncio.ensure_future(asking.one("bob", lambda: "x"))
        held.set()
        await asyncio.gather(*tasks, bob)

    asyncio.run(whole())


def test_the_command_serves_until_it_is_told_to_end(seeds_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "ui.terminal.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--archive", str(seeds_path)], stderr=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        where = process.stderr.readline()
        assert f"http://127.0.0.1:{port}/" in where
        assert "api/v1/docs" in process.stderr.readline()
        told = httpx.post(
            f"http://127.0.0.1:{port}/api/v1/ask", json={"question": QUESTION}, timeout=120
        )
        assert "Emomali Rahmon" in told.json()["text"]
        process.send_signal(signal.SIGTERM)
        _, rest = process.communicate(timeout=60)
        assert process.returncode == 0 and "Traceback" not in rest
    finally:
        process.kill()
        process.wait()
