"""Fits how passages are ranked, and shows what the constants chosen by hand do.

    python -m evals.training.fit_finding --data FOLDER/reading --work runs/finding

fits a conditional logit over the candidates of questions from train-new_wiki, whose paragraphs
become articles, five at a time: the weights of `qa.finding.relevance`. Those articles have no
titles, so the title's weight is chosen on development questions, as are the constants of
`qa.finding.timeliness`:

    python -m evals.training.fit_finding --choose FOLDER --work runs/finding

prints what each value does on RealTime QA, whose archive stands in --work (see
evals.benchmarks.finding).
"""

import argparse
import json
import math
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from evals.corpora.archives import archive_of
from evals.corpora.collections import Asked, Collection, realtimeqa
from evals.importing.squad import Paragraph, read_squad
from index import Article, Filters
from qa import Retriever
from qa.finding.relevance import WEIGHTS
from qa.finding.retrieval import ChunkCandidate
from qa.finding.timeliness import NEWER, NEWNESS_DAYS
from qa.questions.analysis import analyse

PARAGRAPHS_AN_ARTICLE = 5
QUESTIONS = 1500
SEED = 5
PENALTY = 1e-3
TITLES = (0.0, 1.0, 2.0, 2.5, 3.0, 4.0)
DAYS = (7, 14, 30, 60, 120)
NEWERS = (0.0, 3.0, 5.0, 6.5, 8.0, 10.0)


@dataclass(frozen=True, slots=True)
class Row:
    """A question's candidates.

    `values` has shape (candidates, len(WEIGHTS)); `ages` are days before the newest of them;
    `articles` their article ids; `right` marks those that answer.
    """

    values: Any
    ages: Any
    articles: tuple[str, ...]
    right: Any


def main() -> None:
    """Reads the command line; fits or compares; prints JSON."""
    parser = argparse.ArgumentParser(description="Fits how passages are ranked.")
    parser.add_argument("--data", type=Path, help="the folder of the train- files")
    parser.add_argument("--choose", type=Path, help="the folder of the collections")
    parser.add_argument("--work", type=Path, required=True, help="where archives are kept")
    arguments = parser.parse_args()
    result: dict[str, Any] = {}
    if arguments.data:
        result["weights"] = fitted(training_rows(arguments.data, arguments.work))
    if arguments.choose:
        result |= chosen(arguments.choose, arguments.work)
    json.dump(result, sys.stdout, indent=2)
    sys.stdout.write("\n")


def training_rows(data: Path, work: Path) -> list[Row]:
    """The candidates of training questions, those right that hold the answer."""
    collection = _by_fives(read_squad(data / "train-new_wiki.json.gz"))
    asked = random.Random(SEED).sample(collection.asked, QUESTIONS)
    with archive_of(collection, work) as archive:
        return list(_rows(Retriever(archive), asked, _holds_answer, dated=False))


def fitted(rows: Sequence[Row]) -> dict[str, float]:
    """The weights under which the right candidates are the likeliest; titles apart."""
    usable = [row for row in rows if row.right.any()]
    longest = max(len(row.right) for row in usable)
    values = torch.zeros(len(usable), longest, len(WEIGHTS))
    there = torch.full((len(usable), longest), -math.inf)
    right = there.clone()
    for n, row in enumerate(usable):
        values[n, : len(row.right)] = torch.tensor(row.values)
        there[n, : len(row.right)] = 0
        right[n, : len(row.right)][torch.tensor(row.right)] = 0
    weights = torch.zeros(len(WEIGHTS), requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        scores = values @ weights
        everything = torch.logsumexp(scores + there, dim=1)
        value = (everything - torch.logsumexp(scores + right, dim=1)).mean()
        value = value + PENALTY * (weights**2).sum()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    return {
        name: round(float(weight), 2)
        for name, weight in zip(WEIGHTS, weights.detach(), strict=True)
    }


def chosen(folder: Path, work: Path) -> dict[str, Any]:
    """Hits at 1 and 5 for each value of what is chosen by hand, the others as they are."""
    collection = realtimeqa(folder)
    with archive_of(collection, work) as archive:
        retriever = Retriever(archive)
        timeless = list(_rows(retriever, collection.asked, _in_gold, dated=False))
        dated = list(_rows(retriever, collection.asked, _in_gold, dated=True))
    return {
        "title, without a day": {
            str(title): _hits(timeless, {**WEIGHTS, "title": title}, 0.0, NEWNESS_DAYS)
            for title in TITLES
        },
        "newness: days and weight, as of the day": {
            f"{days}, {newer}": _hits(dated, WEIGHTS, newer, days)
            for days in DAYS
            for newer in NEWERS
            if newer or days == NEWNESS_DAYS
        },
        "as they are": {"title": WEIGHTS["title"], "days": NEWNESS_DAYS, "newer": NEWER},
    }


def _rows(
    retriever: Retriever,
    questions: Sequence[Asked],
    is_right: Callable[[ChunkCandidate, Asked], bool],
    *,
    dated: bool,
) -> Iterator[Row]:
    for asked in questions:
        filters = Filters(as_of=asked.asked) if dated else Filters()
        found = retriever.candidates(analyse(asked.question), filters)
        newest = max((each.day for each in found if each.day), default=None)
        yield Row(
            np.array([[each.features[name] for name in WEIGHTS] for each in found], np.float32),
            np.array([(newest - each.day).days if newest and each.day else 0 for each in found]),
            tuple(each.article_id for each in found),
            np.array([is_right(each, asked) for each in found]),
        )


def _hits(
    rows: Sequence[Row], weights: dict[str, float], newer: float, days: float
) -> dict[str, float]:
    """Shares of the questions with a right article among the candidates, by articles."""
    ranks = []
    for row in rows:
        if not row.right.any():
            ranks.append(math.inf)
            continue
        scores = row.values @ np.array(list(weights.values())) + newer * np.exp(-row.ages / days)
        order = np.argsort(-scores, kind="stable")
        first = list(dict.fromkeys(row.articles[n] for n in order))
        right = {row.articles[n] for n in order if row.right[n]}
        ranks.append(min(first.index(article) for article in right))
    return {f"hit@{depth}": round(float(np.mean(np.array(ranks) < depth)), 4) for depth in (1, 5)}


def _holds_answer(candidate: ChunkCandidate, asked: Asked) -> bool:
    return _in_gold(candidate, asked) and (asked.answer or "") in candidate.chunk.text


def _in_gold(candidate: ChunkCandidate, asked: Asked) -> bool:
    return candidate.article_id in asked.gold


def _by_fives(paragraphs: Sequence[Paragraph]) -> Collection:
    """Articles of five neighbouring paragraphs, and the questions on them."""
    articles: list[Article] = []
    questions: list[Asked] = []
    by_article: dict[int, list[Paragraph]] = {}
    for paragraph in paragraphs:
        by_article.setdefault(paragraph.article, []).append(paragraph)
    for of_article in by_article.values():
        for first in range(0, len(of_article), PARAGRAPHS_AN_ARTICLE):
            five = of_article[first : first + PARAGRAPHS_AN_ARTICLE]
            key = str(len(articles))
            articles.append(Article(key, "", "\n\n".join(p.text for p in five)))
            questions += [
                Asked(asked.question, frozenset([key]), asked.answers[0])
                for paragraph in five
                for asked in paragraph.asked
                if asked.answers
            ]
    return Collection("train-new_wiki", tuple(articles), tuple(questions))


if __name__ == "__main__":
    main()
