"""Who may write, and who may read meanwhile: locks that hold over processes and threads.

The operating system lets go of both kinds when a process ends, however it ends.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ArchiveBusy, ArchiveError, Remedy
from index.mending import mendable

if TYPE_CHECKING:
    from filelock import FileLock

WRITER_FILE = "writer.lock"
PATIENCE_SECONDS = 0.5
_STEP_SECONDS = 0.005
_MARK_LENGTH = 32


def writer_lock(folder: Path) -> "FileLock":
    """The one writer's place at an archive, taken.

    Raises:
        ArchiveBusy: Another has it.
        ArchiveError: The folder cannot be written to.
    """
    from filelock import FileLock, Timeout

    # Whoever closes the archive may be another thread than the one that opened it.
    lock = FileLock(folder / WRITER_FILE, thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise ArchiveBusy(
            f"{folder} is being written to by another process. Wait until it has finished, "
            "then run this again; questions can be asked meanwhile."
        ) from None
    except OSError as error:
        raise ArchiveError(
            f"{folder} cannot be written to: {os.strerror(error.errno or 0)}. Check its "
            "permissions, ask whoever may write there, change a copy of it, or give another "
            "archive.",
            remedy=Remedy.OTHER_ARCHIVE,
        ) from error
    return lock


class Gate:
    """Guards a folder's files: many may read them, or one may change them, never both at once.

    The gate's own file says how often they were changed and whether the last change was finished:
    "17 whole", or "18 changing" while a change is under way and after one that was cut short.
    """

    def __init__(self, file: Path) -> None:
        """Takes the file that is locked; the first change makes it."""
        self._file = file

    def whole(self) -> bool:
        """Whether the last change came to its end; no while one is under way."""
        try:
            return _read(self._file.read_bytes())[1]
        except OSError:
            return False

    def remove(self) -> None:
        """Deletes the file, when the files that it is for are gone."""
        self._file.unlink(missing_ok=True)

    @contextmanager
    def reading(self) -> Iterator[int]:
        """Keeps changes away for the block; gives how many there have been.

        Raises:
            ArchiveError: A change was cut short.
            ArchiveBusy: A change takes longer than `PATIENCE_SECONDS`.
        """
        with self._locked(os.O_RDONLY, fcntl.LOCK_SH) as file:
            version, whole = _read(os.pread(file, _MARK_LENGTH, 0))
            if not whole:
                raise _cut_short(self._file)
            yield version

    @contextmanager
    def changing(self, *, anew: bool = False) -> Iterator[int]:
        """Keeps everyone away for the block; gives the number of this change.

        Args:
            anew: Whether the block replaces the files altogether, so that it does not matter
                in which state they are.

        Raises:
            ArchiveError: An earlier change was cut short.
        """
        with self._locked(os.O_RDWR | os.O_CREAT, fcntl.LOCK_EX) as file:
            version, whole = _read(os.pread(file, _MARK_LENGTH, 0))
            if not (whole or anew):
                raise _cut_short(self._file)
            _write(file, version + 1, "changing")
            try:
                yield version + 1
            except Exception:
                raise  # Nobody knows what state the files are in, so they stay marked.
            except BaseException:
                if not anew:  # Ctrl-C comes between calls, not in one.
                    _write(file, version + 1, "whole")
                raise
            _write(file, version + 1, "whole")

    @contextmanager
    def _locked(self, flags: int, kind: int) -> Iterator[int]:
        try:
            file = os.open(self._file, flags | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise ArchiveError(
                f"{self._file} cannot be opened: {os.strerror(error.errno or 0)}. Check its "
                "permissions."
            ) from error
        try:
            self._wait(file, kind)
            yield file
        finally:
            os.close(file)

    def _wait(self, file: int, kind: int) -> None:
        if kind == fcntl.LOCK_EX:
            fcntl.flock(file, kind)
            return
        last = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                fcntl.flock(file, kind | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() > last:
                    raise ArchiveBusy(
                        f"{self._file.parent} is being changed. Try again in a moment."
                    ) from None
                time.sleep(_STEP_SECONDS)


def _read(mark: bytes) -> tuple[int, bool]:
    version, _, state = mark.decode("ascii", "replace").strip().partition(" ")
    return (int(version) if version.isdecimal() else 0), state == "whole"


def _write(file: int, version: int, state: str) -> None:
    os.pwrite(file, f"{version} {state}".ljust(_MARK_LENGTH - 1).encode() + b"\n", 0)


def _cut_short(file: Path) -> ArchiveError:
    return mendable(
        ArchiveError,
        f"A change in {file.parent} was cut short, so its vectors cannot be used.",
        "Index or remove something once: they are mended from the catalogue.",
        file.parent,
        Remedy.WRITE_ONCE,
    )
