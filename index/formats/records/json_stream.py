"""The records of JSON that is too large to be held, or that is damaged, one after the other."""

from collections.abc import Iterator
from typing import IO, Any

import ijson

from index.errors import ArticleError
from index.formats.fields.mapping import Mapping
from index.formats.records.keys import key_for, scopes_of
from index.formats.records.records import has_text_key

LARGEST_RECORD = 64 * 1024 * 1024
DEEPEST = 200
_STARTS = ("start_map", "start_array")
_ENDS = ("end_map", "end_array")

Path = tuple[str | None, ...]
"""The keys that lead to a value; None leads to any item of a list."""


def streamed(stream: IO[bytes], mapping: Mapping) -> Iterator[Any]:
    """Yield the records of a list, of the first list of articles in an object, or of objects.

    Args:
        stream: UTF-8, at its beginning; it is read twice.
        mapping: Keys for fields, in the place of those that are known.

    Raises:
        ArticleError: The JSON is damaged, breaks off, or has a record that is too large.
    """
    metered = _Metered(stream)
    try:
        where = _where(metered, mapping)
        stream.seek(0)
        metered.since = 0
        for record in _values(metered, where):
            metered.since = 0
            yield record
    except ijson.IncompleteJSONError:
        raise ArticleError("the JSON breaks off or is damaged") from None
    except (ijson.JSONError, ValueError, OverflowError):
        raise ArticleError("the file is no JSON that can be read") from None


class _Metered:
    """A stream that is read only so far from one record to the next."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        if self.since > LARGEST_RECORD:
            raise ArticleError(
                f"a record is longer than {LARGEST_RECORD:,} bytes, or nothing that looks like an "
                "article comes before that; write one record a line"
            )
        block = self._stream.read(size)
        self.since += len(block)
        return block


def _where(stream: _Metered, mapping: Mapping) -> Path:
    """Return the path of the records: of a list's items, or () for the objects themselves.

    The list is the first one of objects that have the key of a text, unless the object that it is
    in had one already.
    """
    own: dict[str, Any] = {}
    inner, inner_at = ijson.ObjectBuilder(), None
    for at, event, value in _events(stream):
        if not at and event == "start_array":
            return (None,)
        if not at and event == "end_map":
            return ()
        if len(at) == 1 and event == "string":
            own[str(at[0])] = value
            if key_for(scopes_of(own), "text", mapping):
                return ()
        if inner_at is None and event == "start_map" and at[-1:] == (None,):
            inner, inner_at = ijson.ObjectBuilder(), at
        if inner_at is not None:
            inner.event(event, value)
            if event == "end_map" and at == inner_at:
                if has_text_key(inner.value, mapping):
                    return at
                inner_at = None
    return ()


def _values(stream: _Metered, where: Path) -> Iterator[Any]:
    """Yield what lies at a path, each time that it is there."""
    builder: ijson.ObjectBuilder | None = None
    for at, event, value in _events(stream):
        if builder is None and at == where and event not in ("map_key", *_ENDS):
            builder = ijson.ObjectBuilder()
        if builder is not None:
            builder.event(event, value)
            if at == where and event not in ("map_key", *_STARTS):
                yield builder.value
                builder = None


def _events(stream: _Metered) -> Iterator[tuple[Path, str, Any]]:
    """Yield ijson's events, each with the path of the value that it begins, ends or is."""
    path: list[str | None] = []
    for event, value in ijson.basic_parse(stream, multiple_values=True, use_float=True):
        if event in _ENDS:
            path.pop()
        elif event == "map_key":
            path[-1] = value
        yield tuple(path), event, value
        if event in _STARTS:
            path.append(None)
            if len(path) > DEEPEST:
                raise ArticleError(f"the JSON has more than {DEEPEST} objects in one another")
