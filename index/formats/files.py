"""From a file or a folder to articles, each format by its own module."""

import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from index.articles import Article, Rejected
from index.formats.choosing import reader_of
from index.formats.fields.mapping import NO_MAPPING, Mapping
from index.formats.fields.urls import normalised_url
from index.formats.folders import (
    AS_USUAL,
    Begun,
    Reading,
    check_readable,
    names_in,
    obstacle,
    shown,
)
from index.formats.packed.unpacking import is_packed, unpacked
from index.formats.raw.file import File

# What reads these opens them packed, and so keeps what comes before a damage.
_OPENED_PACKED = (".jsonl.gz", ".ndjson.gz", ".jl.gz", ".warc.gz", ".arc.gz", ".wet.gz")

DAMAGED = "the file is damaged or breaks off; save it again"
OUTSIDE = "a link to a file outside the folder; copy it in, or have links followed"


def read(path: Path, reading: Reading = AS_USUAL) -> Iterator[Article | Rejected]:
    """Return the articles of a file, or of a folder and those in it, in the order of their names.

    An article's id is its URL, its record's id, or its file's path relative to the folder (of
    a single file, its name). What cannot be read becomes a `Rejected`, and the rest goes on.
    Hidden files and folders are passed over; a link to a folder is not followed.

    Args:
        path: The file or the folder.
        reading: How files are read.

    Raises:
        ArticleError: There is nothing at `path`, or its folder cannot be listed.
    """
    check_readable(path)
    told = read_all(path, reading)
    return (each for each in told if not isinstance(each, Begun))


def read_all(
    path: Path, reading: Reading, *, after: str | None = None
) -> Iterator[Article | Rejected | Begun]:
    """Yield what `read` does, and before each file that it begins.

    Args:
        path: The file or the folder.
        reading: How files are read.
        after: The name of a file of the folder: it and those before it are left out.

    Raises:
        ArticleError: There is nothing at `path`, or its folder cannot be listed.
    """
    check_readable(path)
    folder = os.path.isdir(path)
    names = _names(path, reading) if folder else [path.name]
    for name in names:
        if after is not None and name <= after:
            continue
        found = path / name if folder else path
        yield Begun(name, reading.fetched.address if reading.fetched else shown(found))
        if folder and not reading.follow_links and _leads_outside(found, path):
            yield Rejected(shown(found), OUTSIDE)
        else:
            yield from _read_file(found, name, reading)


def why_unread(path: Path, name: str) -> str | None:
    """Say why no format is known for a file, by its name and its first bytes; None for one that is.

    Raises:
        OSError: The file cannot be read.
    """
    if is_packed(name):
        return None
    reader = reader_of(File(path, name, name), NO_MAPPING)
    return reader if isinstance(reader, str) else None


def _names(folder: Path, reading: Reading) -> list[str]:
    if reading.only is None:
        return sorted(names_in(folder))
    home = os.path.realpath(folder)
    return sorted(name for name in reading.only if _lies_in(home, name))


def _lies_in(home: str, name: str) -> bool:
    """Whether a folder, its own links followed, has a file of a name without a link on the way."""
    path = os.path.join(home, name)
    parent = os.path.dirname(path)
    within = os.path.realpath(parent) == parent and Path(parent).is_relative_to(home)
    return within and os.path.lexists(path)


def _leads_outside(path: Path, folder: Path) -> bool:
    """Whether a path is a link to a file that is not in the folder."""
    if not os.path.islink(path) or not os.path.isfile(path):
        return False
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _read_file(path: Path, name: str, reading: Reading) -> Iterator[Article | Rejected]:
    reason = obstacle(path)
    if reason:
        yield Rejected(shown(path), reason)
        return
    if reading.fetched:
        address = reading.fetched.address
        called = normalised_url(address) or address
        yield from _read_one(File(path, called, address, reading.fetched), reading.mapping)
        return
    file = File(path, name, shown(path))
    if not is_packed(name) or name.lower().endswith(_OPENED_PACKED):
        yield from _read_one(file, reading.mapping)
        return
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        for member in unpacked(file, Path(folder)):
            if isinstance(member, Rejected):
                yield member
            else:
                yield from _read_one(member, reading.mapping)


def _read_one(file: File, mapping: Mapping) -> Iterator[Article | Rejected]:
    try:
        reader = reader_of(file, mapping)
        if isinstance(reader, str):
            yield Rejected(file.origin, reader)
        else:
            yield from reader(file)
    except OSError as error:
        # Libraries seek to the places that a file tells of itself, which may lie before its start.
        damaged = error.errno == errno.EINVAL
        reason = f"the file cannot be read: {error.strerror or error}"
        yield Rejected(file.origin, DAMAGED if damaged else reason)
