"""Tables (.csv, .tsv): one record a row, its keys in the row at the top."""

import csv
from collections.abc import Iterator
from io import TextIOWrapper
from itertools import chain
from typing import IO

from index.articles import Article, Rejected
from index.errors import ArticleError
from index.formats.fields.mapping import NO_MAPPING, Mapping
from index.formats.raw.file import File
from index.formats.records.records import Record, articles_of, at_line
from index.formats.records.table_encoding import encoding_of
from index.formats.records.table_header import CALLED, Row, cells_by_column, header_of, names_text
from index.formats.records.table_notation import Notation, notation_of

LONGEST_LINE = 64 * 1024 * 1024
_SAMPLE = 256 * 1024


def looks_like_table(head: bytes) -> bool:
    """Say whether the first bytes of a file, some thousand, begin with a row that names columns.

    Two columns at least, and one of them that is known for an article's text.
    """
    try:
        line = head.removeprefix(b"\xef\xbb\xbf").splitlines()[0].decode("utf-8")
    except (IndexError, UnicodeDecodeError):
        return False
    rows = (next(csv.reader([line], delimiter=delimiter), []) for delimiter in ",;\t|")
    return any(len(row) > 1 and names_text(row, NO_MAPPING) for row in rows)


def read_table(file: File, mapping: Mapping = NO_MAPPING) -> Iterator[Article | Rejected]:
    """Yield the article of each row, or why there is none; empty rows are passed over.

    What parts the cells, how they are quoted and the encoding are told from the file. The id of an
    article is its normalised URL, else the row's id, else the file's name and `#L<line>`, the line
    that its row begins on. Rows are read one by one.

    Args:
        file: The table, with the names of its columns in one of its first rows.
        mapping: Columns for fields, in the place of those that are known.

    Raises:
        OSError: The file cannot be read.
    """
    # A limit of the whole process, which others may have set higher.
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_LINE))
    try:
        encoding = encoding_of(file.path)
    except ArticleError as error:
        yield Rejected(file.origin, str(error))
        return
    with file.path.open("rb") as stream:
        text = TextIOWrapper(stream, encoding=encoding, newline="")
        yield from articles_of(_records(text, file, mapping), file, mapping, called=CALLED)


def _records(text: IO[str], file: File, mapping: Mapping) -> Iterator[Record | Rejected]:
    sample = text.read(_SAMPLE)
    if not sample.strip("\ufeff \t\r\n"):
        yield Rejected(file.origin, "the file is empty; leave it out")
        return
    notation = notation_of(sample, mapping, whole=len(sample) < _SAMPLE)
    text.seek(0)
    rows = _rows(text, notation)
    header, first = header_of(rows, mapping)
    told = False
    for row in chain(first, rows):
        if isinstance(row.cells, str) or any(cell.strip() for cell in row.cells):
            told = True
            yield _record(row, header, file)
    if not told:
        yield Rejected(file.origin, "the table has no rows below its first; leave it out")


def _rows(text: IO[str], notation: Notation) -> Iterator[Row]:
    lines = _Lines(text, skipped=notation.skipped)
    reader = csv.reader(lines, **notation.arguments)
    while True:
        line = lines.count + 1
        lines.current.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, ArticleError) as error:
            yield Row(line, f"the row cannot be read: {error}")
            continue
        if lines.ended and _is_open(lines.current, notation):
            yield Row(line, "the quotation mark that opens a cell is never closed")
        else:
            yield Row(line, cells)


class _Lines:
    """The lines of a table, counted; those of the row that is read are kept."""

    def __init__(self, text: IO[str], skipped: int) -> None:
        self._text = text
        self.count = 0
        self.ended = False
        self.current: list[str] = []
        for _ in range(skipped):
            next(self)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LONGEST_LINE)
        if not line:
            self.ended = True
            raise StopIteration
        self.count += 1
        if len(line) >= LONGEST_LINE and not line.endswith("\n"):
            while line and not line.endswith("\n"):
                line = self._text.readline(LONGEST_LINE)
            raise ArticleError(f"a line is longer than {LONGEST_LINE:,} characters")
        self.current.append(line)
        return line


def _is_open(lines: list[str], notation: Notation) -> bool:
    """Whether the last row ends inside of a quoted cell."""
    try:
        list(csv.reader(lines, strict=True, **notation.arguments))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _record(row: Row, header: list[str], file: File) -> Record | Rejected:
    place = at_line(file, row.line)
    if isinstance(row.cells, str):
        return Rejected(place.origin, row.cells)
    if any(cell.strip() for cell in row.cells[len(header) :]):
        return Rejected(
            place.origin,
            f"the row has {len(row.cells)} cells, but {len(header)} columns are named; quote cells "
            "that hold what parts them",
        )
    return Record(cells_by_column(header, row.cells), place)
