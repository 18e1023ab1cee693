"""The files of an index of vectors that hnswlib has written: what is in them beside vectors."""

import struct
from pathlib import Path

from index.errors import ArchiveError

_HEADER = "header.bin"
# The version of the form, an offset, how many elements there is room for, how many there are, and
# the bytes of one (hnswlib as Chroma has it).
_FORM = struct.Struct("<i4Q")
_VERSION = 1
_BYTES_OF_LENGTH = 4
_BLOCK = 1 << 20


def clear_unused(folder: Path) -> None:
    """Writes zeros behind the elements of each index in a folder of Chroma's.

    A new index's files are as long as its room, and hold there whatever was in the memory of the
    program that made them: words of articles, too.

    Raises:
        ArchiveError: A file cannot be written to.
    """
    for header in folder.glob(f"*/{_HEADER}"):
        try:
            read = header.read_bytes()
            if len(read) < _FORM.size:
                continue
            version, _, room, count, size = _FORM.unpack_from(read)
            if version != _VERSION or count > room:
                continue
            _clear(header.with_name("data_level0.bin"), count * size)
            _clear(header.with_name("length.bin"), count * _BYTES_OF_LENGTH)
        except OSError as error:
            raise ArchiveError(f"{header.parent} cannot be written to: {error.strerror}") from None


def _clear(file: Path, first: int) -> None:
    """Writes zeros from a byte on to a file's end."""
    if not file.exists() or file.stat().st_size <= first:
        return
    with file.open("r+b") as written:
        left = file.stat().st_size - first
        written.seek(first)
        while left > 0:
            left -= written.write(bytes(min(left, _BLOCK)))
