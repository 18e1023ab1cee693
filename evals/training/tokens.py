"""Pairs as numbers: every text cut into word pieces once, in flat arrays that fit an accelerator.

A pair is read as `[CLS] question [SEP] passage [SEP]` in BERT's uncased vocabulary, and the arrays
say of each where its parts lie, so that a batch is gathered and never built (`batches.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from evals.training.pairs import READ, TASKS, Pair

MAX_TOKENS = 256
LONGEST_QUESTION = 64
SPECIAL = 3  # [CLS] and two [SEP]
# Of every array of `Tokens` but its words.
KINDS = (np.int32, np.int16, np.int32, np.int16, np.int16, np.int16, np.int8, np.int8, np.int32)

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Questions and passages as word pieces, and pairs that point at them.

    Attributes:
        words: All questions' and passages' word pieces, one after the other.
        question_at: Of each pair, where its question begins in `words`.
        question_size: How many word pieces it has.
        passage_at: Where what is read of its passage begins in `words`.
        passage_size: How many word pieces of it are read.
        start: The answer's first token, counted from [CLS]; 0 for none.
        end: Its last token.
        label: 1, 0, or -1 when nobody said.
        task: The place in `pairs.TASKS`.
        place: Which of the pairs it is: one whose answer was cut off is left out.
    """

    words: Numbers
    question_at: Numbers
    question_size: Numbers
    passage_at: Numbers
    passage_size: Numbers
    start: Numbers
    end: Numbers
    label: Numbers
    task: Numbers
    place: Numbers

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self.task)

    @property
    def sizes(self) -> Numbers:
        """How many tokens each pair has."""
        return self.question_size.astype(np.int64) + self.passage_size + SPECIAL

    @classmethod
    def load(cls, path: Path) -> Self:
        """Reads what `save` wrote."""
        with np.load(path) as file:
            return cls(**{field.name: file[field.name] for field in fields(cls)})

    def save(self, path: Path) -> None:
        """Writes the arrays as one packed file."""
        np.savez_compressed(path, **{f.name: getattr(self, f.name) for f in fields(self)})


def tokenised(
    tokenizer: Any,  # noqa: ANN401 - tokenizers has no types
    pairs: Sequence[Pair],
    passages: Sequence[str],
    max_tokens: int = MAX_TOKENS,
) -> Tokens:
    """Cuts the texts into word pieces and lays the pairs out.

    Args:
        tokenizer: A `tokenizers.Tokenizer` that neither pads nor cuts.
        pairs: Some may share a question, and point at the same passage.
        passages: What they point at.
        max_tokens: Of a longer pair the passage's end is not read; where the answer would be cut
            off, its beginning is not.
    """
    asked = {pair.question: None for pair in pairs}
    places = {question: n for n, question in enumerate(asked)}
    questions = [e.ids[:LONGEST_QUESTION] for e in _encoded(tokenizer, list(asked))]
    encoded = _encoded(tokenizer, passages)
    sizes = [*map(len, questions), *(len(each.ids) for each in encoded)]
    bounds = [0, *np.cumsum(sizes).tolist()]
    rows = []
    for n, pair in enumerate(pairs):
        question, passage = places[pair.question], len(questions) + pair.passage
        room = max_tokens - SPECIAL - sizes[question]
        cut = _cut(encoded[pair.passage].offsets, pair, room)
        if cut is not None:
            asked_at, read_at = bounds[question], bounds[passage] + cut.low
            known = (*_answer(cut, sizes[question]), pair.label, TASKS.index(pair.task), n)
            rows.append((asked_at, sizes[question], read_at, cut.size, *known))
    ids = (*questions, *(each.ids for each in encoded))
    words = np.concatenate([np.array(each, dtype=np.int16) for each in ids])
    columns = zip(*rows, strict=True)
    return Tokens(words, *(np.array(c, dtype=k) for c, k in zip(columns, KINDS, strict=True)))


class _Cut(NamedTuple):
    """The first word piece of a passage that is read, how many, and the answer's, -1 for none."""

    low: int
    size: int
    first: int
    last: int


def _cut(offsets: Sequence[tuple[int, int]], pair: Pair, room: int) -> _Cut | None:
    """What is read of a pair's passage; None where its answer would be lost."""
    if pair.task != READ or pair.start < 0:
        return _Cut(0, min(room, len(offsets)), -1, -1)
    inside = [n for n, (a, b) in enumerate(offsets) if b > pair.start and a < pair.end]
    if not inside or inside[-1] - inside[0] >= room:
        return None
    first, last = inside[0], inside[-1]
    low = 0 if last < room else min(first, last - room // 2)
    return _Cut(low, min(room, len(offsets) - low), first, last)


def _answer(cut: _Cut, question: int) -> tuple[int, int]:
    """The answer's first and last token, counted from [CLS]; (0, 0) for none."""
    before = question + 2 - cut.low
    return (cut.first + before, cut.last + before) if cut.first >= 0 else (0, 0)


def _encoded(tokenizer: Any, texts: Sequence[str]) -> list[Any]:  # noqa: ANN401
    found: list[Any] = tokenizer.encode_batch(list(texts), add_special_tokens=False)
    return found
