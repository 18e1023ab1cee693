"""Nobody gets from programs' doors what they may not have: every route is walked."""

from dataclasses import replace

import pytest
from programs import QUESTION, problem
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Mount
from starlette.testclient import TestClient

from index import Archive, Article, Filters, ingest
from qa import QueryEngine
from ui.people.audit import Did
from ui.people.engines import Engines
from ui.people.people import People
from ui.people.person import ANYBODY, Person, Scope, tell_person
from ui.web.asking.line import Line
from ui.web.guarding.personal import Personal
from ui.web.programs import Programs

BODIES = {
    "/api/v1/ask": {"question": QUESTION},
    "/api/v1/search": {"query": QUESTION},
    "/api/v1/evaluate": {"questions": [{"id": "a"}]},
    "/api/v1/articles": {"articles": [{"id": "a", "title": "b", "text": "c"}]},
    "/api/v1/addresses": {"address": "http://news.example/"},
    "/v1/chat/completions": {
        "model": "dateline",
        "messages": [{"role": "user", "content": QUESTION}],
    },
}


def as_person(app, person):
    """The application, for which the guard has found whom requests are from."""

    async def told(scope, receive, send):
        if scope["type"] == "http":
            tell_person(Request(scope), person)
        await app(scope, receive, send)

    return told


def routes_of(routes: list[BaseRoute], place: str = "") -> list[tuple[str, str]]:
    """Method and path of every route, those of applications below it too."""
    found = []
    for route in routes:
        if isinstance(route, Mount):
            found += routes_of(route.routes, f"{place}{route.path}")
        elif hasattr(route, "original_router"):  # FastAPI keeps routers whole
            found += routes_of(route.original_router.routes, place)
        else:
            methods = (getattr(route, "methods", None) or {"GET"}) - {"HEAD"}
            found += [(method, f"{place}{route.path}") for method in methods]
    return found


def filled(path: str) -> str:
    for name in ("{article:anything}", "{upload}", "{model}", "{model:path}"):
        path = path.replace(name, "x")
    return path


@pytest.fixture(scope="module")
def archive(tmp_path_factory, hash_embedder):
    path = tmp_path_factory.mktemp("people") / "archive"
    told = [("seen", "Courier", "The zebrafinch bridge opened in Fellmouth."),
            ("hidden", "Herald", "The quaggaloo bridge closed in Obelisk.")]  # fmt: skip
    with Archive.create(path, embedder=hash_embedder) as made:
        ingest([Article(id, f"Bridge {id}", text, by, "2024") for id, by, text in told], made)
    with Archive.open(path, embedder=hash_embedder) as archive:
        yield archive


def client_of(archive, person):
    programs = Programs(Engines(QueryEngine(archive)), Line(2), None)
    app = Starlette(routes=programs.routes, lifespan=lambda _: programs.running())
    return programs, TestClient(
        as_person(app, person), base_url="http://127.0.0.1", raise_server_exceptions=False
    )


def test_without_a_scope_no_route_tells_anything(archive):
    nobody = Person("nobody", frozenset())
    programs, client = client_of(archive, nobody)
    walked = routes_of(programs.routes)
    assert len(walked) >= 12
    with client:
        for method, path in walked:
            sent = {"json": BODIES[path]} if method == "POST" and path in BODIES else {}
            if path == "/api/v1/uploads" and method == "POST":
                sent = {"files": {"files": ("a.txt", b"x")}}
            answer = client.request(method, filled(path), **sent)
            assert answer.status_code in (401, 403), (method, path, answer.text)
            assert "bridge" not in answer.text.lower()


@pytest.mark.parametrize("scope", [Scope.READ, Scope.ADMIN])
def test_who_may_only_read_changes_nothing(archive, scope):
    programs, client = client_of(archive, Person("reader", frozenset({scope})))
    with client:
        for method, path in routes_of(programs.routes):
            if (
                "/uploads" in path
                or path.endswith("/addresses")
                or (method in ("POST", "DELETE") and "/articles" in path)
            ):
                sent = {"json": BODIES[path]} if path in BODIES else {}
                if path == "/api/v1/uploads":
                    sent = {"files": {"files": ("a.txt", b"x")}}
                answer = client.request(method, filled(path), **sent)
                assert "lacks the scope 'write'" in problem(answer, 403), (method, path)


