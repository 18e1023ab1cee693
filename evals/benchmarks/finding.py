"""How well the right article is found, beside words alone, vectors alone and their plain fusion.

    python -m evals.benchmarks.finding FOLDER --work runs/finding [--only time nyt]
        [--articles 1600] [--beside postgresql://USER@HOST/DATABASE]

FOLDER holds the public collections that docs/finding.md names; each becomes an archive under
--work, which is kept for the next time. Prints a Markdown table a collection: an article counts
once, at its best passage, and the interval is of the difference to the better of words and
vectors (paired bootstrap over questions, 95 %). The last column is the median of the seconds that a
question takes. With --articles a collection is cut to so many: all that are right for a question,
then others. With --beside the same is measured of archives in PostgreSQL, which are made there
when they are not there yet.
"""

import argparse
import math
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from tqdm import tqdm

from evals.corpora.archives import archive_of
from evals.corpora.collections import READERS, Asked, Collection, part_of
from evals.measures.answer_measures import contains
from index import Archive, Filters
from index.vector_stores.vectors import Hit
from qa import QueryEngine
from qa.questions.analysis import analyse
from qa.questions.time_scope import read_time

# hit@k: whether a right article is among the first k; R@k: which share of them is.
MEASURES = ("hit@1", "hit@5", "hit@10", "MRR@10", "nDCG@10", "R@4", "R@10", "answer@5")
LISTED = 100
RRF_CONSTANT = 60
RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Listed:
    """What a system found for a question: articles, best first, and its first passages' texts."""

    articles: tuple[str, ...]
    texts: tuple[str, ...]


System = Callable[[Asked], Listed]


