"""Vectors on a Chroma server: the same answers, and nothing lost when the server goes."""

import http.server
import logging
import os
import shutil
import socket
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from conftest import HashEmbedder

import index.vector_stores.chroma
import index.vector_stores.collection_store
from index import Archive, Filters, ingest
from index.errors import ArchiveError, IndexMismatch
from index.notes import FolderNotes
from index.vector_stores.server_store import ServerStore, server_address
from index.vector_stores.vectors import VectorLabels, VectorPage

HERE = Path(__file__).parent
sys.path.append(str(HERE / "fixtures"))

import interrupted  # noqa: E402 - it lies in fixtures/
from chroma_server import Server  # noqa: E402

pytestmark = pytest.mark.usefixtures("store_is_searched")

QUESTIONS = ["vessel17x2", "reporter25 harbour4", "vessels of port 3", "harbour2 dawn"]


@pytest.fixture
def server(tmp_path):
    running = Server(tmp_path / "data")
    running.start()
    yield running
    running.kill()


@pytest.fixture
def path(tmp_path, server):
    """An archive on the server, with some articles."""
    folder = tmp_path / "archive"
    with Archive.create(folder, embedder=HashEmbedder(), vectors=server.address) as archive:
        ingest(interrupted.before(), archive)
    return folder


def opened(path, **named):
    return Archive.open(path, embedder=HashEmbedder(), **named)


def hits(archive):
    return [archive.search_vectors(question, top_k=8) for question in QUESTIONS]


def stored_hits(archive):
    """What the store itself finds, without the catalogue's help."""
    return [
        archive.vectors.search(vector, Filters(), 8) for vector in archive.embedder.embed(QUESTIONS)
    ]


def check_whole(path, articles):
    """The archive holds the articles, and the server their vectors and no others."""
    with opened(path) as archive:
        assert archive.vectors_state() == "ready"
        assert [stored.article.id for stored in archive.catalog.articles.all()] == sorted(
            article.id for article in articles
        )
        ids = {row["id"] for row in archive.catalog._db.rows("SELECT id FROM chunks")}
        with archive.vectors._reading() as collection:
            assert set(collection.get(include=[])["ids"]) == ids
        assert archive.catalog.garbage() == []
        exactly = [
            archive.catalog.chunks.search_vectors(vector, Filters(), 8)
            for vector in archive.embedder.embed(QUESTIONS)
        ]
        for found, expected in zip(stored_hits(archive), exactly, strict=True):
            assert [hit.score for hit in found] == pytest.approx(
                [hit.score for hit in expected], abs=1e-5
            )


def test_a_folder_and_a_server_find_the_same_with_the_same_scores(path, tmp_path):
    with Archive.create(tmp_path / "local", embedder=HashEmbedder()) as local:
        ingest(interrupted.before(), local)
        with opened(path) as remote:
            for one, other in zip(stored_hits(local), stored_hits(remote), strict=True):
                assert len(one) == 8
                assert [hit.chunk_id for hit in one] == [hit.chunk_id for hit in other]
                assert [hit.score for hit in one] == pytest.approx(
                    [hit.score for hit in other], abs=1e-5
                )


def test_an_archive_remembers_its_server_and_refuses_another_place(path, server):
    with opened(path) as archive:
        assert archive.stats().vectors == server.address
        assert archive.catalog.manifest()["collection"].startswith("dateline-")
    opened(path, vectors=f"{server.address}/").close()
    for other in ("folder", "http://127.0.0.1:1"):
        with pytest.raises(
            IndexMismatch, match=f"vectors in {server.address}, not in {other}. .*rebuilding it"
        ):
            opened(path, vectors=other)
    assert not (path / "vectors").exists()


def test_two_archives_on_one_server_know_nothing_of_each_other(path, server, tmp_path):
    with Archive.create(
        tmp_path / "other", embedder=HashEmbedder(), vectors=server.address
    ) as archive:
        ingest(interrupted.others(), archive)
        archive.remove("story-40")
    check_whole(path, interrupted.before())
    check_whole(tmp_path / "other", interrupted.others()[1:])


