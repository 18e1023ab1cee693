"""Fits what tells a sentence of its quotes' wording from one of another subject.

    python -m evals.training.fit_support FOLDER

FOLDER holds the `train-*.json.gz` files in SQuAD's format. A question without its question word is
a statement in other words than the paragraph: it is set beside the sentence that holds the answer
(supported) and beside another sentence of the same article (not supported), as a swapped citation
would. Altered copies in the manner of FactCC (Kryscinski et al. 2020). Prints the weights and the
bias that `qa.support.judging` holds for words, and on a fifth of the articles kept aside the area
under the ROC curve and the shares on either side of the threshold.
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from evals.importing.squad import Paragraph, read_squad
from index.prose.sentences import sentence_spans
from qa.support.coverage import words_borne_out
from qa.support.judging import ENOUGH, WORD_FEATURES, word_features

SETS = ("train-squad2", "train-new_wiki")
PER_SET = 1500
SHORTEST = 4
SEED = 7
ASIDE = 5
_ASKING = re.compile(
    r"^(?:(?:in|on|at|by|for|of|to|from|with|about|during|since) )?(?:(?:what|which) (?:year|kind|"
    r"type|name|country|city|person|day|month|percentage|group)?|what|which|who|whom|whose|when|"
    r"where|why|how(?: (?:many|much|long|often|far|old|large|big))?)\b(?:['’]s)?\s*(?:(?:did|do|"
    r"does|is|are|was|were|has|have|had|can|could|will|would)\b)?\s*",
    re.IGNORECASE,
)


class Pair(NamedTuple):
    """A statement, a quote, whether the one is made of the other, and the statement's article."""

    statement: str
    quote: str
    supported: bool
    article: int


def main() -> None:
    """Reads the command line, fits, prints."""
    parser = argparse.ArgumentParser(description="Fits the support check's judge of words.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    rng = random.Random(SEED)
    pairs = [pair for name in SETS for pair in _pairs(read_squad(folder / f"{name}.json.gz"), rng)]
    rows = np.array(
        [list(word_features(words_borne_out(p.statement, [p.quote])).values()) for p in pairs]
    )
    truth = np.array([pair.supported for pair in pairs])
    aside = np.array([pair.article % ASIDE == 0 for pair in pairs])
    fitted = LogisticRegression(C=10.0, class_weight="balanced").fit(rows[~aside], truth[~aside])
    scores = fitted.predict_proba(rows[aside])[:, 1]
    result = {
        "pairs": len(pairs),
        "weights": dict(zip(WORD_FEATURES, np.round(fitted.coef_[0], 2).tolist(), strict=True)),
        "bias": round(float(fitted.intercept_[0]), 2),
        "area under ROC": round(float(roc_auc_score(truth[aside], scores)), 4),
        "supported below": round(float((scores[truth[aside]] < ENOUGH).mean()), 4),
        "others below": round(float((scores[~truth[aside]] < ENOUGH).mean()), 4),
    }
    json.dump(result, sys.stdout, indent=2)
    sys.stdout.write("\n")


def _pairs(paragraphs: list[Paragraph], rng: random.Random) -> Iterator[Pair]:
    """Two pairs of each of `PER_SET` answerable questions."""
    by_article: dict[int, list[str]] = {}
    for paragraph in paragraphs:
        by_article.setdefault(paragraph.article, []).extend(_sentences(paragraph.text))
    asked = [(p, a) for p in paragraphs for a in p.asked if a.answers]
    for paragraph, question in rng.sample(asked, min(PER_SET, len(asked))):
        statement = _ASKING.sub("", question.question.rstrip("?"))
        start = question.starts[0]
        own = next(
            (paragraph.text[a:b] for a, b in sentence_spans(paragraph.text) if a <= start < b), None
        )
        others = [s for s in by_article[paragraph.article] if s != own]
        if own and others and len(statement.split()) >= SHORTEST:
            yield Pair(statement, own, True, paragraph.article)
            yield Pair(statement, rng.choice(others), False, paragraph.article)


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


if __name__ == "__main__":
    main()
