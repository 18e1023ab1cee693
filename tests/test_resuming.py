"""A run that is killed loses the batch it was at, no more; the same run again takes up there."""

import os
import signal
import sys
from pathlib import Path

import pytest
from conftest import HashEmbedder

import index.ingesting.batch
import index.ingesting.embedded
from index import Archive, Article, ingest

sys.path.append(str(Path(__file__).parent / "fixtures"))

import interrupted  # noqa: E402 - it lies in fixtures/

BATCH = 8
ARTICLES = 30


class Deadly(HashEmbedder):
    """Kills its process when it was given so many texts, in the middle of a batch."""

    def __init__(self, last):
        self.left = last

    def embed(self, texts):
        self.left -= len(texts)
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().embed(texts)


def index_until(embedded, path):
    """What the process does that is killed."""
    index.ingesting.batch.BATCH_CHUNKS = BATCH
    index.ingesting.embedded.AT_ONCE = 2
    with Archive.create(path, embedder=Deadly(embedded)) as archive:
        ingest(articles(), archive)


class Counting(HashEmbedder):
    """Remembers what it embedded."""

    def __init__(self):
        self.texts: list[str] = []

    def embed(self, texts):
        self.texts.extend(texts)
        return super().embed(texts)


def articles():
    return [Article(f"a{n:02}", f"Title {n}", f"The border number{n}.") for n in range(ARTICLES)]


@pytest.fixture(scope="module")
def processes():
    """Processes that begin with everything imported."""
    with interrupted.processes() as context:
        yield context


@pytest.mark.parametrize("embedded", [3, 13, 29])
def test_a_run_killed_in_a_batch_embeds_only_that_batch_again(processes, tmp_path, embedded):
    path = tmp_path / "archive"
    process = processes.Process(target=index_until, args=(embedded, path))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    counting = Counting()
    with Archive.open(path, writing=True, embedder=counting) as archive:
        report = ingest(articles(), archive)
        assert archive.stats().articles == archive.catalog.chunks.count() == ARTICLES
    assert len(report.unchanged) == embedded // BATCH * BATCH
    assert len(counting.texts) == report.chunks == ARTICLES - len(report.unchanged)
