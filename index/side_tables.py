"""Tables that stand beside an archive's builds, or wait with one of them until it counts."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.database import Database
from index.errors import ArchiveError
from index.sqlite import SqliteDatabase

_TABLE = re.compile(r"CREATE TABLE (\w+)")


@dataclass(frozen=True, slots=True)
class SideSchema:
    """Which tables they are.

    Attributes:
        name: Of them all: what the file that has them is called in a folder, without its ending.
        statements: What makes them, the same for SQLite and PostgreSQL.
    """

    name: str
    statements: tuple[str, ...]

    @property
    def tables(self) -> Sequence[str]:
        """The tables' names, those first that others refer to."""
        return [found[1] for each in self.statements if (found := _TABLE.match(each))]

    def lay_out(self, database: Database) -> None:
        """Makes the tables, unless they are there: all at once, so the first one tells."""
        if database.has_table(self.tables[0]):
            return
        for statement in self.statements:
            database.run(statement)


class SideTables(Protocol):
    """The tables of a schema in one place.

    Attributes:
        where: Where they are, as a person knows it.

    Raises:
        ArchiveError: From every method: that cannot be done.
    """

    @property
    def where(self) -> object:  # noqa: D102
        ...

    def are_there(self) -> bool:
        """Whether they were ever made."""
        ...

    def open(self) -> Database:
        """The tables, which are made where they are not there; to be closed."""
        ...

    def delete(self) -> None:
        """Deletes them, where they are there."""
        ...


class FileTables:
    """Tables in an SQLite file, which only its owner may read; `SideTables`."""

    def __init__(self, file: Path, schema: SideSchema) -> None:
        """Takes the file, which need not be there."""
        self.where = file
        self._schema = schema

    def are_there(self) -> bool:
        """Whether the file is there."""
        return self.where.exists()

    def open(self) -> SqliteDatabase:
        """The tables."""
        self._make_private()
        database = SqliteDatabase(self.where)
        try:
            if not database.has_table(self._schema.tables[0]):
                with database.transaction():
                    self._schema.lay_out(database)
        except BaseException:
            database.close()
            raise
        return database

    def delete(self) -> None:
        """Deletes the file, and what SQLite keeps beside it."""
        for ending in ("-wal", "-shm", ""):
            self.where.with_name(f"{self.where.name}{ending}").unlink(missing_ok=True)

    def _make_private(self) -> None:
        try:
            # SQLite gives the files that it makes beside this one the same mode.
            os.close(os.open(self.where, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        except OSError as error:
            if self.where.exists():
                return  # it can perhaps be read
            raise ArchiveError(
                f"{self.where} cannot be made: {os.strerror(error.errno or 0)}. Check the "
                "permissions of the archive's folder."
            ) from error
