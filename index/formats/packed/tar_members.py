"""The members of a tar file that is read from its beginning to its end."""

import tarfile
from collections.abc import Iterator
from typing import IO

from index.formats.packed.budget import Budget, Damaged
from index.formats.packed.member import Member
from index.formats.packed.stream import Metered

_BLOCK = 512
# Names of any length come in fields of their own, which tarfile reads at once.
_LONGEST_READ = 128 * 1024


def looks_like_tar(head: bytes) -> bool:
    """Say whether the first 512 bytes of a file are the header of a tar file's member."""
    return head[257:262] == b"ustar"


def tar_members(stream: Metered, budget: Budget) -> Iterator[Member]:
    """Yield the members of a tar file; each can be read until the next one is asked for.

    Raises:
        Damaged: The file breaks off or is damaged here.
        Stopped: It has too many members.
    """
    forward = _Forward(stream)
    try:
        tar = tarfile.TarFile(fileobj=forward, mode="r", errors="surrogateescape")  # type: ignore[arg-type]
        while (found := tar.next()) is not None:
            tar.members = []  # type: ignore[attr-defined]  # it would keep them all
            budget.count()
            yield from _member(tar, found, budget.limits.member)
    except (tarfile.TarError, ValueError, OverflowError, RecursionError):
        raise Damaged("breaks off or is damaged") from None
    if not forward.ended_well():
        raise Damaged("breaks off or is damaged")


def _member(tar: tarfile.TarFile, found: tarfile.TarInfo, most: int) -> Iterator[Member]:
    if found.isdir():
        return
    if found.issym() or found.islnk():
        yield Member(found.name, None, "a link; pack the file itself")
    elif not found.isreg() or found.issparse():
        yield Member(found.name, None, "not a regular file; leave it out")
    elif found.size > most:
        yield Member(found.name, None, f"it has more than {most:,} bytes; unpack it by hand")
    else:
        stream = tar.extractfile(found)
        assert stream is not None  # as it is a regular file
        yield Member(found.name, _OfOne(stream), None)


class _OfOne:
    """A member's bytes; where they end too early so does the file."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except tarfile.TarError:
            raise Damaged("breaks off or is damaged") from None


class _Forward:
    """A stream as tarfile wants it, which it can neither turn back nor read much of at once."""

    def __init__(self, stream: Metered) -> None:
        self._stream = stream
        self._at = 0
        self._last = b""

    def read(self, size: int) -> bytes:
        if not 0 <= size <= _LONGEST_READ:
            raise Damaged("has a member with fields that are too long")
        self._last = self._stream.read(size)
        self._at += len(self._last)
        return self._last

    def tell(self) -> int:
        return self._at

    def seek(self, to: int) -> int:
        if to < self._at:
            raise Damaged("leads back to where it was read already")
        while self._at < to and (block := self._stream.read1(min(_LONGEST_READ, to - self._at))):
            self._at += len(block)
        return self._at

    def ended_well(self) -> bool:
        """Whether what was read last are the zeros at a tar file's end, or nothing more."""
        return not self._last.strip(b"\0") and len(self._last) in (0, _BLOCK)
