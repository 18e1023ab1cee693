"""PostgreSQL is killed while an indexer writes to it and a server is asked: nothing is lost."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import HashEmbedder
from postgres import Server
from programs import served
from test_several_indexers import begun, state, stories

from evals.benchmarks.busy_askers import Askers, Heard, asked
from index import Archive, ingest
from qa import QueryEngine

HERE = Path(__file__).parent
QUESTIONS = ("Who told of number3?", "How many articles are there?", "What left port 7?")
# An indexer that takes four articles at once, tells when it embeds, and ends as a command does.
INDEXER = """
import sys
sys.path[:0] = sys.argv[2:]
import index.ingesting.batch, index.ingesting.queued
from conftest import HashEmbedder
from index import Archive, ingest
from index.errors import ArchiveError
from test_several_indexers import stories
index.ingesting.batch.BATCH_CHUNKS, index.ingesting.queued.TAKEN = 8, 4

class Told(HashEmbedder):
    def embed(self, texts):
        print("embedding", flush=True)
        return super().embed(texts)

try:
    with Archive.open(sys.argv[1], writing=True, embedder=Told()) as archive:
        ingest(stories(), archive)
except ArchiveError as error:
    sys.exit(str(error))
"""


@pytest.fixture(scope="module")
def mortal() -> Iterator[Server]:
    """A server to be killed."""
    server = Server(crashes=True)
    server.start()
    yield server
    server.remove()


def indexer(address: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", INDEXER, address, str(HERE), str(HERE.parent)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def expected(mortal: Server) -> object:
    """What a run makes that nothing befalls."""
    path = mortal.new_address()
    with Archive.create(path, embedder=HashEmbedder()) as archive:
        ingest(stories(), archive)
    return state(path)


@pytest.mark.parametrize("batches", [1, 3, 5])
def test_killed_under_an_indexer_and_askers_it_loses_nothing(
    mortal: Server, expected: object, batches: int
) -> None:
    address, heard = mortal.new_address(), Heard()
    Archive.create(address, embedder=HashEmbedder()).close()
    with (
        Archive.open(address, embedder=HashEmbedder()) as archive,
        served(QueryEngine(archive)) as serving,
    ):
        askers = Askers([serving.url], QUESTIONS, heard)
        run = indexer(address)
        for _ in range(batches):
            begun(run)
        mortal.crash()
        mortal.start()
        _, said = run.communicate(timeout=120)
        assert "Traceback" not in said and run.returncode == (1 if said else 0)
        with Archive.open(address, writing=True, embedder=HashEmbedder()) as again:
            ingest(stories(), again)
        askers.end()
        assert asked(serving.url, QUESTIONS[0]) == "answered"
    assert heard.wrong == [] and set(heard.counts) <= {"answered", "told"}
    assert state(address) == expected


def test_one_process_killed_of_it_is_recovered_from(mortal: Server, expected: object) -> None:
    address = mortal.new_address()
    Archive.create(address, embedder=HashEmbedder()).close()
    run = indexer(address)
    begun(run)
    for pid in mortal.clients()[:1]:
        mortal.kill_one(pid)
    _, said = run.communicate(timeout=120)
    assert "Traceback" not in said and run.returncode == (1 if said else 0)
    with Archive.open(address, writing=True, embedder=HashEmbedder()) as again:
        ingest(stories(), again)
    assert state(address) == expected
