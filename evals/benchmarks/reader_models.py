"""What exported readers make of texts with the right passage given: spans, silence, judgements.

    python -m evals.benchmarks.reader_models FOLDER MODEL.onnx [MODEL.onnx ...]

FOLDER holds `reading/measure-nyt` and `measure-squad2`, `refusal/clapnq_dev_*` and
`support/measure-summedits-news` and `measure-vitaminc`. A model is one that
`evals.training.export_readers` wrote. Prints JSON. Of each model: exact match and F1 on the first
set; areas under the ROC curve of what a passage answers against what it does not, by the best
span's log-odds against no answer and by the judge; and of what a text bears out against what it
does not, by the judge, the least likely sentence of a summary counting, each with the likeliest
part of its document. Then seconds for eight passages of about 200 tokens, the models in turn, so
that one machine's mood is shared: the median, and its ratio to the first model's.
"""

import argparse
import gzip
import json
import statistics
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from sklearn.metrics import roc_auc_score

from evals.benchmarks.reading import passages_of, spans, taken
from evals.importing.squad import read_squad
from index.prose.sentences import sentence_spans
from qa.reading.reader import Reader

PART, STEP = 130, 90  # words of a document that are judged together, and from one to the next
BATCH = 8
TIMED, WARM = 20, 2


class Case(NamedTuple):
    """A question or statement with a text, and whether the one is answered or borne out."""

    asked: str
    text: str
    truth: bool


class Model:
    """An exported reader: its spans and its judge."""

    def __init__(self, path: Path) -> None:
        """Loads the model; the name only says which packaged one it takes the place of."""
        self.reader = Reader("fast", path)

    def judgements(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """The judge's logit of each pair of a statement and a text."""
        order = sorted(range(len(pairs)), key=lambda n: len(pairs[n][1]))
        found = [0.0] * len(pairs)
        for first in range(0, len(order), BATCH):
            chosen = order[first : first + BATCH]
            logits = self.reader.judge([pairs[n] for n in chosen])
            for n, logit in zip(chosen, logits, strict=True):
                found[n] = logit
        return found


def main() -> None:
    """Reads the command line, measures, prints."""
    parser = argparse.ArgumentParser(description="What exported readers make of texts.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--every", type=int, default=1, help="only every so-manieth of a set")
    parser.add_argument("--only", nargs="+", choices=[*MEASURED, "seconds"], help="what to measure")
    arguments = parser.parse_args()
    models = {str(path): Model(path) for path in arguments.models}
    wanted = arguments.only or [*MEASURED, "seconds"]
    result: dict[str, Any] = {
        name: {
            each: measure(model, arguments.folder, arguments.every)
            for each, measure in MEASURED.items()
            if each in wanted
        }
        for name, model in models.items()
    }
    if "seconds" in wanted:
        result["seconds for eight passages"] = seconds(list(models.items()), arguments.folder)
    json.dump(result, sys.stdout, indent=2)
    sys.stdout.write("\n")


def _nyt(model: Model, folder: Path, every: int) -> dict[str, float]:
    paragraphs = read_squad(folder / "reading" / "measure-nyt.json.gz")
    return spans(model.reader, paragraphs[::every])


def _squad2(model: Model, folder: Path, every: int) -> dict[str, float]:
    paragraphs = read_squad(folder / "reading" / "measure-squad2.json.gz")
    cases = [Case(a.question, p.text, bool(a.answers)) for p in paragraphs for a in p.asked]
    return _answered(model, cases[::every])


def _clapnq(model: Model, folder: Path, every: int) -> dict[str, float]:
    cases = []
    for kind in ("answerable", "unanswerable"):
        for row in _rows(folder / "refusal" / f"clapnq_dev_{kind}.jsonl.gz"):
            cases.append(Case(row["input"], row["passages"][0]["text"], kind == "answerable"))
    return _answered(model, cases[::every])


def _answered(model: Model, cases: Sequence[Case]) -> dict[str, float]:
    truth = [case.truth for case in cases]
    read = [model.reader.read(case.asked, [case.text])[0].best for case in cases]
    judged = model.judgements([(case.asked, case.text) for case in cases])
    return {
        "questions": len(cases),
        "area by span": _area(truth, read),
        "area by judge": _area(truth, judged),
    }


def _vitaminc(model: Model, folder: Path, every: int) -> dict[str, float]:
    rows = list(_rows(folder / "support" / "measure-vitaminc.jsonl.gz"))[::every]
    judged = model.judgements([(row["claim"], row["evidence"]) for row in rows])
    truth = [row["label"] == "True" for row in rows]
    return {"texts": len(rows), "area by judge": _area(truth, judged)}


def _summedits(model: Model, folder: Path, every: int) -> dict[str, float]:
    path = folder / "support" / "measure-summedits-news.json.gz"
    rows = json.loads(gzip.decompress(path.read_bytes()))[::every]
    needed = [[(s, part) for part in _parts(r["doc"])] for r in rows for s in _summary_sentences(r)]
    pairs = list({pair: None for each in needed for pair in each})
    judged = dict(zip(pairs, model.judgements(pairs), strict=True))
    scores = [
        min(
            max(judged[sentence, part] for part in _parts(row["doc"]))
            for sentence in _summary_sentences(row)
        )
        for row in rows
    ]
    return {"texts": len(rows), "area by judge": _area([r["label"] == 1 for r in rows], scores)}


MEASURED = {
    "measure-nyt": _nyt,
    "measure-squad2": _squad2,
    "CLAP NQ": _clapnq,
    "SummEdits news": _summedits,
    "VitaminC": _vitaminc,
}


def seconds(models: Sequence[tuple[str, Model]], folder: Path) -> dict[str, Any]:
    """The median of each model's seconds, and over the first's."""
    paragraphs = read_squad(folder / "reading" / "measure-nyt.json.gz")
    times: dict[str, list[float]] = {name: [] for name, _ in models}
    for n in range(WARM + TIMED):
        question, passages = passages_of(paragraphs, n)
        for name, model in models:
            times[name].append(taken(partial(model.reader.read, question, passages)))
    medians = {name: statistics.median(found[WARM:]) for name, found in times.items()}
    first = next(iter(medians.values()))
    return {n: {"median": round(m, 4), "ratio": round(m / first, 2)} for n, m in medians.items()}


def _summary_sentences(row: dict[str, Any]) -> list[str]:
    summary = row["summary"]
    return [summary[span.start : span.end] for span in sentence_spans(summary)]


def _parts(document: str) -> list[str]:
    words = document.split()
    starts = range(0, max(1, len(words) - (PART - STEP)), STEP)
    return [" ".join(words[start : start + PART]) for start in starts]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _area(truth: Sequence[bool], scores: Sequence[float]) -> float:
    return round(float(roc_auc_score(truth, scores)), 4)


if __name__ == "__main__":
    main()
