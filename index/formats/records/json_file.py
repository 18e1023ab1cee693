"""JSON files (.json): an article, a list of them, or what an interface answered."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any

from index.articles import Article, Rejected
from index.errors import ArticleError
from index.formats.fields.mapping import NO_MAPPING, Mapping
from index.formats.raw.encoding import decoded
from index.formats.raw.file import File
from index.formats.records.json_layout import records_in
from index.formats.records.jsonl import looks_like_jsonl, read_jsonl
from index.formats.records.records import Place, Record, articles_of, at_number

LARGEST_WHOLE = 32 * 1024 * 1024
_HEAD = 64 * 1024


def looks_like_json(head: bytes) -> bool:
    """Say whether the first bytes of a file, some thousand, begin with an object or a list."""
    begun = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if begun[:1] == b"{":
        return begun[1:].lstrip()[:1] in (b'"', b"}")
    # "[Photo: ...] The bridge" begins with a bracket and is no JSON.
    return begun[:1] == b"[" and begun[1:].lstrip()[:1] in (b"{", b"]", b"")


def read_json(file: File, mapping: Mapping = NO_MAPPING) -> Iterator[Article | Rejected]:
    """Yield the articles of a JSON file, or why there are none.

    It is one object, a list of objects, an answer with the list somewhere in it, such as that of
    NewsAPI, a table written as columns, or several objects one after the other. The id of an
    article is its normalised URL, else the record's id, else the file's name with `#<number>`, or
    the name alone where the file is one article. A file above `LARGEST_WHOLE` bytes is read
    record by record. One with a record on each line is read as JSON Lines.

    Args:
        file: UTF-8, or another encoding that can be told.
        mapping: Keys for fields, in the place of those that are known.

    Raises:
        OSError: The file cannot be read.
    """
    with file.path.open("rb") as stream:
        head = stream.read(_HEAD)
        if looks_like_jsonl(head) and b"\n" in head.strip():
            yield from read_jsonl(file, mapping)
        elif file.path.stat().st_size > LARGEST_WHOLE:
            stream.seek(0)
            yield from articles_of(_numbered(stream, file, mapping), file, mapping)
        else:
            yield from articles_of(_whole(head + stream.read(), file, mapping), file, mapping)


def _whole(raw: bytes, file: File, mapping: Mapping) -> Iterator[Record | Rejected]:
    text = decoded(raw)
    if isinstance(text, str):
        yield Rejected(file.origin, text)
        return
    if not text.text.strip():
        yield Rejected(file.origin, "the file is empty; leave it out")
        return
    try:
        value = json.loads(text.text)
    except json.JSONDecodeError:
        # What stands before the damage, or one object after the other.
        yield from _numbered(BytesIO(text.text.encode()), file, mapping)
        return
    except (ValueError, RecursionError):
        yield Rejected(file.origin, "the file is no JSON that can be read")
        return
    yield from _placed(value, file, mapping)


def _placed(value: object, file: File, mapping: Mapping) -> Iterator[Record | Rejected]:
    if not isinstance(value, dict | list) or not value:
        yield Rejected(file.origin, "the file holds no JSON object; leave it out")
        return
    records = records_in(value, mapping)
    if records == [value]:
        yield Record(records[0], Place(file.name, file.origin))
        return
    for number, record in enumerate(records, start=1):
        yield _record(record, file, number)


def _numbered(stream: IO[bytes], file: File, mapping: Mapping) -> Iterator[Record | Rejected]:
    from index.formats.records.json_stream import streamed

    number = 0
    try:
        for record in streamed(stream, mapping):
            number += 1
            yield _record(record, file, number)
    except ArticleError as error:
        yield Rejected(file.origin, f"{error}; {number:,} records were read before it")


def _record(record: Any, file: File, number: int) -> Record | Rejected:  # noqa: ANN401
    place = at_number(file, number)
    if isinstance(record, dict):
        return Record(record, place)
    return Rejected(place.origin, "it is no JSON object")
