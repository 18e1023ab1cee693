"""What SQLite says of a file that it cannot use, as sentences."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import ArchiveError, Remedy
from index.mending import mendable

BUSY_SECONDS = 30.0
"""How long another program is waited for that holds the file."""

_NO_WRITING = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """Turns SQLite's errors into sentences; those that only a mistake of ours raises stay."""
    try:
        yield
    except sqlite3.ProgrammingError as error:
        if "closed" not in str(error):
            raise
        raise ArchiveError(
            f"The archive in {path.parent} was closed. Open it again: Archive.open(path)."
        ) from error
    except sqlite3.DatabaseError as error:
        raise _error(path, error) from error
    # Of damaged files SQLite tells in words of theirs, which may be none, and numbers too large.
    except (UnicodeDecodeError, OverflowError, sqlite3.Error) as error:
        raise _damaged(path, error) from error


def _error(path: Path, error: sqlite3.DatabaseError) -> ArchiveError:
    code = _code(error)
    if code == sqlite3.SQLITE_FULL:
        return ArchiveError(
            f"There is no room left for {path}. Make room on the disk, then run the same command "
            "again; what was finished is kept."
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ArchiveError(
            f"{path} was held by another program for more than {BUSY_SECONDS:.0f} s. Close that "
            "program, then run the same command again."
        )
    if is_of_writing(error):
        return ArchiveError(
            f"{path} cannot be opened or written to ({error}). Check the permissions of the "
            "folder and its files, or give another archive.",
            remedy=Remedy.OTHER_ARCHIVE,
        )
    if code == sqlite3.SQLITE_NOTADB:
        return mendable(
            ArchiveError,
            f"{path} is not a catalogue that can be read ({error}).",
            "Restore it from a copy, or delete the archive's folder and index the articles again.",
            path.parent,
        )
    return _damaged(path, error)


def _damaged(path: Path, error: Exception) -> ArchiveError:
    return mendable(
        ArchiveError,
        f"{path} is damaged: it is not a catalogue that can be read ({error}).",
        "Check the archive, which tells what can be mended. What cannot, restore from a copy, or "
        "delete the archive's folder and index the articles again.",
        path.parent,
        Remedy.CHECK,
    )


def is_of_writing(error: sqlite3.Error) -> bool:
    """Whether the file could not be opened to be written to."""
    return _code(error) in _NO_WRITING


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; its extended codes have more in their higher bits."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)) & 0xFF
