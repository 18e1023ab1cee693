"""Fits the probability that the best sentences read hold the right answer.

    python -m evals.training.fit_confidence FOLDER --work runs/confidence

run in the project's folder; FOLDER holds the public collections. Questions are put to archives as
`evals.corpora.put` tells: none of them was in the readers' training. A logistic regression over
`qa.reading.confidence.signals` is fitted, every question weighing the same: its weights go into
`qa.reading.confidence`. Prints them, and how well the fit does on the groups that are left out of
it, five times over: articles of SQuAD 2.0, weeks of news quizzes, single questions of the
project's.
"""

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from evals.corpora.put import KINDS, Put, put_questions
from evals.measures.risk import Judged, calibration_error, share_reaching
from qa.reading.confidence import WEIGHTS, signals

FOLDS = 5
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
NAMES = list(WEIGHTS)


def main() -> None:
    """Puts the questions, fits, prints."""
    parser = argparse.ArgumentParser(description="Fits the probability of a right answer.")
    parser.add_argument("folder", type=Path, help="the folder of the public collections")
    parser.add_argument("--work", type=Path, required=True, help="where archives and rows go")
    parser.add_argument("--only", nargs="+", choices=KINDS, default=list(KINDS))
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    put = put_questions(arguments.folder, arguments.work, arguments.only)
    json.dump(fitted(put), sys.stdout, indent=2)
    sys.stdout.write("\n")


def fitted(put: Sequence[Put]) -> dict[str, Any]:
    """The weights, and how good the probability is where it was left out of the fit."""
    values, right, _ = _arrays(put)
    model = _model().fit(values, right)
    guessed = left_out(put)
    kinds = list(dict.fromkeys(each.kind for each in put))
    return {
        "weights": dict(zip(NAMES, np.round(model.coef_[0], 4).tolist(), strict=True)),
        "intercept": round(float(model.intercept_[0]), 4),
        "questions": len(put),
        "left out": {
            kind: _quality([(p, g) for p, g in zip(put, guessed, strict=True) if p.kind == kind])
            for kind in kinds
        },
    }


def left_out(put: Sequence[Put]) -> list[float]:
    """For each question its probability by a fit without its group."""
    values, right, groups = _arrays(put)
    guessed = cross_val_predict(
        _model(), values, right, cv=GroupKFold(FOLDS), groups=groups, method="predict_proba"
    )
    return [float(each) for each in guessed[:, 1]]


def _model() -> LogisticRegression:
    return LogisticRegression(C=1.0, max_iter=5000)


def _arrays(put: Sequence[Put]) -> tuple[Any, Any, list[str]]:
    """Signals, whether right, and groups."""
    rows = [signals(each.question, each.evidence) for each in put]
    values = np.array([[row[name] for name in NAMES] for row in rows])
    right = np.array([each.right for each in put])
    return values, right, [f"{each.kind} {each.group}" for each in put]


def _quality(of: Sequence[tuple[Put, float]]) -> dict[str, Any]:
    """What a set's probabilities are worth."""
    judged = [Judged(sure, put.right) for put, sure in of]
    known = {
        kind: [sure for put, sure in of if bool(put.answers) is kind] for kind in (True, False)
    }
    found: dict[str, Any] = {
        "questions": len(of),
        "right": sum(each.right for each in judged),
        "calibration error": round(calibration_error(judged), 4),
        "area, right or not": _area([each.right for each in judged], [s for _, s in of]),
    }
    if known[False]:
        answerable = [bool(put.answers) for put, _ in of]
        found["area, answerable or not"] = _area(answerable, [sure for _, sure in of])
        found["answered: answerable, unanswerable"] = {
            str(least): [round(share_reaching(least, known[kind]), 3) for kind in (True, False)]
            for least in THRESHOLDS
        }
    return found


def _area(good: Sequence[bool], values: Sequence[float]) -> float:
    return round(float(roc_auc_score(good, values)), 4)


if __name__ == "__main__":
    main()