def main() -> None:
    """Reads the command line, measures, prints."""
    parser = argparse.ArgumentParser(description="How well the right article is found.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="where archives are kept")
    parser.add_argument("--only", nargs="+", choices=READERS, default=list(READERS))
    parser.add_argument("--articles", type=int, help="at most so many of each collection")
    parser.add_argument("--beside", metavar="ADDRESS", help="a database in PostgreSQL")
    arguments = parser.parse_args()
    for name in arguments.only:
        collection = READERS[name](arguments.folder)
        if arguments.articles:
            collection = part_of(collection, arguments.articles)
        for where in filter(None, (arguments.work, arguments.beside)):
            with archive_of(collection, where) as archive:
                report(collection, archive)
                size = archive.stats().bytes / 1e6
                sys.stdout.write(f"\n{archive.path}: {size:,.0f} MB\n")


def report(collection: Collection, archive: Archive) -> None:
    """Prints the collection's tables: without time and, where days are known, as of them."""
    engine = QueryEngine(archive)
    tables = {collection.name: collection.asked}
    undated = {
        "vectors alone": _single(archive, _vectors),
        "words alone": _single(archive, _words),
        "reciprocal rank fusion": _single(archive, _fused),
        "Dateline": lambda asked: listed_by_dateline(engine, asked, None),
    }
    for name, asked in tables.items():
        _print_table(name, asked, undated)
    dated = [each for each in map(on_or_before(archive), collection.asked) if each]
    if not dated:
        return
    as_of = {
        "words alone, as of the day": _single(archive, _words, dated=True),
        "vectors alone, as of the day": _single(archive, _vectors, dated=True),
        "Dateline, as of the day": lambda asked: listed_by_dateline(engine, asked, asked.asked),
    }
    timed = [each for each in dated if read_time(each.question, _day(each)).expressions]
    timeless = [each for each in dated if each not in timed]
    _print_table(f"{collection.name}, right articles not after the day", dated, as_of)
    _print_table("those with words of time", timed, as_of)
    _print_table("those without", timeless, as_of)


def on_or_before(archive: Archive) -> Callable[[Asked], Asked | None]:
    """A question with the right articles of its day or before, None where there are none."""
    published = {
        stored.article.id: date.fromisoformat(stored.article.published)
        for stored in archive.catalog.articles.all()
        if stored.article.published and len(stored.article.published) == 10
    }

    def narrowed(asked: Asked) -> Asked | None:
        if asked.asked is None:
            return None
        gold = frozenset(key for key in asked.gold if published[key] <= asked.asked)
        return Asked(asked.question, gold, asked.answer, asked.asked) if gold else None

    return narrowed


def _day(asked: Asked) -> date:
    assert asked.asked
    return asked.asked


def listed_by_dateline(engine: QueryEngine, asked: Asked, as_of: date | None) -> Listed:
    """What Dateline finds, with the time that the question and its day tell, or without any."""
    # Without a day time plays no part, neither the question's words nor its tense.
    found = (
        engine.retrieve(asked.question, as_of=as_of, top_k=LISTED)
        if as_of
        else engine.retriever.retrieve(analyse(asked.question), top_k=LISTED)
    )
    return Listed(
        tuple(dict.fromkeys(passage.article_id for passage in found)),
        tuple(passage.text for passage in found[:5]),
    )


def _single(
    archive: Archive,
    search: Callable[[Archive, str, Filters], Sequence[Hit]],
    *,
    dated: bool = False,
) -> System:
    def system(asked: Asked) -> Listed:
        filters = Filters(as_of=asked.asked) if dated else Filters()
        hits = search(archive, asked.question, filters)
        found = archive.catalog.chunks.by_id([hit.chunk_id for hit in hits])
        chunks = [found[hit.chunk_id][0] for hit in hits]
        return Listed(
            tuple(dict.fromkeys(chunk.article_id for chunk in chunks)),
            tuple(chunk.text for chunk in chunks[:5]),
        )

    return system


def _words(archive: Archive, question: str, filters: Filters) -> list[Hit]:
    stems = [word.stem for word in analyse(question).terms]
    return archive.catalog.chunks.search_words(stems, filters=filters, top_k=LISTED)


def _vectors(archive: Archive, question: str, filters: Filters) -> list[Hit]:
    return archive.search_vectors(question, filters=filters, top_k=LISTED)


def _fused(archive: Archive, question: str, filters: Filters) -> list[Hit]:
    """Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)."""
    scores: dict[str, float] = {}
    for hits in (_words(archive, question, filters), _vectors(archive, question, filters)):
        for rank, hit in enumerate(hits, start=1):
            scores[hit.chunk_id] = scores.get(hit.chunk_id, 0.0) + 1 / (RRF_CONSTANT + rank)
    return [Hit(key, score) for key, score in sorted(scores.items(), key=lambda item: -item[1])]


def measured(asked: Asked, listed: Listed) -> list[float]:
    """The values of `MEASURES` for one question."""
    right = [article in asked.gold for article in listed.articles[:10]]
    rank = right.index(True) if any(right) else None
    gain = sum(1 / math.log2(place + 2) for place, good in enumerate(right) if good)
    best = sum(1 / math.log2(place + 2) for place in range(min(10, len(asked.gold))))
    answer = asked.answer
    held = answer is not None and any(contains(text, [answer]) for text in listed.texts)
    return [
        *(float(rank is not None and rank < depth) for depth in (1, 5, 10)),
        0.0 if rank is None else 1 / (rank + 1),
        gain / best,
        sum(right[:4]) / len(asked.gold),
        sum(right) / len(asked.gold),
        float(held),
    ]


def _print_table(name: str, asked: Sequence[Asked], systems: dict[str, System]) -> None:
    values: dict[str, np.ndarray] = {}
    seconds: dict[str, float] = {}
    for system, run in systems.items():
        values[system], seconds[system] = _run(run, tqdm(asked, desc=system, leave=False))
    lines = [f"\n**{name}**, {len(asked)} questions\n"]
    lines += [f"| | {' | '.join(MEASURES)} | s |", f"| --- |{' --- |' * (len(MEASURES) + 1)}"]
    for system, rows in values.items():
        means = " | ".join(f"{mean:.3f}" for mean in rows.mean(axis=0))
        lines.append(f"| {system} | {means} | {seconds[system]:.3f} |")
    ours = next(rows for system, rows in values.items() if system.startswith("Dateline"))
    single = [rows for system, rows in values.items() if "alone" in system]
    cells = []
    for column in range(len(MEASURES)):
        better = max(single, key=lambda rows: rows[:, column].mean())
        low, high = interval(ours[:, column] - better[:, column])
        cells.append(f"{low:+.3f} to {high:+.3f}")
    lines.append(f"| Dateline less the better single one | {' | '.join(cells)} | |")
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _run(run: System, asked: Iterable[Asked]) -> tuple[np.ndarray, float]:
    """The measures of each question, and the median of the seconds that they take."""
    rows, seconds = [], []
    for each in asked:
        began = time.perf_counter()
        listed = run(each)
        seconds.append(time.perf_counter() - began)
        rows.append(measured(each, listed))
    return np.array(rows), float(np.median(seconds))


def interval(differences: np.ndarray) -> tuple[float, float]:
    """The 95 % interval of a mean by the percentile bootstrap."""
    generator = np.random.default_rng(7)
    size = len(differences)
    means = differences[generator.integers(0, size, (RESAMPLES, size))].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


if __name__ == "__main__":
    main()
