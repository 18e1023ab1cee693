"""Whether two archives answer the same: every question of a set put to both.

    python -m evals.benchmarks.same_answers FOLDER ADDRESS
    python -m evals.benchmarks.same_answers FOLDER ADDRESS --realtimeqa COLLECTIONS [--every 3]

FOLDER and ADDRESS are archives of the same articles, one in a folder and one in PostgreSQL, say
(`dateline copy` makes one of the other). Asked are the questions of evals/sets/seeds.jsonl, or
those of RealTime QA 2022 in the folder of public collections, each as of its day; with --every
each third of them, say. Compared is the
whole of an answer (`Answer.to_dict`): words, citations and their places, confidence, evidence.
Prints JSON: how many answers are the same, which are not, and the seconds that each takes
(medians). The two are asked in turn, so that what else the machine does holds up both.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tqdm import tqdm

from evals import read_questions
from evals.corpora.collections import realtimeqa
from index import Archive
from qa import QueryEngine
from qa.answers import Turn

SET = Path(__file__).parent.parent / "sets" / "seeds.jsonl"
Put = tuple[str, tuple[Turn, ...], date | None]


def main() -> None:
    """Reads the command line, asks, prints."""
    parser = argparse.ArgumentParser(description="Whether two archives answer the same.")
    parser.add_argument("archives", nargs=2)
    parser.add_argument("--realtimeqa", type=Path, metavar="COLLECTIONS")
    parser.add_argument("--every", type=int, default=1, metavar="N")
    arguments = parser.parse_args()
    one, other = arguments.archives
    with Archive.open(one) as first, Archive.open(other) as second:
        engines = {one: QueryEngine(first), other: QueryEngine(second)}
        asked = _questions(arguments.realtimeqa)[:: arguments.every]
        json.dump(compared(engines, asked), sys.stdout, indent=2)
    sys.stdout.write("\n")


def compared(engines: dict[str, QueryEngine], questions: Sequence[Put]) -> dict[str, Any]:
    """What comes of the questions, put to each of the engines."""
    different, answered = [], 0
    seconds: dict[str, list[float]] = {name: [] for name in engines}
    for question, history, day in tqdm(questions, file=sys.stderr):
        answers = []
        for name, engine in engines.items():
            began = time.perf_counter()
            answer = engine.query(question, history=history, as_of=day)
            seconds[name].append(time.perf_counter() - began)
            answers.append(answer.to_dict())
        answered += answer.answered
        if any(each != answers[0] for each in answers):
            different.append(question)
    return {
        "questions": len(questions),
        "answered": answered,
        "the same": len(questions) - len(different),
        "different": different,
        "seconds, median": {
            name: round(statistics.median(each), 3) for name, each in seconds.items()
        },
    }


def _questions(collections: Path | None) -> list[Put]:
    if collections:
        return [(each.question, (), each.asked) for each in realtimeqa(collections).asked]
    return [(each.question, each.history, each.as_of) for each in read_questions(SET)]


if __name__ == "__main__":
    main()
