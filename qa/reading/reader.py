"""The two trained readers: which words of a passage answer, and whether a sentence does."""

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError
from qa.reading.small_model import FILES, SmallModel

MAX_TOKENS = 320
LONGEST_ANSWER = 24  # tokens
SPANS = 20

Floats = NDArray[np.float32]


class ScoredSpan(NamedTuple):
    """Code points `start` to `end` of a passage, and a score: higher is better."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in one passage.

    Attributes:
        spans: The best spans, best first, at most `SPANS`. A score is the log-odds of the span
            against "no answer here": above 0, the reader rather believes it.
    """

    spans: tuple[ScoredSpan, ...]

    @property
    def best(self) -> float:
        """The log-odds of the best span; very low when the passage has no words."""
        return self.spans[0].score if self.spans else -30.0


class Reader:
    """Reads with one of the two trained models (BERT for SQuAD 2.0 in manner, and a judge).

    Safe to share between threads.

    Args:
        name: "fast" or "strong".
        instead: An ONNX file of the same kind to read with, not checked; the packaged one when
            left out.

    Raises:
        ModelError: The model's files are not those it was published with.
    """

    def __init__(self, name: str, instead: Path | None = None) -> None:
        """Checks and loads the model: a tenth of a second for the fast one, half for the strong."""
        self._model = SmallModel(name, MAX_TOKENS, instead)

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """What each passage holds for the question, in the order of the passages."""
        return [self._read(question, passage) for passage in passages]

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """For each question and sentence the log-odds that the one is answered by the other.

        For a statement and a text they are the log-odds that the text bears it out.
        """
        return [float(self._model.run(("judge",), pair)[1][0]) for pair in pairs]

    def _read(self, question: str, passage: str) -> Reading:
        encoding, (start, end) = self._model.run(
            ("start_scores", "end_scores"), (question, passage)
        )
        return _reading(encoding, start, end)


class Readers:
    """The fast reader, which reads everything, and the strong one, which reads what may win.

    Each is loaded when it is first asked for, once for all threads.
    """

    def __init__(self) -> None:
        """Loads nothing yet."""
        self._loading = {name: threading.Lock() for name in FILES}
        self._loaded: dict[str, Reader] = {}

    @property
    def fast(self) -> Reader:
        """The one of 22 million weights."""
        return self._reader("fast")

    @property
    def strong(self) -> Reader:
        """The one of 109 million."""
        return self._reader("strong")

    def begin_to_load(self) -> None:
        """Loads the strong one in another thread, while what comes before it is done."""

        def load() -> None:
            with suppress(ModelError):  # who asks for it is told
                self._reader("strong")

        threading.Thread(target=load, name="strong reader").start()

    def _reader(self, name: str) -> Reader:
        with self._loading[name]:
            if name not in self._loaded:
                self._loaded[name] = Reader(name)
            return self._loaded[name]


@cache
def packaged_readers() -> Readers:
    """The packaged readers; one pair serves a whole process."""
    return Readers()


def _reading(encoding: Any, start: Floats, end: Floats) -> Reading:  # noqa: ANN401 - tokenizers
    """The best spans of one passage; the first token's scores are those of no answer."""
    own = [
        i
        for i, (kind, (a, b)) in enumerate(zip(encoding.type_ids, encoding.offsets, strict=True))
        if kind == 1 and b > a
    ]
    if not own:
        return Reading(())
    first, last = own[0], own[-1] + 1
    pairs = start[first:last, None] + end[None, first:last]
    allowed = np.triu(np.ones_like(pairs, dtype=bool)) & ~np.triu(
        np.ones_like(pairs, dtype=bool), LONGEST_ANSWER
    )
    pairs = np.where(allowed, pairs, -np.inf) - float(start[0] + end[0])
    flat = pairs.ravel()
    count = min(SPANS, int(allowed.sum()))
    best = np.argpartition(-flat, count - 1)[:count]
    best = best[np.argsort(-flat[best], kind="stable")]
    width = pairs.shape[1]
    return Reading(
        tuple(
            ScoredSpan(
                encoding.offsets[first + int(i) // width][0],
                encoding.offsets[first + int(i) % width][1],
                float(flat[i]),
            )
            for i in best
        )
    )
