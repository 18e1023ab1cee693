"""How a table is written: what parts its cells, and how they are quoted."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Any, NamedTuple

from index.formats.fields.mapping import Mapping
from index.formats.records.table_header import names_text

_DELIMITERS = ",;\t|"
_ROWS = 50
# Spreadsheets write "sep=;" above a table.
_SEPARATOR = re.compile(r"\ufeff?\"?sep=([,;\t|])\"?\r?\n?", re.IGNORECASE)


class Notation(NamedTuple):
    """What `csv.reader` is to be told, and how many lines stand above the table."""

    arguments: dict[str, Any]
    skipped: int


class _Fit(NamedTuple):
    """How well a notation fits, the higher the better."""

    names_text: bool
    alike: float
    strictly: bool
    columns: int


def notation_of(sample: str, mapping: Mapping, *, whole: bool) -> Notation:
    """Return the notation by which the rows of a sample are most alike, and name their columns.

    Args:
        sample: The first characters of a table.
        mapping: Columns for fields, in the place of those that are known.
        whole: Whether there is no more of it; else its last row is cut.
    """
    lines = list(StringIO(sample, newline=""))
    said = _SEPARATOR.fullmatch(lines[0])
    if said:
        lines = lines[1:]
    ways = list(_ways(said[1] if said else _DELIMITERS, sample))
    best = max(ways, key=lambda arguments: _fit(lines, arguments, mapping, whole=whole))
    return Notation(best, skipped=1 if said else 0)


def _ways(delimiters: str, sample: str) -> Iterator[dict[str, Any]]:
    """Yield the usual notations, the commonest first: of two that fit as well it is taken."""
    for delimiter in delimiters:
        yield {"delimiter": delimiter}
        if '\\"' in sample:
            yield {"delimiter": delimiter, "escapechar": "\\", "doublequote": False}
        if '"' in sample:
            yield {"delimiter": delimiter, "quoting": csv.QUOTE_NONE}


def _fit(lines: list[str], arguments: dict[str, Any], mapping: Mapping, *, whole: bool) -> _Fit:
    rows, strictly = _rows(lines, {**arguments, "strict": True}), True
    if rows is None:
        rows, strictly = _rows(lines, arguments) or [], False
    if len(rows) > _ROWS or not whole:
        rows = rows[:-1] or rows
    header = next((n for n, row in enumerate(rows) if names_text(row, mapping)), 0)
    below = rows[header:]
    if not below:
        return _Fit(False, 0.0, False, 0)
    columns = len(below[0])
    alike = sum(len(row) == columns for row in below) / len(below)
    return _Fit(names_text(below[0], mapping), round(alike, 2), strictly, columns)


def _rows(lines: list[str], arguments: dict[str, Any]) -> list[list[str]] | None:
    """Return the first rows; None where quotation marks stand where the notation has none."""
    rows: list[list[str]] = []
    try:
        for row in islice(csv.reader(lines, **arguments), _ROWS + 1):
            rows.extend([row] if row else [])
    except csv.Error as error:
        return rows if "unexpected end" in str(error) else None
    return rows
