"""Articles added and removed by programs, by the processes that really write."""

import shutil
import time

import httpx
import pytest
from news_server import NewsServer, Reply, page
from programs import problem, served
from test_uploading import HERE, Held
from waiting import PATIENCE

from index import Archive, Article, ingest
from index.locks import writer_lock
from qa import QueryEngine
from ui.web.uploading.bounds import Uploads

STORY = {
    "id": "http://gazette.example/ferry",
    "title": "A ferry sank",
    "text": "A ferry sank near Khujand on Monday. Nobody was hurt, said Captain Ada Quill.",
    "publisher": "Gazette",
    "published": "2024-05-06",
    "authors": ["Lena Hart"],
}


@pytest.fixture
def archive(tmp_path, hash_embedder):
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as made:
        ingest([Article("old news/1", "Old news", "It rained in Kulob.", "Gazette", "2020")], made)
    with Archive.open(tmp_path / "archive", embedder=hash_embedder) as archive:
        yield archive


@pytest.fixture
def held(hash_embedder):
    return Held(hash_embedder)


@pytest.fixture
def api(archive, held):
    uploads = Uploads(ingest=held, fetching=HERE)
    with (
        served(QueryEngine(archive), uploads=uploads) as serving,
        httpx.Client(base_url=f"{serving.url}api/v1/", timeout=120) as client,
    ):
        yield client


def test_articles_are_indexed_and_found(api):
    told = api.post("articles", json={"articles": [STORY]}, params={"wait": 30})
    assert told.status_code == 200, told.text
    assert told.json()["state"] == "done"
    line = {"kind": "added", "id": STORY["id"], "title": "A ferry sank"}
    assert line.items() <= told.json()["lines"][0].items()
    shown = api.get("articles/http%3A%2F%2Fgazette.example%2Fferry", params={"chars": "0-7"})
    article = shown.json()["article"]
    for name in ("title", "text", "publisher", "published", "authors"):
        assert article[name] == STORY[name]
    assert shown.json()["quote"]["text"] == "A ferry"
    assert problem(api.get(f"articles/{STORY['id']}", params={"as_of": "2024-05-01"}), 404)
    again = api.post("articles", json={"articles": [STORY]}, params={"wait": 30}).json()
    assert [each["kind"] for each in again["lines"]] == ["unchanged"]


def test_files_are_indexed_and_those_of_no_format_named(api):
    files = [
        ("files", ("ferry.txt", b"A ferry sank\n\nA ferry sank near Khujand on Monday.\n")),
        ("files", ("photo.jpg", b"\xff\xd8\xff\xe0" * 9)),
        ("files", ("../.hidden.txt", b"x")),
    ]
    told = api.post("uploads", files=files, params={"wait": 30}).json()
    lines = [(each["kind"], each["origin"]) for each in told["lines"]]
    assert ("added", "ferry.txt") in lines and ("rejected", "photo.jpg") in lines
    assert len([kind for kind, _ in lines if kind == "rejected"]) == 2
    assert api.get("articles", params={"q": "Khujand"}).json()["articles"] == 1


def test_an_upload_is_waited_for_or_stopped(api, held):
    held.let_go.clear()
    told = api.post("articles", json={"articles": [STORY]})
    assert told.status_code == 202
    place = told.headers["location"].removeprefix("/api/v1/")
    assert held.begun.wait(PATIENCE)
    assert api.get(place).json()["state"] == "reading"
    assert api.delete(place).status_code == 204
    stopped = api.get(place, params={"wait": 30})
    assert (stopped.status_code, stopped.json()["state"]) == (200, "stopped")
    assert problem(api.get("uploads/0123456789abcdef"), 404)


def test_files_of_one_name_are_all_read(api):
    files = [("files", ("page.txt", f"Ferry {n}\n\nFerry {n} sank near Khujand.")) for n in (1, 2)]
    told = api.post("uploads", files=files, params={"wait": 30}).json()
    added = [each["title"][:7] for each in told["lines"] if each["kind"] == "added"]
    assert sorted(added) == ["Ferry 1", "Ferry 2"], told


def test_an_address_is_fetched(api):
    news = NewsServer()
    try:
        news.pages["/a.html"] = Reply(page("bridge"))
        sent = {"address": news.address("/a.html")}
        told = api.post("addresses", json=sent, params={"wait": 60}).json()
    finally:
        news.close()
    assert "added" in [each["kind"] for each in told["lines"]], told
    assert problem(api.post("addresses", json={"address": "ftp://x"}), 422)


def test_what_is_no_article_is_refused_field_by_field(api):
    for wrong in (
        {},
        {"articles": []},
        {"articles": [{"id": "a"}]},
        {"articles": [{**STORY, "x": 1}]},
    ):
        assert problem(api.post("articles", json=wrong), 422)
    assert problem(api.post("uploads"), 422)
    large = {"articles": [{**STORY, "text": "x" * 20_000_001}]}
    assert "too large" in problem(api.post("articles", json=large), 413)


def test_an_article_is_removed_for_good(api, archive, tmp_path):
    assert api.delete("articles/old%20news%2F1").json() == {"removed": "old news/1"}
    assert problem(api.delete("articles/old%20news%2F1"), 404)
    assert api.get("articles").json()["articles"] == 0
    assert archive.catalog.articles.known() == {}


def test_while_another_writes_nothing_is_removed(api, archive):
    lock = writer_lock(archive.path)
    try:
        told = api.delete("articles/old%20news%2F1")
        assert "Another program" in problem(told, 409) and told.headers["retry-after"]
    finally:
        lock.release()
    assert api.get("articles").json()["articles"] == 1


def test_what_came_while_another_wrote_is_kept_and_read_when_asked_again(api, archive):
    lock = writer_lock(archive.path)
    try:
        busy = api.post("articles", json={"articles": [STORY]}, params={"wait": 30}).json()
        assert busy["state"] == "busy" and "Another program" in busy["said"]
    finally:
        lock.release()
    again = f"uploads/{busy['id']}/again"
    told = api.post(again, params={"wait": 30})
    assert (told.status_code, told.json()["state"], told.json()["said"]) == (200, "done", None)
    assert api.get("articles").json()["articles"] == 2
    assert "ended already" in problem(api.post(again), 409)
    assert problem(api.post("uploads/0123456789abcdef/again"), 404)


def test_the_process_that_reads_for_the_page_reads_for_programs(seeds_path, embedder, tmp_path):
    shutil.copytree(seeds_path, tmp_path / "archive")
    with (
        Archive.open(tmp_path / "archive", embedder=embedder) as archive,
        served(QueryEngine(archive), uploads=Uploads()) as serving,
        httpx.Client(base_url=f"{serving.url}api/v1/", timeout=120) as api,
    ):
        told = api.post("articles", json={"articles": [STORY]}, params={"wait": 60})
        for _ in range(60):
            if told.status_code == 200:
                break
            told = api.get(told.headers["location"].removeprefix("/api/v1/"), params={"wait": 5})
            time.sleep(0.1)
        assert told.json()["state"] == "done"
        answer = api.post("ask", json={"question": "Who said that nobody was hurt?"}).json()
        assert answer["citations"][0]["article_id"] == STORY["id"]