def test_a_reader_sees_what_a_writer_finishes_and_is_never_told_that_data_was_lost(path, caplog):
    with opened(path) as reader, opened(path, writing=True) as writer:
        done = threading.Event()
        wrong: list[object] = []

        def search():
            while not done.is_set():
                found = reader.search_vectors("Reporter17 of the harbour3", top_k=1)
                if reader.catalog.chunks.by_id([hit.chunk_id for hit in found]).keys() != {
                    found[0].chunk_id
                }:
                    wrong.append(found)

        thread = threading.Thread(target=search)
        thread.start()
        try:
            for n in range(20):
                ingest([interrupted.visitor(n)], writer)
                (hit,) = reader.search_vectors(interrupted.visitor(n).text, top_k=1)
                assert (
                    reader.catalog.chunks.by_id([hit.chunk_id])[hit.chunk_id][1].article.id
                    == f"visitor-{n}"
                )
                writer.remove(f"visitor-{n}")
        finally:
            done.set()
            thread.join()
    assert wrong == [] and caplog.text == ""


def test_with_the_server_gone_questions_are_answered_all_the_same_and_it_is_said_once(
    path, server, caplog
):
    with opened(path) as archive:
        before = hits(archive)
        server.stop()
        for _ in range(2):
            for found, expected in zip(hits(archive), before, strict=True):
                assert [hit.score for hit in found] == pytest.approx(
                    [hit.score for hit in expected], abs=1e-5
                )
        (said,) = [record for record in caplog.records if record.name == "dateline"]
        assert said.levelno == logging.WARNING
        assert f"The Chroma server at {server.address} cannot be used" in said.getMessage()
        assert archive.vectors_state() == "not reachable"
        server.start()
        assert hits(archive) == before and archive.vectors_state() == "ready"
        server.stop()
        hits(archive)
        assert len([record for record in caplog.records if record.name == "dateline"]) == 2


def test_with_the_server_gone_nothing_is_changed_and_the_next_run_completes(path, server):
    server.stop()
    with pytest.raises(ArchiveError, match="server at .* cannot be used .*chroma run --path"):
        opened(path, writing=True)
    server.start()
    with opened(path, writing=True) as archive:
        server.stop()
        with pytest.raises(ArchiveError, match="cannot be used"):
            ingest(interrupted.others(), archive)
        with pytest.raises(ArchiveError, match="cannot be used"):
            archive.remove("story-3")
    server.start()
    with opened(path, writing=True) as archive:
        ingest(interrupted.others(), archive)
    gone = [article for article in interrupted.before() if article.id != "story-3"]
    check_whole(path, [*gone, *interrupted.others()])


def test_no_archive_is_made_on_a_server_that_is_not_there(tmp_path):
    for address, said in (
        ("http://127.0.0.1:1", "cannot be used .* Check that it runs"),
        ("127.0.0.1:8000", "not the address of a Chroma server"),
    ):
        with pytest.raises(ArchiveError, match=said):
            Archive.create(tmp_path / "archive", embedder=HashEmbedder(), vectors=address)
    Archive.create(tmp_path / "archive", embedder=HashEmbedder()).close()


def test_a_server_that_is_killed_while_it_is_written_to_has_lost_nothing_after_the_next_run(
    path, server, monkeypatch
):
    real = index.vector_stores.collection_store.write
    calls = []

    def killed(*arguments):
        calls.append(arguments)
        real(*arguments)
        if len(calls) == 2:
            server.kill()

    monkeypatch.setattr(index.ingesting.batch, "BATCH_CHUNKS", interrupted.BATCH_CHUNKS)
    with opened(path, writing=True) as archive, monkeypatch.context() as patched:
        patched.setattr(index.vector_stores.collection_store, "write", killed)
        with pytest.raises(ArchiveError, match="cannot be used"):
            ingest(interrupted.after(), archive)
    server.start()
    with opened(path, writing=True) as archive:
        ingest(interrupted.after(), archive)
    check_whole(path, interrupted.after())


@pytest.fixture(scope="module")
def processes():
    """Processes that begin with everything imported."""
    with interrupted.processes() as context:
        yield context


@pytest.mark.parametrize("point", interrupted.SERVER_POINTS)
def test_a_writer_that_is_killed_leaves_what_the_next_run_completes(processes, path, point):
    process = processes.Process(target=interrupted.index_on_server_until, args=(point, path))
    process.start()
    process.join(60)
    assert process.exitcode == -9
    with opened(path) as reader:
        assert reader.vectors_state() == "ready"
        assert {stored.article.id for stored in reader.catalog.articles.all()} >= {
            "story-1",
            "story-17",
        }
        assert all(hits(reader))
    with opened(path, writing=True) as archive:
        ingest(interrupted.after(), archive)
    check_whole(path, interrupted.after())


