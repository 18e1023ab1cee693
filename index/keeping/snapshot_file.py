"""The form of a snapshot: a tar of members with known names, their hashes first, in gzip.

gzip is in Python everywhere and any system reads it. At its quickest level texts become less than
half of what they were; vectors and weights lose a tenth at most.
"""

import gzip
import hashlib
import io
import json
import os
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from index.builds.beside import BESIDE_FILES
from index.errors import ArchiveError
from index.layout import CATALOG_FILE, EXPORT_FOLDER, PEOPLE_FILE

FORMAT = "dateline-snapshot"
VERSION = 1
CONTENTS_FILE = "contents.json"
_LEVEL = 1
_BLOCK = 1 << 20
_MOST_CONTENTS = 1_000_000
_EXPORT = re.compile(rf"{EXPORT_FOLDER}/[a-z]+\.(?:json|onnx|bin)")
_HASH = re.compile(r"[0-9a-f]{64}")
_FAILURES = (tarfile.TarError, EOFError, zlib.error, OSError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a snapshot: its bytes, and their SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a snapshot holds.

    Attributes:
        made: When it was made, in UTC, as ISO 8601.
        schema: The version of the catalogue's tables.
        model: The embedding model's name.
        fingerprint: The model's.
        vectors: Where the archive had its vectors, "folder" or a server's address; they are not in
            the snapshot, as the catalogue has them too.
        generation: Which state of the archive it is.
        articles: How many can be found.
        revisions: How many there are of them, earlier ones included.
        chunks: How many passages they have.
        members: The files by their names.
    """

    made: str
    schema: int
    model: str
    fingerprint: str
    vectors: str
    generation: int
    articles: int
    revisions: int
    chunks: int
    members: Mapping[str, Member] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of all files together, unpacked."""
        return sum(each.size for each in self.members.values())

    def write(self) -> bytes:
        """The contents as they stand in the file."""
        values = {"format": FORMAT, "version": VERSION, **asdict(self)}
        return json.dumps(values, indent=1).encode()


def pack(staged: Path, contents: Contents, file: Path) -> None:
    """Writes the members, which lie in a folder under their names, and their contents first."""
    with (
        file.open("xb") as raw,
        tarfile.open(fileobj=raw, mode="w:gz", compresslevel=_LEVEL) as tar,
    ):
        _add(tar, CONTENTS_FILE, io.BytesIO(contents.write()), len(contents.write()))
        for name, member in contents.members.items():
            with (staged / name).open("rb") as reading:
                _add(tar, name, reading, member.size)
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def member_of(file: Path) -> Member:
    """A file as it is noted in the contents."""
    with file.open("rb") as reading:
        digest = hashlib.file_digest(reading, "sha256")
    return Member(file.stat().st_size, digest.hexdigest())


def read_contents(file: Path) -> Contents:
    """What a snapshot says that it holds.

    Raises:
        ArchiveError: It cannot be read, or is none.
    """
    with _reading(file) as tar:
        return _contents(file, tar)


def unpack(file: Path, place: Callable[[Contents], Callable[[str], Path]]) -> Contents:
    """Writes the members of a snapshot to files, and holds each against its hash.

    Args:
        file: The snapshot.
        place: Is told the contents, before anything is written, and gives what says for a
            member's name to which file it is to be written. Names are those that are known, never
            what a tar says.

    Raises:
        ArchiveError: It cannot be read, is cut or damaged, or is no snapshot. Files may have been
            written by then.
    """
    with _reading(file) as tar:
        contents = _contents(file, tar)
        places = place(contents)
        left = dict(contents.members)
        while (info := tar.next()) is not None:
            known = left.pop(info.name, None)
            if known is None or not info.isreg() or info.size != known.size:
                raise _damaged(file, f"it holds {info.name[:100]!r}, which its contents do not")
            if _extract(tar, info, places(info.name)) != known.sha256:
                raise _damaged(file, f"{info.name} is not what was written")
        while tar.fileobj and tar.fileobj.read(_BLOCK):
            pass  # To the end, where gzip has its own sum of all.
        if left:
            raise _damaged(file, f"{', '.join(left)} is missing")
    return contents


def _extract(tar: tarfile.TarFile, info: tarfile.TarInfo, target: Path) -> str:
    """Writes a member to a file, to the disk; gives its SHA-256."""
    found = hashlib.sha256()
    reading = tar.extractfile(info)
    assert reading is not None
    target.parent.mkdir(exist_ok=True)
    try:
        writing: IO[bytes] = open(target, "xb", opener=_private)
    except OSError as error:
        raise _no_room(target, error) from error
    with writing:
        while block := reading.read(_BLOCK):
            found.update(block)
            try:
                writing.write(block)
            except OSError as error:
                raise _no_room(target, error) from error
        writing.flush()
        os.fsync(writing.fileno())
    return found.hexdigest()


def _private(path: str, flags: int) -> int:
    people = os.path.basename(path) == PEOPLE_FILE
    return os.open(path, flags, 0o600 if people else 0o666)


@contextmanager
def _reading(file: Path) -> Iterator[tarfile.TarFile]:
    """The file as a stream; all that is wrong with it as sentences."""
    try:
        with gzip.open(file) as raw, tarfile.open(fileobj=raw, mode="r|") as tar:
            yield tar
    except ArchiveError:
        raise
    except FileNotFoundError as error:
        raise ArchiveError(f"There is no file {file}. Give the place of a snapshot.") from error
    except _FAILURES as error:
        said = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else error
        raise _damaged(file, str(said) or "it ends too early") from error


def _contents(file: Path, tar: tarfile.TarFile) -> Contents:
    info = tar.next()
    reading = tar.extractfile(info) if info and info.name == CONTENTS_FILE else None
    if info is None or reading is None or info.size > _MOST_CONTENTS:
        raise _foreign(file)
    content = reading.read()
    try:
        values = json.loads(content)
        if values.pop("format", None) != FORMAT:
            raise _foreign(file)
        if values.pop("version") != VERSION:
            raise ArchiveError(
                f"{file} was made by a later version of Dateline. Restore it with that version."
            )
        members = {str(name): _member(each) for name, each in values.pop("members").items()}
        contents = Contents(**values, members=members)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise _damaged(file, "its contents cannot be read") from error
    if CATALOG_FILE not in members or not all(map(_is_known, members)):
        raise _foreign(file)
    return contents


def _member(values: Any) -> Member:  # noqa: ANN401 - JSON
    member = Member(**values)
    if not (isinstance(member.size, int) and member.size >= 0 and _HASH.fullmatch(member.sha256)):
        raise ValueError("its contents cannot be read")
    return member


def _is_known(name: str) -> bool:
    return name in (CATALOG_FILE, *BESIDE_FILES) or _EXPORT.fullmatch(name) is not None


def _add(tar: tarfile.TarFile, name: str, reading: IO[bytes], size: int) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    tar.addfile(info, reading)


def _damaged(file: Path, said: str) -> ArchiveError:
    return ArchiveError(
        f"{file} cannot be restored: it is damaged, or no snapshot ({said}). Nothing was changed. "
        "Restore another one."
    )


def _foreign(file: Path) -> ArchiveError:
    return ArchiveError(
        f"{file} is no snapshot of an archive. Nothing was changed. Give the place of one."
    )


def _no_room(target: Path, error: OSError) -> ArchiveError:
    return ArchiveError(
        f"{target} cannot be written: {os.strerror(error.errno or 0)}. Nothing was changed. Mend "
        "that, then run the same command again."
    )
