"""What a larger archive costs: disk, memory, and the time of each part of a search.

    python -m evals.benchmarks.size FOLDER --work runs/finding --copies 0 1 4
        [--articles 1600] [--beside postgresql://USER@HOST/DATABASE]

FOLDER holds `realtimeqa-2022`, whose archive stands in --work (see evals.benchmarks.finding) and
is not changed: larger ones stand beside it, and are kept for the next time. Each copy adds all
its articles once more, a tenth of their words exchanged for others of the archive, and in place of
embedding a vector of the same article with noise: a larger archive of the same kind, not a larger
set of true news. Prints JSON lines, one a size; --plot draws them. With --beside each is copied
into PostgreSQL as well, where it is not there yet, and a second line tells of it there.
"""

import argparse
import json
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from evals.corpora.archives import in_database
from evals.corpora.collections import realtimeqa
from evals.measures.answer_measures import nearest_rank
from index import Archive, Article, StoredArticle, copy_archive, ingest
from index.archive import exists
from index.models.embedding import SentenceTransformerEmbedder, Vectors
from qa import QueryEngine
from qa.finding.retrieval import CANDIDATES
from qa.questions.analysis import analyse

CHANGED = 0.1
NOISE = 0.02
QUESTIONS = 200
WARM = 10


def main() -> None:
    """Reads the command line; grows, measures, prints."""
    parser = argparse.ArgumentParser(description="What a larger archive costs.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--copies", type=int, nargs="+", default=[0, 1, 4])
    parser.add_argument("--plot", type=Path, help="an SVG file to draw")
    parser.add_argument("--articles", type=int, help="start from the archive cut to so many")
    parser.add_argument("--beside", metavar="ADDRESS", help="a database in PostgreSQL")
    parser.add_argument("--measure", metavar="ARCHIVE", help="only measure this archive")
    arguments = parser.parse_args()
    questions = [asked.question for asked in realtimeqa(arguments.folder).asked][:QUESTIONS]
    if arguments.measure:
        sys.stdout.write(json.dumps(measure(arguments.measure, questions)) + "\n")
        return
    rows = []
    for row in grown(arguments):
        rows.append(row)
        sys.stdout.write(json.dumps(row) + "\n")
        sys.stdout.flush()
    if arguments.plot:
        plot([row for row in rows if row["kind"] == "folder"], arguments.plot)