@pytest.mark.parametrize("loss", ["everything", "what came last"])
def test_a_server_that_has_lost_its_data_is_noticed_and_filled_again(
    path, server, tmp_path, loss, caplog
):
    server.stop()
    shutil.copytree(server.folder, tmp_path / "earlier")
    server.start()
    with opened(path, writing=True) as archive:
        ingest(interrupted.others(), archive)
    server.stop()
    shutil.rmtree(server.folder)
    if loss == "what came last":
        shutil.copytree(tmp_path / "earlier", server.folder)
    server.start()
    with opened(path) as archive:
        assert archive.vectors_state() == "incomplete"
        found = archive.search_vectors("Reporter45 of the harbour3", top_k=1)
        assert (
            archive.catalog.chunks.by_id([found[0].chunk_id])[found[0].chunk_id][1].article.id
            == "story-45"
        )
        assert "does not hold what was written to it last" in caplog.text
    opened(path, writing=True).close()
    check_whole(path, [*interrupted.before(), *interrupted.others()])


def test_a_server_whose_files_are_damaged_is_noticed_and_filled_again(
    server, tmp_path, monkeypatch
):
    monkeypatch.setattr(index.vector_stores.chroma, "CONFIGURATION", interrupted.SMALL)
    store = ServerStore(server.address, "dateline-damaged", FolderNotes(tmp_path))
    store.rebuild(())
    vectors = HashEmbedder().embed([f"word{n}" for n in range(60)])
    page = VectorPage(
        [f"c-{n}" for n in range(60)], vectors, [VectorLabels.of("a", None, None, 0, 0)] * 60
    )
    store.upsert(*page)
    assert store.sound()
    server.stop()
    damaged = list(server.folder.glob("*/index_metadata.pickle"))
    assert damaged
    for file in damaged:
        file.write_bytes(os.urandom(50))
    server.start()
    assert not store.sound()
    with pytest.raises(ArchiveError, match="cannot be used"):
        store.search(np.asarray(vectors[0]), Filters(), 1)
    store.rebuild([page])
    assert store.sound() and store.search(vectors[7], Filters(), 1)[0].chunk_id == "c-7"
    store.close()


def test_a_server_that_never_answers_is_not_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(index.vector_stores.chroma, "CONNECT_SECONDS", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        store = ServerStore(address, "dateline-x", FolderNotes(tmp_path))
        with pytest.raises(ArchiveError, match="cannot be used .*timed out"):
            store.sound()


class Recorder(http.server.BaseHTTPRequestHandler):
    """Answers everything with 401, and remembers what it was asked with."""

    asked: list[str | None] = []

    def do_GET(self):
        self.asked.append(self.headers.get("Authorization"))
        self.send_response(401)
        self.end_headers()

    def log_message(self, *_):
        pass


def test_a_token_comes_from_the_environment_and_is_neither_stored_nor_said(tmp_path, monkeypatch):
    monkeypatch.setenv(
        "CHROMA_CLIENT_AUTH_PROVIDER", "chromadb.auth.token_authn.TokenAuthClientProvider"
    )
    monkeypatch.setenv("CHROMA_CLIENT_AUTH_CREDENTIALS", "very-secret-token")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        try:
            address = f"http://127.0.0.1:{listening.server_port}"
            with pytest.raises(ArchiveError) as error:
                Archive.create(tmp_path / "archive", embedder=HashEmbedder(), vectors=address)
        finally:
            listening.shutdown()
            thread.join()
    assert "Bearer very-secret-token" in Recorder.asked
    assert "secret" not in str(error.value)
    stored = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert b"very-secret" not in stored


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("HTTPS://Chroma.Example.org/", "https://chroma.example.org"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
    ],
)
def test_an_address_is_always_spelled_the_same(text, address):
    assert server_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "", "localhost", "localhost:8000", "ftp://localhost:8000", "http://", "http://:8000",
        "http://localhost:99999", "http://localhost:8000/api", "http://localhost:8000?a=b",
        "http://me:secret@localhost:8000", "http://[::1", "http://localhost:0",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_without_repeating_it(text):
    with pytest.raises(ArchiveError, match="not the address of a Chroma server") as error:
        server_address(text)
    assert "secret" not in str(error.value)
