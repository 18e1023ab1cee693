"""What stands above the text of a Markdown file: YAML, TOML, JSON, a title block, or labels."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from index.formats.fields.fields import Fields, day_of, kind_of, language_of, web_address
from index.formats.plain.notations import PAIR, json_pairs, line_pairs, toml_pairs
from index.prose.invisible import one_line

LONGEST = 64 * 1024
_YAML = re.compile(r"\s*---[ \t]*\r?\n(?P<head>.*?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\s*\+\+\+[ \t]*\r?\n(?P<head>.*?\n)\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_PANDOC = re.compile(
    r"\s*% ?(?P<title>[^\n]*)\n% ?(?P<authors>[^\n]*)\n(?:% ?(?P<date>[^\n]*)(?:\n|\Z))?"
)
_NEXT = re.compile(r"\n(?=(?:---|\+\+\+)[ \t]*\r?\n[ \t]*[\"']?\w)")
_LINK = re.compile(
    r"\[\[(?:[^\[\]|]{1,300}\|)?([^\[\]|]{1,300})\]\]|\[([^\[\]]{1,300})\]\([^()\s]{1,2000}\)"
)
_KEYS = {
    "title": ("title", "headline"),
    "published": (
        "date", "published", "publishdate", "pubdate", "publishedat", "publishedon",
        "datepublished", "publicationdate", "publisheddate", "publishedtime", "firstpublished",
    ),
    "updated": (
        "lastmod", "updated", "modified", "lastmodifiedat", "lastmodified", "lastupdated",
        "datemodified", "updatedat", "updateddate", "modifiedat",
    ),
    "authors": ("author", "authors", "byline", "by", "writer", "writers"),
    "publisher": (
        "publisher", "publication", "newspaper", "outlet", "source", "sitename", "site", "website",
        "sourcename", "publicationname", "journal", "magazine",
    ),
    "section": ("section", "category", "categories", "rubric", "desk"),
    "url": (
        "url", "canonical", "canonicalurl", "link", "sourceurl", "originalurl", "permalink",
        "source", "uri", "site", "website", "articleurl",
    ),
    "language": ("lang", "language", "locale"),
    "kind": ("kind", "type", "genre", "articletype", "contenttype"),
}  # fmt: skip
_KNOWN = {key for keys in _KEYS.values() for key in keys}
# What programs read from lines above a text that is not kept of an article.
_UNKEPT = frozenset(
    "slug tag tags keyword keywords summary description subtitle excerpt abstract status draft"
    " template layout saveas translation series image cover thumbnail copyright license rights"
    " created email".split()
)
_LABELS = (_KNOWN | _UNKEPT) - {"by", "kind", "type", "site", "link", "desk", "genre"}
_MESSAGE = re.compile(r"(?:from|to|received|mime-version|message-id|subject)\s*:", re.IGNORECASE)
_DRAFT = "its front matter calls it a draft"
_BROKEN = "what stands between its first rules looks like front matter, but cannot be read"


class FrontMatter(NamedTuple):
    """What a text begins with that is no text.

    Attributes:
        fields: What it says of the article.
        end: Where the text below it begins.
        doubt: What is to be told of it, in words.
        fenced: Whether it stands between rules, or has the marks of a title block.
    """

    fields: Fields
    end: int
    doubt: str | None = None
    fenced: bool = True


def front_matter(text: str) -> FrontMatter | None:
    """Return what stands above the text: YAML, TOML, JSON, a title block, or lines with labels.

    What looks like it and cannot be read is text (it ends at 0), with a doubt.
    """
    head = text[:LONGEST]
    if found := _YAML.match(head):
        return _fenced(found, _yaml(found["head"]), "YAML front matter")
    if found := _TOML.match(head):
        return _fenced(found, toml_pairs(found["head"]), "TOML front matter")
    return _json(head) or _title_block(head) or _labelled(head)


def next_front_matter(text: str, start: int) -> int | None:
    """Return where, behind `start`, the next article with fenced front matter begins."""
    for found in _NEXT.finditer(text, start):
        head = front_matter(text[found.end() : found.end() + LONGEST])
        if head and head.fenced and head.end and head.fields.title:
            return found.end()
    return None


def _fenced(found: re.Match[str], pairs: Mapping[str, Any] | None, kind: str) -> FrontMatter | None:
    """Return the fields of what stands between the rules; None where that is only text."""
    known = [key for key in pairs or {} if _plain_key(key) in _KNOWN]
    if pairs and known:
        draft = str(pairs.get("draft", "")).lower() == "true"
        return FrontMatter(_fields(pairs, kind), found.end(), _DRAFT if draft else None)
    first = found["head"].lstrip().partition("\n")[0]
    keyed = PAIR.match(first.rstrip()) and _plain_key(first.partition(":")[0]) in _KNOWN
    return FrontMatter(Fields(), 0, _BROKEN) if pairs is None and keyed else None


def _yaml(head: str) -> Mapping[str, Any] | None:
    """Read YAML, every value as it is written; where it is broken, the lines "key: value"."""
    import yaml  # not where nothing but asking is done

    try:
        # The base loader makes strings only: no dates, no objects.
        loaded = yaml.load(head, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return line_pairs(head)
    return loaded if isinstance(loaded, dict) else {}


def _json(head: str) -> FrontMatter | None:
    """Read an object with a title over a text, as Hugo has it."""
    found = json_pairs(head)
    if found is None or not any(_plain_key(key) in _KEYS["title"] for key in found.pairs):
        return None
    draft = found.pairs.get("draft") is True
    fields = _fields(found.pairs, "JSON front matter")
    return FrontMatter(fields, found.end, _DRAFT if draft else None)


def _title_block(head: str) -> FrontMatter | None:
    """Read Pandoc's three lines: % title, % authors, % date."""
    found = _PANDOC.match(head)
    if not found or not found["title"].strip():
        return None
    pairs = {key: value.strip() for key, value in found.groupdict().items() if value}
    pairs["authors"] = pairs.get("authors", "").replace(";", ",")
    return FrontMatter(_fields(pairs, "title block"), found.end())


