"""Values of records, whatever their shape, as what they mean: names, lines, addresses, ids."""

import ast
import html
import json
import math
import re
import warnings
from collections.abc import Iterator
from email.utils import parseaddr

from index.formats.pages.authors import split_names
from index.formats.pages.fragments import plain_line

_LONGEST_LITERAL = 10_000
_LONGEST_NAMES = 5_000
_MOST_OF_A_LIST = 1_000
_DEEPEST = 4
_LINE_KEYS = (
    "name", "main", "rendered", "title", "label", "displayname", "webtitle", "value", "text",
    "literal", "default", "en", "id",
)  # fmt: skip
_NAME_KEYS = (
    "name", "fullname", "displayname", "webtitle", "literal", "title", "text", "value", "original",
)  # fmt: skip
_GIVEN = ("given", "givenname", "firstname")
_MIDDLE = ("middlename", "nondroppingparticle")
_FAMILY = ("family", "familyname", "lastname", "surname")
_ADDRESS_KEYS = ("href", "url", "id", "value", "text", "canonical")
_SEVERAL = re.compile(
    r"[,;&/|·•、，；\n]|^(?:by|von|par|por)\s|\s(?:and|und|et|y|in|for|at)\s", re.I
)
_PLACEHOLDER = frozenset(
    ("", "null", "none", "nan", "n/a", "na", "undefined", "-", "--", "[]", "{}")
)
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})(?:[:/]\S*)?", re.I)


def taken_apart(value: object) -> object:
    """Return the list or object that a text is the notation of, else the value as it is.

    Tables are often written with JSON or Python's own notation in their cells.
    """
    text = value.strip() if isinstance(value, str) else ""
    if len(text) > _LONGEST_LITERAL or text[:1] + text[-1:] not in ("[]", "{}"):
        return value
    for read in (json.loads, _python_literal):
        try:
            found: object = read(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
            continue
        return found
    return value


def line_of(value: object, depth: int = 0) -> str | None:
    """Return a value as a line: of an object its name, of a list the first that has one."""
    value = taken_apart(value)
    if isinstance(value, str):
        line = " ".join(html.unescape(value).split())
        return None if line.casefold() in _PLACEHOLDER else line
    if isinstance(value, dict | list) and depth < _DEEPEST:
        inner = _named(value, _LINE_KEYS) if isinstance(value, dict) else iter(value)
        return next(filter(None, (line_of(each, depth + 1) for each in inner)), None)
    return None


def title_of(value: object) -> str | None:
    """Return a value as a title: a line, without markup and entities; a number is one too."""
    if isinstance(value, int | float):
        return id_of(value)
    line = line_of(value)
    return plain_line(line) or None if line else None


def lines_of_list(value: object) -> list[str]:
    """Return the lines of a list, or the one line of another value."""
    value = taken_apart(value)
    each_of = value[:_MOST_OF_A_LIST] if isinstance(value, list) else [value]
    return list(filter(None, map(line_of, each_of)))


def authors_of(value: object) -> tuple[str, ...]:
    """Return the names in "By Jane Roe and Tom Hale", in a list, in an object or in objects."""
    names: dict[str, str] = {}
    for written in _names(value):
        for name in _people(written):
            names.setdefault(name.casefold(), name)
    return tuple(names.values())


def address_of(value: object, depth: int = 0) -> str | None:
    """Return an address as it is written; of an object or a list the first that there is."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, dict | list) and depth < _DEEPEST:
        inner = _named(value, _ADDRESS_KEYS) if isinstance(value, dict) else iter(value)
        return next(filter(None, (address_of(each, depth + 1) for each in inner)), None)
    return None


def id_of(value: object) -> str | None:
    """Return an id as text: 17, 9.5, "n-17", and MongoDB's {"$oid": "..."}."""
    if isinstance(value, dict):
        return next(filter(None, map(id_of, _named(value, ("oid", "value", "id")))), None)
    if isinstance(value, float):
        whole = math.isfinite(value) and value == int(value)
        return str(int(value)) if whole else str(value) if math.isfinite(value) else None
    if isinstance(value, int) and not isinstance(value, bool):
        # Python writes out no number of more digits than some thousand.
        return str(value) if abs(value) < 10**100 else None
    if isinstance(value, str) and value.strip().casefold() not in _PLACEHOLDER:
        return value.strip()
    return None


def host_of(line: str) -> str | None:
    """Return the host that a line is, or that the web address leads to which it is; else None."""
    found = _HOST.fullmatch(line)
    return found[1].lower() if found and not found[1].rpartition(".")[2].isdigit() else None


def _python_literal(text: str) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of wrong escapes in text that is no Python
        return ast.literal_eval(text)


def _names(value: object, depth: int = 0) -> Iterator[str]:
    value = taken_apart(value)
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < _DEEPEST:
        for each in value[:_MOST_OF_A_LIST]:
            yield from _names(each, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        parts = (line_of(next(_named(value, keys), None)) for keys in (_GIVEN, _MIDDLE, _FAMILY))
        whole = next(filter(None, map(line_of, _named(value, _NAME_KEYS))), None)
        yield whole or " ".join(filter(None, parts))


def _people(written: str) -> tuple[str, ...]:
    if len(written) > _LONGEST_NAMES:
        return ()
    # RSS has "jane@paper.example (Jane Roe)", mail "Jane Roe <jane@paper.example>".
    if "@" in written and (name := parseaddr(written)[0]):
        written = name
    line = plain_line(written.replace("\n", "; "))
    names = split_names([line])
    # "Bank of England" is one name, and nothing of it a place that somebody reports from.
    return (line,) if len(names) == 1 and not _SEVERAL.search(line) else names


def _named(value: dict[str, object], names: tuple[str, ...]) -> Iterator[object]:
    """Yield what an object has under the names, in their order, whatever marks its keys have."""
    plain = {re.sub(r"[\W_]", "", key[:40]).casefold(): each for key, each in value.items()}
    return (plain[name] for name in names if plain.get(name) is not None)
