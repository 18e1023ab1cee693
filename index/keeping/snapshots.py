"""An archive into one file, as it is at one moment, while others write to it and ask."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from index.builds.beside import BESIDE_FILES, copy_beside
from index.builds.builds import IN_FOLDER, Build, is_current, open_build
from index.builds.presence import has_archive
from index.errors import ArchiveError, ArchiveNotFound, Remedy
from index.keeping.exports import copy_export
from index.keeping.snapshot_file import Contents, Member, member_of, pack, read_contents
from index.layout import CATALOG_FILE, EXPORT_FOLDER, PEOPLE_FILE, make_folder
from index.locks import writer_lock
from index.places.opening import place_of, where
from index.places.place import Place, Where
from index.sqlite import SqliteDatabase
from index.storage.catalog import Catalog

_PACKED = "packed"
_STAGED = "staged"


def snapshot(path: str | Where, file: str | Path) -> Contents:
    """Writes an archive to a file, of which `restore` makes an archive that answers the same.

    It is the archive at one moment: others may write to it, build it anew and ask it meanwhile.
    The file is there when it is whole; another snapshot in its place is replaced then.

    Args:
        path: The archive's folder or address.
        file: Where the snapshot is to be.

    Raises:
        ArchiveNotFound: There is no archive in the place.
        ArchiveBusy: Another process writes a snapshot to the same place.
        ArchiveError: Something else is in the file's place, or it cannot be written.
    """
    target = Path(file).absolute()
    with place_with_archive(path) as place:
        _check_place(target)
        with _workplace(target) as work:
            staged = work / _STAGED
            contents = _staged(place, staged)
            pack(staged, contents, work / _PACKED)
            if PEOPLE_FILE in contents.members:
                (work / _PACKED).chmod(0o600)
            os.replace(work / _PACKED, target)
            _sync(target.parent)
    return contents


@contextmanager
def place_with_archive(path: str | Where) -> Iterator[Place]:
    """The place of an archive for the block.

    Raises:
        ArchiveNotFound: There is none.
    """
    with closing(place_of(path)) as place:
        if not has_archive(place):
            raise ArchiveNotFound(
                f"There is no archive in {where(path)}. Make one of some articles first.",
                remedy=Remedy.MAKE_ARCHIVE,
                archive=where(path),
            )
        yield place


def _check_place(target: Path) -> None:
    """Raises ArchiveError unless a snapshot may be put there."""
    if not target.exists():
        return
    try:
        read_contents(target)
    except ArchiveError as error:
        raise ArchiveError(
            f"{target} is there already and is no snapshot. Give another place, or delete it."
        ) from error


@contextmanager
def _workplace(target: Path) -> Iterator[Path]:
    """A folder beside the file to be, for one process; what a killed one left there is deleted."""
    work = target.with_name(f".{target.name}.unfinished")
    make_folder(work)
    lock = writer_lock(work)
    try:
        _clear(work)
        work.chmod(0o700)
        yield work
    except OSError as error:
        raise ArchiveError(
            f"{target} cannot be written: {os.strerror(error.errno or 0)}. Mend that, then run the "
            "same command again."
        ) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
        lock.release()


def _clear(work: Path) -> None:
    shutil.rmtree(work / _STAGED, ignore_errors=True)
    (work / _PACKED).unlink(missing_ok=True)


def _staged(place: Place, staged: Path) -> Contents:
    """Copies what makes the archive; again where it was built anew meanwhile."""
    while True:
        build = open_build(place)
        try:
            staged.mkdir()
            contents = _copied(build, staged)
            if is_current(build):
                return contents
            shutil.rmtree(staged)
        finally:
            build.close()


def _copied(build: Build, staged: Path) -> Contents:
    build.catalog.copy_to(staged / CATALOG_FILE)
    fingerprint = build.manifest["fingerprint"]
    copy_export(build.home.models(fingerprint), staged, fingerprint)
    with closing(Catalog(SqliteDatabase(staged / CATALOG_FILE))) as catalog:
        copy_beside(build.place, staged, catalog.articles.held)
        # It must never be taken for the owner of the archive's collection on a server.
        catalog.place_vectors({})
        manifest, counts = catalog.manifest(), catalog.counts()
    # Closed, so that its log is in the file.
    return Contents(
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        schema=int(manifest["schema_version"]),
        model=manifest["model"],
        fingerprint=manifest["fingerprint"],
        vectors=build.manifest.get("vectors", IN_FOLDER),
        generation=int(manifest["generation"]),
        members=_members(staged),
        **counts._asdict(),
    )


def _members(staged: Path) -> dict[str, Member]:
    names = [CATALOG_FILE, *(name for name in BESIDE_FILES if (staged / name).exists())]
    export = staged / EXPORT_FOLDER
    if export.exists():
        names += [f"{EXPORT_FOLDER}/{each.name}" for each in sorted(export.iterdir())]
    return {name: member_of(staged / name) for name in names}


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
