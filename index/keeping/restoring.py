"""An archive out of a snapshot: in an empty place, or in the place of another one."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from index.builds.beside import let_wait
from index.errors import ArchiveError, Remedy
from index.keeping.another_build import make_whole, place_for_another
from index.keeping.exports import copy_export
from index.keeping.snapshot_file import Contents, unpack
from index.layout import CATALOG_FILE
from index.places.folder import FolderHome
from index.places.place import Home, Where
from index.sqlite import SqliteDatabase
from index.storage.catalog import Catalog
from index.storage.migrations import migrate
from index.storage.schema import SCHEMA_VERSION

# What a catalogue and the store that is made of it take, of the size of the files.
_ROOM = 2.0
_UNPACKED = "unpacked"


def restore(
    file: str | Path,
    path: str | Where,
    *,
    replace: bool = False,
    vectors: str | None = None,
) -> Contents:
    """Makes an archive of a snapshot; it holds what the archive held, and answers the same.

    Everything is checked before it counts: until then there is no archive in the place, or the old
    one, which goes on answering. The vectors are made of the catalogue's, without the model.

    Args:
        file: The snapshot.
        path: The archive's place to be, one that is empty or not there yet.
        replace: Whether an archive that is there is replaced.
        vectors: Where its vectors are to be: "folder" for beside the catalogue, or a Chroma
            server's address; by default where the archive had them, on a server in a collection
            of their own.

    Raises:
        ArchiveError: The file is damaged or no snapshot, something is in the place, or a server
            cannot be reached; nothing was changed then.
        ArchiveBusy: Another process writes to the archive that is to be replaced.
    """
    with place_for_another(path, replace=replace) as home:
        with _workplace(home) as work:
            contents = unpack(Path(file).absolute(), _places(work))
            _check(work / CATALOG_FILE, contents, Path(file))
            _bring_over(work / CATALOG_FILE, contents)
            _take_in(work, home)
        make_whole(home, vectors or contents.vectors)
    return contents


@contextmanager
def _workplace(home: Home) -> Iterator[Path]:
    """A folder to unpack in: on the same disk, where the build is to be in a folder."""
    if not isinstance(home, FolderHome):
        with TemporaryDirectory(prefix="dateline-") as made:
            yield Path(made)
        return
    work = home.folder / _UNPACKED
    work.mkdir(0o700)  # There may be people in it.
    yield work
    shutil.rmtree(work)


def _places(work: Path) -> Callable[[Contents], Callable[[str], Path]]:
    def place(contents: Contents) -> Callable[[str], Path]:
        _check_version(contents)
        _check_room(work, contents)
        return lambda name: work / name

    return place


def _check_version(contents: Contents) -> None:
    if contents.schema > SCHEMA_VERSION:
        raise ArchiveError(
            f"The snapshot is of a later version of Dateline (schema {contents.schema}, this one "
            f"has {SCHEMA_VERSION}). Restore it with that version. Nothing was changed."
        )


def _check_room(work: Path, contents: Contents) -> None:
    free, wanted = shutil.disk_usage(work).free, int(_ROOM * contents.size)
    if free < wanted:
        raise ArchiveError(
            f"There is no room for the archive in {work.parent}: it takes {wanted / 1e6:,.0f} MB, "
            f"and {free / 1e6:,.0f} MB are free. Make room on the disk, or give another place.",
            remedy=Remedy.OTHER_ARCHIVE,
        )


def _check(catalogue: Path, contents: Contents, file: Path) -> None:
    """Raises ArchiveError unless the catalogue holds what the snapshot says."""
    with closing(Catalog(SqliteDatabase(catalogue))) as catalog:
        manifest, counts = catalog.manifest(), catalog.counts()
    said = (contents.fingerprint, contents.articles, contents.revisions, contents.chunks)
    if said != (manifest.get("fingerprint"), *counts):
        raise ArchiveError(
            f"{file} cannot be restored: its catalogue does not hold what it says. Nothing was "
            "changed. Restore another one."
        )


def _bring_over(catalogue: Path, contents: Contents) -> None:
    """Brings the catalogue of an earlier version to this one."""
    if contents.schema < SCHEMA_VERSION and not migrate(catalogue):
        raise ArchiveError(
            f"The snapshot is of an earlier version of Dateline (schema {contents.schema}, this "
            f"one has {SCHEMA_VERSION}) that cannot be brought to this one. Nothing was changed. "
            "Restore it with that version."
        )


def _take_in(work: Path, home: Home) -> None:
    """Makes what was unpacked a build's."""
    if isinstance(home, FolderHome):
        os.replace(work / CATALOG_FILE, home.folder / CATALOG_FILE)
    with closing(Catalog(home.open_database())) as catalog:
        if not isinstance(home, FolderHome):
            with closing(Catalog(SqliteDatabase(work / CATALOG_FILE))) as unpacked:
                unpacked.copy_into(catalog)
        let_wait(work, home, catalog.articles.held)
        fingerprint = catalog.manifest()["fingerprint"]
    copy_export(work, home.models(fingerprint), fingerprint)
