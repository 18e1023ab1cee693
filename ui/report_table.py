"""What became of every file and article of a run, as a table for a spreadsheet (CSV, RFC 4180)."""

import csv
from collections.abc import Iterable
from typing import NamedTuple, TextIO

from ui.cells import cell


class Row(NamedTuple):
    """One line of the table: what became of an article, or of a file or record without one."""

    kind: str
    id: str
    origin: str
    reason: str


def write_table(writing: TextIO, rows: Iterable[Row]) -> None:
    """Writes the table into what was opened with `newline=""`.

    What shows nothing is left out, and what a spreadsheet would take for a formula begins with an
    apostrophe.
    """
    table = csv.writer(writing)
    table.writerow(Row._fields)
    table.writerows(map(cell, row) for row in rows)
