"""Questions in SQuAD's and TimeQA's formats to (question, passage, span) examples."""

import gzip
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.importing.squad import Paragraph
from index.prose.words import words

PASSAGE_WORDS = 170
# How many of a set's last articles the fits of scores may ask about.
ASIDE = {"train-squad2": 1, "train-new_wiki": 8}


@dataclass(frozen=True, slots=True)
class Example:
    """A question and a passage; `start` and `end` are the answer's code points, or -1 for none."""

    question: str
    passage: str
    start: int
    end: int

    @property
    def answerable(self) -> bool:
        """Whether the passage holds the answer."""
        return self.start >= 0


def of_paragraph(paragraph: Paragraph) -> list[Example]:
    """An example for every question about a paragraph, by its first accepted answer."""
    found = []
    for asked in paragraph.asked:
        start = asked.starts[0] if asked.starts else -1
        end = start + len(asked.answers[0]) if asked.starts else -1
        found.append(Example(asked.question, paragraph.text, start, end))
    return found


def read_timeqa(path: Path, rng: random.Random) -> list[Example]:
    """Two examples of each TimeQA question (Chen et al. 2021), whose contexts are long.

    For an answerable question the window with its answer and one without; for another question
    two windows of its context.
    """
    found: list[Example] = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            question, context = record["question"].strip(), record["context"]
            spans = list(zip(record["from"], record["end"], strict=True))
            answerable = any(record["targets"]) and bool(spans)
            start, end = spans[0] if answerable else (-1, -1)
            if answerable:
                found.append(window(Example(question, context, start, end), rng))
            without = [
                passage
                for passage in _windows(context)
                if not any(target and target in passage for target in record["targets"])
            ]
            for passage in rng.sample(without, min(len(without), 1 if answerable else 2)):
                found.append(Example(question, passage, -1, -1))
    return found


def window(example: Example, rng: random.Random) -> Example:
    """The example with its passage cut to `PASSAGE_WORDS`, the answer kept, at a random place."""
    found = words(example.passage)
    if len(found) <= PASSAGE_WORDS:
        return example
    first = last = rng.randrange(len(found))
    if example.answerable:
        inside = [n for n, w in enumerate(found) if w.end > example.start and w.start < example.end]
        first, last = (inside[0], inside[-1]) if inside else (0, 0)
    low = max(0, last - PASSAGE_WORDS + 1)
    high = max(low, min(first, len(found) - PASSAGE_WORDS))
    cut = rng.randint(low, high)
    start = found[cut].start
    end = found[min(cut + PASSAGE_WORDS, len(found)) - 1].end
    if example.answerable:
        start, end = min(start, example.start), max(end, example.end)
        return Example(
            example.question,
            example.passage[start:end],
            example.start - start,
            example.end - start,
        )
    return Example(example.question, example.passage[start:end], -1, -1)


def kept_aside(
    name: str, paragraphs: Sequence[Paragraph]
) -> tuple[list[Paragraph], list[Paragraph]]:
    """The paragraphs to train on, and those of the set's last articles, kept for fitting."""
    last = paragraphs[-1].article - ASIDE.get(name, 0)
    return (
        [paragraph for paragraph in paragraphs if paragraph.article <= last],
        [paragraph for paragraph in paragraphs if paragraph.article > last],
    )


def _windows(context: str) -> list[str]:
    """The context cut into passages of `PASSAGE_WORDS` words."""
    cuts = [word.start for word in words(context)][::PASSAGE_WORDS]
    return [context[a:b] for a, b in zip(cuts, [*cuts[1:], len(context)], strict=True)]
