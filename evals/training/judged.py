"""What the judge learns from: a statement or a question, a text, and whether the one bears it out.

A text bears a statement out when it says so, and a question when it answers it. To the sets made
for that come the reading questions with single sentences of their passages.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from evals.corpora.examples import Example
from evals.training.pairs import JUDGED, Text, lines
from index.prose.sentences import sentence_spans
from index.prose.words import STOP_WORDS, content_words

# How many pairs of a set are taken, half of them borne out where there are enough.
SETS: dict[str, int | None] = {
    "fever_evidence": None,
    "foolmetwice": None,
    "snli_devtest": 10000,
    "wice": None,
    "summedits_other": None,
    "qnli_dev_as2": None,
    "squad_train_as2": 24000,
    "selqa_as2": 5000,
}
LABELS = {"entailment": 1, "supported": 1, "neutral": 0, "contradiction": 0, "unsupported": 0}
LONGEST = 60  # words of a statement
TEXT_WORDS = 150
STEP = 10
SEED = 5


class Asked(NamedTuple):
    """A question about a passage: who says what of its sentences.

    `answered` is the sentence with the answer, or where the question was altered the one that
    had it; "" when nobody said which it would be.
    """

    question: str
    passage: str
    answered: str
    answerable: bool


def statements(sets: Path) -> Iterator[Text]:
    """The pairs of the sets made for judging."""
    for name, count in SETS.items():
        rng = random.Random(f"{SEED} {name}")
        records = [r for r in lines(sets / f"{name}.jsonl.gz") if _fit(r)]
        for record in _balanced(records, count, rng):
            statement = record["hypothesis"].strip()
            text = _cropped(record["premise"].strip(), statement)
            yield Text(JUDGED, statement, text, -1, -1, LABELS[record["label"]], name)


def sentences(name: str, asked: Sequence[Asked], rng: random.Random) -> Iterator[Text]:
    """Questions with a sentence of their passage each.

    Of an answerable question the sentence that answers it, or one of the others, which the strong
    reader alone labels. Of one that the passage does not answer, the sentence that had the answer
    before it was altered, or else the one that shares most words with it: labelled as silent.
    """
    for each in asked:
        spans = sentence_spans(each.passage)
        texts = [each.passage[span.start : span.end] for span in spans]
        if len(texts) < 2:
            continue
        if each.answerable and rng.random() < 0.5:
            other = rng.choice([text for text in texts if text != each.answered])
            yield Text(JUDGED, each.question, other, -1, -1, -1, f"sentence-{name}")
            continue
        text = each.answered or _likest(each.question, texts)
        label = int(each.answerable)
        yield Text(JUDGED, each.question, text, -1, -1, label, f"sentence-{name}")


def answered(example: Example) -> str:
    """The sentence that an answer begins in; "" where there is none."""
    return next(
        (
            example.passage[span.start : span.end]
            for span in sentence_spans(example.passage)
            if span.start <= example.start < span.end
        ),
        "",
    )


def _fit(record: dict[str, Any]) -> bool:
    statement = record["hypothesis"].strip()
    return bool(
        record["label"] in LABELS
        and record["premise"].strip()
        and statement
        and len(statement.split()) <= LONGEST
    )


def _balanced(
    records: list[dict[str, Any]], count: int | None, rng: random.Random
) -> list[dict[str, Any]]:
    if count is None or len(records) <= count:
        return records
    borne = [record for record in records if LABELS[record["label"]]]
    other = [record for record in records if not LABELS[record["label"]]]
    few = min(len(borne), count // 2)
    return rng.sample(borne, few) + rng.sample(other, min(len(other), count - few))


def _cropped(text: str, statement: str) -> str:
    """The `TEXT_WORDS` words of a text that hold most of a statement's."""
    words = text.split()
    if len(words) <= TEXT_WORDS:
        return text
    wanted = {_bare(word) for word in statement.split()} - STOP_WORDS
    hits = [_bare(word) in wanted for word in words]
    first = max(
        range(0, len(words) - TEXT_WORDS + 1, STEP), key=lambda n: sum(hits[n : n + TEXT_WORDS])
    )
    return " ".join(words[first : first + TEXT_WORDS])


def _bare(word: str) -> str:
    return word.strip(".,\"'();:").casefold()


def _likest(question: str, texts: Sequence[str]) -> str:
    wanted = {word.stem for word in content_words(question)}
    return max(texts, key=lambda text: len(wanted & {word.stem for word in content_words(text)}))
