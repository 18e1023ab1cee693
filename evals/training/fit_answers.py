"""Fits what chooses sentences, and how sure the choice is, on questions the reader never saw.

    python -m evals.training.fit_answers --data FOLDER --work runs/fit

run in the project's folder. Questions are put to archives as `evals.corpora.put` tells. The
choice is a conditional logit over the candidates of a question: its weights go into
`qa.reading.evidence`. Then the same command fits the probability of a right answer, a logistic
regression over `qa.reading.confidence.signals`: its weights go into `qa.reading.confidence`. Prints
both, and how well they do on the fifth of the questions that is left out of the fit, five times
over.
"""

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from evals.corpora.put import Put, put_questions, rightly
from evals.measures.risk import Judged, calibration_error
from qa.reading.confidence import WEIGHTS, signals
from qa.reading.evidence import RANKING, limited

# The reader's weight goes last, after those of `RANKING`.
COLUMNS = (*RANKING, "read")
PENALTY = 1e-3
FOLDS = 5
# How much the project's own questions, few but of many kinds, weigh in the probability.
SEEDS_WEIGHT = 10.0


def main() -> None:
    """Collects, fits, prints."""
    parser = argparse.ArgumentParser(description="Fits the choice of sentences and its probability")
    parser.add_argument("--data", type=Path, required=True, help="the folder of the train- files")
    parser.add_argument("--work", type=Path, required=True, help="where archives and rows go")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    put = put_questions(arguments.data, arguments.work)
    result = {"ranking": ranking(put), "confidence": sureness(put)}
    json.dump(result, sys.stdout, indent=2)
    sys.stdout.write("\n")


def ranking(put: Sequence[Put]) -> dict[str, Any]:
    """Weights of the conditional logit, and how often the first sentence is right."""
    usable = [each for each in put if each.kind == "own" and any(r for _, r in each.found)]
    rows = [_values(each) for each in usable]
    right = [np.array([r for _, r in each.found]) for each in usable]
    first = []
    for fold in range(FOLDS):
        train = [n for n in range(len(rows)) if n % FOLDS != fold]
        weights = _conditional_logit([rows[n] for n in train], [right[n] for n in train])
        tested = range(fold, len(rows), FOLDS)
        first += [bool(right[n][(rows[n] @ weights).argmax()]) for n in tested]
    weights = _conditional_logit(rows, right)
    today = [each.ranked[0][1] for each in usable]
    return {
        "weights": dict(zip(COLUMNS, _rounded(weights), strict=True)),
        "questions": len(rows),
        "first sentence right, left out": round(float(np.mean(first)), 3),
        "first sentence right, today": round(float(np.mean(today)), 3),
    }


def sureness(put: Sequence[Put]) -> dict[str, Any]:
    """Weights of the probability under today's ranking, and how good it is when left out."""
    ranked = [each.ranked for each in put]
    names = list(WEIGHTS)
    values = np.array(
        [
            [signals(each.question, [c for c, _ in pairs])[name] for name in names]
            for each, pairs in zip(put, ranked, strict=True)
        ]
    )
    right = np.array([rightly(each, pairs) for each, pairs in zip(put, ranked, strict=True)])
    weight = np.array([SEEDS_WEIGHT if each.kind == "seeds" else 1.0 for each in put])
    groups = [each.question.text for each in put]
    model = LogisticRegression(C=1.0, max_iter=5000)
    scale = values.std(0) + 1e-6
    guessed = cross_val_predict(
        model, values / scale, right, cv=GroupKFold(FOLDS), groups=groups,
        params={"sample_weight": weight}, method="predict_proba",
    )[:, 1]  # fmt: skip
    model.fit(values / scale, right, sample_weight=weight)
    found = model.coef_[0] / scale
    return {
        "weights": dict(zip(names, _rounded(found), strict=True)),
        "intercept": round(float(model.intercept_[0]), 3),
        "questions": len(put),
        "right": int(right.sum()),
        "left out": {
            kind: _quality(guessed, right, [kind in ("all", each.kind) for each in put])
            for kind in ("all", "seeds")
        },
        "mean probability by kind": {
            kind: round(float(guessed[[each.kind == kind for each in put]].mean()), 3)
            for kind in dict.fromkeys(each.kind for each in put)
        },
    }


def _quality(guessed: Any, right: Any, taken: Sequence[bool]) -> dict[str, float]:  # noqa: ANN401
    """Area under the ROC curve and calibration error of some of the questions."""
    of = np.array(taken)
    judged = [Judged(float(g), bool(r)) for g, r in zip(guessed[of], right[of], strict=True)]
    return {
        "questions": int(of.sum()),
        "area under ROC": round(float(roc_auc_score(right[of], guessed[of])), 3),
        "calibration error": round(calibration_error(judged), 3),
    }


def _rounded(weights: Any) -> list[float]:  # noqa: ANN401 - an array
    return [round(float(weight), 3) for weight in weights]


def _values(put: Put) -> Any:  # noqa: ANN401 - an array
    rows = [[*(c.value(name) for name in RANKING), limited(c.read)] for c, _ in put.found]
    return np.array(rows, dtype=np.float32)


def _conditional_logit(rows: Sequence[Any], right: Sequence[Any]) -> Any:  # noqa: ANN401
    """The weights under which the right candidates of each question are the likeliest."""
    values = torch.tensor(np.concatenate(rows))
    scale = values.std(0) + 1e-6
    good = torch.tensor(np.concatenate(right))
    group = torch.tensor(np.repeat(np.arange(len(rows)), [len(row) for row in rows]))
    weights = torch.zeros(values.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        odds = ((values / scale) @ weights).exp()
        everything = torch.zeros(len(rows)).index_add(0, group, odds)
        holding = torch.zeros(len(rows)).index_add(0, group, odds * good)
        value: torch.Tensor = -(holding / everything).log().mean() + PENALTY * (weights**2).sum()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    return (weights.detach() / scale).numpy()


if __name__ == "__main__":
    main()
