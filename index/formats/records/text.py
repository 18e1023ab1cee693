"""The text of a record: under which key it is, and made plain where it is HTML."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.errors import ArticleError
from index.formats.fields.mapping import Mapping
from index.formats.pages.fragments import is_html, is_whole_page, plain_text
from index.formats.records.keys import Scopes, Value, key_for, values_for

SUMMARY_ONLY = "summary only"
_INNER = (
    "rendered",
    "text",
    "plain",
    "content",
    "body",
    "html",
    "value",
    "p",
    "paragraph",
    "#text",
)
_DEEPEST = 5
# What programs write in the place of a text.
_NO_TEXT = frozenset(
    (
        "null",
        "none",
        "nan",
        "n/a",
        "undefined",
        "[removed]",
        "[deleted]",
        "only available in paid plans",
    )
)
# How NewsAPI and GNews say that they give no more of a text.
_BREAKS_OFF = re.compile(r"\[\+?\d{1,9} (?:more )?char(?:acter)?s\]$")
_TAIL = 60
_SHAPES = {
    str: "holds no words",
    int: "is a number, not a text",
    float: "is a number, not a text",
    bool: "is true or false, not a text",
}


class RecordText(NamedTuple):
    """A record's text, and where it is from; `page` where it is a whole web page, as it came."""

    text: str
    where: str
    page: str | None = None


def text_of_record(scopes: Scopes, mapping: Mapping) -> RecordText:
    """Return the record's text, or what summaries it has.

    Raises:
        ArticleError: It has none.
    """
    for found in values_for(scopes, "text", mapping):
        written = _written(found.value)
        if written and is_whole_page(written):
            return RecordText("", f"the record's '{found.key}'", written)
        text, plain = _plain(written, found.key)
        if not _says_something(text):
            continue
        tail = _BREAKS_OFF.search(text[-_TAIL:])
        if tail:
            begun = Value(found.key, text[: len(text) - len(tail[0])].rstrip())
            return _joined([*values_for(scopes, "summary", mapping), begun], "which breaks off")
        return RecordText(text, f"the record's '{found.key}'{plain}")
    summary = _joined(list(values_for(scopes, "summary", mapping)), SUMMARY_ONLY)
    if summary.text:
        return summary
    raise ArticleError(_reason(scopes, mapping))


def _written(value: object, depth: int = 0) -> str:
    """Return text, that of the paragraphs of a list, or that in an object."""
    if isinstance(value, str):
        return value
    if depth >= _DEEPEST:
        return ""
    if isinstance(value, list):
        return "\n\n".join(filter(None, (_written(each, depth + 1) for each in value)))
    if isinstance(value, dict):
        inner = (_written(value[key], depth + 1) for key in _INNER if key in value)
        return next(filter(None, inner), "")
    return ""


def _plain(written: str, key: str) -> tuple[str, str]:
    """Return the text without markup, and what to say of that."""
    if not written or not is_html(written):
        return written, ""
    try:
        return plain_text(written), ", made plain from HTML"
    except ArticleError as error:
        raise ArticleError(f"the field '{key}' cannot be read: {error}") from error


def _joined(found: list[Value], how: str) -> RecordText:
    """Return the texts as paragraphs, without those that another one has in it."""
    parts: list[Value] = []
    for each in found:
        text = _plain(_written(each.value), each.key)[0].strip()
        if not _says_something(text):
            continue
        if any(_begun(text) in part.value for part in parts):
            continue
        parts = [part for part in parts if _begun(part.value) not in text]
        parts.append(Value(each.key, text))
    keys = " and ".join(f"'{part.key}'" for part in parts)
    text = "\n\n".join(part.value for part in parts)
    return RecordText(text, f"the record's {keys} ({how})")


def _begun(text: str) -> str:
    return text.rstrip(" .…")


def _says_something(text: str) -> bool:
    return any(map(str.isalnum, text)) and text.strip().casefold() not in _NO_TEXT


def _reason(scopes: Scopes, mapping: Mapping) -> str:
    found = next(_all(scopes, mapping), None)
    if found is not None:
        return f"the field '{found.key}' {_SHAPES.get(type(found.value), 'holds no text')}"
    key = key_for(scopes, "text", mapping) or key_for(scopes, "summary", mapping)
    return f"the field '{key}' is null" if key else "it has no text under a key that is known"


def _all(scopes: Scopes, mapping: Mapping) -> Iterator[Value]:
    yield from values_for(scopes, "text", mapping)
    yield from values_for(scopes, "summary", mapping)
