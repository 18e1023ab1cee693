"""Errors that somebody can mend who may write to the archive, told to those who may not as well."""

import os
from pathlib import Path
from typing import TypeVar

from index.errors import ArchiveError, DatelineError, Remedy

Kind = TypeVar("Kind", bound=DatelineError)


def mendable(
    kind: type[Kind],
    said: str,
    how: str,
    folder: object,
    remedy: Remedy | None = None,
    **details: object,
) -> Kind:
    """An error with the way to mend it; who may only read the archive is told whom to ask.

    Args:
        kind: The class of the error.
        said: What is wrong, in sentences.
        how: What to do against it, in sentences.
        folder: Where that would be done; of what is no path, the server tells who may.
        remedy: The command or option that does it.
        details: What `remedy` comes with.
    """
    if may_write(folder):
        return kind(f"{said} {how}", remedy=remedy, **details)
    return kind(
        f"{said} {how} You may read {folder}, but not write to it: ask whoever may, or copy the "
        "archive's folder and do it there."
    )


def may_write(folder: object) -> bool:
    """Whether this process may change what is in a folder, if there is one; yes of no path."""
    if not isinstance(folder, Path):
        return True
    return os.access(folder, os.W_OK) or not folder.exists()


def damaged_catalogue(said: str) -> ArchiveError:
    """The error of a catalogue in which something stands that was never written, `said`."""
    return ArchiveError(
        f"The archive's catalogue is damaged: {said}. Check the archive, which tells what can be "
        "mended.",
        remedy=Remedy.CHECK,
    )
