"""The members of a zip file, by the list at its end."""

import stat
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

from index.formats.packed.budget import Budget, Damaged, Refused
from index.formats.packed.member import Member
from index.formats.packed.stream import Metered
from index.formats.packed.zip_damaged import members_before_damage

_UTF8 = 0x800
_ENCRYPTED = 0x1
_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_IN_END64 = 0xFFFFFFFF
_TAIL = 66_000
# The bytes that the list may have for each of the files that there may be.
_FOR_EACH = 300


def zip_members(path: Path, budget: Budget) -> Iterator[Member]:
    """Yield the members of a zip file; each can be read until the next one is asked for.

    Of a file whose list is missing come those that stand before the damage.

    Raises:
        Damaged: The file breaks off or is damaged here.
        Refused: Its list is too long to be looked at.
        Stopped: It has too many members.
    """
    if _size_of_list(path) > _FOR_EACH * budget.limits.files:
        raise Refused(f"it holds more than {budget.limits.files:,} files; unpack it by hand")
    try:
        packed = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError):
        yield from members_before_damage(path, budget)
        return
    with packed:
        for member in packed.infolist():
            budget.count()
            # Not by `is_dir`, which fails on an empty name.
            if not member.filename.endswith("/"):
                yield from _member(packed, member, budget)


def _member(packed: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> Iterator[Member]:
    name = _name(member)
    if stat.S_ISLNK(member.external_attr >> 16):
        yield Member(name, None, "a link; pack the file itself")
    elif member.flag_bits & _ENCRYPTED:
        yield Member(name, None, "it is encrypted; unpack it with its password")
    elif member.header_offset < 0:  # where a damaged list leads to
        yield Member(name, None, "it is damaged in the packed file")
    else:
        try:
            with packed.open(member) as stream:
                yield Member(name, _OfOne(Metered(stream, budget)), None)
        except NotImplementedError:
            yield Member(name, None, "it is compressed in a way that is not read here; unpack it")
        except (zipfile.BadZipFile, RuntimeError, ValueError, struct.error):
            yield Member(name, None, "it is damaged in the packed file")


class _OfOne:
    """A member's bytes; its damage is its own, and others can be read all the same."""

    def __init__(self, stream: Metered) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except Damaged:
            raise Refused("it is damaged in the packed file") from None


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name; many programs write UTF-8 and do not say so."""
    name = member.filename.replace("\\", "/")
    if member.flag_bits & _UTF8:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _size_of_list(path: Path) -> int:
    """Return how many bytes the list at the end has, by what the end says."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - _TAIL))
        tail = stream.read()
        at = tail.rfind(b"PK\x05\x06")
        if at < 0 or len(tail) - at < _END.size:
            return 0
        listed: int = _END.unpack_from(tail, at)[5]
        if listed != _IN_END64 or at < _LOCATOR.size:
            return listed
        stream.seek(min(size, _LOCATOR.unpack_from(tail, at - _LOCATOR.size)[2]))
        end = stream.read(_END64.size)
    return int(_END64.unpack(end)[8]) if len(end) == _END64.size else size
