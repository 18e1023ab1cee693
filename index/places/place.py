"""Where an archive is, and where one of its builds is: the protocols `Place` and `Home`."""

from collections.abc import Hashable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from index.database import Database
from index.notes import Notes
from index.postgres.address import PostgresAddress
from index.side_tables import SideSchema, SideTables
from index.vector_stores.vectors import VectorStore

Where = Path | PostgresAddress
"""By what a person knows an archive; as text it holds no password."""


class Lock(Protocol):
    """A writer's place at an archive: alone there, or, where a place allows it, with others."""

    def acquire(self) -> object:
        """Takes it once more."""
        ...

    def release(self) -> None:
        """Lets go of it, as often as it was taken."""
        ...

    def check(self) -> None:
        """Raises ArchiveError where it was lost and another has it."""
        ...

    def share(self) -> None:
        """Lets others who index write as well, where the place allows it."""
        ...

    def alone(self) -> AbstractContextManager[None]:
        """The block with no other writer.

        Raises:
            ArchiveBusy: There is one.
        """
        ...

    def trying_alone(self) -> AbstractContextManager[bool]:
        """The block, and whether it has no other writer."""
        ...


class Home(Protocol):
    """Where a build is. Two are equal where they are the same.

    Attributes:
        name: Its own name.
        told: What it is called among others of the archive.
        catalogue: What its catalogue is called, for messages.
        notes: What is noted beside it.
        models: The folder for its model's export.
        vectors_name: What the vectors are called that are on no server of their own.
    """

    @property
    def name(self) -> str:  # noqa: D102
        ...

    @property
    def told(self) -> str:  # noqa: D102
        ...

    @property
    def catalogue(self) -> str:  # noqa: D102
        ...

    @property
    def notes(self) -> Notes:  # noqa: D102
        ...

    @property
    def vectors_name(self) -> str:  # noqa: D102
        ...

    def models(self, fingerprint: str) -> Path:
        """The folder for the export of a model."""
        ...

    def waiting(self, schema: SideSchema) -> SideTables:
        """The tables that wait with it to stand beside the builds."""
        ...

    def is_there(self) -> bool:
        """Whether there is anything of it."""
        ...

    def has_catalogue(self) -> bool:
        """Whether there is a catalogue that can be opened.

        Raises:
            ArchiveError: It cannot be looked at.
        """
        ...

    def identity(self) -> Hashable:
        """By which its catalogue is known from another one of the same name; None without one."""
        ...

    def open_database(self) -> Database:
        """Its catalogue's tables; makes an empty place for them where there is none."""
        ...

    def own_vectors(self) -> VectorStore:
        """The vectors beside the catalogue."""
        ...

    def catalogue_bytes(self) -> int:
        """How large its catalogue is."""
        ...

    def vectors_bytes(self) -> int:
        """How large the files of the vectors beside it are; 0 where they are in the catalogue's."""
        ...


class Place(Protocol):
    """Where an archive is.

    Attributes:
        path: By what a person knows it.
        notes: What is noted beside its builds.
        pointer: What names the build that counts, for messages.
        overtaken_are_read: Whether who has begun to read a build that is overtaken needs it to be
            there still; then the next writer deletes it.
    """

    @property
    def path(self) -> Where:  # noqa: D102
        ...

    @property
    def notes(self) -> Notes:  # noqa: D102
        ...

    @property
    def overtaken_are_read(self) -> bool:  # noqa: D102
        ...

    @property
    def pointer(self) -> str:  # noqa: D102
        ...

    def beside(self, schema: SideSchema) -> SideTables:
        """Tables that stand beside its builds."""
        ...

    def is_there(self) -> bool:
        """Whether there is such a place, with or without an archive."""
        ...

    def names_a_build(self) -> bool:
        """Whether it is written down which build counts; until then it is the first one."""
        ...

    def stranger(self) -> str | None:
        """What is there that is nothing of an archive's, where it is in the way of one."""
        ...

    def unmake(self) -> None:
        """Deletes the place with all that is in it."""
        ...

    def make(self) -> None:
        """Makes the place, where it is not there.

        Raises:
            ArchiveError: It cannot be made.
        """
        ...

    def lock(self) -> Lock:
        """A writer's place, taken: alone where nobody else has it.

        Raises:
            ArchiveBusy: Another has it alone.
            ArchiveError: It cannot be written to.
        """
        ...

    def current(self) -> Home:
        """Where the build is that counts.

        Raises:
            ArchiveError: What names it holds something else.
        """
        ...

    def is_current(self, home: Home, identity: Hashable) -> bool:
        """Whether a build counts, and its catalogue is the one of an identity."""
        ...

    def make_home(self, home: Home) -> None:
        """Makes the place of a build that counts but is not there."""
        ...

    def new_home(self) -> Home:
        """Makes a place for another build, which does not count yet."""
        ...

    def switch(self, home: Home) -> None:
        """Makes a build the one that counts, for every process and at once."""
        ...

    def others(self) -> Sequence[Home]:
        """The builds that do not count."""
        ...

    def delete(self, home: Home) -> None:
        """Deletes a build; a process that has its catalogue open may go on reading."""
        ...

    def size(self) -> int:
        """How many bytes it takes."""
        ...

    def close(self) -> None:
        """Lets go of connections."""
        ...
