"""The public sets the readers are trained on, read into questions with the article they are of.

Beside the `train-` files these are sets in one shape, a JSON object a line: id, context, question
and answers (text, start; none for a question without an answer); docs/reader.md names each with
its licence.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from evals.corpora.examples import Example, of_paragraph, read_timeqa
from evals.importing.squad import read_squad
from evals.training.pairs import lines

TRAIN = ("train-squad2", "train-new_wiki", "train-reddit", "train-amazon_reviews")
# How many questions of a set are taken, all where it says None.
PARAGRAPHS: dict[str, int | None] = {
    "squad2_dev_otherhalf": None,
    "squad11_dev_rest": None,
    "squad_train_paragraphs": None,
    "squad_train_nqg": None,
    "qed_dev": None,
    "nq_open_oracle": None,
    "covidqa": None,
    "quoref_contrast": None,
    "multispanqa_valid": None,
    "policyqa": 2500,
    "hotpotqa_small": None,
}
TIMEQA = 4000
JOINED = 0.75  # of the questions about a sentence get neighbours around it
NEIGHBOURS = 4
SEED = 17


class Sentences(NamedTuple):
    """How a set whose contexts are single sentences is put together to passages.

    `most` is how many questions are taken, all where it is None; `article` and `place` tell of a
    record which article its sentence is of and where it stands.
    """

    most: int | None
    article: Callable[[dict[str, Any]], str]
    place: Callable[[dict[str, Any]], int]


def questions(bench: Path, sets: Path) -> Iterator[tuple[str, list[Example]]]:
    """Each set's name and its questions, whole passages with them, in a fixed order."""
    for name in TRAIN:
        paragraphs = read_squad(bench / "reading" / f"{name}.json.gz")
        yield name, [example for each in paragraphs for example in of_paragraph(each)]
    for name, count in PARAGRAPHS.items():
        found = [e for record in _records(sets, name) if (e := _example(record))]
        yield name, _at_most(found, count, name)
    for name, shape in SENTENCES.items():
        yield name, _joined(list(_records(sets, name)), shape, random.Random(f"{SEED} {name}"))
    timeqa = read_timeqa(bench / "reading" / "train-timeqa.jsonl.gz", random.Random(SEED))
    yield "timeqa", _at_most(timeqa, TIMEQA, "timeqa")


def _records(sets: Path, name: str) -> Iterator[dict[str, Any]]:
    yield from lines(sets / f"{name}.jsonl.gz")


def _example(record: dict[str, Any]) -> Example | None:
    """The question with the first of SQuAD's answers, the shortest of another set's.

    None where the answer does not stand where the set says.
    """
    question, context = record["question"].strip(), record["context"]
    if not record["answers"]:
        return Example(question, context, -1, -1)
    first = record["source"].startswith("squad")
    answers = record["answers"]
    answer = answers[0] if first else min(answers, key=lambda each: len(each["text"]))
    start, end = answer["start"], answer["start"] + len(answer["text"])
    return Example(question, context, start, end) if context[start:end] == answer["text"] else None


def _joined(
    records: Sequence[dict[str, Any]], shape: Sentences, rng: random.Random
) -> list[Example]:
    """Questions about a sentence, most with up to four near ones of its article around it."""
    articles: dict[str, dict[str, int]] = defaultdict(dict)
    for record in records:
        articles[shape.article(record)][record["context"]] = shape.place(record)
    taken = rng.sample(records, min(shape.most or len(records), len(records)))
    found = []
    for record in taken:
        example = _example(record)
        if example is None or example.start < 0:
            continue
        if rng.random() < JOINED:
            answer = example.passage[example.start : example.end].casefold()
            near = [
                text
                for text, place in articles[shape.article(record)].items()
                if text != example.passage
                and answer not in text.casefold()
                and abs(place - shape.place(record)) <= NEIGHBOURS
            ]
            example = _amid(example, rng.sample(near, min(len(near), rng.randint(1, 4))), rng)
        found.append(example)
    return found


def _amid(example: Example, near: Sequence[str], rng: random.Random) -> Example:
    """The example with other sentences before and after its own."""
    cut = rng.randint(0, len(near))
    before = "".join(f"{text} " for text in near[:cut])
    after = "".join(f" {text}" for text in near[cut:])
    return Example(
        example.question,
        before + example.passage + after,
        example.start + len(before),
        example.end + len(before),
    )


def _at_most(found: list[Example], count: int | None, name: str) -> list[Example]:
    if count is None or len(found) <= count:
        return found
    return random.Random(f"{SEED} {name}").sample(found, count)


def _qamr_article(record: dict[str, Any]) -> str:
    # qamr-dev-Wiki1k:wikinews:844279:6:2-4 is of article 844279, its paragraph 6.
    return ":".join(record["id"].split(":")[:3])


def _qamr_place(record: dict[str, Any]) -> int:
    parts = record["id"].split(":")
    return int(parts[3].split("-")[0]) if len(parts) > 3 else 0


SENTENCES = {
    "squad_train_sentences": Sentences(
        None, lambda record: str(record["para"] // 6), lambda record: int(record["para"])
    ),
    "qamr_wikinews": Sentences(9000, _qamr_article, _qamr_place),
    "qamr_wikipedia": Sentences(6000, _qamr_article, _qamr_place),
}
