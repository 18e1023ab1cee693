"""Where an archive's people are kept, beside its builds: they outlive every rebuilding."""

import os
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from index.database import Database
from index.errors import DatelineError
from index.layout import PEOPLE_FILE
from index.places.place import Where
from index.postgres.address import PostgresAddress
from index.sqlite import SqliteDatabase

Clock = Callable[[], float]
"""Seconds since 1970: several servers share what is written down by it."""

_LAYOUT = 1
# Portable: nothing here that only SQLite knows.
_TABLES = (
    "CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS people (name TEXT PRIMARY KEY, password TEXT, scopes TEXT NOT NULL,"
    " filters TEXT NOT NULL, per_minute INTEGER, email TEXT UNIQUE, subject TEXT UNIQUE,"
    " made BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS keys (id TEXT PRIMARY KEY, digest TEXT NOT NULL UNIQUE,"
    " person TEXT NOT NULL REFERENCES people (name) ON DELETE CASCADE, scopes TEXT NOT NULL,"
    " made BIGINT NOT NULL, until BIGINT, used BIGINT)",
    "CREATE TABLE IF NOT EXISTS sessions (digest TEXT PRIMARY KEY,"
    " person TEXT NOT NULL REFERENCES people (name) ON DELETE CASCADE, until BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS devices (digest TEXT PRIMARY KEY,"
    " person TEXT NOT NULL REFERENCES people (name) ON DELETE CASCADE, until BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS failures (who TEXT PRIMARY KEY, count INTEGER NOT NULL,"
    " last DOUBLE PRECISION NOT NULL)",
    "CREATE TABLE IF NOT EXISTS asked (person TEXT NOT NULL, at DOUBLE PRECISION NOT NULL)",
    "CREATE INDEX IF NOT EXISTS asked_by ON asked (person, at)",
    "CREATE TABLE IF NOT EXISTS errands (digest TEXT PRIMARY KEY, told TEXT NOT NULL,"
    " until BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS audit (id TEXT PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL,"
    " place TEXT NOT NULL, did TEXT NOT NULL, what TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS audit_at ON audit (at)",
)


class PeopleError(DatelineError):
    """Something about people that cannot be done as asked."""


class NotKnown(PeopleError):
    """There is nobody, or no key, of that name."""


def keeps_people(archive: Where) -> bool:
    """Whether anybody was ever named who may come to an archive.

    Raises:
        ArchiveError: PostgreSQL cannot be asked.
    """
    if not isinstance(archive, PostgresAddress):
        return (archive / PEOPLE_FILE).exists()
    with closing(_in_postgres(archive)) as database:
        return database.has_table("people")


def has_people(archive: Where) -> bool:
    """Whether an archive has anybody who has to say who they are.

    Raises:
        ArchiveError: Its people cannot be read.
    """
    if not keeps_people(archive):
        return False
    with closing(opened(archive)) as database:
        return bool(database.rows("SELECT name FROM people LIMIT 1"))


def opened(archive: Where) -> Database:
    """The archive's people: in a folder a file that only its owner may read, else tables beside it.

    They are made where there are none.

    Raises:
        ArchiveError: They cannot be opened or made.
        PeopleError: A later version of Dateline has made them.
    """
    if isinstance(archive, PostgresAddress):
        database: Database = _in_postgres(archive)
        where, writable = str(archive), True
    else:
        file = archive / PEOPLE_FILE
        _make_private(file)
        database = SqliteDatabase(file)
        where, writable = str(file), os.access(file, os.W_OK)
    try:
        _lay_out(database, where, writable=writable)
    except BaseException:
        database.close()
        raise
    return database


def now(clock: Clock = time.time) -> int:
    """The present second."""
    return int(clock())


def _make_private(file: Path) -> None:
    try:
        # SQLite gives the files that it makes beside this one the same mode.
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        if file.exists():
            return  # it can perhaps be read
        raise PeopleError(
            f"{file} cannot be made: {os.strerror(error.errno or 0)}. Check the permissions of "
            "the archive's folder."
        ) from error


def _in_postgres(archive: PostgresAddress) -> Database:
    from index.postgres.database import PostgresDatabase

    return PostgresDatabase(archive, archive.name)


def _lay_out(database: Database, where: str, *, writable: bool) -> None:
    if writable:
        with database.transaction():
            for statement in _TABLES:
                database.run(statement)
            database.run(
                "INSERT INTO about (name, value) VALUES ('layout', ?) ON CONFLICT DO NOTHING",
                (str(_LAYOUT),),
            )
    found = database.rows("SELECT value FROM about WHERE name = 'layout'")
    if not found or found[0][0] != str(_LAYOUT):
        raise PeopleError(
            f"The people of {where} were written down by another version of Dateline. Use that "
            "one, or move them away and name the archive's people again."
        )
