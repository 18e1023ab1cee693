"""What people said of answers: a file of lines beside an archive's builds, one JSON object each.

It outlives every rebuilding. A line has an `id`, and `names` what of the archive it speaks of:
articles by their ids, publishers, sections. It stays only while the archive holds all of that, so
nothing of a removed article is in it; what else a line says is the business of who writes it.
All changes are made under one lock, over processes and threads.
"""

import errno
import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import ArchiveBusy, ArchiveError
from index.layout import FEEDBACK_FILE, write_whole

Held = Callable[[str, Collection[str]], Collection[str]]
"""Tells which of some names of a kind the archive holds; see `ArticleLookup.held`."""

KINDS = ("articles", "publishers", "sections")
_PATIENCE_SECONDS = 10.0


def put_line(folder: Path, line: Mapping[str, Any], held: Held) -> bool:
    """Writes a line, in the place of the one that has its id.

    Args:
        folder: The archive's.
        line: JSON values, with an `id` and `names`.
        held: Of the archive in that folder.

    Returns:
        Whether it was written; no where the archive no longer holds all that it names.

    Raises:
        ArchiveError: The folder cannot be written to.
    """
    with _locked(folder):
        # Under the lock: else a removal could finish between the question and the writing.
        if not _lines_held([line], held):
            return False
        lines = _read(folder)
        others = [each for each in lines if each.get("id") != line["id"]]
        if len(others) < len(lines):
            _write(folder, [*others, line])
        else:
            _append(folder / FEEDBACK_FILE, _text(line))
    return True


def take_line_back(folder: Path, line_id: str) -> None:
    """Deletes the line of an id, where there is one.

    Raises:
        ArchiveError: The folder cannot be written to.
    """
    with _locked(folder):
        lines = _read(folder)
        others = [each for each in lines if each.get("id") != line_id]
        if len(others) < len(lines):
            _write(folder, others)


def forget_lines(folder: Path, held: Held) -> None:
    """Deletes every line that names what the archive does not hold, and every line that is cut.

    Raises:
        ArchiveError: The folder cannot be written to.
    """
    if not any((folder / name).exists() for name in (FEEDBACK_FILE, f"{FEEDBACK_FILE}.new")):
        return
    with _locked(folder):
        # What a rewriting that was killed left behind holds lines too.
        (folder / f"{FEEDBACK_FILE}.new").unlink(missing_ok=True)
        lines = _read(folder)
        kept = _lines_held(lines, held)
        if len(kept) < len(lines):
            _write(folder, kept)


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


def _read(folder: Path) -> list[Mapping[str, Any]]:
    """The lines; one that is cut is empty, as nobody knows what it names."""
    try:
        content = (folder / FEEDBACK_FILE).read_bytes()
    except FileNotFoundError:
        return []
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


def _write(folder: Path, lines: list[Mapping[str, Any]]) -> None:
    if any(lines):
        write_whole(folder / FEEDBACK_FILE, "\n".join(_text(line) for line in lines if line))
    else:
        (folder / FEEDBACK_FILE).unlink(missing_ok=True)


def _append(file: Path, text: str) -> None:
    """Adds a whole line, or nothing: one that was cut before it is ended, and stays by itself."""
    opened = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        size = os.fstat(opened).st_size
        ended = size == 0 or os.pread(opened, 1, size - 1) == b"\n"
        content = ("" if ended else "\n").encode() + f"{text}\n".encode("ascii")
        try:
            if os.pwrite(opened, content, size) < len(content):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(opened)
        except OSError:
            os.ftruncate(opened, size)
            raise
    finally:
        os.close(opened)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """The block with nobody else changing the file."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(folder / f"{FEEDBACK_FILE}.lock", timeout=_PATIENCE_SECONDS):
            yield
    except Timeout:
        raise ArchiveBusy(
            f"{folder / FEEDBACK_FILE} is being written to by another. Try again in a moment."
        ) from None
    except OSError as error:
        raise ArchiveError(
            f"{folder / FEEDBACK_FILE} cannot be written: {os.strerror(error.errno or 0)}. Check "
            "the permissions of the archive's folder."
        ) from error
