"""An archive in a folder; `index.layout` tells where in it what is."""

import os
import shutil
from collections.abc import Hashable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index import layout
from index.errors import ArchiveError, Remedy
from index.layout import CATALOG_FILE, CURRENT_FILE, VECTORS_FOLDER
from index.locks import WRITER_FILE, writer_lock
from index.notes import FolderNotes, Notes
from index.places.place import Home, Lock
from index.side_tables import FileTables, SideSchema
from index.sqlite import SqliteDatabase
from index.vector_stores.folder_store import FolderStore
from index.vector_stores.vectors import VectorStore

if TYPE_CHECKING:
    from filelock import FileLock


@dataclass(frozen=True, slots=True)
class FolderLock:
    """The one writer's place at a folder, taken; a `Lock`."""

    lock: "FileLock"

    def acquire(self) -> None:
        """Takes it once more."""
        self.lock.acquire()

    def release(self) -> None:
        """Lets go of it, as often as it was taken."""
        self.lock.release()

    def check(self) -> None:
        """Nothing: the system keeps it until it is let go of."""

    def share(self) -> None:
        """Nothing: there is one writer."""

    def alone(self) -> AbstractContextManager[None]:
        """The block: there is one writer."""
        return nullcontext()

    def trying_alone(self) -> AbstractContextManager[bool]:
        """The block, with yes: there is one writer."""
        return nullcontext(True)


@dataclass(frozen=True, slots=True)
class FolderHome:
    """A build in a folder; a `Home`."""

    folder: Path
    archive: Path

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    @property
    def told(self) -> str:
        """What it is called among others of the archive."""
        is_own = self.folder == self.archive
        return "one in the archive's own folder" if is_own else self.name

    @property
    def catalogue(self) -> str:
        """The catalogue's file."""
        return str(self.folder / CATALOG_FILE)

    @property
    def notes(self) -> Notes:
        """Files beside the catalogue."""
        return FolderNotes(self.folder)

    @property
    def vectors_name(self) -> str:
        """What the vectors are called that are on no server."""
        return "folder"

    def models(self, fingerprint: str) -> Path:
        """Beside the catalogue."""
        return self.folder

    def waiting(self, schema: SideSchema) -> FileTables:
        """A file beside the catalogue."""
        return FileTables(self.folder / layout.waiting(f"{schema.name}.sqlite3"), schema)

    def is_there(self) -> bool:
        """Whether the folder is there."""
        return self.folder.exists()

    def has_catalogue(self) -> bool:
        """Whether the catalogue's file is there."""
        try:
            return (self.folder / CATALOG_FILE).is_file()
        except OSError as error:
            raise ArchiveError(
                f"{self.folder} cannot be read: {os.strerror(error.errno or 0)}. Check its "
                "permissions, or give another archive.",
                remedy=Remedy.OTHER_ARCHIVE,
            ) from error

    def identity(self) -> tuple[int, int] | None:
        """The device and the number of the catalogue's file: another one's differ."""
        try:
            found = (self.folder / CATALOG_FILE).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def open_database(self) -> SqliteDatabase:
        """The catalogue's file, opened or made."""
        return SqliteDatabase(self.folder / CATALOG_FILE)

    def own_vectors(self) -> VectorStore:
        """Chroma's folder beside the catalogue."""
        return FolderStore(self.folder / VECTORS_FOLDER)

    def catalogue_bytes(self) -> int:
        """How large the catalogue's file is."""
        return (self.folder / CATALOG_FILE).stat().st_size

    def vectors_bytes(self) -> int:
        """How large Chroma's folder is."""
        return layout.size(self.folder / VECTORS_FOLDER)


@dataclass(frozen=True, slots=True)
class FolderPlace:
    """An archive in a folder; a `Place`."""

    path: Path
    # Deleted files stay readable until who has them open lets go.
    overtaken_are_read: bool = False

    @property
    def notes(self) -> Notes:
        """Files beside the builds."""
        return FolderNotes(self.path)

    @property
    def pointer(self) -> str:
        """The file that names the build that counts."""
        return str(self.path / CURRENT_FILE)

    def beside(self, schema: SideSchema) -> FileTables:
        """A file beside the builds."""
        return FileTables(self.path / f"{schema.name}.sqlite3", schema)

    def is_there(self) -> bool:
        """Whether there is such a folder."""
        return self.path.exists()

    def names_a_build(self) -> bool:
        """Whether there is the file that names one."""
        return (self.path / CURRENT_FILE).exists()

    def stranger(self) -> str | None:
        """A file that lies there but for builds and the writer's lock."""
        names = (each.name for each in self.path.iterdir())
        return min(
            (n for n in names if n != WRITER_FILE and not n.startswith("build-")), default=None
        )

    def unmake(self) -> None:
        """Deletes the folder."""
        shutil.rmtree(self.path, ignore_errors=True)

    def make(self) -> None:
        """Makes the folder."""
        layout.make_folder(self.path)

    def lock(self) -> Lock:
        """The one writer's place, taken."""
        return FolderLock(writer_lock(self.path))

    def current(self) -> FolderHome:
        """The build that counts."""
        return self._home(layout.current_home(self.path))

    def is_current(self, home: Home, identity: Hashable) -> bool:
        """Whether a build counts, and its catalogue is the one of an identity."""
        return self.current() == home and home.identity() == identity

    def make_home(self, home: Home) -> None:
        """Makes the folder of a build, which may have been deleted by hand."""
        layout.make_folder(_folder(home))

    def new_home(self) -> FolderHome:
        """Makes a folder for another build, which does not count yet."""
        return self._home(layout.new_home(self.path))

    def switch(self, home: Home) -> None:
        """Makes a build the one that counts."""
        layout.switch(self.path, _folder(home))

    def others(self) -> Sequence[FolderHome]:
        """The builds that do not count."""
        return [self._home(each) for each in layout.other_homes(self.path)]

    def delete(self, home: Home) -> None:
        """Deletes a build's files."""
        layout.delete_home(self.path, _folder(home))

    def size(self) -> int:
        """The size of all of its files."""
        return layout.size(self.path)

    def close(self) -> None:
        """Nothing is held."""

    def _home(self, folder: Path) -> FolderHome:
        return FolderHome(folder, self.path)


def _folder(home: Home) -> Path:
    assert isinstance(home, FolderHome)
    return home.folder
