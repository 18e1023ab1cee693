"""What several articles say: how often the answer is right, cited and in order, by kind.

    python -m evals.benchmarks.several --work runs/several [--held-out] [--rows FILE]
        [--archive FOLDER --questions FILE]

Asks `evals/sets/several.jsonl` of an archive made under --work of `several-articles.jsonl`, both
written for this, or another file of questions of another archive. Each line of the questions is a
JSON object:

    id, kind, question   as in other sets; the kind groups the figures
    answerable           whether the archive answers it; true when left out
    as_of                the ISO day on which it is asked; nothing published later is known then
    verdict              "Yes", "No", or which of two
    lead                 a pattern of what is said first: the few words, else the first sentence
    speaker              a pattern of whom the words are ascribed to
    said                 patterns that must all be told, wherever
    quoted               patterns that the quotes must have; `said` when left out
    never                patterns that no sentence of the answer may have
    entries              of a timeline: {day, said} in their order, each a pattern of that day, or
                         of one from there to `last`
    missing              a pattern of what must be said not to be there; of an unanswerable question
                         saying so is as right as a refusal
    held_out             never looked at while anything is tuned

Patterns are regular expressions, letter case aside. An answer is right where all of this holds; of
what the archive does not answer, a refusal is. It is cited where each sentence cites an article's
exact words, and the quotes have what must be quoted. Prints JSON: of each kind how many questions
are right, how many answers are cited, how many timelines in order, how many refusals were due and
came, and the seconds of the median question.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from tqdm import tqdm

from evals.benchmarks.several_expected import Expected, Judged, judged, read_expected, row_of
from evals.corpora.archives import archive_of
from evals.corpora.collections import Collection
from index import Archive, Article
from index.formats.files import read
from qa import QueryEngine

ARTICLES = Path("evals/sets/several-articles.jsonl")
QUESTIONS = Path("evals/sets/several.jsonl")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question."""

    expected: Expected
    judged: Judged
    answered: bool
    seconds: float


def main() -> None:
    """Reads the command line, asks, prints."""
    parser = argparse.ArgumentParser(description="What several articles say.")
    parser.add_argument("--archive", type=Path, help="another archive than the set's own")
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--held-out", action="store_true", help="only what is held out")
    parser.add_argument("--work", type=Path, required=True, help="where the archive is made")
    parser.add_argument("--rows", type=Path, help="a file for each question's answer")
    arguments = parser.parse_args()
    questions = read_expected(arguments.questions)
    asked = [each for each in questions if each.held_out == arguments.held_out]
    with Archive.open(arguments.archive) if arguments.archive else own(arguments.work) as archive:
        outcomes = ask(archive, asked, arguments.rows)
    json.dump(figures(outcomes), sys.stdout, indent=2)
    sys.stdout.write("\n")


def own(work: Path) -> Archive:
    """The set's own archive."""
    articles = (each for each in read(ARTICLES) if isinstance(each, Article))
    return archive_of(Collection("several-articles", tuple(articles)), work)


def ask(archive: Archive, questions: Sequence[Expected], rows: Path | None) -> list[Outcome]:
    """The outcome of each question; a row of each goes to a file where one is given."""
    engine = QueryEngine(archive)
    outcomes = []
    with rows.open("w", encoding="utf-8") if rows else nullcontext() as file:
        for each in tqdm(questions):
            as_of = date.fromisoformat(each.as_of) if each.as_of else None
            began = time.perf_counter()
            answer = engine.query(each.question, as_of=as_of)
            seconds = time.perf_counter() - began
            outcome = judged(each, answer, lambda name: archive.article(name).article.text)
            outcomes.append(Outcome(each, outcome, answer.answered, seconds))
            if file:
                file.write(json.dumps(row_of(each, answer, outcome), ensure_ascii=False) + "\n")
                file.flush()
    return outcomes


def figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The counts of all and of each kind, in the order of the file."""
    kinds = dict.fromkeys(each.expected.kind for each in outcomes)
    return {
        "all": _figures(outcomes),
        **{
            kind: _figures([each for each in outcomes if each.expected.kind == kind])
            for kind in kinds
        },
    }


def _figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    cited = [each.judged.cited for each in outcomes if each.judged.cited is not None]
    ordered = [each.judged.ordered for each in outcomes if each.judged.ordered is not None]
    due = [each for each in outcomes if not each.expected.answerable]
    others = [each for each in outcomes if each.expected.answerable]
    return {
        "questions": len(outcomes),
        "right": sum(each.judged.right for each in outcomes),
        "cited": f"{sum(cited)} of {len(cited)}",
        "in order": f"{sum(ordered)} of {len(ordered)}",
        "refused rightly": f"{sum(each.judged.right for each in due)} of {len(due)}",
        "refused wrongly": f"{sum(not each.answered for each in others)} of {len(others)}",
        "seconds, median": round(median(each.seconds for each in outcomes), 2) if outcomes else 0,
    }


if __name__ == "__main__":
    main()
