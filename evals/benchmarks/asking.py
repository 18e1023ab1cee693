"""An engine that answers whatever it has a sentence for, and how sure it says it is."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from tqdm import tqdm

from evals.corpora.archives import archive_of
from evals.corpora.collections import seeds
from evals.question_sets.questions import read_questions
from evals.runs.run import Row
from evals.runs.running import evaluate
from index import Archive
from qa import QueryEngine
from qa.reading.reader import Readers
from qa.writing.extractive import ExtractiveAnswerer

QUESTIONS = Path("evals/sets/seeds.jsonl")
SEED = 3

T = TypeVar("T")


class Reply(Protocol):
    """An answer or a refusal, as `qa.Answer` and `evals.Row` have it."""

    @property
    def answered(self) -> bool:
        """Whether it is an answer."""

    @property
    def confidence(self) -> float | None:
        """How sure it is, None where nothing was read."""


def unrefusing(archive: Archive, readers: Readers) -> QueryEngine:
    """An engine that refuses only what it finds no sentence for: a threshold is laid on later."""
    answerer = ExtractiveAnswerer(readers, min_confidence=0.0)
    return QueryEngine(archive, answerer=answerer)


def sureness(said: Reply) -> float:
    """The confidence; of what is answered from the catalogue, at any threshold, 1."""
    return float(said.answered) if said.confidence is None else said.confidence


def asked_of_seeds(work: Path, readers: Readers, limit: int | None) -> tuple[Row, ...]:
    """The rows of the project's own question set, answered whatever the confidence.

    Raises:
        RuntimeError: A question raised: it would pass for one that is never answered.
    """
    questions = sample(read_questions(QUESTIONS), limit)
    with archive_of(seeds(), work) as archive, tqdm(total=len(questions), desc="seeds") as bar:

        def tell(_: Row) -> None:
            bar.update()

        rows = evaluate(unrefusing(archive, readers), questions, on_result=tell).rows
    for row in rows:
        if row.error:
            raise RuntimeError(f"The question {row.id} raised {row.error}.")
    return rows


def sample(questions: Sequence[T], limit: int | None) -> list[T]:
    """All of the questions, or some chosen at random but always the same, in their order."""
    if limit is None or limit >= len(questions):
        return list(questions)
    chosen = sorted(random.Random(SEED).sample(range(len(questions)), limit))
    return [questions[n] for n in chosen]
