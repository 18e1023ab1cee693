"""JSON lines, plain or gzipped: one article a line."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple

from index.articles import Article, Rejected
from index.formats.dates import iso_day
from index.formats.headlines import MADE, title_from
from index.formats.urls import normalised_url

LONGEST_LINE = 64 * 1024 * 1024
BLOCK = 1024 * 1024
_BOM = b"\xef\xbb\xbf"
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class _Refusal(Exception):
    """Why a record is no article, in a sentence."""


class _Source(NamedTuple):
    name: str
    path: str
    line: int

    @property
    def origin(self) -> str:
        return f"{self.path}:{self.line}"


def read_jsonl(path: Path, name: str) -> Iterator[Article | Rejected]:
    """Yield the article of each line, or why there is none; blank lines are passed over.

    The fields are `text` (needed), `title`, `published`, `publisher`, `authors`, `section`,
    `url` and `id`; others are ignored. The id of an article is its normalised URL, else the
    record's id, else `name#L<line>`. Lines are read one by one.

    Raises:
        OSError: The file cannot be opened.
    """
    line = 0
    found = False
    with _opened(path) as stream:
        try:
            while raw := stream.readline(LONGEST_LINE):
                line += 1
                whole = raw
                while len(raw) == LONGEST_LINE and not raw.endswith(b"\n"):
                    raw = stream.readline(LONGEST_LINE)
                if whole.strip():
                    found = True
                    yield _read_line(whole, _Source(name, str(path), line))
        except (EOFError, zlib.error, gzip.BadGzipFile):
            yield Rejected(str(path), f"the gzip data breaks off or is damaged after line {line}")
            return
    if not found:
        yield Rejected(str(path), "the file is empty; leave it out")


def count_lines(path: Path) -> int:
    """Return how many lines the file has, as far as it can be read; at least 1."""
    lines, end = 0, b"\n"
    with suppress(OSError, EOFError, zlib.error), _opened(path) as stream:
        while block := stream.read(BLOCK):
            lines += block.count(b"\n")
            end = block[-1:]
    return max(1, lines + (end != b"\n"))


def _opened(path: Path) -> IO[bytes]:
    return gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb")  # type: ignore[return-value]


def _read_line(raw: bytes, source: _Source) -> Article | Rejected:
    try:
        return _article(_record(raw, source.line), source)
    except _Refusal as refusal:
        return Rejected(source.origin, str(refusal))


def _record(raw: bytes, line: int) -> dict[str, Any]:
    if len(raw) == LONGEST_LINE:
        raise _Refusal(f"the line is longer than {LONGEST_LINE} bytes; write one record a line")
    bom = len(_BOM) if line == 1 and raw.startswith(_BOM) else 0
    try:
        record = json.loads(raw[bom:].decode("utf-8"))
    except UnicodeDecodeError as error:
        at = bom + error.start
        raise _Refusal(f"byte {at} of the line is not UTF-8; convert the file to UTF-8") from None
    except json.JSONDecodeError as error:
        raise _Refusal(f"the line is no JSON: {error.msg} at character {error.pos}") from None
    except (ValueError, RecursionError):
        raise _Refusal("the line is no JSON that can be read") from None
    if not isinstance(record, dict):
        raise _Refusal("the line is no JSON object; write one {...} a line")
    return record


def _article(record: dict[str, Any], source: _Source) -> Article:
    text = _text(record)
    provenance: dict[str, str] = {}
    title = _line(record, "title")
    provenance["title"] = "the record's 'title'" if title else MADE
    publisher = _line(record, "publisher")
    authors = _authors(record)
    for field, present in (("publisher", publisher), ("authors", authors)):
        if present:
            provenance[field] = f"the record's '{field}'"
    published = _published(record, provenance)
    url = _url(record, provenance)
    return Article(
        id=(url and normalised_url(url)) or _own_id(record) or f"{source.name}#L{source.line}",
        title=title or title_from(text),
        text=text,
        publisher=publisher,
        published=published,
        authors=authors,
        url=url,
        section=_line(record, "section"),
        origin=source.origin,
        provenance=provenance,
    )


def _text(record: dict[str, Any]) -> str:
    if "text" not in record:
        raise _Refusal("the field 'text' is missing")
    if not isinstance(record["text"], str):
        raise _Refusal(f"the field 'text' is {_kind(record['text'])}, not a string")
    if not any(map(str.isalnum, record["text"])):
        raise _Refusal("the field 'text' holds no words")
    return _storable("text", record["text"])


def _string(record: dict[str, Any], field: str) -> str | None:
    """Return the field without blanks around it; None where it is missing, null or blank."""
    value = record.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _Refusal(f"the field '{field}' is {_kind(value)}, not a string")
    return _storable(field, value).strip() or None


def _line(record: dict[str, Any], field: str) -> str | None:
    """Return the field on one line."""
    value = _string(record, field)
    return " ".join(value.split()) if value else None


def _authors(record: dict[str, Any]) -> tuple[str, ...]:
    value = record.get("authors") or []
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise _Refusal("the field 'authors' is not a list of strings")
    lines = (" ".join(_storable("authors", name).split()) for name in names)
    return tuple(line for line in lines if line)


def _published(record: dict[str, Any], provenance: dict[str, str]) -> str | None:
    value = record.get("published")
    if value is None or value == "":
        return None
    written = _storable("published", value if isinstance(value, str) else json.dumps(value))
    iso = iso_day(written) if isinstance(value, str) else None
    shown = f"'{written}'" if isinstance(value, str) else written[:80]
    provenance["published"] = (
        "the record's 'published'" if iso else f"'published' was {shown}, which is no ISO date"
    )
    return iso


def _url(record: dict[str, Any], provenance: dict[str, str]) -> str | None:
    """Return the URL if it is a web address: any other could do harm as a link."""
    url = _string(record, "url")
    if url and normalised_url(url) is None:
        provenance["url"] = f"'url' was '{url[:80]}', which is no web address"
        return None
    return url


def _own_id(record: dict[str, Any]) -> str | None:
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(record, "id")


def _storable(field: str, value: str) -> str:
    bad = _UNSTORABLE.search(value)
    if bad:
        what = "NUL" if bad[0] == "\0" else "half of a surrogate pair"
        raise _Refusal(f"the field '{field}' holds {what} at character {bad.start()}")
    return value


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return "null" if value is None else kinds.get(type(value), "an object")
