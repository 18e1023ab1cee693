"""Whether the reader's doubts rank passages better than the fusion that found them.

    python -m evals.benchmarks.reranking FOLDER --work runs/finding

The first 20 passages of each question are read, and ranked by the reader's best log-odds against
"no answer here": alone, and added to the fusion's score with a weight. FOLDER holds the
collections that docs/finding.md names. The weight is chosen on train-new_wiki's questions that
the reader was not trained on, each paragraph an article, and measured on RealTime QA as of the
day. Prints two Markdown tables: an article counts once, at its best passage; intervals are of the
difference to the fusion alone (paired bootstrap over questions, 95 %).
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from evals.benchmarks.asking import sample
from evals.benchmarks.finding import MEASURES, Listed, interval, measured, on_or_before
from evals.corpora.archives import archive_of
from evals.corpora.collections import Asked, Collection, of_paragraphs, realtimeqa
from evals.corpora.examples import kept_aside
from evals.importing.squad import read_squad
from index import Archive
from qa import Passage, QueryEngine
from qa.reading.confidence import limited
from qa.reading.reader import Reader, Readers

READ = 20
SHOWN = ("hit@1", "hit@5", "MRR@10", "nDCG@10")
CHOSEN_BY = "MRR@10"
WEIGHTS = (0.05, 0.1, 0.2, 0.4, 0.8)
FUSION = "the fusion alone"
ALONE = "the reader alone"


@dataclass(frozen=True, slots=True)
class Found:
    """A question's passages, best first, and the reader's best log-odds in each."""

    asked: Asked
    passages: tuple[Passage, ...]
    reads: tuple[float, ...]


def main() -> None:
    """Reads the command line, ranks, prints."""
    parser = argparse.ArgumentParser(description="Whether the reader ranks passages better.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="where archives are kept")
    parser.add_argument("--limit", type=int, help="only so many questions of each set")
    arguments = parser.parse_args()
    reader = Readers().fast
    with archive_of(_aside(arguments.folder), arguments.work) as archive:
        asked = sample(_aside(arguments.folder).asked, arguments.limit)
        values = _measured(_found(archive, asked, reader))
    weights = [_added(weight) for weight in WEIGHTS]
    best = max(weights, key=lambda name: float(values[name].mean(axis=0)[_column(CHOSEN_BY)]))
    _print_table("train-new_wiki, questions not trained on", values)
    collection = realtimeqa(arguments.folder)
    with archive_of(collection, arguments.work) as archive:
        dated = [each for each in map(on_or_before(archive), collection.asked) if each]
        values = _measured(_found(archive, sample(dated, arguments.limit), reader))
    chosen = {name: values[name] for name in (FUSION, ALONE, best)}
    _print_table("realtimeqa-2022 as of the day", chosen)


def _aside(folder: Path) -> Collection:
    """All paragraphs as articles, and the questions on those that are kept aside."""
    paragraphs = read_squad(folder / "reading" / "train-new_wiki.json.gz")
    _, aside = kept_aside("train-new_wiki", paragraphs)
    collection = of_paragraphs("train-new_wiki-paragraphs", paragraphs)
    texts = {paragraph.text for paragraph in aside}
    ids = {article.id for article in collection.articles if article.text in texts}
    return replace(collection, asked=tuple(a for a in collection.asked if a.gold <= ids))


def _found(archive: Archive, questions: Sequence[Asked], reader: Reader) -> list[Found]:
    engine = QueryEngine(archive)
    found = []
    for asked in tqdm(questions):
        passages = engine.retrieve(asked.question, as_of=asked.asked, top_k=READ)
        readings = reader.read(asked.question, [passage.text for passage in passages])
        reads = tuple(limited(reading.best) for reading in readings)
        found.append(Found(asked, tuple(passages), reads))
    return found


def _measured(found: Sequence[Found]) -> dict[str, Any]:
    """For each ranking an array of shape (questions, len(MEASURES))."""
    rankings: dict[str, Callable[[Passage, float], float]] = {
        FUSION: lambda passage, read: passage.score,
        ALONE: lambda passage, read: read,
    }
    for weight in WEIGHTS:
        rankings[_added(weight)] = _sum_with(weight)
    return {
        name: np.array([measured(each.asked, _listed(each, score)) for each in found])
        for name, score in rankings.items()
    }


def _sum_with(weight: float) -> Callable[[Passage, float], float]:
    return lambda passage, read: passage.score + weight * read


def _added(weight: float) -> str:
    return f"the fusion and {weight:g} of the reader"


def _listed(found: Found, score: Callable[[Passage, float], float]) -> Listed:
    pairs = zip(found.passages, found.reads, strict=True)
    # The sort is stable: where the reader says the same, the fusion's order stays.
    passages = [passage for passage, _ in sorted(pairs, key=lambda pair: -score(*pair))]
    articles = tuple(dict.fromkeys(passage.article_id for passage in passages))
    return Listed(articles, tuple(passage.text for passage in passages[:5]))


def _print_table(name: str, values: dict[str, Any]) -> None:
    columns = [_column(measure) for measure in SHOWN]
    lines = [f"\n**{name}**, {len(values[FUSION])} questions\n"]
    lines += [f"| | {' | '.join(SHOWN)} |", f"| --- |{' --- |' * len(SHOWN)}"]
    for system, rows in values.items():
        cells = []
        for column in columns:
            low, high = interval(rows[:, column] - values[FUSION][:, column])
            difference = "" if system == FUSION else f" ({low:+.3f} to {high:+.3f})"
            cells.append(f"{rows[:, column].mean():.3f}{difference}")
        lines.append(f"| {system} | {' | '.join(cells)} |")
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _column(measure: str) -> int:
    return MEASURES.index(measure)


if __name__ == "__main__":
    main()
