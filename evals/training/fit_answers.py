"""Fits what chooses sentences, on training questions that the reader never saw.

    python -m evals.training.fit_answers --data FOLDER --trained runs/reader --work runs/fit

Questions are put to an archive made of their set's paragraphs. The choice is a conditional logit
over the candidates of a question. Prints the weights that `qa.evidence` holds, and how often
the first sentence is right on a fifth of the questions kept aside.
"""

import argparse
import json
import logging
import pickle
import random
import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch

from evals.training.examples import Example, of_paragraph
from evals.training.squad import read_squad
from evals.training.train_reader import load_examples
from index import Archive, Article, ingest
from index.archive import exists
from qa.evidence import RANKING, Candidate, candidates, limited
from qa.questions import analyse
from qa.reader import SpanReader
from qa.retrieval import Retriever

SETS = {"train-new_wiki": 450}
SEED = 5
# The reader's weight goes last, after those of `RANKING`.
COLUMNS = (*RANKING, "read")

log = logging.getLogger("fit_answers")


class Row(NamedTuple):
    """A question's candidates.

    `ranking` has shape (candidates, len(COLUMNS)), `right` marks those that hold the answer.
    """

    ranking: Any
    right: Any


def main() -> None:
    """Collects rows, fits, prints."""
    parser = argparse.ArgumentParser(description="Fits the choice of sentences.")
    parser.add_argument("--data", type=Path, required=True, help="the folder of the train- files")
    parser.add_argument("--trained", type=Path, required=True, help="where the reader was trained")
    parser.add_argument("--work", type=Path, required=True, help="where archives and rows go")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    kept = arguments.work / "rows.pickle"
    if not kept.exists():
        rows = list(collect(arguments))
        kept.write_bytes(pickle.dumps(rows))
    rows = pickle.loads(kept.read_bytes())
    random.Random(SEED).shuffle(rows)
    cut = len(rows) // 5
    json.dump(ranking(rows[cut:], rows[:cut]), sys.stdout, indent=2)
    sys.stdout.write("\n")


def collect(arguments: argparse.Namespace) -> list[Row]:
    """Rows of questions that the reader was not trained on, from every set."""
    seen = {e.question for e in load_examples(arguments.data, arguments.trained, seed=13)}
    rows: list[Row] = []
    for name, count in SETS.items():
        paragraphs = read_squad(arguments.data / f"{name}.json.gz")
        asked = [
            (str(n), example)
            for n, paragraph in enumerate(paragraphs)
            for example in of_paragraph(paragraph)
            if example.answerable and example.question not in seen
        ]
        random.Random(SEED).shuffle(asked)
        path = arguments.work / name
        if not exists(path):
            with Archive.create(path) as archive:
                ingest((Article(str(n), "", p.text) for n, p in enumerate(paragraphs)), archive)
        with Archive.open(path) as archive:
            rows += _ask(archive, asked[:count], name)
    return rows


def ranking(train: list[Row], test: list[Row]) -> dict[str, Any]:
    """Weights of the conditional logit, and how often the first sentence is right."""
    usable = [row for row in train if row.right.any()]
    values = torch.tensor(np.concatenate([row.ranking for row in usable]))
    scale = values.std(0) + 1e-6
    right = torch.tensor(np.concatenate([row.right for row in usable]))
    group = torch.tensor(np.repeat(np.arange(len(usable)), [len(row.right) for row in usable]))
    weights = torch.zeros(values.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        odds = ((values / scale) @ weights).exp()
        everything = torch.zeros(len(usable)).index_add(0, group, odds)
        good = torch.zeros(len(usable)).index_add(0, group, odds * right)
        value: torch.Tensor = -(good / everything).log().mean() + 1e-3 * (weights**2).sum()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    found = (weights.detach() / scale).numpy()
    kept = [row for row in test if row.right.any()]
    first = [bool(row.right[(row.ranking @ found).argmax()]) for row in kept]
    return {
        "ranking": dict(zip(COLUMNS, map(float, found.round(3)), strict=True)),
        "questions": len(train) + len(test),
        "first sentence right": round(float(np.mean(first)), 3),
    }


def _ask(archive: Archive, asked: list[tuple[str, Example]], name: str) -> list[Row]:
    retriever, reader = Retriever(archive), SpanReader()
    rows: list[Row] = []
    for n, (article_id, example) in enumerate(asked):
        question = analyse(example.question)
        found = candidates(question, retriever.retrieve(question), archive, reader)
        right = [_holds(candidate, article_id, example) for candidate in found]
        rows.append(Row(_ranking(found), np.array(right)))
        if n % 100 == 0:
            log.info("%s: %d of %d questions", name, n, len(asked))
    return rows


def _ranking(found: list[Candidate]) -> Any:  # noqa: ANN401 - an array
    rows = [[*(c.value(name) for name in RANKING), limited(c.read)] for c in found]
    return np.array(rows, dtype=np.float32)


def _holds(candidate: Candidate, article_id: str, example: Example) -> bool:
    start = candidate.passage.start + candidate.span.start
    end = candidate.passage.start + candidate.span.end
    return candidate.passage.article_id == article_id and start <= example.start < end


if __name__ == "__main__":
    main()
