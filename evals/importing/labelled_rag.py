"""llama-index's LabelledRagDataset, as its `save_json` writes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.importing.files import Record, listed, needed_file, read_records
from evals.importing.gathered import Gatherer, Imported
from evals.question_sets.questions import Gold, Question
from index.articles import Article

UNSIGNED = "unsigned"
WANTED = "a LabelledRagDataset, such as rag_dataset.json, or a folder with that file"


@dataclass(frozen=True, slots=True)
class _Example:
    """A question, its answer, the texts it was answered from, and who asked: human or ai."""

    question: str
    answer: str
    contexts: tuple[str, ...]
    asked_by: str
    origin: str


def import_labelled_rag(path: Path) -> Imported:
    """The examples; each distinct context is an article, and gold as a whole."""
    if path.is_dir():
        path = needed_file(path, "rag_dataset.json", WANTED)
    gathered = Gatherer()
    ids: dict[str, str] = {}
    records = listed(path, "examples", WANTED)
    for number, example in enumerate(read_records(records, _example), 1):
        for context in example.value.contexts if not example.faults else ():
            name = ids.setdefault(context, f"context-{len(ids) + 1}")
            gathered.add_article(Article(name, "", context, origin=example.value.origin))
        names = [ids.get(context, "") for context in example.value.contexts]
        gathered.add_question(_question(example.value, number, names), example.faults)
    return gathered.imported()


def _example(record: Record) -> _Example:
    fields = record.fields
    asked_by = fields.inner("query_by")
    return _Example(
        question=fields.text("query"),
        answer=fields.any_text("reference_answer").strip(),
        contexts=fields.texts("reference_contexts"),
        asked_by=asked_by.any_text("type") if asked_by else "",
        origin=record.origin,
    )


def _question(example: _Example, number: int, names: Sequence[str]) -> Question:
    return Question(
        id=f"example-{number:04}",
        question=example.question,
        answerable=True,
        kind=example.asked_by or UNSIGNED,
        answers=(example.answer,) if example.answer else (),
        gold=tuple(Gold(name) for name in dict.fromkeys(names)),
        origin=example.origin,
    )