def _labelled(head: str) -> FrontMatter | None:
    """Read "Title: ...", "Author: ...", one a line, over a blank line; two and a title at least.

    A line that is indented by four blanks goes on with the value above it.
    """
    start = len(head) - len(head.lstrip())
    block = re.split(r"\n[ \t]*\r?\n", head[start:], maxsplit=1)[0]
    if len(block) + start == len(head):
        return None
    pairs: dict[str, Any] = {}
    key = ""
    for line in block.splitlines():
        if key and line.startswith("    "):
            pairs[key] = f"{pairs[key]} {line.strip()}"
            continue
        pair = PAIR.match(line.rstrip())
        if not pair or _plain_key(pair["key"]) not in _LABELS or _MESSAGE.match(line):
            return None
        key = pair["key"]
        pairs[key] = pair["value"] or ""
    titled = any(_plain_key(key) in _KEYS["title"] for key in pairs)
    if len(pairs) < 2 or not titled:
        return None
    return FrontMatter(_fields(pairs, "lines above the text"), start + len(block), fenced=False)


def _fields(pairs: Mapping[str, Any], kind: str) -> Fields:
    """Return the fields that the pairs name, each from the first key that has a fit value."""
    values: dict[str, Any] = {}
    provenance: dict[str, str] = {}
    by_key = {_plain_key(key): (str(key), value) for key, value in pairs.items()}
    for field, keys in _KEYS.items():
        fits = [
            (by_key[key][0], fit)
            for key in keys
            if key in by_key and (fit := _READ[field](by_key[key][1]))
        ]
        if fits:
            (key, values[field]), *_ = fits
            provenance[field] = f"the {kind}'s '{key}'"
        if field == "authors":
            # "author" has the first of them often, and "authors" all.
            values[field] = tuple(dict.fromkeys(name for _, names in fits for name in names))
    return Fields(**values, provenance=provenance)


def _plain_key(key: object) -> str:
    return re.sub(r"[\s_.-]", "", str(key)).lower()


def _strings(value: object) -> list[str]:
    """Return what a value names: itself, its items, or the names of these."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title") or ""
    if isinstance(value, list | tuple):
        return [name for item in value if not isinstance(item, list) for name in _strings(item)]
    shown = value.isoformat() if hasattr(value, "isoformat") else str(value)
    unlinked = _LINK.sub(lambda link: link[1] or link[2], shown)
    return [line] if (line := one_line(unlinked)) else []


def _first(value: object) -> str | None:
    return next(iter(_strings(value)), None)


def _day(value: object) -> str | None:
    first = _first(value)
    return day_of(first) if first else None


def _names(value: object) -> tuple[str, ...]:
    """Return the names in a list or in a line: "By Jane Doe, John Roe and Ann Poe"."""
    names = _strings(value)
    if len(names) == 1:
        line = re.sub(r"^by\s+", "", names[0], flags=re.IGNORECASE)
        names = re.split(r" ?[,;&] ?| and ", line)
    return tuple(dict.fromkeys(name for name in names if any(map(str.isalpha, name))))


def _publisher(value: object) -> str | None:
    first = _first(value)
    return first if first and not re.match(r"(?:https?:|www\.|/)|\S+\.\w{2,}$", first) else None


def _address(value: object) -> str | None:
    first = _first(value)
    return web_address(first) if first else None


_READ: dict[str, Callable[[object], Any]] = {
    "title": _first,
    "published": _day,
    "updated": _day,
    "authors": _names,
    "publisher": _publisher,
    "section": _first,
    "url": _address,
    "language": lambda value: language_of(_first(value) or ""),
    "kind": lambda value: kind_of(_first(value) or ""),
}
