"""The members of a zip file without its list, as of a download that broke off.

Each member has a header of its own before it (PKWARE's APPNOTE.TXT, section 4.3.7).
"""

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from index.formats.packed.budget import Budget, Damaged
from index.formats.packed.member import Member
from index.formats.packed.stream import Metered

_HEADER = struct.Struct("<4s5H3L2H")
_BEGIN = b"PK\x03\x04"
_LISTED = b"PK\x01\x02"
_ENCRYPTED, _SIZE_AFTER, _UTF8 = 0x1, 0x8, 0x800
_STORED, _DEFLATED = 0, 8
_IN_EXTRA = 0xFFFFFFFF
_BLOCK = 64 * 1024
# Checksum and sizes after a member, with their mark and in their long form.
_LONGEST_AFTER = 24


class _Header(NamedTuple):
    name: str
    flags: int
    method: int
    checksum: int
    packed: int


def members_before_damage(path: Path, budget: Budget) -> Iterator[Member]:
    """Yield the members that are whole; each can be read until the next one is asked for.

    Raises:
        Damaged: Always, in the end.
        Stopped: They are too many, or too large.
    """
    with path.open("rb") as stream:
        while (header := _header(stream)) is not None:
            budget.count()
            body = _Body(stream, header)
            if header.flags & _ENCRYPTED or header.method not in (_STORED, _DEFLATED):
                yield Member(header.name, None, "it is encrypted or compressed in an unusual way")
            elif not header.name.endswith("/"):
                yield Member(header.name, Metered(body, budget), None)  # type: ignore[arg-type]
            rest = Metered(body, budget, most=budget.limits.total)  # type: ignore[arg-type]
            while rest.read1(_BLOCK):  # what was not asked for
                pass
    raise Damaged("breaks off or is damaged")


def _header(stream: IO[bytes]) -> _Header | None:
    """Return the next header; None where there is none."""
    begin = stream.tell()
    near = stream.read(_LONGEST_AFTER + len(_BEGIN)).find(_BEGIN)
    if near < 0:
        return None
    stream.seek(begin + near)
    raw = stream.read(_HEADER.size)
    if len(raw) < _HEADER.size:
        return None
    _, _, flags, method, _, _, checksum, packed, _, name_size, extra_size = _HEADER.unpack(raw)
    name, extra = stream.read(name_size), stream.read(extra_size)
    if packed == _IN_EXTRA:
        packed = _long_size(extra)
    codec = "utf-8" if flags & _UTF8 else "cp437"
    written = name.decode(codec, "surrogateescape").replace("\\", "/")
    return _Header(written, flags, method, checksum, packed)


def _long_size(extra: bytes) -> int:
    """Return the packed size from the field that is for files of more than four gigabytes."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<2H", extra)
        if kind == 1 and size >= 16 and len(extra) >= 20:
            return int(struct.unpack_from("<2Q", extra, 4)[1])
        extra = extra[4 + size :]
    return 0


class _Body:
    """The bytes of one member, from a stream that stands behind its header."""

    def __init__(self, stream: IO[bytes], header: _Header) -> None:
        self._stream = stream
        self._header = header
        self._unknown = bool(header.flags & _SIZE_AFTER) and not header.packed
        self._left = header.packed
        self._unpacking = zlib.decompressobj(-15) if header.method == _DEFLATED else None
        self._waiting = b""
        self._checksum = 0
        self._ended = False

    def read1(self, size: int) -> bytes:
        """Reads some bytes, none at the end.

        Raises:
            EOFError: The file ends in the member.
            zlib.error: The member is damaged.
        """
        while not self._ended:
            block = self._next(size)
            if block:
                self._checksum = zlib.crc32(block, self._checksum)
                wrong = self._ended and self._checksum != self._header.checksum
                if wrong and not self._header.flags & _SIZE_AFTER:
                    raise zlib.error("the checksum is another one")
                return block
        return b""

    def _next(self, size: int) -> bytes:
        packed = self._waiting or self._packed(size)
        self._waiting = b""
        if self._unpacking is None:
            self._ended = not self._left
            return packed
        if not packed:
            raise EOFError
        block = self._unpacking.decompress(packed, size)
        self._waiting = self._unpacking.unconsumed_tail
        if self._unpacking.eof:
            self._end(self._unpacking.unused_data)
        return block

    def _packed(self, size: int) -> bytes:
        if self._unknown:
            if self._unpacking is None:  # nothing tells where it ends
                raise EOFError
            return self._stream.read(size)
        packed = self._stream.read(min(size, self._left))
        if not packed and self._left:
            raise EOFError
        self._left -= len(packed)
        return packed

    def _end(self, unused: bytes) -> None:
        self._ended = True
        if self._unknown:
            self._stream.seek(-len(unused), 1)
        elif self._left:
            self._stream.seek(self._left, 1)
