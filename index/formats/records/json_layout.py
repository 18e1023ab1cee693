"""Where in a JSON value the records are."""

from collections.abc import Iterator
from typing import Any

from index.formats.fields.mapping import Mapping
from index.formats.records.keys import is_key_of, scopes_of, values_for
from index.formats.records.records import has_text_key

Object = dict[str, Any]

_DEEPEST = 5
_EXAMINED = 20


def records_in(value: Object | list[Any], mapping: Mapping) -> list[Any]:
    """Return the records of a value: a list's, an object itself, or those somewhere inside of it.

    Also those of tables written as columns or as rows under names, as pandas and others write
    them, and of an object that has each record under its id. What cannot be told is one record.
    """
    if isinstance(value, list):
        return value
    if _has_text(value, mapping):
        return [value]
    table = _of_columns(value, mapping) or _of_rows(value, mapping)
    if table:
        return table
    lists = list(_lists(value))
    told = next((each for each in lists if _are_articles(each, mapping)), None)
    if told is not None:
        return _of_feed(value, told)
    by_id = _by_id(value, mapping)
    inner = next((each for each in _objects(value) if _has_text(each, mapping)), None)
    if by_id or inner is not None:
        return by_id or [inner]
    return [value] if has_text_key(value, mapping) else next(iter(lists), [value])


def _has_text(record: Object, mapping: Mapping) -> bool:
    """Whether an object has a text of its own, not only a description, as answers have too."""
    found = values_for(scopes_of(record), "text", mapping)
    return any(isinstance(each.value, str) for each in found)


def _are_articles(records: list[Object], mapping: Mapping) -> bool:
    return any(has_text_key(each, mapping) for each in records[:_EXAMINED])


def _lists(value: Object) -> Iterator[list[Object]]:
    """Yield the lists of objects in an object, those that lie less deep first, then the longer."""
    level = [value]
    for _ in range(_DEEPEST):
        found = [each for inner in level for each in inner.values() if isinstance(each, list)]
        of_objects = [each for each in found if any(isinstance(item, dict) for item in each)]
        yield from sorted(of_objects, key=len, reverse=True)
        level = [each for inner in level for each in inner.values() if isinstance(each, dict)]


def _objects(value: Object) -> Iterator[Object]:
    level = [value]
    for _ in range(_DEEPEST):
        level = [each for inner in level for each in inner.values() if isinstance(each, dict)]
        yield from level


def _of_columns(value: Object, mapping: Mapping) -> list[Any]:
    """Return the rows of {"title": {"0": ...}, ...} and of {"title": [...], ...}."""
    columns = list(value.values())
    if not any(is_key_of(name, "text", mapping) for name in value):
        return []
    if all(isinstance(column, dict) for column in columns):
        rows = list(dict.fromkeys(row for column in columns for row in column))
        return [{name: column.get(row) for name, column in value.items()} for row in rows]
    if len(columns) > 1 and all(isinstance(column, list) for column in columns):
        rows_of = zip(*columns, strict=False)
        return [dict(zip(value, row, strict=True)) for row in rows_of]
    return []


def _of_rows(value: Object, mapping: Mapping) -> list[Any]:
    """Return the rows of {"columns": ["title", ...], "data": [[...], ...]}."""
    names, rows = value.get("columns"), value.get("data")
    if not isinstance(names, list) or not isinstance(rows, list):
        return []
    if not any(isinstance(name, str) and is_key_of(name, "text", mapping) for name in names):
        return []
    return [
        dict(zip(map(str, names), row, strict=False)) if isinstance(row, list) else row
        for row in rows
    ]


def _by_id(value: Object, mapping: Mapping) -> list[Any]:
    """Return the records of {"n-17": {...}, "n-18": {...}}, each with its key as its id."""
    objects = [each for each in value.values() if isinstance(each, dict)]
    if len(objects) < len(value) or len(objects) < 2 or not _are_articles(objects, mapping):
        return []
    return [{"id": key, **each} for key, each in value.items()]


def _of_feed(value: Object, items: list[Any]) -> list[Any]:
    """Return the items, each with the title of its feed, where the value is a JSON Feed."""
    title = value.get("title")
    if not str(value.get("version", "")).startswith("https://jsonfeed.org/") or not title:
        return items
    feed = {"feed": {"title": title}}
    return [{**feed, **each} if isinstance(each, dict) else each for each in items]
