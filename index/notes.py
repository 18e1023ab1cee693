"""What is noted beside an archive or one of its builds: small texts, by name."""

import errno
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from index.errors import ArchiveBusy, ArchiveError
from index.layout import write_whole

_PATIENCE_SECONDS = 10.0


class Notes(Protocol):
    """Texts by name; who reads one finds the old text or the new one, also after a crash.

    Attributes:
        where: Where they are, as a person knows it.

    Raises:
        ArchiveError: From whatever reads or changes one: that cannot be done.
    """

    @property
    def where(self) -> object:  # noqa: D102
        ...

    def has(self, name: str) -> bool:
        """Whether there is a note of a name, or a part of one that was being written."""
        ...

    def read(self, name: str) -> bytes | None:
        """A note; None where there is none."""
        ...

    def write(self, name: str, text: str) -> None:
        """Puts a text of ASCII, and the end of its line, in the place of what was there."""
        ...

    def append(self, name: str, text: str) -> None:
        """Adds a whole line, or nothing: one that was cut before it is ended first."""
        ...

    def delete(self, name: str) -> None:
        """Deletes a note, where there is one."""
        ...

    def tidy(self, name: str) -> None:
        """Deletes what a writing of it that was killed has left behind."""
        ...

    def locked(self, name: str) -> AbstractContextManager[None]:
        """The block with nobody else changing the note.

        Raises:
            ArchiveBusy: Another does so for too long.
        """
        ...


class FolderNotes:
    """Notes that are files in a folder."""

    def __init__(self, folder: Path) -> None:
        """Takes the folder."""
        self._folder = folder

    @property
    def where(self) -> Path:
        """The folder."""
        return self._folder

    def has(self, name: str) -> bool:
        """Whether there is a note of a name, or a part of one that was being written."""
        return any((self._folder / each).exists() for each in (name, f"{name}.new"))

    def read(self, name: str) -> bytes | None:
        """A note; None where there is none."""
        try:
            return (self._folder / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise ArchiveError(
                f"{self._folder / name} cannot be read: {os.strerror(error.errno or 0)}. Check "
                "its permissions."
            ) from error

    def write(self, name: str, text: str) -> None:
        """Puts a text of ASCII, and the end of its line, in the place of what was there."""
        write_whole(self._folder / name, text)

    def append(self, name: str, text: str) -> None:
        """Adds a whole line, or nothing: one that was cut before it is ended first."""
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
        opened = os.open(self._folder / name, flags, 0o644)
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

    def delete(self, name: str) -> None:
        """Deletes a note, where there is one."""
        (self._folder / name).unlink(missing_ok=True)

    def tidy(self, name: str) -> None:
        """Deletes what a writing of it that was killed has left behind."""
        (self._folder / f"{name}.new").unlink(missing_ok=True)

    @contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """The block with nobody else changing the note."""
        from filelock import FileLock, Timeout

        file = self._folder / name
        try:
            with FileLock(f"{file}.lock", timeout=_PATIENCE_SECONDS):
                yield
        except Timeout:
            raise ArchiveBusy(
                f"{file} is being written to by another. Try again in a moment."
            ) from None
        except OSError as error:
            raise ArchiveError(
                f"{file} cannot be written: {os.strerror(error.errno or 0)}. Check "
                "the permissions of the archive's folder."
            ) from error
