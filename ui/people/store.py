"""The file of an archive's people, beside its builds: it outlives every rebuilding."""

import os
import time
from collections.abc import Callable
from pathlib import Path

from index.database import Database
from index.errors import DatelineError
from index.layout import PEOPLE_FILE

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


def people_file(archive: Path) -> Path:
    """Where the people of the archive in a folder are."""
    return archive / PEOPLE_FILE


def has_people(archive: Path) -> bool:
    """Whether the archive in a folder has anybody who has to say who they are.

    Raises:
        ArchiveError: The file cannot be read.
    """
    if not people_file(archive).exists():
        return False
    database = opened(archive)
    try:
        return bool(database.rows("SELECT name FROM people LIMIT 1"))
    finally:
        database.close()


def opened(archive: Path) -> Database:
    """The archive's people, whose file is made where there is none; only its owner may read it.

    Raises:
        ArchiveError: The file cannot be opened or made.
        PeopleError: A later version of Dateline has made it.
    """
    file = people_file(archive)
    _make_private(file)
    database = Database(file)
    try:
        _lay_out(database)
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


def _lay_out(database: Database) -> None:
    if os.access(database.path, os.W_OK):
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
            f"{database.path} was made by another version of Dateline. Use that one, or move the "
            "file away and name the archive's people again."
        )
