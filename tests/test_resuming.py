"""A run that is killed loses the batch it was at, no more; the same run again takes up there."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, Article, ingest

HERE = Path(__file__).parent
BATCH = 8
ARTICLES = 30

# Kills itself when so many texts were given to the model, in the middle of a batch.
PROGRAM = f"""
import os, signal, sys
sys.path[:0] = sys.argv[3:]
import index.ingestion
from conftest import HashEmbedder
from test_resuming import articles
from index import Archive, ingest

class Deadly(HashEmbedder):
    embedded = 0

    def embed(self, texts):
        self.embedded += len(texts)
        if self.embedded > int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().embed(texts)

index.ingestion.BATCH_CHUNKS = {BATCH}
index.ingestion.AT_ONCE = 2
with Archive.create(sys.argv[1], embedder=Deadly()) as archive:
    ingest(articles(), archive)
"""


class Counting(HashEmbedder):
    """Remembers what it embedded."""

    def __init__(self):
        self.texts: list[str] = []

    def embed(self, texts):
        self.texts.extend(texts)
        return super().embed(texts)


def articles():
    return [Article(f"a{n:02}", f"Title {n}", f"The border number{n}.") for n in range(ARTICLES)]


@pytest.mark.parametrize("embedded", [3, 13, 29])
def test_a_run_killed_in_a_batch_embeds_only_that_batch_again(tmp_path, embedded):
    path = tmp_path / "archive"
    process = subprocess.run(
        [sys.executable, "-c", PROGRAM, path, str(embedded), HERE.parent, HERE], check=False
    )
    assert process.returncode == -signal.SIGKILL
    counting = Counting()
    with Archive.open(path, writing=True, embedder=counting) as archive:
        report = ingest(articles(), archive)
        assert archive.stats().articles == archive.chunk_count() == ARTICLES
    assert len(report.unchanged) == embedded // BATCH * BATCH
    assert len(counting.texts) == report.chunks == ARTICLES - len(report.unchanged)
