"""An archive in PostgreSQL: a schema that names its builds, and a schema for each of them."""

import os
import re
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import ArchiveError
from index.notes import Notes
from index.places.place import Home, Lock
from index.postgres.address import PostgresAddress
from index.postgres.database import PostgresDatabase
from index.postgres.lock import WriterPlace
from index.postgres.notes import PostgresNotes
from index.postgres.side_tables import PostgresTables
from index.side_tables import SideSchema
from index.vector_stores.vectors import VectorStore

# What stands beside the builds: which of them there are, which one counts, and notes.
_OUTER = (
    "CREATE TABLE builds (name TEXT PRIMARY KEY)",
    "CREATE TABLE archive (only_row BOOLEAN PRIMARY KEY DEFAULT true CHECK (only_row), "
    "build TEXT NOT NULL REFERENCES builds (name))",
    "CREATE TABLE notes (name TEXT PRIMARY KEY, content BYTEA NOT NULL)",
)
_FIRST = "first"
_MOMENT_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class PostgresHome:
    """A build in a schema of PostgreSQL; a `Home`."""

    address: PostgresAddress
    name: str
    """The schema's."""
    database: PostgresDatabase
    """Connected to the archive's outer schema; not to be closed here."""

    def __eq__(self, other: object) -> bool:
        """Whether it is the same build."""
        if not isinstance(other, PostgresHome):
            return NotImplemented
        return (self.address, self.name) == (other.address, other.name)

    def __hash__(self) -> int:
        """By its name."""
        return hash(self.name)

    @property
    def told(self) -> str:
        """The schema's name."""
        return self.name

    @property
    def catalogue(self) -> str:
        """The schema and where it is."""
        return f"schema {self.name} of {self.address}"

    @property
    def notes(self) -> Notes:
        """A table of the schema's."""
        return PostgresNotes(self.database, self.name)

    @property
    def vectors_name(self) -> str:
        """What the vectors are called that are in the same schema."""
        return "pgvector"

    def models(self, fingerprint: str) -> Path:
        """A folder of this user's cache."""
        cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        folder = Path(cache) / "dateline" / "models" / re.sub(r"[^\w-]", "_", fingerprint)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return folder  # Without it, the model is loaded through torch, and that is told.
        return folder

    def waiting(self, schema: SideSchema) -> PostgresTables:
        """Tables in the build's schema."""
        return PostgresTables(self.database, self.name, schema)

    def is_there(self) -> bool:
        """Whether there is such a schema."""
        found = self.database.rows("SELECT 1 FROM pg_namespace WHERE nspname = ?", (self.name,))
        return bool(found)

    def has_catalogue(self) -> bool:
        """Whether there are tables in it."""
        return self.identity() is not None

    def identity(self) -> int | None:
        """The number of its manifest's table, which no other one ever has."""
        rows = self.database.rows("SELECT CAST(to_regclass(?) AS oid)", (_manifest(self.name),))
        found: int | None = rows[0][0]
        return found

    def open_database(self) -> PostgresDatabase:
        """The schema's tables."""
        return PostgresDatabase(self.address, self.name)

    def own_vectors(self) -> VectorStore:
        """A table of pgvector's in the same schema."""
        from index.vector_stores.pgvector_store import PgvectorStore

        return PgvectorStore(self.address, self.name)

    def catalogue_bytes(self) -> int:
        """How large its tables are."""
        return _bytes(self.database, [self.name])

    def vectors_bytes(self) -> int:
        """0: they are among the tables."""
        return 0


