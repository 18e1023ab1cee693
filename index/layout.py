"""Where an archive's files are, and which of its builds is the one that counts.

An archive that was never rebuilt has its files in its own folder. A rebuild makes them anew in a
folder inside it, `build-...`, and then writes that one's name into the file `current`: one
rename, so that every process sees the old build or the new one, and nothing between.
"""

import os
import re
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from index.errors import ArchiveError, Remedy

CATALOG_FILE = "catalog.sqlite3"
VECTORS_FOLDER = "vectors"
EXPORT_FOLDER = "embedder"  # the embedding model, exported
MARK_FILE = "vectors.mark"
DAMAGE_FILE = "damaged"  # index.builds.damage_note
STORE_MARKS = ("vectors.lock", MARK_FILE)  # without them a vector store is not used
CURRENT_FILE = "current"
ADDRESSES_FILE = "addresses.json"  # index.visits
FEEDBACK_FILE = "feedback.jsonl"  # of the archive, not of a build: what people said of answers
PEOPLE_FILE = "people.sqlite3"  # of the archive too: who may come, index.people_tables
_BUILD = re.compile(r"build-[0-9a-f]{8}")
# SQLite's and the gate's files stand beside those that they belong to.
_OWN = (CATALOG_FILE, f"{CATALOG_FILE}-wal", f"{CATALOG_FILE}-shm", MARK_FILE, DAMAGE_FILE,
        "vectors.lock")  # fmt: skip


def waiting(name: str) -> str:
    """What is called so beside a build that is to be beside the archive's when that one counts."""
    return f"beside.{name}"


def current_home(folder: Path) -> Path:
    """The folder with the files of the build that counts.

    Raises:
        ArchiveError: The file that names it holds something else.
    """
    try:
        name = (folder / CURRENT_FILE).read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return folder
    if not _BUILD.fullmatch(name):
        raise ArchiveError(
            f"{folder / CURRENT_FILE} does not name a build of the archive. Write the name of the "
            "folder build-... beside it into it, or restore the archive from a copy."
        )
    return folder / name


def new_home(folder: Path) -> Path:
    """Makes the folder for another build, which does not count yet."""
    home = folder / f"build-{secrets.token_hex(4)}"
    home.mkdir()
    return home


def switch(folder: Path, home: Path) -> None:
    """Makes a build the one that counts, for every process and at once."""
    write_whole(folder / CURRENT_FILE, home.name)


def other_homes(folder: Path) -> list[Path]:
    """The builds that do not count: overtaken ones, and those that were never finished."""
    current = current_home(folder)
    found = [one for one in folder.glob("build-*") if _BUILD.fullmatch(one.name)]
    if (folder / CATALOG_FILE).exists():
        found.append(folder)
    return [one for one in found if one != current]


def delete_home(folder: Path, home: Path) -> None:
    """Deletes the files of a build; a process that has its catalogue open may go on reading."""
    if home != folder:
        shutil.rmtree(home, ignore_errors=True)
    else:
        for name in (VECTORS_FOLDER, EXPORT_FOLDER):
            shutil.rmtree(folder / name, ignore_errors=True)
        for name in reversed(_OWN):  # the catalogue last: it tells that there is something
            (folder / name).unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Makes the archive's folder.

    Raises:
        ArchiveError: It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(
            f"The folder {folder} cannot be made: {os.strerror(error.errno or 0)}. Give another "
            "place.",
            remedy=Remedy.OTHER_ARCHIVE,
        ) from error


def size(folder: Path) -> int:
    """Bytes of the files in a folder; those that a writer deletes meanwhile count for none."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            # SQLite's -shm is shared memory, there while the archive is open.
            if not name.endswith("-shm"):
                with suppress(OSError):
                    total += os.stat(os.path.join(parent, name)).st_size
    return total


def write_whole(file: Path, text: str) -> None:
    """Puts a text into a file: who reads it finds the old text or the new one, also after a crash.

    Raises:
        ArchiveError: It cannot be written.
    """
    fresh = file.with_name(f"{file.name}.new")
    try:
        with fresh.open("w", encoding="ascii") as writing:
            writing.write(text + "\n")
            writing.flush()
            os.fsync(writing.fileno())
        fresh.replace(file)
        parent = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(parent)
        finally:
            os.close(parent)
    except OSError as error:
        raise ArchiveError(
            f"{file} cannot be written: {os.strerror(error.errno or 0)}. Mend that, then run the "
            "same command again; what was finished is kept."
        ) from error
