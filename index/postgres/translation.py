"""A statement as PostgreSQL takes it; `index.database` tells what is spelled in two ways."""

import re
from collections.abc import Sequence
from functools import lru_cache

_LISTS = re.compile(r"\b(texts|numbers|texts_in)\((\?|\w+)\)(?: AS (\w+))?")
_TABLES = {
    "texts": 'SELECT value COLLATE "C" AS value, key FROM unnest({}::text[])',
    "numbers": "SELECT value, key FROM unnest({}::bigint[])",
    "texts_in": 'SELECT value COLLATE "C" AS value, key FROM json_array_elements_text({}::json)',
}
# What SQLite is told of the order to go in.
_HINT = re.compile(r"(?<=[ (])\+(?=[a-z])")
# A character that no text of an archive has: what holds NUL is there nowhere.
_NEVER = "\ufffe\uffff"


@lru_cache(maxsize=512)
def translated(sql: str) -> str:
    """A statement in psycopg's spelling."""
    sql = _LISTS.sub(_table, sql.replace("%", "%%"))
    sql = _HINT.sub("", sql.replace("CROSS JOIN", "JOIN"))
    return sql.replace(" IS ?", " IS NOT DISTINCT FROM ?").replace("?", "%s")


def asked(values: Sequence[object]) -> list[object]:
    """The values of a query, which PostgreSQL takes: none of them as it was may hold NUL."""
    return [_asked(value) for value in values]


def _table(found: re.Match[str]) -> str:
    kind, of, name = found.groups()
    made = _TABLES[kind].format(of)
    return f"LATERAL ({made} WITH ORDINALITY AS listed (value, key)) AS {name or 'given'}"


def _asked(value: object) -> object:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list):
        return [_text(each) if isinstance(each, str) else each for each in value]
    return value


def _text(value: str) -> str:
    if value.isascii() and "\0" not in value:
        return value
    return value.encode("utf-8", "replace").decode("utf-8").replace("\0", _NEVER)
