"""How well the support check tells what follows from its quotes from what does not.

    python -m evals.benchmarks.support FOLDER

FOLDER holds `measure-summedits-news.json.gz` (SummEdits, Laban et al. 2023) and
`measure-vitaminc.jsonl.gz` (VitaminC, Schuster et al. 2021). Prints JSON: faults planted in
paraphrased and in verbatim sentences of seeds/, then both sets, then seconds a check
(of the processor, so that other programs do not count). Nothing of
the check was chosen on either set.
"""

import argparse
import gzip
import json
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sklearn.metrics import balanced_accuracy_score, roc_auc_score

from evals.benchmarks.planted import Case, paraphrased, planted, verbatim
from evals.measures.answer_measures import nearest_rank
from index.prose.sentences import sentence_spans
from qa.support import Support, check, check_cited

RESAMPLES = 2000
SEED = 3


class Judged(NamedTuple):
    """A text: the document it is about, whether it is supported, and what the check says."""

    document: str
    truth: bool
    supported: bool
    score: float


def main() -> None:
    """Reads the command line, measures, prints."""
    parser = argparse.ArgumentParser(description="How well the support check works.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    cases = paraphrased()
    result = {
        "paraphrased": faults([case for case in cases if not case.held_out]),
        "paraphrased, held out": faults([case for case in cases if case.held_out]),
        "verbatim": faults(verbatim()),
        "SummEdits news": summaries(folder / "measure-summedits-news.json.gz"),
        "VitaminC": claims(folder / "measure-vitaminc.jsonl.gz"),
    }
    json.dump(result, sys.stdout, indent=2)
    sys.stdout.write("\n")


def faults(cases: Sequence[Case]) -> dict[str, Any]:
    """Shares of planted faults that are caught, by kind, and of faithful sentences refused."""
    faithful = [case for case in cases if not case.fault]
    times, refused = [], 0
    for case in faithful:
        began = time.process_time()
        refused += not _checked(case).supported
        times.append(time.process_time() - began)
    found, caught = Counter[str](), Counter[str]()
    for case in planted(cases):
        found[str(case.fault)] += 1
        caught[str(case.fault)] += not _checked(case).supported
    return {
        "faithful": len(faithful),
        "false alarms": round(refused / len(faithful), 4),
        "faults": found.total(),
        "caught": round(caught.total() / found.total(), 4),
        "caught by kind": {k: f"{caught[k]} of {found[k]}" for k in sorted(found)},
        **_seconds(times),
    }


def summaries(path: Path) -> dict[str, Any]:
    """SummEdits: a summary is supported when each of its sentences is, by the whole document."""
    judged, times = [], []
    for row in json.loads(gzip.decompress(path.read_bytes())):
        found = []
        for start, end in sentence_spans(row["summary"]):
            began = time.process_time()
            found.append(check(row["summary"][start:end], [row["doc"]]))
            times.append(time.process_time() - began)
        supported, score = all(each.supported for each in found), min(each.score for each in found)
        judged.append(Judged(row["doc"], row["label"] == 1, supported, score))
    low, high = by_document(judged)
    return {
        **_agreement(judged),
        "documents": len({each.document for each in judged}),
        "95 % interval by document": [low, high],
        **_seconds(times),
    }


def claims(path: Path) -> dict[str, Any]:
    """VitaminC: whether the evidence bears the claim out, against both refuted and unclear."""
    judged, times = [], []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            began = time.process_time()
            found = check(row["claim"], [row["evidence"]])
            times.append(time.process_time() - began)
            truth = row["label"] == "True"
            judged.append(Judged(row["evidence"], truth, found.supported, found.score))
    return {**_agreement(judged), **_seconds(times)}


def by_document(judged: Sequence[Judged]) -> tuple[float, float]:
    """The 95 % bootstrap interval of balanced accuracy, whole documents drawn."""
    rng = random.Random(SEED)
    grouped = defaultdict(list)
    for each in judged:
        grouped[each.document].append(each)
    documents = list(grouped)
    drawn = []
    for _ in range(RESAMPLES):
        sample = [e for d in rng.choices(documents, k=len(documents)) for e in grouped[d]]
        if len({each.truth for each in sample}) == 2:
            drawn.append(_balanced(sample))
    cuts = statistics.quantiles(drawn, n=40)
    return round(cuts[0], 4), round(cuts[-1], 4)


def _checked(case: Case) -> Support:
    return check_cited(case.cited, case.quotes, context=case.context)


def _agreement(judged: Sequence[Judged]) -> dict[str, Any]:
    return {
        "texts": len(judged),
        "supported": sum(each.truth for each in judged),
        "balanced accuracy": round(_balanced(judged), 4),
        "area under ROC": round(
            float(roc_auc_score([e.truth for e in judged], [e.score for e in judged])), 4
        ),
    }


def _balanced(judged: Sequence[Judged]) -> float:
    truth, said = [each.truth for each in judged], [each.supported for each in judged]
    return float(balanced_accuracy_score(truth, said))


def _seconds(times: list[float]) -> dict[str, float]:
    return {
        "median seconds": round(statistics.median(times), 4),
        "p95 seconds": round(nearest_rank(times, 95), 4),
    }


if __name__ == "__main__":
    main()
