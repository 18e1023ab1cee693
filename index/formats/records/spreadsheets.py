"""Spreadsheets (.xlsx): one record a row of each sheet, its keys in the row at the top."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from index.articles import Article, Rejected
from index.errors import ArticleError
from index.formats.fields.mapping import NO_MAPPING, Mapping
from index.formats.raw.file import File
from index.formats.records.records import Record, articles_of, at_number
from index.formats.records.table_header import CALLED, Row, cells_by_column, header_of

LARGEST = 256 * 1024 * 1024
_MOST_ROWS = 1_048_576  # More than these no spreadsheet program can show.
_AT_ONCE = 100
_SHEETS = b"xl/"
# What openpyxl raises over files that are none of its own, or damaged.
_DAMAGED = (zipfile.BadZipFile, KeyError, ValueError, IndexError, TypeError, AttributeError,
            SyntaxError, EOFError, NotImplementedError, RuntimeError, zlib.error)  # fmt: skip


def looks_like_spreadsheet(head: bytes) -> bool:
    """Say whether the first bytes of a file, some thousand, begin a zip file with sheets in it."""
    return head.startswith(b"PK\x03\x04") and _SHEETS in head


def read_spreadsheet(file: File, mapping: Mapping = NO_MAPPING) -> Iterator[Article | Rejected]:
    """Yield the article of each row of each sheet, or why there is none; empty rows do not count.

    The id of an article is its normalised URL, else the row's id, else the file's name with its
    sheet and row, as in `#Sheet1!5`. Rows are read one by one; a sheet without rows is passed over.

    Args:
        file: Office Open XML, up to `LARGEST` bytes unpacked.
        mapping: Columns for fields, in the place of those that are known.

    Raises:
        OSError: The file cannot be read.
    """
    try:
        size = _unpacked_size(file)
        if size > LARGEST:
            yield Rejected(file.origin, f"it has {size:,} bytes unpacked, more than {LARGEST:,}; "
                           "save its rows as several files, or as CSV")  # fmt: skip
            return
        yield from _sheets(file, mapping)
    except ArticleError as error:
        yield Rejected(file.origin, str(error))


def _unpacked_size(file: File) -> int:
    with _told(), zipfile.ZipFile(file.path) as packed:
        return sum(member.file_size for member in packed.infolist())


def _sheets(file: File, mapping: Mapping) -> Iterator[Article | Rejected]:
    from openpyxl import load_workbook

    # Given a path it would look at its suffix.
    with file.path.open("rb") as stream:
        with _told():
            book = load_workbook(stream, read_only=True, data_only=True)
        for sheet in book.worksheets:
            records = _records(_rows(sheet), sheet.title, file, mapping)
            yield from articles_of(records, file, mapping, called=CALLED)


def _rows(sheet: Any) -> Iterator[Row]:  # noqa: ANN401
    # The size that a sheet declares may be wrong: with it rows would be left out.
    sheet.reset_dimensions()
    for number, cells in enumerate(_quietly(sheet.iter_rows(values_only=True)), start=1):
        if number > _MOST_ROWS:
            raise ArticleError(f"a sheet has more than {_MOST_ROWS:,} rows; save it as CSV")
        kept = [cell if not isinstance(cell, str) or cell.strip() else None for cell in cells]
        if any(cell is not None for cell in kept):
            yield Row(number, kept)


def _quietly(rows: Iterator[Any]) -> Iterator[Any]:
    """Yield rows, some at a time."""
    while True:
        with _told():
            some = list(islice(rows, _AT_ONCE))
        yield from some
        if len(some) < _AT_ONCE:
            return


@contextmanager
def _told() -> Iterator[None]:
    """Have the libraries say nothing of styles and extensions, and damage in a sentence."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except _DAMAGED:
        raise ArticleError("the spreadsheet is damaged from here on, or none at all") from None


def _records(rows: Iterator[Row], sheet: str, file: File, mapping: Mapping) -> Iterator[Record]:
    header, first = header_of(rows, mapping)
    name = re.sub(r"[/\\\0]", " ", sheet)
    for row in chain(first, rows):
        place = at_number(file, f"{name}!{row.line}")
        yield Record(cells_by_column(header, row.cells), place)
