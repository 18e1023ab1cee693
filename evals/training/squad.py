"""SQuAD's file format (Rajpurkar et al. 2016, 2018), read as paragraphs."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a paragraph.

    `answers` are the accepted ones and `starts` where each begins, in code points; both empty
    when the paragraph does not answer it.
    """

    question: str
    answers: tuple[str, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A passage, the number of the article it is of, and what was asked about it."""

    article: int
    text: str
    asked: tuple[Asked, ...]


def read_squad(path: Path) -> list[Paragraph]:
    """The paragraphs of a gzipped SQuAD 1.1 or 2.0 file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        data = json.load(file)["data"]
    return [
        Paragraph(number, paragraph["context"], tuple(map(_asked, paragraph["qas"])))
        for number, article in enumerate(data)
        for paragraph in article["paragraphs"]
    ]


def _asked(record: dict[str, Any]) -> Asked:
    answers = [] if record.get("is_impossible") else record["answers"]
    return Asked(
        question=record["question"].strip(),
        answers=tuple(answer["text"] for answer in answers),
        starts=tuple(int(answer["answer_start"]) for answer in answers),
    )
