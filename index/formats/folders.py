"""What lies in a folder that is to be read, and what keeps a file of it from being opened."""

import gzip
import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple, cast

from index.errors import ArticleError
from index.formats.fields.mapping import NO_MAPPING, Mapping
from index.formats.raw.file import Fetched

_OF_RECORDS = (".jsonl", ".ndjson", ".jl", ".jsonl.gz", ".ndjson.gz", ".jl.gz")
_BLOCK = 1024 * 1024


class Reading(NamedTuple):
    """How files are read.

    Attributes:
        follow_links: Whether links to files outside the folder are read, as those within it are:
            who may write to a folder could else have any file of the reader's shown.
        mapping: Which keys of records are which fields, where a person says so.
        fetched: Where the file is from, if it was fetched: that is its name and its place then.
        only: The names of those files of a folder that are read; None for all.
    """

    follow_links: bool = False
    mapping: Mapping = NO_MAPPING
    fetched: Fetched | None = None
    only: frozenset[str] | None = None


AS_USUAL = Reading()


class Begun(NamedTuple):
    """That a file of a folder is about to be read: its name in the folder, what it is called."""

    name: str
    origin: str


def check_readable(path: Path) -> None:
    """Raise ArticleError where there is nothing at `path`, or its folder cannot be listed."""
    if os.path.isdir(path):
        try:
            os.listdir(path)
        except OSError as error:
            raise ArticleError(f"{shown(path)} cannot be listed: {error.strerror}.") from error
    elif not os.path.lexists(path):
        raise ArticleError(f"There is no file or folder at {shown(path)}: check the path.")


def count(path: Path) -> int:
    """Return about how many articles `read` will yield, or fail to: files, and lines of JSONL.

    Blank lines count too, so there may be fewer; a file of another kind may hold several. What
    cannot be looked into counts as one.
    """
    names = names_in(path) if os.path.isdir(path) else [""]
    return sum(_count(path / name) for name in names)


def _count(path: Path) -> int:
    if obstacle(path) or not path.name.lower().endswith(_OF_RECORDS):
        return 1
    lines, end = 0, b"\n"
    with suppress(OSError, EOFError, zlib.error), _opened(path) as stream:
        while block := stream.read(_BLOCK):
            lines += block.count(b"\n")
            end = block[-1:]
    return max(1, lines + (end != b"\n"))


def _opened(path: Path) -> IO[bytes]:
    packed = path.name.lower().endswith(".gz")
    return cast(IO[bytes], gzip.open(path)) if packed else path.open("rb")


def names_in(folder: Path) -> Iterator[str]:
    """Yield the relative path of each file; of a folder only where it cannot be entered.

    Folders wait in a list: as calls of one another they would end at a depth of some hundred.
    """
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            with os.scandir(folder / prefix) as found:
                entries = list(found)
        except OSError:
            yield prefix.removesuffix("/")
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name


def obstacle(path: Path) -> str | None:
    """Say why the file cannot be opened."""
    if shown(path) != str(path):
        return "the file's name is not UTF-8; rename it"
    if os.path.isdir(path):
        linked = os.path.islink(path)
        return (
            "a link to a folder; index that folder by its own path"
            if linked
            else "the folder cannot be listed; check its permissions"
        )
    if not os.path.exists(path):
        return "a link to a file that is not there; mend it, or leave it out"
    if not os.path.isfile(path):
        return "not a regular file; leave it out"
    return None


def shown(path: Path) -> str:
    """Return the path so that it can be printed: a name of wrong bytes holds lone surrogates."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")