def test_the_log_is_for_an_admin_who_may_see_everything(tmp_path, hash_embedder):
    path = tmp_path / "archive"
    Archive.create(path, embedder=hash_embedder).close()
    people = People(path)
    for n in range(3):
        people.audit.note("ada", "10.0.0.1", Did.INDEXED, f"folder {n}")
    admin = Person("ada", frozenset({Scope.ADMIN}))
    limited = replace(admin, filters=Filters(publishers=("Courier",)))

    def told(person, people=people, **asked):
        with Archive.open(path, embedder=hash_embedder) as archive:
            programs = Programs(Engines(QueryEngine(archive)), Line(2), None, people)
            app = Starlette(routes=programs.routes, lifespan=lambda _: programs.running())
            with TestClient(as_person(app, person), base_url="http://127.0.0.1") as client:
                return client.get("/api/v1/audit", params=asked)

    first = told(admin, limit=2).json()
    assert [each["what"] for each in first["lines"]] == ["folder 0", "folder 1"]
    assert first["lines"][0]["who"] == "ada" and first["next"] == 2
    rest = told(admin, limit=2, offset=2).json()
    assert [each["what"] for each in rest["lines"]] == ["folder 2"] and rest["next"] is None
    assert told(admin, **{"from": "3000-01-01"}).json()["lines"] == []
    assert "may see all" in problem(told(limited), 403)
    assert "lacks the scope 'admin'" in problem(told(Person("eve", frozenset({Scope.READ}))), 403)
    assert "has no people" in problem(told(ANYBODY, None), 403)
    people.close()


def test_who_may_write_is_told_where_the_archive_may_not_be_changed(archive):
    _, client = client_of(archive, Person("writer", frozenset(Scope)))
    with client:
        told = client.post("/api/v1/articles", json=BODIES["/api/v1/articles"])
        assert "--uploads" in problem(told, 403)
        assert "--uploads" in problem(client.delete("/api/v1/articles/seen"), 403)


def test_whose_limits_name_nothing_is_told_so_in_the_words_of_programs(archive):
    app = Personal(PlainTextResponse("shown"), Engines(QueryEngine(archive)), lambda _: {})
    eve = Person("eve", frozenset({Scope.READ}), Filters(publishers=("Nowhere",)))
    client = TestClient(as_person(app, eve), base_url="http://127.0.0.1")
    assert "nothing that you may see" in problem(client.post("/api/v1/ask"), 403)
    told = client.post("/v1/chat/completions")
    assert told.status_code == 403 and "nothing that you may see" in told.json()["error"]["message"]
    assert "nothing that you may see" in client.get("/").text


def test_what_somebody_may_not_see_is_not_there_for_them(archive):
    limits = Filters(publishers=("Courier",))
    _, client = client_of(archive, Person("ada", frozenset({Scope.READ}), limits))
    with client:
        nothing_hidden_is_told(client)


def call(name, arguments):
    """A call of a tool."""
    params = {"name": name, "arguments": arguments}
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}


ACCEPT = {"accept": "application/json, text/event-stream"}


def nothing_hidden_is_told(client):
    hidden = "hidden"
    asked = [
        client.get("/api/v1/articles"),
        client.get("/api/v1/articles", params={"q": "quaggaloo"}),
        client.get("/api/v1/stats"),
        client.get(f"/api/v1/articles/{hidden}"),
        client.post("/api/v1/search", json={"query": "Which bridge closed in Obelisk?"}),
        client.post("/api/v1/ask", json={"question": "Which bridge closed in Obelisk?"}),
        client.post("/api/v1/ask", json={"question": "How many articles are there?"}),
        client.post(
            "/api/v1/search", json={"query": "bridge", "filters": {"publishers": ["Herald"]}}
        ),
    ]
    question = "Which bridge closed in Obelisk?"
    for name, arguments in {
        "ask": {"question": question},
        "search": {"query": "bridge"},
        "open_article": {"id": hidden},
        "list_articles": {},
    }.items():
        asked.append(client.post("/mcp", json=call(name, arguments), headers=ACCEPT))
        assert asked[-1].status_code == 200 and "jsonrpc" in asked[-1].text
    said = {**BODIES["/v1/chat/completions"], "messages": [{"role": "user", "content": question}]}
    asked += [client.post("/v1/chat/completions", json={**said, "stream": on}) for on in (0, 1)]
    for answer in asked:
        assert "quaggaloo" not in answer.text and "Bridge hidden" not in answer.text, answer.url
    assert asked[0].json()["articles"] == 1
    assert asked[3].status_code == 404 and asked[7].status_code == 422
    gold = {"id": "a", "question": "Who?", "answerable": True, "kind": "x", "answers": ["x"]}
    told = client.post(
        "/api/v1/evaluate", json={"questions": [{**gold, "gold": [{"article": hidden}]}]}
    )
    assert told.status_code == 422 and "Bridge" not in told.text
