"""What people said of answers: lines of JSON beside an archive's builds, an object each.

It outlives every rebuilding. A line has an `id`, and `names` what of the archive it speaks of:
articles by their ids, publishers, sections. It stays only while the archive holds all of that, so
nothing of a removed article is in it; what else a line says is the business of who writes it.
All changes are made under one lock, over processes and threads.
"""

import json
from collections.abc import Callable, Collection, Mapping
from contextlib import nullcontext
from typing import Any

from index.layout import FEEDBACK_FILE
from index.mending import may_write
from index.notes import Notes

Held = Callable[[str, Collection[str]], Collection[str]]
"""Tells which of some names of a kind the archive holds; see `ArticleLookup.held`."""

KINDS = ("articles", "publishers", "sections")


def put_line(notes: Notes, line: Mapping[str, Any], held: Held) -> bool:
    """Writes a line, in the place of the one that has its id.

    Args:
        notes: The archive's.
        line: JSON values, with an `id` and `names`.
        held: Of that archive.

    Returns:
        Whether it was written; no where the archive no longer holds all that it names.

    Raises:
        ArchiveError: The archive cannot be written to.
    """
    with notes.locked(FEEDBACK_FILE):
        # Under the lock: else a removal could finish between the question and the writing.
        if not _lines_held([line], held):
            return False
        lines = _read(notes)
        others = [each for each in lines if each.get("id") != line["id"]]
        if len(others) < len(lines):
            _write(notes, [*others, line])
        else:
            notes.append(FEEDBACK_FILE, _text(line))
    return True


def take_line_back(notes: Notes, line_id: str) -> None:
    """Deletes the line of an id, where there is one.

    Raises:
        ArchiveError: The archive cannot be written to.
    """
    with notes.locked(FEEDBACK_FILE):
        lines = _read(notes)
        others = [each for each in lines if each.get("id") != line_id]
        if len(others) < len(lines):
            _write(notes, others)


def held_lines(notes: Notes, held: Held) -> str:
    """All lines that name only what an archive holds, none of them cut; empty without any."""
    if not notes.has(FEEDBACK_FILE):
        return ""
    with notes.locked(FEEDBACK_FILE) if may_write(notes.where) else nullcontext():
        return "\n".join(map(_text, _lines_held(_read(notes), held)))


def forget_lines(notes: Notes, held: Held) -> None:
    """Deletes every line that names what the archive does not hold, and every line that is cut.

    Raises:
        ArchiveError: The archive cannot be written to.
    """
    if not notes.has(FEEDBACK_FILE):
        return
    with notes.locked(FEEDBACK_FILE):
        # What a rewriting that was killed left behind holds lines too.
        notes.tidy(FEEDBACK_FILE)
        lines = _read(notes)
        kept = _lines_held(lines, held)
        if len(kept) < len(lines):
            _write(notes, kept)


def _lines_held(lines: list[Mapping[str, Any]], held: Held) -> list[Mapping[str, Any]]:
    """The lines of which everything that they name is held."""
    known = {
        kind: set(held(kind, {name for line in lines for name in _names(line, kind)}))
        for kind in KINDS
    }
    return [
        line
        for line in lines
        if line and all(known[kind].issuperset(_names(line, kind)) for kind in KINDS)
    ]


def _names(line: Mapping[str, Any], kind: str) -> list[str]:
    names: list[str] = line.get("names", {}).get(kind, [])
    return names


def _read(notes: Notes) -> list[Mapping[str, Any]]:
    """The lines; one that is cut is empty, as nobody knows what it names."""
    content = notes.read(FEEDBACK_FILE) or b""
    return [_line(line) for line in content.split(b"\n") if line]


def _line(content: bytes) -> Mapping[str, Any]:
    try:
        values = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    names = values.get("names") if isinstance(values, dict) else None
    return values if isinstance(names, dict) and all(map(_is_list, names.values())) else {}


def _is_list(names: object) -> bool:
    return isinstance(names, list) and all(isinstance(name, str) for name in names)


def _text(line: Mapping[str, Any]) -> str:
    return json.dumps(line, separators=(",", ":"))


def _write(notes: Notes, lines: list[Mapping[str, Any]]) -> None:
    if any(lines):
        notes.write(FEEDBACK_FILE, "\n".join(_text(line) for line in lines if line))
    else:
        notes.delete(FEEDBACK_FILE)
