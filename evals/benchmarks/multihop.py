"""Questions over several articles: how often the answer is right, by type.

    python -m evals.benchmarks.multihop FOLDER --work runs/several [--rows FILE] [--limit N]

FOLDER holds `multihop` (MultiHop-RAG, Tang and Yang 2024, ODC-BY), whose evidence sentences, each
an article with its title, publisher and day, make one archive under --work. A question is right
where its one answer, "Yes" or "No" or few words, is the set's; of a question that its articles do
not answer ("null"), a refusal is. Prints JSON: the accuracy of each type with 95 % intervals
(bootstrap over questions), how many were answered, and the seconds of the median question.
"""

import argparse
import json
import sys
import time
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from typing import Any

from tqdm import tqdm

from evals.benchmarks.asking import sample
from evals.corpora.archives import archive_of
from evals.corpora.collections import multihop
from evals.importing.files import sound
from evals.importing.multihop_rag import read_hops
from evals.measures.significance import interval
from index.prose.words import content_words, words
from qa import Answer, QueryEngine

FILE = "multihop-rag.jsonl.gz"
TYPES = ("comparison_query", "inference_query", "temporal_query", "null_query")
NULL = "null_query"
# One answer in other words.
_SAME = {"true": "yes", "false": "no"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question: its type, whether it was right, and what was said."""

    kind: str
    right: bool
    answered: bool
    seconds: float
    row: dict[str, Any]


def main() -> None:
    """Reads the command line, asks, prints."""
    parser = argparse.ArgumentParser(description="Questions over several articles.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="where the archive is made")
    parser.add_argument("--rows", type=Path, help="a file for each question's answer")
    parser.add_argument("--limit", type=int, help="only so many questions")
    arguments = parser.parse_args()
    hops = sample(sound(read_hops(arguments.folder / "multihop" / FILE)), arguments.limit)
    with (
        archive_of(multihop(arguments.folder), arguments.work) as archive,
        arguments.rows.open("w", encoding="utf-8") if arguments.rows else nullcontext() as rows,
    ):
        engine = QueryEngine(archive)
        outcomes = []
        for each in tqdm(hops):
            began = time.perf_counter()
            answer = engine.query(each.question)
            seconds = time.perf_counter() - began
            outcome = outcome_of(each.kind, each.question, each.answer, answer, seconds)
            outcomes.append(outcome)
            if rows:
                rows.write(json.dumps(outcome.row, ensure_ascii=False) + "\n")
                rows.flush()
    json.dump(figures(outcomes), sys.stdout, indent=2)
    sys.stdout.write("\n")


def outcome_of(kind: str, question: str, right: str, answer: Answer, seconds: float) -> Outcome:
    """Whether an answer is the right one."""
    said = one_answer(answer)
    correct = not answer.answered if kind == NULL else answer.answered and same(said, right)
    row = {
        "kind": kind, "right": correct, "question": question, "gold": right, "said": said,
        "confidence": answer.confidence, "text": answer.text,
    }  # fmt: skip
    return Outcome(kind, correct, answer.answered, seconds, row)


def one_answer(answer: Answer) -> str:
    """The verdict, or else the few words that answer, or else the first sentence."""
    if answer.evidence and answer.evidence.verdict:
        return answer.evidence.verdict
    if answer.short:
        return answer.short.text
    return answer.sentences[0].text if answer.sentences else ""


def same(said: str, right: str) -> bool:
    """Whether what was said is the right answer: all words of the one stand in the other."""
    a, b = _stems(said), _stems(right)
    return bool(a and b) and (a <= b or b <= a) and len(said.split()) <= 12


def _stems(text: str) -> frozenset[str]:
    text = _SAME.get(text.casefold().strip(" ."), text)
    return frozenset(word.stem for word in content_words(text) or words(text))


def figures(outcomes: list[Outcome]) -> dict[str, Any]:
    """The accuracy of each type and of all."""
    by_type = {kind: [each for each in outcomes if each.kind == kind] for kind in TYPES}
    result = {kind: _figures(some) for kind, some in by_type.items() if some}
    return {"all": _figures(outcomes), **result}


def _figures(outcomes: list[Outcome]) -> dict[str, Any]:
    right = [float(each.right) for each in outcomes]
    low, high = interval(right)
    return {
        "questions": len(outcomes),
        "right": round(fmean(right), 4),
        "from": round(low, 4),
        "to": round(high, 4),
        "answered": round(fmean(float(each.answered) for each in outcomes), 4),
        "seconds, median": round(median(each.seconds for each in outcomes), 2),
    }


if __name__ == "__main__":
    main()
