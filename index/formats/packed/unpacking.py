"""Packed files (.zip, .tar, .gz, .bz2, .xz and their like): what is in them, file by file.

Whoever packed a file is not trusted: no name leads out of the folder, links are not followed, and
size, number and depth have limits, as there are files of some thousand bytes that unpack to fill
any disk.
"""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from index.articles import Rejected
from index.formats.packed.budget import LIMITS, Budget, Damaged, Limits, Refused, Stopped
from index.formats.packed.member import Member
from index.formats.packed.stream import PACKING, Metered, kind_of, opened
from index.formats.packed.tar_members import looks_like_tar, tar_members
from index.formats.packed.zip_members import zip_members
from index.formats.raw.file import File

_SUFFIXES = (".zip", ".tar", ".tgz", ".tbz", ".tbz2", ".txz", *PACKING)
_DRIVE = re.compile(r"[A-Za-z]:")
# Formats that are read up to where they break off; half of one article is none.
_READ_IN_PART = (".jsonl", ".ndjson", ".csv", ".tsv", ".json", ".warc", ".arc", ".sgm")
_OF_LINES = (".jsonl", ".ndjson", ".csv", ".tsv")
_SUFFIX = re.compile(r"\.\w{1,16}")
_BLOCK = 64 * 1024


class _Place(NamedTuple):
    """Where is unpacked to, how deep, and what is left of the limits."""

    folder: Path
    depth: int
    budget: Budget
    numbers: Iterator[int]


def is_packed(name: str) -> bool:
    """Say whether a name is that of a packed file. Spreadsheets, though zip files, are none."""
    return name.lower().endswith(_SUFFIXES)


def looks_like_packed(head: bytes) -> bool:
    """Say whether the first bytes of a file, some thousand, begin a packed file."""
    documents = (b"[Content_Types].xml", b"mimetypeapplication/", b"_rels/.rels", b"docProps/")
    if kind_of(head) == "zip":
        return not any(head.startswith(name, 30) for name in documents)
    return kind_of(head) is not None or looks_like_tar(head)


def unpacked(file: File, folder: Path, limits: Limits = LIMITS) -> Iterator[File | Rejected]:
    """Yield the files that are packed in a file, or why one cannot be had; packed ones unpacked.

    A file is there until the next one is asked for. Its path ends as its name does, so that its
    format can be told; it is called by the packed file's name and its own, "news.zip/may/a.txt". A
    single compressed file keeps its name, "news.csv.gz". Folders and hidden files are passed over.
    Of a damaged file comes what is before the damage.

    Args:
        file: The packed file.
        folder: An empty folder to unpack to, which is empty again in the end.
        limits: How much may come of it.

    Raises:
        OSError: The file cannot be read, or the folder not written to.
    """
    budget = Budget(limits, file.path.stat().st_size)
    try:
        yield from _unpacked(file, _Place(folder, 1, budget, itertools.count(1)))
    except Stopped as stopped:
        yield Rejected(file.origin, str(stopped))


def _unpacked(file: File, place: _Place) -> Iterator[File | Rejected]:
    if place.depth > place.budget.limits.depth:
        yield Rejected(file.origin, f"it is packed more than {place.depth - 1} deep; unpack it")
        return
    with file.path.open("rb") as raw:
        head = raw.read(512)
    kind = kind_of(head)
    if kind is not None and kind != "zip" and not _holds_tar(file, kind, place.budget):
        yield from _single(file, kind, place)
        return
    seen: set[str] = set()
    last = ""
    found = False
    try:
        for member in _members(file.path, kind, place.budget):
            for inner in _of_member(member, file, seen, place):
                found = True
                yield inner
            last = _shown(member.name)
        if not found:
            yield Rejected(file.origin, "the packed file holds no files; leave it out")
    except Damaged as damage:
        after = f"after '{last}'" if last else "at its beginning"
        yield Rejected(file.origin, f"the packed file {damage} {after}")
    except Refused as refusal:
        yield Rejected(file.origin, str(refusal))


