"""Entries as CSL JSON, the data of the Citation Style Language (its schema csl-data.json). Pure."""

import json
from collections.abc import Iterable
from typing import Any

from ui.exports.bibliography import Entry


def csl(entries: Iterable[Entry]) -> bytes:
    """A bibliography in UTF-8, as Zotero, Pandoc and others read it."""
    written = json.dumps([_item(each) for each in entries], ensure_ascii=False, indent=2)
    return written.encode("utf-8", "backslashreplace") + b"\n"


def _item(entry: Entry) -> dict[str, Any]:
    told = {
        "id": entry.key,
        "type": "article-newspaper",
        "title": entry.title,
        "container-title": entry.publisher,
        "issued": {"date-parts": [list(entry.date)]} if entry.date else None,
        "URL": entry.address,
        "language": entry.language,
        "genre": entry.kind,
        "note": "\n".join(entry.notes[: int(entry.claimed)]),
        "annote": "\n".join(entry.quotes),
    }
    return {name: value for name, value in told.items() if value}
