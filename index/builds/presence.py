"""Which archive is in a folder, and whether one is there at all."""

import os
from pathlib import Path

from index.errors import ArchiveError, ArchiveNotFound, Remedy
from index.layout import CATALOG_FILE, CURRENT_FILE, current_home, other_homes
from index.mending import mendable
from index.storage.catalog import Catalog


def exists(path: str | Path) -> bool:
    """Whether there is an archive in a folder; one whose making was cut short is none.

    Raises:
        ArchiveError: What names its build is damaged, or its catalogue cannot be read.
    """
    folder = Path(path)
    while True:
        home = current_home(folder)
        if read_manifest(home):
            return True
        if current_home(folder) == home:
            _check_named(folder, home)
            return False


def read_manifest(home: Path) -> dict[str, str]:
    """How a build was made, of whatever version; empty where its making was cut short."""
    file = home / CATALOG_FILE
    try:
        if not file.is_file():
            return {}
    except OSError as error:
        raise ArchiveError(
            f"{home} cannot be read: {os.strerror(error.errno or 0)}. Check its permissions, "
            "or give another archive.",
            remedy=Remedy.OTHER_ARCHIVE,
        ) from error
    catalog = Catalog(file)
    try:
        return catalog.manifest()
    finally:
        catalog.close()


def catalog_file(home: Path) -> tuple[int, int] | None:
    """The device and the number of a catalogue's file: another one's differ. None without one."""
    try:
        found = (home / CATALOG_FILE).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def gone(folder: Path, home: Path) -> ArchiveError:
    """The error of an archive that was there and is not any more."""
    _check_named(folder, home)
    return ArchiveNotFound(
        f"The archive in {folder} is not there any more: it was moved, deleted, or is being "
        "replaced. Put it back and ask again, or open another one.",
        remedy=Remedy.OTHER_ARCHIVE,
    )


def _check_named(folder: Path, home: Path) -> None:
    """Raises ArchiveError where the build that is named is not there, and another one is."""
    if home.exists():
        return
    others = [each for each in other_homes(folder) if read_manifest(each)]
    if others:
        there = ["one in the archive's own folder" if e == folder else e.name for e in others]
        raise mendable(
            ArchiveError,
            f"{folder / CURRENT_FILE} names {home.name} as the archive's build, which is not "
            f"there; there is {' and '.join(there)}.",
            "Write the right one's name into it (for the archive's own folder, delete it), or "
            "restore the archive from a copy.",
            folder,
        )
