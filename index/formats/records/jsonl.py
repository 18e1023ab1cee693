"""JSON Lines (.jsonl, .ndjson), plain or gzipped: one record a line."""

import codecs
import gzip
import io
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from index.articles import Article, Rejected
from index.errors import ArticleError
from index.formats.fields.mapping import NO_MAPPING, Mapping
from index.formats.raw.encoding import decoded
from index.formats.raw.file import File
from index.formats.records.records import Record, articles_of, at_line

LONGEST_LINE = 64 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"
# The longer mark first: UTF-32's begins with UTF-16's.
_WIDE = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def looks_like_jsonl(head: bytes) -> bool:
    """Say whether the first bytes of a file, some thousand, begin with a record on one line."""
    line, end, after = head.removeprefix(_BOM).lstrip().partition(b"\n")
    if not line.startswith(b"{"):
        return False
    if not end:  # a line longer than the head
        return b'":' in line or b'" :' in line
    try:
        first = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(first, dict) and after.lstrip()[:1] in (b"{", b"")


def read_jsonl(file: File, mapping: Mapping = NO_MAPPING) -> Iterator[Article | Rejected]:
    """Yield the article of each line, or why there is none; blank lines are passed over.

    The fields are found as `index.formats.records.records` tells. The id of an article is its
    normalised URL, else the record's id, else the file's name and `#L<line>`. Lines are read one
    by one.

    Args:
        file: UTF-8, UTF-16 or UTF-32 with a byte order mark; gzipped where its path ends with .gz.
        mapping: Keys for fields, in the place of those that are known.

    Raises:
        OSError: The file cannot be opened.
    """
    yield from articles_of(_records(file), file, mapping)


def _records(file: File) -> Iterator[Record | Rejected]:
    line = 0
    found = False
    with _opened(file.path) as stream:
        try:
            for raw in _lines(stream):
                line += 1
                if raw.strip():
                    found = True
                    yield _record(raw, file, line)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            yield Rejected(file.origin, f"the gzip data breaks off or is damaged after line {line}")
            return
        except UnicodeError:
            yield Rejected(file.origin, f"the UTF-16 breaks off or is damaged after line {line}")
            return
    if not found:
        yield Rejected(file.origin, "the file is empty; leave it out")


def _opened(path: Path) -> IO[bytes]:
    return gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb")  # type: ignore[return-value]


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines as UTF-8; of one that is too long `LONGEST_LINE` bytes."""
    raw = stream.readline(LONGEST_LINE)
    wide = next((name for mark, name in _WIDE.items() if raw.startswith(mark)), None)
    if wide:
        stream.seek(0)
        # Its "newline" parts lines at line feeds alone, as bytes are parted.
        with io.TextIOWrapper(stream, encoding=wide, newline="\n") as text:
            while line := text.readline(LONGEST_LINE):
                yield line.encode("utf-8", "surrogatepass")
        return
    while raw:
        yield raw
        while len(raw) == LONGEST_LINE and not raw.endswith(b"\n"):
            raw = stream.readline(LONGEST_LINE)
        raw = stream.readline(LONGEST_LINE)


def _record(raw: bytes, file: File, line: int) -> Record | Rejected:
    place = at_line(file, line)
    try:
        return Record(_parsed(raw, line), place)
    except ArticleError as error:
        return Rejected(place.origin, str(error))


def _parsed(raw: bytes, line: int) -> dict[str, Any]:
    if len(raw) >= LONGEST_LINE:
        raise ArticleError(f"the line is longer than {LONGEST_LINE} bytes; write one record a line")
    bom = len(_BOM) if line == 1 and raw.startswith(_BOM) else 0
    try:
        record = json.loads(raw[bom:].decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ArticleError(_other_encoding(raw, bom + error.start)) from None
    except json.JSONDecodeError as error:
        raise ArticleError(f"the line is no JSON: {error.msg} at character {error.pos}") from None
    except (ValueError, RecursionError):
        raise ArticleError("the line is no JSON that can be read") from None
    if not isinstance(record, dict):
        raise ArticleError("the line is no JSON object; write one {...} a line")
    return record


def _other_encoding(raw: bytes, at: int) -> str:
    """Say what a line is not, and what it perhaps is: one line is too little to be sure."""
    likely = decoded(raw)
    perhaps = f" but perhaps {likely.encoding}" if not isinstance(likely, str) else ""
    return f"byte {at} of the line is not UTF-8{perhaps}; convert the file to UTF-8"