def grown(arguments: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Measures the archive with each number of copies, each in a process of its own."""
    cut = f"-{arguments.articles}" if arguments.articles else ""
    path, done = arguments.work / f"realtimeqa-2022{cut}", 0
    for copies in arguments.copies:
        added: dict[str, Any] = {}
        if copies:
            path, added = _with_copies(arguments.work, path, done, copies)
            done = copies
        yield {"kind": "folder", "copies": copies, **_measured(arguments, path), **added}
        if arguments.beside:
            address = in_database(arguments.beside, f"size-{copies}")
            began, made = time.perf_counter(), not exists(address)
            if made:
                copy_archive(path, address)
            took = {"seconds to copy": round(time.perf_counter() - began, 1)} if made else {}
            row = _measured(arguments, address)
            yield {"kind": "PostgreSQL", "copies": copies, **row, **took}


def _measured(arguments: argparse.Namespace, archive: Path | str) -> dict[str, Any]:
    command = [sys.executable, "-m", "evals.benchmarks.size", str(arguments.folder)]
    command += ["--work", str(arguments.work), "--measure", str(archive)]
    printed = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return dict(json.loads(printed))


def _with_copies(work: Path, smaller: Path, done: int, copies: int) -> tuple[Path, dict[str, Any]]:
    """The archive with so many copies, grown from a smaller one where it does not stand yet.

    Beside it, where it was grown now, how many chunks were added a second: split, written into both
    indexes and on disk, but not embedded.
    """
    path, growing = work / f"size-{copies}", work / f"size-{copies}-growing"
    if exists(path):
        return path, {}
    shutil.rmtree(growing, ignore_errors=True)
    shutil.copytree(smaller, growing)
    seconds, before = 0.0, _chunks(growing)
    for number in range(done + 1, copies + 1):
        seconds += add_copy(growing, number)
    growing.rename(path)
    return path, {"chunks added a second": round((_chunks(path) - before) / seconds)}


def _chunks(path: Path) -> int:
    with Archive.open(path) as archive:
        return archive.stats().chunks


class NoisyEmbedder(SentenceTransformerEmbedder):
    """Gives, for a chunk of a copied article, a vector of that article with noise."""

    def __init__(self, archive: Archive) -> None:
        """Reads the vectors of the archive by the titles of their articles."""
        super().__init__()
        self._random = np.random.default_rng(11)
        found: dict[str, list[Vectors]] = defaultdict(list)
        titles: dict[str, str] = {}
        for stored in archive.catalog.articles.all():
            titles[stored.article.id] = " ".join(stored.article.title.split())[:40]
        for page in archive.catalog.chunks.vectors():
            chunks = archive.catalog.chunks.by_id(page.ids)
            for chunk_id, vector in zip(page.ids, page.vectors, strict=True):
                found[titles[chunks[chunk_id][0].article_id]].append(vector)
        self._by_title = dict(found)
        self._all = [vectors[0] for vectors in found.values()]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions)."""
        rows = np.stack([self._near(text) for text in texts])
        rows += self._random.normal(scale=NOISE, size=rows.shape).astype(np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    def _near(self, text: str) -> Vectors:
        same = self._by_title.get(text.split("\n")[0][:40], self._all)
        return same[int(self._random.integers(len(same)))]


def add_copy(path: Path, number: int) -> float:
    """Adds every article of the first archive once more, changed; the seconds that it took."""
    with Archive.open(path) as archive:
        originals = [s for s in archive.catalog.articles.all() if "#" not in s.article.id]
        embedder = NoisyEmbedder(archive)
    words = [word for stored in originals[:500] for word in stored.article.text.split(" ")]
    chance = random.Random(number)
    changed = [_changed(stored, number, words, chance) for stored in originals]
    with Archive.open(path, writing=True, embedder=embedder) as archive:
        began = time.perf_counter()
        ingest(changed, archive)
        return time.perf_counter() - began


def _changed(
    stored: StoredArticle, number: int, words: Sequence[str], chance: random.Random
) -> Article:
    text = " ".join(
        chance.choice(words) if chance.random() < CHANGED else word
        for word in stored.article.text.split(" ")
    )
    return replace(stored.article, id=f"{stored.article.id}#{number}", url=None, text=text)


def measure(path: str, questions: Sequence[str]) -> dict[str, Any]:
    """Sizes on disk, memory, seconds to the first search, and milliseconds by part, once warm."""
    began = time.perf_counter()
    with Archive.open(path) as archive:
        engine = QueryEngine(archive)
        before = _resident()
        archive.embedder.embed(["Loads the model."])
        loaded = _resident()
        began_searching = time.perf_counter()
        engine.retrieve(questions[0])
        first = time.perf_counter() - began_searching
        stats = archive.stats()
        parts = timed(engine, questions)
        return {
            "articles": stats.articles,
            "chunks": stats.chunks,
            "disk MB": round(stats.bytes / 1e6, 1),
            "disk bytes a chunk": round(stats.bytes / stats.chunks),
            "memory MB before the first question": round(before / 1e6),
            "memory MB with the model": round(loaded / 1e6),
            "memory MB after": round(_resident() / 1e6),
            "seconds to open, with the model": round(began_searching - began, 2),
            "seconds of the first search": round(first, 2),
            "milliseconds": {
                name: {
                    "median": round(1000 * statistics.median(times), 1),
                    "p95": round(1000 * nearest_rank(times, 95), 1),
                }
                for name, times in parts.items()
            },
        }


def timed(engine: QueryEngine, questions: Sequence[str]) -> dict[str, list[float]]:
    """Seconds of each part and of the whole, for each question but the first ones."""
    archive = engine.archive
    parts: dict[str, list[float]] = defaultdict(list)
    for number, question in enumerate(questions):
        began = time.perf_counter()
        engine.retrieve(question)
        whole = time.perf_counter() - began
        if number < WARM:
            continue
        stems = engine.retriever.finding(analyse(question))
        began = time.perf_counter()
        vector = archive.embedder.embed([question])[0]
        embedded = time.perf_counter()
        archive.catalog.chunks.search_words(stems, top_k=CANDIDATES)
        worded = time.perf_counter()
        archive.nearest(vector, top_k=CANDIDATES)
        nearest = time.perf_counter()
        parts["embed"].append(embedded - began)
        parts["words"].append(worded - embedded)
        parts["vectors"].append(nearest - worded)
        parts["fetch and rank"].append(whole - (nearest - began))
        parts["whole"].append(whole)
    return parts


def plot(rows: Sequence[dict[str, Any]], file: Path) -> None:
    """Draws the 95th percentile of each part over the number of chunks."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4))
    chunks = [row["chunks"] for row in rows]
    for name in rows[0]["milliseconds"]:
        axes.plot(chunks, [row["milliseconds"][name]["p95"] for row in rows], "o-", label=name)
    axes.set(xlabel="chunks", ylabel="milliseconds, 95th percentile", xlim=0, ylim=0)
    axes.legend()
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


def _resident() -> int:
    """Bytes of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


if __name__ == "__main__":
    main()
