"""Keys and values above a text: in TOML, in JSON, and in lines."""

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any, NamedTuple

PAIR = re.compile(r"(?P<key>[A-Za-z][\w .-]{0,40}?)[ \t]*:(?:[ \t]+(?P<value>\S[^\n]*)|[ \t]*)$")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>\S[^\n]*)$")
_OBJECT = re.compile(r"[\ufeff\s]*+(?=\{\s*+\")")
_LINE_END = re.compile(r"[ \t]*+(?:\r\n|\r|\n)")


class Above(NamedTuple):
    """An object above a text: its keys and values, and where the text begins."""

    pairs: Mapping[str, Any]
    end: int


def line_pairs(head: str) -> Mapping[str, Any] | None:
    """Read lines "key: value" and items below a key; None where there are others."""
    pairs: dict[str, Any] = {}
    key = ""
    for line in head.splitlines():
        pair, item = PAIR.match(line.rstrip()), _ITEM.match(line.rstrip())
        if pair:
            key = pair["key"]
            pairs[key] = _unquoted(pair["value"]) if pair["value"] else []
        elif item and key and isinstance(pairs[key], list):
            pairs[key].append(_unquoted(item["value"]))
        elif line.strip() and not line.startswith("#"):
            return None
    return pairs


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def toml_pairs(head: str) -> Mapping[str, Any] | None:
    """Read TOML; None where it is broken."""
    try:
        return tomllib.loads(head.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, ValueError, RecursionError):
        return None


def json_pairs(text: str) -> Above | None:
    """Read the JSON object that a text begins with; None where no text follows it."""
    begun = _OBJECT.match(text)
    if not begun:
        return None
    try:
        pairs, end = json.JSONDecoder().raw_decode(text, begun.end())
    except (ValueError, RecursionError):
        return None
    line_end = _LINE_END.match(text, end)
    below = text[end:].lstrip()
    # Behind an object comes another one where a file is of records.
    if not line_end or below[:1] in "{[,]}" or not any(map(str.isalnum, below)):
        return None
    return Above(pairs, line_end.end())
