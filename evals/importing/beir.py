"""BEIR's layout (Thakur et al. 2021): corpus.jsonl, queries.jsonl and qrels/*.tsv."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from evals.importing.files import Record, first_file, json_lines, read_records
from evals.importing.gathered import Gatherer, Imported
from evals.question_sets.lines import content
from evals.question_sets.questions import Gold, Question
from index.articles import Article
from index.errors import QuestionSetError

WANTED = "a folder with corpus.jsonl, queries.jsonl and a folder qrels of .tsv files"


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the qrels say of one query: the splits it is in, grades by article, faults."""

    splits: dict[str, None] = field(default_factory=dict)
    grades: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def import_beir(folder: Path) -> Imported:
    """The queries of all splits, each with the articles judged relevant, as wholes and graded."""
    corpus, queries = (first_file(folder, [name]) for name in ("corpus.jsonl", "queries.jsonl"))
    qrels = sorted((folder / "qrels").glob("*.tsv"))
    if corpus is None or queries is None or not qrels:
        raise QuestionSetError(f"{folder} is not laid out as BEIR's collections; give {WANTED}.")
    gathered = Gatherer()
    for article in read_records(json_lines(corpus), _article):
        gathered.add_article(article.value, article.faults)
    judged = _judgements(qrels)
    for query in read_records(json_lines(queries), _query):
        said = judged.pop(query.value.id, _Judged())
        question = _judged(query.value, said)
        faults = [*query.faults, *said.faults]
        if not question.gold and not faults:
            faults.append(f"{question.origin}: the qrels judge no article relevant to it")
        gathered.add_question(question, faults)
    for name, said in judged.items():
        reason = f"{folder / 'qrels'}: {name!r} is the id of no query in {queries}"
        gathered.leave_out("question", [reason, *said.faults])
    return gathered.imported()


def _judgements(paths: Iterable[Path]) -> dict[str, _Judged]:
    judged: defaultdict[str, _Judged] = defaultdict(_Judged)
    for path in paths:
        lines = content(path, "qrels").decode("utf-8", "replace").splitlines()
        rows = csv.reader(lines, delimiter="\t")
        next(rows, None)  # The header, which every file has.
        for number, row in enumerate(rows, 2):
            if row:
                said = judged[row[0]]
                said.splits[path.stem] = None
                _judge(row, said, f"{path}:{number}")
    return judged


def _judge(row: Sequence[str], said: _Judged, where: str) -> None:
    if len(row) != 3:
        said.faults.append(
            f"{where}: must have query-id, corpus-id and score, but has {len(row)} columns"
        )
        return
    try:
        grade = int(row[2])
    except ValueError:
        said.faults.append(f"{where}: score: must be a whole number, but is {row[2]!r}")
        return
    if grade > 0:
        said.grades[row[1]] = max(grade, said.grades.get(row[1], 0))


def _article(record: Record) -> Article:
    fields = record.fields
    return Article(
        id=fields.text("_id"),
        title=fields.any_text("title"),
        text=fields.text("text"),
        origin=record.origin,
    )


def _query(record: Record) -> Question:
    fields = record.fields
    return Question(
        id=fields.text("_id"),
        question=fields.text("text"),
        answerable=True,
        kind="",
        origin=record.origin,
    )


def _judged(question: Question, said: _Judged) -> Question:
    gold = tuple(Gold(name, grade=grade) for name, grade in said.grades.items())
    return replace(question, kind="+".join(said.splits), gold=gold)
