"""What the readers are trained on, as it lies on the disk: passages, and pairs that point at them.

`passages.jsonl.gz` holds a text a line; `pairs.jsonl.gz` holds of each pair
`[task, question, place of its passage, start, end, label, source]`.
"""

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

# A question and a passage, with the answer's place; a statement or a question and a text, for the
# judge alone; a question and a passage that only the strong reader labels.
READ, JUDGED, UNLABELLED = "qa", "judge", "unl"
TASKS = (READ, JUDGED, UNLABELLED)

PASSAGES = "passages.jsonl.gz"
PAIRS = "pairs.jsonl.gz"


class Pair(NamedTuple):
    """A question, or a statement, and a passage.

    Attributes:
        task: One of `TASKS`.
        question: As it was put.
        passage: Its place among the passages.
        start: The code point where the answer starts, -1 for none.
        end: The one after its last.
        label: 1 when the passage answers the question or bears the statement out, 0 when not, -1
            when nobody said.
        source: The set it is of; made from it, `altered-` or `near-` stands before its name.
    """

    task: str
    question: str
    passage: int
    start: int
    end: int
    label: int
    source: str


class Text(NamedTuple):
    """A pair that still holds its passage's text."""

    task: str
    question: str
    passage: str
    start: int
    end: int
    label: int
    source: str


def write(folder: Path, texts: Iterable[Text]) -> int:
    """Writes pairs in their order, each passage once, and returns how many there are."""
    places: dict[str, int] = {}
    pairs = [t._replace(passage=places.setdefault(t.passage, len(places))) for t in texts]  # type: ignore[arg-type]
    folder.mkdir(parents=True, exist_ok=True)
    _write_lines(folder / PASSAGES, places)
    _write_lines(folder / PAIRS, pairs)
    return len(pairs)


def read(folder: Path) -> tuple[list[Pair], list[str]]:
    """The pairs and the passages of a folder."""
    return [Pair(*line) for line in lines(folder / PAIRS)], list(lines(folder / PASSAGES))


def lines(path: Path) -> Iterator[Any]:
    """The JSON values of a packed file with one a line."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _write_lines(path: Path, values: Iterable[str | Sequence[Any]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=6) as file:
        for value in values:
            file.write(json.dumps(value, ensure_ascii=False) + "\n")
