"""How often the answer is right, on questions from the news.

    python -m evals.benchmarks.answering FOLDER --work runs/finding --rows runs/answers.jsonl

FOLDER holds `realtimeqa-2022`, whose archive stands in --work (see evals.benchmarks.finding).
The questions are RealTime QA's (Kasai et al. 2023) of 16 June to 14 October 2022, once read from
the articles that a web search returned for each, once from the whole archive as of the day each
was asked. Prints JSON: means with 95 % intervals (bootstrap over questions). A question without
articles, or refused, counts as wrong. --rows takes each question's answer as it comes.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from evals.benchmarks.asking import sample, sureness, unrefusing
from evals.benchmarks.finding import interval
from evals.corpora.archives import archive_of
from evals.corpora.collections import Asked, realtimeqa, realtimeqa_questions
from evals.measures.answer_measures import contains, exact_match, token_f1
from evals.measures.measuring import shortest_said
from index import Archive, Filters
from qa import Answer, QueryEngine
from qa.reading.confidence import MIN_CONFIDENCE
from qa.reading.reader import Readers

FIRST, LAST = date(2022, 6, 16), date(2022, 10, 14)
MEASURES = ("EM", "F1", "first sentence", "anywhere")
# How far reading and answering can come: whether the answer's words stand where it looks.
BOUNDS = ("in a passage read", "in an article")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question: `values` by the names of `MEASURES` and `BOUNDS`."""

    asked: Asked
    answer: Answer | None
    values: dict[str, float]

    @property
    def sure(self) -> float:
        """How sure the engine was; 0 of a question without articles."""
        return sureness(self.answer) if self.answer else 0.0


def main() -> None:
    """Reads the command line, asks, prints."""
    parser = argparse.ArgumentParser(description="How often the answer is right.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="where the archive stands")
    parser.add_argument("--limit", type=int, help="only so many questions")
    parser.add_argument("--rows", type=Path, help="a file for each question's answer")
    arguments = parser.parse_args()
    everything = realtimeqa_questions(arguments.folder)
    within = [each for each in everything if each.asked and FIRST <= each.asked <= LAST]
    questions = sample(within, arguments.limit)
    found: dict[str, list[Outcome]] = {"its own articles": [], "the whole archive": []}
    with (
        archive_of(realtimeqa(arguments.folder), arguments.work) as archive,
        arguments.rows.open("w", encoding="utf-8") if arguments.rows else nullcontext() as rows,
    ):
        engine = unrefusing(archive, Readers())
        for name, outcome in _asked(engine, tqdm(questions)):
            found[name].append(outcome)
            if rows:
                rows.write(json.dumps({"from": name, **_row(outcome)}) + "\n")
                rows.flush()
    json.dump(_result(found), sys.stdout, indent=2)
    sys.stdout.write("\n")


def _asked(engine: QueryEngine, questions: Iterable[Asked]) -> Iterator[tuple[str, Outcome]]:
    for asked in questions:
        answer = None
        if asked.retrieved:
            own = Filters(article_ids=asked.retrieved)
            answer = engine.query(asked.question, filters=own, today=asked.asked)
        yield "its own articles", _outcome(engine.archive, asked, answer, asked.retrieved)
        answer = engine.query(asked.question, as_of=asked.asked)
        articles = [passage.article_id for passage in answer.passages]
        yield "the whole archive", _outcome(engine.archive, asked, answer, articles)


def _outcome(
    archive: Archive, asked: Asked, answer: Answer | None, articles: Sequence[str]
) -> Outcome:
    right = [asked.answer or ""]
    stored = [archive.article(article_id).article for article_id in set(articles)]
    sentences = [sentence.text for sentence in answer.sentences] if answer else []
    said = shortest_said(answer) if answer else ""
    values = {
        "EM": exact_match(said, right) if said else 0.0,
        "F1": token_f1(said, right) if said else 0.0,
        "first sentence": contains(sentences[0] if sentences else "", right),
        "anywhere": contains(" ".join(sentences), right),
        "in a passage read": _best_contained((each.text for each in answer.passages), right)
        if answer
        else 0.0,
        "in an article": _best_contained((f"{each.title}\n{each.text}" for each in stored), right),
    }
    return Outcome(asked, answer, values)


def _best_contained(texts: Iterable[str], right: Sequence[str]) -> float:
    return max((contains(text, right) for text in texts), default=0.0)


def _result(found: dict[str, list[Outcome]]) -> dict[str, Any]:
    result: dict[str, Any] = {"questions": len(found["its own articles"])}
    for name, outcomes in found.items():
        sure = [each for each in outcomes if each.sure >= MIN_CONFIDENCE]
        result[name] = {
            "every question answered": _means(outcomes, (*MEASURES, *BOUNDS)),
            f"answered at {MIN_CONFIDENCE} and above": len(sure),
            "of all questions": _means(outcomes, MEASURES, at=MIN_CONFIDENCE),
            "of those answered": _means(sure, MEASURES),
        }
    differences = [
        whole.values["first sentence"] - own.values["first sentence"]
        for own, whole in zip(*found.values(), strict=True)
    ]
    result["first sentence, whole archive less its own articles"] = _mean(differences)
    return result


def _means(outcomes: Sequence[Outcome], names: Sequence[str], at: float = 0.0) -> dict[str, Any]:
    """Means of what is said with at least this confidence, the others counting as wrong."""
    return {
        name: _mean([each.values[name] if each.sure >= at else 0.0 for each in outcomes])
        for name in names
    }


def _mean(values: Sequence[float]) -> dict[str, float] | None:
    if not values:
        return None
    low, high = interval(np.array(values))
    figures = {"mean": float(np.mean(values)), "from": low, "to": high}
    return {name: round(figure, 4) for name, figure in figures.items()}


def _row(outcome: Outcome) -> dict[str, Any]:
    asked, answer = outcome.asked, outcome.answer
    return {
        "question": asked.question,
        "asked": str(asked.asked),
        "right": asked.answer,
        "short": answer.short.text if answer and answer.short else None,
        "sentences": [sentence.text for sentence in answer.sentences] if answer else [],
        "confidence": answer.confidence if answer else None,
        "alternatives": [each.text for each in answer.alternatives] if answer else [],
        **outcome.values,
    }


if __name__ == "__main__":
    main()
