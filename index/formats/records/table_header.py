"""The row at the top of a table that says what its columns are."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from index.formats.fields.mapping import Mapping
from index.formats.records.keys import is_key_of

CALLED = "its columns, as the first row has them,"
_ROWS_ABOVE = 10
_NO_VALUE = frozenset(("", "null", "none", "nan", "\\n", "n/a", "#n/a"))


class Row(NamedTuple):
    """A row: its cells, or in a sentence why it cannot be read, and the line it begins on."""

    line: int
    cells: Any


def names_text(cells: Iterable[object], mapping: Mapping) -> bool:
    """Say whether a row has the name of a column for an article's text, or for a summary of it."""
    return any(
        is_key_of(cell, field, mapping)
        for cell in cells
        if isinstance(cell, str)
        for field in ("text", "summary")
    )


def header_of(rows: Iterator[Row], mapping: Mapping) -> tuple[list[str], list[Row]]:
    """Take the names of the columns from the first rows: those of the first that has one for text.

    Where there is none the first row with cells counts. What stands above is no record.

    Returns:
        The names, and the rows below that were taken with them.
    """
    taken = [
        row for row in islice(rows, _ROWS_ABOVE) if isinstance(row.cells, str) or any(row.cells)
    ]
    cells = [row.cells if not isinstance(row.cells, str) else [] for row in taken]
    at = next((n for n, each in enumerate(cells) if names_text(each, mapping)), 0)
    header = [_name(cell) for cell in cells[at]] if taken else []
    return header, taken[at + 1 :]


def cells_by_column(header: Sequence[str], cells: Sequence[Any]) -> dict[str, Any]:
    """Return the cells of a row by the names of their columns; missing ones are None.

    Of columns of one name the first that has a value counts. Columns without a name are left out.
    """
    found: dict[str, Any] = {}
    for place, name in enumerate(header):
        value = cells[place] if place < len(cells) else None
        if isinstance(value, str) and value.strip().casefold() in _NO_VALUE:
            value = None
        if name and found.get(name) is None:
            found[name] = value
    return found


def _name(cell: object) -> str:
    return " ".join(str(cell).replace("\ufeff", "").split()) if cell is not None else ""
