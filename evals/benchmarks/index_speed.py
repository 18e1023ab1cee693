"""How fast articles are indexed, beside the bare model on the same chunks, in one run.

    python -m evals.benchmarks.index_speed ARTICLES --limit 2225

ARTICLES is anything that `dateline index` reads. Prints JSON: chunks a second of ingestion
(splitting, signatures, embedding, both indexes, on disk), of the bare model, both with their
libraries loaded, and their ratio; the bare model in float32 too, where ingestion reads in
bfloat16; the same articles once more, which are unchanged; and the most memory that the process
held until then. Other programs on the machine hold up the model, which uses all cores, more than
the rest: take ratios of a quiet machine.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from index import Archive, Article, ingest
from index.formats.files import read
from index.ingesting.embedded import embedded_text
from index.models.embedding import BATCH_SIZE, SentenceTransformerEmbedder
from index.prose.chunking import Chunker


def main() -> None:
    """Reads the command line, measures, prints."""
    parser = argparse.ArgumentParser(description="Indexing speed beside the bare model's.")
    parser.add_argument("articles", type=Path)
    parser.add_argument("--limit", type=int, default=None, help="only so many articles")
    arguments = parser.parse_args()
    articles = [
        item for item in islice(read(arguments.articles), arguments.limit)
        if isinstance(item, Article)
    ]  # fmt: skip
    json.dump(measure(articles), sys.stdout, indent=2)
    sys.stdout.write("\n")


def measure(articles: list[Article]) -> dict[str, float]:
    """Seconds and chunks a second of both, over the same articles, and the ratio."""
    embedder = SentenceTransformerEmbedder()
    embedder.embed(["warm"] * 64)
    Chunker(embedder).spans("Warm.", "")
    with (
        tempfile.TemporaryDirectory() as folder,
        Archive.create(Path(folder) / "archive", embedder=embedder) as archive,
    ):
        began = time.perf_counter()
        ingest(articles, archive)
        indexing = time.perf_counter() - began
        texts = _texts(archive, Chunker(embedder))
        began = time.perf_counter()
        again = ingest(articles, archive)
        unchanged = time.perf_counter() - began
        assert len(again.unchanged) == archive.stats().articles
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    embedder.embed(texts)
    bare = time.perf_counter() - began
    texts.sort(key=len)
    began = time.perf_counter()
    for first in range(0, len(texts), BATCH_SIZE):  # so few at once are read in float32
        embedder.embed(texts[first : first + BATCH_SIZE])
    float32 = time.perf_counter() - began
    return {
        "articles": len(articles),
        "chunks": len(texts),
        "indexing_seconds": round(indexing, 2),
        "unchanged_seconds": round(unchanged, 2),
        "bare_seconds": round(bare, 2),
        # In bytes on macOS, in kilobytes elsewhere.
        "peak_megabytes": round(peak / (1e6 if sys.platform == "darwin" else 1e3)),
        "indexing_chunks_per_second": round(len(texts) / indexing, 1),
        "bare_chunks_per_second": round(len(texts) / bare, 1),
        "ratio": round(bare / indexing, 3),
        "float32_chunks_per_second": round(len(texts) / float32, 1),
        "ratio_to_float32": round(float32 / indexing, 3),
    }


def _texts(archive: Archive, chunker: Chunker) -> list[str]:
    """What the model read of every chunk."""
    found = []
    for stored in archive.catalog.articles.all():
        article = stored.article
        title = chunker.title(article.title)
        for start, end in chunker.spans(article.text, article.title, stored.boilerplate):
            found.append(embedded_text(title, article.text[start:end]))
    return found


if __name__ == "__main__":
    main()