def _members(path: Path, kind: str | None, budget: Budget) -> Iterator[Member]:
    if kind == "zip":
        yield from zip_members(path, budget)
        return
    with opened(path, kind) if kind else path.open("rb") as stream:
        yield from tar_members(Metered(stream, budget, most=budget.limits.total), budget)


def _holds_tar(file: File, kind: str, budget: Budget) -> bool:
    """Whether what is compressed is a tar file, whatever it is called."""
    try:
        with opened(file.path, kind) as stream:
            return looks_like_tar(Metered(stream, budget).read(512))
    except (Damaged, Refused):
        return False


def _single(file: File, kind: str, place: _Place) -> Iterator[File | Rejected]:
    packing = next((each for each in PACKING if file.name.lower().endswith(each)), "")
    name = file.name[: len(file.name) - len(packing)]
    target = _target(name, place)
    reason = None
    try:
        with opened(file.path, kind) as stream, target.open("wb") as out:
            metered = Metered(stream, place.budget)
            try:
                while block := metered.read1(_BLOCK):
                    out.write(block)
            except Damaged as damage:
                reason = f"the packed file {damage} after {out.tell():,} bytes"
        if reason is None or (_cut(target) and target.stat().st_size):
            yield from _further(File(target, file.name, file.origin), name, place)
        if reason is not None:
            yield Rejected(file.origin, reason)
    except Refused as refusal:
        yield Rejected(file.origin, str(refusal))
    finally:
        target.unlink(missing_ok=True)


def _of_member(
    member: Member, file: File, seen: set[str], place: _Place
) -> Iterator[File | Rejected]:
    parts = [part for part in member.name.split("/") if part not in ("", ".")]
    name = "/".join(parts)
    if not parts or any(part.startswith(".") and part != ".." for part in (*parts, "")):
        return
    if parts[0] == "__MACOSX":
        return
    path = f"/{_shown(name)}"
    inner = File(_target(name, place), file.name + path, file.origin + path)
    reason = member.reason or _against(member.name, name, seen)
    seen.add(name)
    if reason or member.stream is None:
        yield Rejected(inner.origin, reason or "it cannot be read")
        return
    try:
        with inner.path.open("wb") as out:
            while block := member.stream.read(_BLOCK):
                out.write(block)
        yield from _further(inner, name, place)
    except Refused as refusal:
        yield Rejected(inner.origin, str(refusal))
    finally:
        inner.path.unlink(missing_ok=True)


def _shown(name: str) -> str:
    """Return a name so that it can be stored: one of wrong bytes holds lone surrogates."""
    return name.encode("utf-8", "backslashreplace").decode()


def _further(file: File, name: str, place: _Place) -> Iterator[File | Rejected]:
    """Yield a file that was unpacked, or where it is packed itself what is in it."""
    if is_packed(name):
        yield from _unpacked(file, place._replace(depth=place.depth + 1))
    else:
        yield file


def _against(written: str, name: str, seen: set[str]) -> str | None:
    """Say why a member's name cannot be used."""
    if any("\ud800" <= each <= "\udfff" for each in written):
        return "the file's name is not UTF-8; rename it"
    if written.startswith("/") or ".." in name.split("/") or _DRIVE.match(written):
        return "the file's name leads out of the packed file; leave it out"
    if name in seen:
        return "the packed file has another of this name; rename one of them"
    return None


def _target(name: str, place: _Place) -> Path:
    suffixes = [each for each in PurePosixPath(name).suffixes[-2:] if _SUFFIX.fullmatch(each)]
    return place.folder / f"{next(place.numbers)}{''.join(suffixes)}"


def _cut(target: Path) -> bool:
    """Say whether a part of a file can be read; of lines only those that are whole are kept."""
    if not target.name.lower().endswith(_READ_IN_PART):
        return False
    if target.name.lower().endswith(_OF_LINES):
        with target.open("r+b") as part:
            end = part.seek(0, 2)
            while end:
                begin = max(0, end - _BLOCK)
                part.seek(begin)
                at = part.read(end - begin).rfind(b"\n")
                end = begin + at + 1 if at >= 0 else begin
                if at >= 0:
                    break
            part.truncate(end)
    return True
