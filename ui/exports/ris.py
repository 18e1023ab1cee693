"""Entries as RIS: the one module that knows rispy."""

from collections.abc import Iterable
from typing import Any

from ui.exports.bibliography import Entry


def ris(entries: Iterable[Entry]) -> bytes:
    """A bibliography in UTF-8, as EndNote, Zotero, Mendeley and others read it."""
    import rispy
    from rispy.writer import RisWriter

    class Writer(RisWriter):  # type: ignore[misc]
        """As the format's description has it: nothing before an entry, and its line ends."""

        NEWLINE = "\r\n"

        def set_header(self, count: int) -> str:
            return ""

    # An address with a semicolon is one address.
    text: str = rispy.dumps(
        [_reference(each) for each in entries], implementation=Writer, delimiter_tags_mapping={}
    )
    return text.encode("utf-8", "replace")


def _reference(entry: Entry) -> dict[str, Any]:
    told = {
        "type_of_reference": "NEWS",
        "id": entry.key,
        "title": entry.title,
        "secondary_title": entry.publisher,
        "year": f"{entry.date[0]:04}" if entry.date else "",
        "date": _dated(entry),
        "urls": [entry.address] if entry.address else [],
        "language": entry.language,
        "type_of_work": entry.kind,
        "notes": list(entry.notes),
    }
    return {name: value for name, value in told.items() if value}


def _dated(entry: Entry) -> str:
    """The date as "2023/05/03/", with nothing between the slashes for what is not known."""
    if not entry.date:
        return ""
    parts = [f"{part:02}" for part in entry.date[1:]]
    return "/".join([f"{entry.date[0]:04}", *parts, *[""] * (3 - len(parts))])
