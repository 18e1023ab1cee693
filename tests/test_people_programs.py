"""The people of an archive at the doors for programs: by their keys, counted, written down."""

import httpx
import openai
import pytest
from programs import QUESTION, problem, served

from ui.people.audit import Did
from ui.people.people import People
from ui.people.person import Person, Scope
from ui.web.uploading.bounds import Uploads

READ = frozenset({Scope.READ})


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    opened = People(tmp_path_factory.mktemp("people"), audit_questions=True)
    opened.accounts.add(Person("ada", READ, per_minute=2), None)
    opened.accounts.add(Person("bob", frozenset(Scope)), None)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def url(seeds_engine, people):
    with served(seeds_engine, people=people, uploads=Uploads()) as serving:
        yield serving.url


@pytest.fixture(autouse=True)
def anew(people):
    people.questions._db.run("DELETE FROM asked")


def client(url, people, name):
    secret, _ = people.keys.add(people.accounts.get(name))
    return httpx.Client(
        base_url=url, headers={"authorization": f"Bearer {secret}", "accept-language": "en"},
        timeout=120,
    )  # fmt: skip


def test_questions_are_counted_at_every_door_together(url, people):
    with client(url, people, "ada") as ada, client(url, people, "bob") as bob:
        assert ada.post("/api/v1/ask", json={"question": QUESTION}).status_code == 200
        assert ada.post("/api/v1/search", json={"query": QUESTION}).status_code == 200
        refused = ada.post("/api/v1/ask", json={"question": QUESTION})
        assert problem(refused, 429).startswith("You may ask 2 questions a minute.")
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        streamed = ada.post("/api/v1/ask", json={"question": QUESTION, "stream": True})
        assert streamed.status_code == 429
        assert bob.post("/api/v1/ask", json={"question": QUESTION}).status_code == 200


def test_openai_s_client_is_told_in_its_own_way(url, people):
    secret, _ = people.keys.add(people.accounts.get("ada"))
    with openai.OpenAI(base_url=f"{url}v1", api_key=secret, max_retries=0) as asked:
        sent = {"model": "dateline", "messages": [{"role": "user", "content": QUESTION}]}
        for _ in range(2):
            assert asked.chat.completions.create(**sent).choices[0].message.content
        with pytest.raises(openai.RateLimitError, match="2 questions a minute"):
            asked.chat.completions.create(**sent)


def test_a_tool_that_is_called_too_often_says_so(url, people):
    params = {"name": "search", "arguments": {"query": QUESTION}}
    sent = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    headers = {"accept": "application/json, text/event-stream"}
    with client(url, people, "ada") as ada:
        for _ in range(2):
            assert "Wang Yi" in ada.post("/mcp", json=sent, headers=headers).text
        assert "2 questions a minute" in ada.post("/mcp", json=sent, headers=headers).text


def test_what_programs_ask_is_written_down(url, people):
    with client(url, people, "bob") as bob:
        bob.post("/api/v1/ask", json={"question": "Who met the vole?"})
    last = list(people.audit.lines())[-1]
    assert (last.who, last.place, last.did, last.what) == (
        "bob",
        "127.0.0.1",
        Did.ASKED,
        "Who met the vole?",
    )


def test_without_a_key_a_program_gets_nothing(url):
    with httpx.Client(base_url=url, timeout=60) as nobody:
        for path in ("/api/v1/stats", "/api/v1/articles", "/v1/models", "/mcp"):
            assert nobody.get(path).status_code == 401
        assert nobody.post("/api/v1/ask", json={"question": QUESTION}).status_code == 401