class PostgresPlace:
    """An archive in PostgreSQL; a `Place`.

    Raises:
        ArchiveError: From every method: the server cannot be reached, or does not allow it.
    """

    overtaken_are_read = True

    def __init__(self, address: PostgresAddress) -> None:
        """Connects."""
        self.path = address
        self._db = PostgresDatabase(address, address.name)
        self._confirmed: tuple[Home, object] | None = None
        self._until = 0.0

    @property
    def notes(self) -> Notes:
        """A table beside the builds."""
        return PostgresNotes(self._db, self.path.name)

    @property
    def pointer(self) -> str:
        """The table that names the build that counts."""
        return f"the table {self.path.name}.archive of {self.path}"

    def beside(self, schema: SideSchema) -> PostgresTables:
        """Tables in the outer schema."""
        return PostgresTables(self._db, self.path.name, schema)

    def is_there(self) -> bool:
        """Whether there is the outer schema."""
        return bool(
            self._db.rows("SELECT 1 FROM pg_namespace WHERE nspname = ?", (self.path.name,))
        )

    def names_a_build(self) -> bool:
        """Whether there is a row that names one."""
        return self._db.has_table("archive") and bool(self._db.rows("SELECT 1 FROM archive"))

    def stranger(self) -> None:
        """Nothing is: schemas of other names are left alone."""

    def unmake(self) -> None:
        """Deletes the outer schema, and those of the builds."""
        for home in self.others():
            self.delete(home)
        self._db.run(f'DROP SCHEMA IF EXISTS "{self.path.name}" CASCADE')

    def make(self) -> None:
        """Makes the outer schema; the database is to be there, and to be in UTF-8."""
        encoding = self._db.rows("SHOW server_encoding")[0][0]
        if encoding != "UTF8":
            raise ArchiveError(
                f"The database of {self.path} is in {encoding}, not in UTF-8. Make another one: "
                "of the template template0, with the encoding UTF8."
            )
        if self._db.has_table("archive"):
            return
        with self._db.transaction():
            self._db.run(f'CREATE SCHEMA IF NOT EXISTS "{self.path.name}"')
            for statement in _OUTER:
                self._db.run(statement)

    def lock(self) -> Lock:
        """A writer's place, taken: alone where nobody else has it."""
        return WriterPlace(self.path)

    def current(self) -> PostgresHome:
        """The build that counts; before there is one, where the first is to be."""
        rows = self._db.rows("SELECT build FROM archive") if self._db.has_table("archive") else []
        return self._home(rows[0][0] if rows else _schema(self.path, _FIRST))

    def is_current(self, home: Home, identity: object) -> bool:
        """Whether a build counts, and its catalogue is the one of an identity.

        What was so a moment ago is not asked again: a question looks dozens of times.
        """
        if self._confirmed == (home, identity) and time.monotonic() < self._until:
            return True
        self._confirmed, self._until = None, time.monotonic() + _MOMENT_SECONDS
        try:
            rows = self._db.rows(
                "SELECT coalesce((SELECT build FROM archive), ?), CAST(to_regclass(?) AS oid)",
                (_schema(self.path, _FIRST), _manifest(home.name)),
            )
        except ArchiveError as error:
            if _is_gone(error):
                return False
            raise
        found = tuple(rows[0]) == (home.name, identity)
        self._confirmed = (home, identity) if found else None
        return found

    def make_home(self, home: Home) -> None:
        """Makes the schema of a build that counts but is not there."""
        with self._db.transaction():
            self._db.run(f'CREATE SCHEMA IF NOT EXISTS "{home.name}"')
            self._db.run("INSERT INTO builds VALUES (?) ON CONFLICT DO NOTHING", (home.name,))

    def new_home(self) -> PostgresHome:
        """Makes a schema for another build, which does not count yet."""
        home = self._home(_schema(self.path, secrets.token_hex(4)))
        self.make_home(home)
        return home

    def switch(self, home: Home) -> None:
        """Makes a build the one that counts."""
        self._db.run(
            "INSERT INTO archive (build) VALUES (?) "
            "ON CONFLICT (only_row) DO UPDATE SET build = excluded.build",
            (home.name,),
        )

    def others(self) -> Sequence[PostgresHome]:
        """The builds that do not count."""
        if not self._db.has_table("archive"):
            return []
        current = self.current()
        rows = self._db.rows("SELECT name FROM builds ORDER BY name")
        return [self._home(row[0]) for row in rows if row[0] != current.name]

    def delete(self, home: Home) -> None:
        """Deletes a build's schema."""
        with self._db.transaction():
            self._db.run(f'DROP SCHEMA IF EXISTS "{home.name}" CASCADE')
            self._db.run("DELETE FROM builds WHERE name = ?", (home.name,))

    def size(self) -> int:
        """The size of all of its tables and indexes."""
        builds = self._db.rows("SELECT name FROM builds")
        return _bytes(self._db, [self.path.name, *(row[0] for row in builds)])

    def close(self) -> None:
        """Lets go of connections."""
        self._db.close()

    def _home(self, name: str) -> PostgresHome:
        return PostgresHome(self.path, name, self._db)


def _schema(address: PostgresAddress, build: str) -> str:
    return f"{address.name}__{build}"


def _manifest(schema: str) -> str:
    return f'"{schema}".manifest'


def _bytes(db: PostgresDatabase, schemas: Sequence[str]) -> int:
    rows = db.rows(
        "SELECT coalesce(sum(pg_total_relation_size(pg_class.oid)), 0) FROM pg_class "
        "JOIN pg_namespace ON pg_namespace.oid = relnamespace "
        "WHERE relkind = 'r' AND nspname IN (SELECT value FROM texts(?))",
        (list(schemas),),
    )
    return int(rows[0][0])


def _is_gone(error: ArchiveError) -> bool:
    return getattr(error.__cause__, "sqlstate", "") in ("42P01", "3F000")
