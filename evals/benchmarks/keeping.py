"""What it costs to keep an archive: a snapshot, restoring it, a copy.

    python -m evals.benchmarks.keeping ARTICLES --limit 2500

ARTICLES is anything that `dateline index` reads. Prints JSON: seconds and bytes. Nothing of this
reads with a model, so none is loaded: each chunk has a vector made of its hash, of the usual
model's length; with the usual model its export comes along, 90 MB more.
"""

import argparse
import hashlib
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from index import Archive, Article, copy_archive, ingest, restore, snapshot
from index.formats.files import read
from index.models.embedding import Vectors


class NoModel:
    """In the place of an embedding model: vectors that are always the same for a text."""

    name = "none"
    fingerprint = "none-1"
    dimensions = 384
    max_tokens = 254

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), 384) and length 1."""
        found = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for n, text in enumerate(texts):
            seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
            found[n] = np.random.default_rng(seed).standard_normal(self.dimensions)
        found /= np.linalg.norm(found, axis=1, keepdims=True)
        return found

    def tokenize(self, text: str) -> list[str]:
        """Words."""
        return text.split()


def main() -> None:
    """Reads the command line, measures, prints."""
    parser = argparse.ArgumentParser(description="What it costs to keep an archive.")
    parser.add_argument("articles", type=Path)
    parser.add_argument("--limit", type=int, default=None, help="only so many articles")
    arguments = parser.parse_args()
    articles = [
        item for item in islice(read(arguments.articles), arguments.limit)
        if isinstance(item, Article)
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        json.dump(measure(articles, Path(folder)), sys.stdout, indent=2)
    sys.stdout.write("\n")


def measure(articles: list[Article], folder: Path) -> dict[str, float]:
    """Seconds and megabytes, by what they are of."""
    path, file = folder / "archive", folder / "archive.tar.gz"
    with Archive.create(path, embedder=NoModel()) as archive:
        ingest(articles, archive)
        stats = archive.stats()
    taken = _seconds(lambda: snapshot(path, file))
    restored = _seconds(lambda: restore(file, folder / "restored"))
    copied = _seconds(lambda: copy_archive(path, folder / "copied"))
    return {
        "articles": stats.articles,
        "chunks": stats.chunks,
        "archive_megabytes": round(stats.bytes / 1e6, 1),
        "snapshot_megabytes": round(file.stat().st_size / 1e6, 1),
        "snapshot_seconds": taken,
        "restore_seconds": restored,
        "copy_seconds": copied,
    }


def _seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return round(time.perf_counter() - began, 2)


if __name__ == "__main__":
    main()
