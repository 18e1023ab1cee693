"""Questions put to the nearest other passages of their set: hard ones, by the words they share."""

import random
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from evals.corpora.examples import Example
from evals.training.pairs import READ, UNLABELLED, Text

FEWEST_PASSAGES = 30
QUESTIONS = 9000  # of a set
NEAREST = 6
LABELLED = 0.75  # of the questions get a passage labelled as silent
UNLABELLED_SHARE = 0.4  # of the other passages near a question are left to the strong reader
ROWS = 500


def near(name: str, examples: Sequence[Example], rng: random.Random) -> Iterator[Text]:
    """The answerable questions of a set with passages near them by tf-idf, but not their own.

    The nearest without the answer's words is labelled as silent, for most of the questions; of the
    others some are left to the strong reader, since they may answer in other words or in the same.
    """
    passages = list(dict.fromkeys(example.passage for example in examples))
    asked = [example for example in examples if example.answerable]
    if len(passages) < FEWEST_PASSAGES or not asked:
        return
    asked = rng.sample(asked, min(len(asked), QUESTIONS))
    for example, places in zip(asked, _nearest(asked, passages), strict=True):
        answer = example.passage[example.start : example.end].casefold()
        silent = rng.random() < LABELLED
        for passage in (passages[place] for place in places):
            if example.passage in passage or passage in example.passage:
                continue
            if silent and answer not in passage.casefold():
                silent = False
                yield Text(READ, example.question, passage, -1, -1, 0, f"near-{name}")
            elif rng.random() < UNLABELLED_SHARE:
                yield Text(UNLABELLED, example.question, passage, -1, -1, -1, f"near-{name}")


def _nearest(asked: Sequence[Example], passages: Sequence[str]) -> Iterator[list[int]]:
    """For each question the places of the nearest passages, the nearest first."""
    weigher = TfidfVectorizer(
        sublinear_tf=True, stop_words="english", min_df=2 if len(passages) > ROWS else 1
    )
    known = weigher.fit_transform(passages).T.tocsr()
    for first in range(0, len(asked), ROWS):
        part = weigher.transform([example.question for example in asked[first : first + ROWS]])
        scores: Any = (part @ known).toarray()
        count = min(NEAREST, scores.shape[1] - 1)
        for row in scores:
            places = np.argpartition(-row, count)[:count]
            yield [int(place) for place in places[np.argsort(-row[places], kind="stable")]]
