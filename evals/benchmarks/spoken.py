"""MTRAG-UN (IBM, Apache-2.0, https://github.com/IBM/mt-rag-benchmark): turns of conversations."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.corpora.collections import Collection
from index import Article
from qa import Turn

FILE = "mtrag-un.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A conversation's last question, what was said before, and the articles that answer it."""

    id: str
    kind: str
    question: str
    history: tuple[Turn, ...]
    gold: frozenset[str]


def conversations(folder: Path) -> tuple[Collection, list[Spoken]]:
    """The passages of all turns as articles, and the turns."""
    with gzip.open(folder / FILE, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    articles = {
        each["document_id"]: Article(
            each["document_id"], each.get("title") or "", each["text"].strip()
        )
        for record in records
        for each in record["contexts"]
    }
    return Collection("mtrag-un", tuple(articles.values())), [_spoken(each) for each in records]


def _spoken(record: dict[str, Any]) -> Spoken:
    *before, last = [each["text"] for each in record["input"]]
    turns = zip(before[::2], before[1::2], strict=True)
    (kind,) = record["answerability"]
    return Spoken(
        id=record["task_id"],
        kind=kind,
        question=last,
        history=tuple(Turn(question, answer) for question, answer in turns),
        gold=frozenset(each["document_id"] for each in record["contexts"]),
    )
