"""Several processes index into one archive in PostgreSQL: they help each other, and end as one."""

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import HashEmbedder
from postgres import Server

import index.ingesting.queued
from evals.benchmarks.archive_contents import contents
from index import Archive, Article, ingest
from index.errors import ArchiveError
from index.filters import EVERYTHING
from index.ingesting.queued import help_index
from index.prose.words import stem

HERE = Path(__file__).parent
WIRE = " ".join(f"The agency told of number{n} at the quay." for n in range(40))
# An indexer that takes two articles at once, and sleeps while it embeds them.
INDEXER = """
import sys, time
sys.path[:0] = sys.argv[3:]
import index.ingesting.batch, index.ingesting.queued
from conftest import HashEmbedder
from index import Archive, ingest
from test_several_indexers import stories
index.ingesting.batch.BATCH_CHUNKS, index.ingesting.queued.TAKEN = 8, 2

class Slow(HashEmbedder):
    def embed(self, texts):
        print("embedding", flush=True)
        time.sleep(float(sys.argv[2]))
        return super().embed(texts)

with Archive.open(sys.argv[1], writing=True, embedder=Slow()) as archive:
    print(len(ingest(stories(), archive).added), flush=True)
"""


def stories(edition: str = "") -> list[Article]:
    """Articles of one to four chunks; every fifth one is near to one wire story."""
    made = []
    for n in range(24):
        own = " ".join(f"Vessel{n}x{m}{edition} left port {n}." for m in range(n % 4 * 40 + 1))
        text = f"{WIRE} Paper{n} has more." if n % 5 == 0 else own
        made.append(Article(f"story-{n}", f"Vessels of port {n}", text, f"Paper {n % 3}"))
    return made


@pytest.fixture
def address(postgres: Server) -> str:
    made = postgres.new_address()
    Archive.create(made, embedder=HashEmbedder()).close()
    return made


def indexer(address: str, seconds: float) -> "subprocess.Popen[str]":
    paths = [str(HERE), str(HERE.parent)]
    return subprocess.Popen(
        [sys.executable, "-c", INDEXER, address, str(seconds), *paths],
        stdout=subprocess.PIPE,
        text=True,
    )


def ended(process: "subprocess.Popen[str]") -> str:
    """What a process has printed last."""
    printed, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return printed.split()[-1]


def begun(process: "subprocess.Popen[str]") -> None:
    """Waits until a process embeds, in the transaction in which it has taken something."""
    assert process.stdout is not None
    assert process.stdout.readline() == "embedding\n"


def state(path: str | Path) -> dict[str, object]:
    """All that makes an archive, which must be sound and have nothing left to do."""
    found = contents(path, ("vessel3x1", "port", "quay", "paper10"), (), HashEmbedder())
    assert not found["faults"] and not found["waiting"]
    return found


@pytest.fixture(scope="module")
def expected(postgres: Server) -> object:
    """What one run alone makes."""
    path = postgres.new_address()
    with Archive.create(path, embedder=HashEmbedder()) as archive:
        ingest(stories(), archive)
    return state(path)


def test_two_runs_over_the_same_articles_end_as_one(address: str, expected: object) -> None:
    both = [indexer(address, 0.02) for _ in range(2)]
    for process in both:
        ended(process)
    assert state(address) == expected


def test_who_helps_takes_what_another_has_read(
    address: str, expected: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.ingesting.queued, "TAKEN", 2)
    run = indexer(address, 0.3)
    begun(run)
    with Archive.open(address, writing=True, embedder=HashEmbedder()) as archive:
        assert 0 < help_index(archive, lambda count: None, 1.0) < 24
    ended(run)
    assert state(address) == expected


def test_what_a_killed_one_had_taken_is_free_at_once(address: str, expected: object) -> None:
    first = indexer(address, 60)
    begun(first)  # what it has taken it would hold for a minute
    second = indexer(address, 0)
    begun(second)
    first.kill()
    first.communicate()
    ended(second)
    assert state(address) == expected


def test_a_killed_run_leaves_nothing_that_can_be_found_by_half(
    address: str, expected: object
) -> None:
    run = indexer(address, 0.05)
    for _ in range(4):
        begun(run)
    run.kill()
    run.communicate()
    with Archive.open(address, embedder=HashEmbedder()) as archive:
        for stored in archive.catalog.articles.all():
            chunks = archive.catalog.tallies.chunk_ids(stored.article.id)
            assert archive.vectors.known(chunks) == set(chunks)
            assert archive.catalog.chunks.findable(chunks, EVERYTHING) == set(chunks)
        assert archive.catalog.queue.count() > 0
    with Archive.open(address, writing=True, embedder=HashEmbedder()) as archive:
        ingest(stories(), archive)
    assert state(address) == expected


def test_a_changed_article_overtakes_the_one_that_waits(address: str) -> None:
    with Archive.open(address, writing=True, embedder=HashEmbedder()) as archive:
        ingest(stories(), archive)
        ingest(stories("late"), archive)
        hits = archive.catalog.chunks.search_words([stem("vessel3x1late")])
        assert hits and archive.catalog.chunks.search_words([stem("vessel3x1")]) == []
        assert archive.check().sound


def test_an_archive_in_a_folder_has_one_indexer(tmp_path: Path) -> None:
    with (
        Archive.create(tmp_path / "archive", embedder=HashEmbedder()) as archive,
        pytest.raises(ArchiveError, match="is in a folder, where one process indexes at a time"),
    ):
        help_index(archive, lambda count: None, 1.0)
