"""Zip packages of documents, and the XML in them. Home of defusedxml.

What a package may hold is bounded before anything is unpacked, and while it is.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

MOST_PARTS = 20_000
LARGEST_PART = 64 * 1024 * 1024
LARGEST_PACKAGE = 512 * 1024 * 1024
MOST_PACKED = 200  # times: text is packed to a tenth, what is packed to a thousandth is a trap
DAMAGED = "the file is damaged or breaks off; save it again"
# What zipfile raises over damage: ValueError over names that are not in their encoding,
# RuntimeError over passwords and over ways to compress that it does not know.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, struct.error, RuntimeError)
_SMALL = 1024 * 1024


class BadPackage(Exception):
    """Why a package gives no text, in a sentence."""


class Package:
    """The parts of a zip file, by their names."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Takes an open zip file, and looks at what its parts say of their sizes."""
        self._archive = archive
        parts = archive.infolist()
        total = sum(part.file_size for part in parts)
        if len(parts) > MOST_PARTS or total > LARGEST_PACKAGE:
            raise BadPackage("it unpacks to more than 512 MB or 20,000 parts; leave it out")

    def names(self) -> list[str]:
        """The names of the parts."""
        return self._archive.namelist()

    def read(self, name: str) -> bytes | None:
        """The bytes of a part, None where there is none of that name.

        Raises:
            BadPackage: It is too large, encrypted or damaged.
        """
        try:
            part = self._archive.getinfo(name)
        except KeyError:
            return None
        if part.flag_bits & 1:
            raise BadPackage("the file is encrypted with a password; save it without one")
        packed_well = part.file_size > MOST_PACKED * max(1, part.compress_size)
        if part.file_size > LARGEST_PART or packed_well and part.file_size > _SMALL:
            raise BadPackage("a part of it unpacks to more than it can hold; leave it out")
        try:
            with self._archive.open(part) as stream:
                data = stream.read(LARGEST_PART + 1)
        except _DAMAGE:
            raise BadPackage(DAMAGED) from None
        if len(data) > LARGEST_PART:
            raise BadPackage("a part of it unpacks to more than it can hold; leave it out")
        return data

    def tree(self, name: str) -> Element | None:
        """The root of an XML part, None where there is none of that name.

        Raises:
            BadPackage: It is no XML, or has entities of its own.
        """
        data = self.read(name)
        if data is None:
            return None
        try:
            root: Element = fromstring(data)
        except DefusedXmlException:
            raise BadPackage("its XML has entities of its own; leave it out") from None
        except (ParseError, LookupError, ValueError, RecursionError):
            raise BadPackage(f"its part {name} is damaged; save it again") from None
        return root


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Open a zip package.

    Raises:
        BadPackage: It is no zip file, or holds too much.
        OSError: The file cannot be read.
    """
    with _opened(path) as archive:
        yield Package(archive)


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except _DAMAGE:
        raise BadPackage(DAMAGED) from None


def local_name(element: Element) -> str:
    """An element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its name without its namespace."""
    found = (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name)
    return next(found, None)
