"""How well questions that the articles answer are told from those that they do not.

    python -m evals.benchmarks.refusing FOLDER --work runs/finding

FOLDER holds `refusal/clapnq_dev_*` (CLAP NQ, Rosenthal et al. 2025) and `reading/measure-squad2`
(SQuAD 2.0, Rajpurkar et al. 2018); run in the project's folder, for its own question set. Each
passage becomes an article of an archive under --work, kept for the next time. A question is asked
of its own article alone; CLAP NQ's once more of the whole archive, where another passage may
answer what is marked as unanswerable.

Prints JSON. Of each set: the area under the ROC curve of answerable against not, by the answer's
confidence and by the reader's best log-odds alone; and, at the threshold that lets through 5 % of
the unanswerable at most, the share of the answerable that is answered. Of the project's own set
the share right and cited too, the held-out questions at the development questions' threshold.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from sklearn.metrics import roc_auc_score
from tqdm import tqdm

from evals.benchmarks.asking import asked_of_seeds, sample, sureness, unrefusing
from evals.corpora.archives import archive_of
from evals.corpora.collections import Collection, clapnq, of_paragraphs
from evals.importing.squad import read_squad
from evals.measures.risk import share_reaching, threshold_letting
from evals.runs.run import Row
from index import Filters
from qa.reading.confidence import MIN_CONFIDENCE
from qa.reading.reader import Readers

PERCENT = 5
NOTHING_READ = -30.0


@dataclass(frozen=True, slots=True)
class Scored:
    """A question, how sure the engine was, and the reader's best log-odds against no answer."""

    answerable: bool
    sure: float
    read: float


def main() -> None:
    """Reads the command line, asks, prints."""
    parser = argparse.ArgumentParser(description="How well it is told what has no answer.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="where archives are kept")
    parser.add_argument("--limit", type=int, help="only so many questions of each set")
    parser.add_argument("--only", nargs="+", choices=SETS, default=list(SETS))
    arguments = parser.parse_args()
    readers = Readers()
    result = {name: SETS[name](arguments, readers) for name in arguments.only}
    json.dump(result, sys.stdout, indent=2)
    sys.stdout.write("\n")


def _clapnq(arguments: argparse.Namespace, readers: Readers) -> dict[str, Any]:
    return _told_apart(scores(clapnq(arguments.folder), arguments, readers))


def _clapnq_open(arguments: argparse.Namespace, readers: Readers) -> dict[str, Any]:
    return _told_apart(scores(clapnq(arguments.folder), arguments, readers, own=False))


def _squad2(arguments: argparse.Namespace, readers: Readers) -> dict[str, Any]:
    paragraphs = read_squad(arguments.folder / "reading" / "measure-squad2.json.gz")
    collection = of_paragraphs("measure-squad2", paragraphs)
    return _told_apart(scores(collection, arguments, readers))


def _seeds(arguments: argparse.Namespace, readers: Readers) -> dict[str, Any]:
    rows = asked_of_seeds(arguments.work, readers, arguments.limit)
    development = [row for row in rows if not row.held_out]
    chosen = _threshold(development)
    return {
        "all": _refused_and_right(rows, _threshold(rows)),
        "development": _refused_and_right(development, chosen),
        "held out": _refused_and_right([row for row in rows if row.held_out], chosen),
        "all, default threshold": _refused_and_right(rows, MIN_CONFIDENCE),
    }


SETS: dict[str, Callable[[argparse.Namespace, Readers], dict[str, Any]]] = {
    "clapnq": _clapnq,
    "clapnq-open": _clapnq_open,
    "measure-squad2": _squad2,
    "seeds": _seeds,
}


def scores(
    collection: Collection, arguments: argparse.Namespace, readers: Readers, *, own: bool = True
) -> list[Scored]:
    """Every question asked of its `own` article alone, or of the whole archive."""
    found = []
    with archive_of(collection, arguments.work) as archive:
        engine = unrefusing(archive, readers)
        for posed in tqdm(sample(collection.posed, arguments.limit), desc=collection.name):
            filters = Filters(article_ids=(posed.article_id,) if own else ())
            answer = engine.query(posed.question, filters=filters)
            readings = readers.strong.read(posed.question, [each.text for each in answer.passages])
            best = max((reading.best for reading in readings), default=NOTHING_READ)
            found.append(Scored(bool(posed.answers), sureness(answer), best))
    return found


def _told_apart(scored: Sequence[Scored]) -> dict[str, Any]:
    answerable = [each.answerable for each in scored]
    sure = {kind: [s.sure for s in scored if s.answerable is kind] for kind in (True, False)}
    threshold = threshold_letting(PERCENT, sure[False])
    return {
        "questions": len(scored),
        "answerable": sum(answerable),
        "area under ROC": {
            "confidence": _area(answerable, [each.sure for each in scored]),
            "the strong reader's best log-odds": _area(answerable, [each.read for each in scored]),
        },
        f"at {PERCENT} % of the unanswerable": _answered(threshold, sure),
        "default threshold": _answered(MIN_CONFIDENCE, sure),
    }


def _answered(threshold: float, sure: dict[bool, list[float]]) -> dict[str, float]:
    return {
        "threshold": round(threshold, 4),
        "answerable answered": round(share_reaching(threshold, sure[True]), 4),
        "unanswerable answered": round(share_reaching(threshold, sure[False]), 4),
    }


def _area(answerable: Sequence[bool], values: Sequence[float]) -> float:
    return round(float(roc_auc_score(answerable, values)), 4)


def _threshold(rows: Sequence[Row]) -> float:
    return threshold_letting(PERCENT, [sureness(row) for row in rows if not row.answerable])


def _refused_and_right(rows: Sequence[Row], threshold: float) -> dict[str, Any]:
    """Rates of a group of rows when only what reaches the threshold is answered."""
    reached = {row.id for row in rows if sureness(row) >= threshold}
    answerable = [row for row in rows if row.answerable]
    return {
        "threshold": round(threshold, 4),
        "answerable answered": _rate([row.id in reached for row in answerable]),
        "right": _rate([row.id in reached and _right(row) for row in answerable]),
        "right and cited": _rate(
            [row.id in reached and _right(row) and _cited(row) for row in answerable]
        ),
        "unanswerable answered": _rate([row.id in reached for row in rows if not row.answerable]),
    }


def _right(row: Row) -> bool:
    return row.measures["contains"] == 1.0


def _cited(row: Row) -> bool:
    """Whether the right article is cited; all of them where all are needed."""
    return row.measures["article_cited"] == 1.0


def _rate(values: Sequence[bool]) -> str:
    """A share and what it is of: "0.9012 of 81"."""
    return f"{fmean(values):.4f} of {len(values)}"


if __name__ == "__main__":
    main()
