"""A table of questions, as a spreadsheet saves it: a column for each field."""

import csv
import difflib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evals.importing.gathered import Gatherer, Imported
from evals.question_sets.lines import content
from evals.question_sets.questions import question_of
from index.errors import QuestionSetError

NEEDED = ("id", "question", "answerable", "kind")
COLUMNS = (
    *NEEDED, "answers", "choices", "all", "as_of", "held_out", "gold.article", "gold.quote",
)  # fmt: skip
WANTED = f"a CSV file in UTF-8 whose first line names columns: {', '.join(COLUMNS)}"
_SEPARATORS = ",;\t"
_BAR = re.compile(r"(?<!\\)\|")
_FLAGS = {"true": True, "false": False}


def import_table(path: Path) -> Imported:
    """The rows as questions about an archive that is there already."""
    gathered = Gatherer()
    for values, where, problems in _rows(path):
        question = question_of(values, where, problems)
        gathered.add_question(question, problems)
    return gathered.imported(with_articles=False)


def _rows(path: Path) -> Iterator[tuple[dict[str, object], str, list[str]]]:
    """The fields of each row, its place, and its faults so far."""
    try:
        text = content(path, "a table").decode("utf-8")
    except UnicodeDecodeError as error:
        raise QuestionSetError(
            f"{path} is not UTF-8 (byte {error.start}); give {WANTED}."
        ) from error
    header = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(_SEPARATORS, key=header.count))
    columns = [name.strip() for name in next(rows, [])]
    _check(columns, path)
    for row in rows:
        where = f"{path}:{rows.line_num}"
        problems: list[str] = []
        if len(row) > len(columns):
            problems.append(f"{where}: has {len(row)} cells under {len(columns)} columns")
        cells = dict(zip(columns, row, strict=False))
        if any(map(str.strip, row)):
            yield _values(cells, where, problems), where, problems


def _check(columns: Sequence[str], path: Path) -> None:
    faults = [f"the column {name!r} is missing" for name in NEEDED if name not in columns]
    for name in dict.fromkeys(columns):
        if columns.count(name) > 1:
            faults.append(f"the column {name!r} stands twice")
        if name not in COLUMNS:
            close = difflib.get_close_matches(name, COLUMNS, n=1)
            meant = f"; did you mean {close[0]}?" if close else ""
            faults.append(f"the column {name!r} is no field of a question{meant}")
    if faults:
        raise QuestionSetError(f"{path}:1: " + "; ".join(faults) + f". Give {WANTED}.")


def _values(cells: Mapping[str, str], where: str, problems: list[str]) -> dict[str, object]:
    """The cells as the values of a JSON line; an empty cell is an absent field."""
    values: dict[str, object] = {}
    for name, cell in cells.items():
        cell = cell.strip()
        if not cell or name.startswith("gold."):
            continue
        if name in ("answers", "choices"):
            values[name] = _parts(cell)
        elif name in ("answerable", "all", "held_out"):
            values[name] = _FLAGS.get(cell.lower(), cell)
        else:
            values[name] = cell
    gold = _gold(cells, where, problems)
    return values | ({"gold": gold} if gold else {})


def _gold(cells: Mapping[str, str], where: str, problems: list[str]) -> list[dict[str, str]]:
    articles = _parts(cells.get("gold.article", ""))
    quotes = _parts(cells.get("gold.quote", ""))
    if quotes and len(quotes) != len(articles):
        problems.append(
            f"{where}: gold.quote: has {len(quotes)} parts, but gold.article has {len(articles)}"
        )
        return []
    if not quotes:
        return [{"article": article} for article in articles]
    return [
        {"article": article} | ({"quote": quote} if quote else {})
        for article, quote in zip(articles, quotes, strict=True)
    ]


def _parts(cell: str) -> list[str]:
    r"""The parts of a cell between bars; a bar that is no separator is written `\|`."""
    return [part.strip().replace(r"\|", "|") for part in _BAR.split(cell)] if cell.strip() else []
