"""Measuring texts kept out of the training data, found by the runs of words they share."""

import json
import re
from collections.abc import Iterator
from gzip import decompress
from pathlib import Path
from typing import Self

from evals.importing.squad import read_squad
from evals.training.pairs import lines

RUN = 12  # words
_WORD = re.compile(r"[^\W_]+")


class Measured:
    """The runs of `RUN` words of texts that nothing may be trained on."""

    def __init__(self, texts: Iterator[str]) -> None:
        """Takes the runs of every text; a shorter text is one run."""
        self._runs = {run for text in texts for run in _runs(text)}
        self._seen: dict[str, bool] = {}

    @classmethod
    def of(cls, bench: Path) -> Self:
        """The measuring texts of a folder: paragraphs, passages, documents and evidence."""
        return cls(_texts(bench))

    def shares(self, text: str) -> bool:
        """Whether a text holds a measured run, whatever the case, blanks and punctuation."""
        if text not in self._seen:
            self._seen[text] = any(run in self._runs for run in _runs(text))
        return self._seen[text]


def _texts(bench: Path) -> Iterator[str]:
    for path in sorted((bench / "reading").glob("measure-*.json.gz")):
        for paragraph in read_squad(path):
            yield paragraph.text
    for path in sorted((bench / "refusal").glob("*.jsonl.gz")):
        for record in lines(path):
            yield record["passages"][0]["text"]
    for record in json.loads(
        decompress((bench / "support" / "measure-summedits-news.json.gz").read_bytes())
    ):
        yield record["doc"]
    for record in lines(bench / "support" / "measure-vitaminc.jsonl.gz"):
        yield record["evidence"]


def _runs(text: str) -> Iterator[int]:
    """A number for each run: a hash, so that a million of them fit."""
    found = [word.casefold() for word in _WORD.findall(text)]
    for first in range(max(1, len(found) - RUN + 1)):
        yield hash(tuple(found[first : first + RUN]))
