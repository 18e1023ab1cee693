"""Compressed data as a stream, whose damage and size are noticed."""

import bz2
import gzip
import lzma
import zipfile
import zlib
from pathlib import Path
from typing import IO

from index.formats.packed.budget import Budget, Damaged, Refused

PACKING = (".gz", ".bz2", ".xz")
_MAGIC = {b"\x1f\x8b": "gz", b"BZh": "bz2", b"\xfd7zXZ\0": "xz", b"PK\x03\x04": "zip",
          b"PK\x05\x06": "zip", b"PK\x07\x08": "zip"}  # fmt: skip
_DAMAGE = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile)


def kind_of(head: bytes) -> str | None:
    """Return "gz", "bz2", "xz" or "zip" for the first bytes of such a file, else None."""
    return next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None)


def opened(path: Path, kind: str) -> IO[bytes]:
    """Open a file of `kind_of`'s "gz", "bz2" or "xz" to read what is compressed in it."""
    open_with = {"gz": gzip.open, "bz2": bz2.open, "xz": lzma.open}[kind]
    return open_with(path, "rb")  # type: ignore[no-any-return, operator]


class Metered:
    """A stream of one file's bytes, counted; never read backwards."""

    def __init__(self, stream: IO[bytes], budget: Budget, *, most: int | None = None) -> None:
        """Takes a stream that is at its beginning.

        Args:
            stream: What to read.
            budget: What the bytes are taken from.
            most: How many there may be; None for the limit of one file.
        """
        self._stream = stream
        self._budget = budget
        self._most = budget.limits.member if most is None else most
        self._read = 0

    def read1(self, size: int) -> bytes:
        """Reads what can be had at once, at most `size` bytes; none at the end.

        Raises:
            Damaged: The data are damaged or break off here.
            Refused: The file is too large.
            Stopped: All that is unpacked is too large.
        """
        try:
            block: bytes = self._stream.read1(size)  # type: ignore[attr-defined]
        except _DAMAGE:
            raise Damaged("breaks off or is damaged") from None
        except OSError as error:
            if error.errno is None:  # bz2's word for damage
                raise Damaged("is damaged") from None
            raise
        self._read += len(block)
        if self._read > self._most:
            raise Refused(f"it has more than {self._most:,} bytes; unpack it by hand")
        self._budget.spend(len(block))
        return block

    def read(self, size: int) -> bytes:
        """Reads `size` bytes, fewer at the end; raises as `read1` does."""
        blocks: list[bytes] = []
        while size > 0 and (block := self.read1(size)):
            blocks.append(block)
            size -= len(block)
        return b"".join(blocks)
