"""Checksums of a Chroma folder: whether its files are those that were written last.

Chroma reads its files in native code, which takes them at their word: of damaged ones it ends the
whole process, or finds something else. So they are compared before Chroma opens them.

Whoever only opens the folder leaves a row in one table of its database; its pages, those that are
free, and where the file's head counts them are left out. Index files count from the first time that
Chroma has written them: until then it makes them anew whenever it opens the folder.
"""

import json
import zlib
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from index.layout import write_whole
from index.sqlite import pages_without
from index.vector_stores.hnsw_files import clear_unused

SUMS_FILE = "sums.json"
DATABASE = "chroma.sqlite3"
_OPENED_TABLE = "acquire_write"
_INDEX_WRITTEN = "index_metadata.pickle"
# Of the head of an SQLite file, what every change of it changes: the counters of changes, the
# numbers of pages and of free ones. See https://www.sqlite.org/fileformat.html#the_database_header
_HEAD = ((0, 24), (40, 92), (100, None))
_BLOCK = 1 << 20

Ranges = list[tuple[int, int]]


def write_sums(folder: Path, version: int) -> None:
    """Writes down how the files are; nobody may change them meanwhile.

    What is no vector in them is cleared away first (`hnsw_files`).

    Args:
        folder: Chroma's.
        version: Which of the folder's changes it is that has come to its end.

    Raises:
        ArchiveError: The files cannot be read, or the checksums not written.
    """
    clear_unused(folder)
    sums = {
        name: {"ranges": ranges, "crc": _checksum(folder / name, ranges)}
        for name, ranges in _ranges(folder).items()
    }
    write_whole(folder / SUMS_FILE, json.dumps({"version": version, "files": sums}))


def damage(folder: Path, version: int) -> str:
    """What is not as that change has left it, in words; empty where all is.

    Args:
        folder: Chroma's.
        version: As for `write_sums`.
    """
    try:
        written = json.loads((folder / SUMS_FILE).read_text(encoding="utf-8"))
        if written["version"] != version:
            return "its files are of another state than its checksums"
        for name, told in written["files"].items():
            if _checksum(folder / name, told["ranges"]) != told["crc"]:
                return f"{name} is not what was written"
    except OSError as error:
        return f"{Path(error.filename or SUMS_FILE).name} cannot be read"
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError):
        return f"{SUMS_FILE} is not what was written"
    return ""


def _ranges(folder: Path) -> dict[str, Ranges]:
    """The bytes, from and to, of each file that stay as they are until the next change."""
    found = {DATABASE: _database_ranges(folder / DATABASE)}
    for index in sorted(folder.glob(f"*/{_INDEX_WRITTEN}")):
        for file in sorted(index.parent.iterdir()):
            found[file.relative_to(folder).as_posix()] = [(0, file.stat().st_size)]
    return found


def _database_ranges(file: Path) -> Ranges:
    size, pages = pages_without(file, _OPENED_TABLE)
    if not pages:
        return []
    head = [(start, end or size) for start, end in _HEAD]
    return head + [(size * (first - 1), size * last) for first, last in _runs(pages[1:])]


def _runs(numbers: list[int]) -> Iterable[tuple[int, int]]:
    """The first and the last of each run of numbers without a gap."""
    ends = [n for n, (one, other) in enumerate(pairwise(numbers), start=1) if other != one + 1]
    bounds = [0, *ends, len(numbers)]
    return [(numbers[a], numbers[b - 1]) for a, b in pairwise(bounds) if b > a]


def _checksum(file: Path, ranges: Ranges) -> int:
    """The CRC-32 of some of a file's bytes, and of where they are."""
    found = zlib.crc32(json.dumps(ranges).encode())
    with file.open("rb") as reading:
        for start, end in ranges:
            reading.seek(start)
            while start < end:
                block = reading.read(min(_BLOCK, end - start))
                if not block:
                    return -1  # it is shorter
                found = zlib.crc32(block, found)
                start += len(block)
    return found
