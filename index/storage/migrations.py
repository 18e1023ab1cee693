"""Catalogues of earlier versions, brought to this one's tables step by step, without the model.

What a version did not keep stays unknown, as it would in a rebuilding; what can be made of an
article is made of it anew: its plain names, kind and language, its hash, its signature and story,
the index of its words. Passages stay as they were divided, and so do their vectors.
"""

import re
from collections.abc import Callable
from pathlib import Path

from index.database import Database, Kind
from index.sqlite import SqliteDatabase
from index.storage.bringing_over import bring_over, holds_what_is_needed
from index.storage.schema import SCHEMA, SCHEMA_VERSION

_NAME = re.compile(r"CREATE (?:VIRTUAL )?(?:UNIQUE )?(TABLE|INDEX) (\w+)")


def can_be_migrated(version: str, kind: Kind) -> bool:
    """Whether there are steps from a version of the tables to this one's.

    Those in PostgreSQL began with version 5.
    """
    return kind is Kind.SQLITE and version.isdecimal() and int(version) in _STEPS


def migrate(file: Path) -> bool:
    """Brings a catalogue to this version's tables, all at once or not at all.

    Only for the one writer. The vectors in the store are to be made anew afterwards: passages have
    other ids.

    Returns:
        Whether it is of this version now; no where it has not the tables of the version it names.

    Raises:
        ArchiveError: It cannot be read or written.
    """
    db = SqliteDatabase(file)
    try:
        # In a transaction it would do nothing; with it, a table would take others along.
        db.run("PRAGMA foreign_keys=OFF")
        with db.transaction():
            version = db.rows("SELECT value FROM manifest WHERE name = 'schema_version'")[0][0]
            if version == str(SCHEMA_VERSION):
                return True  # by another process, just now
            if not (can_be_migrated(version, db.kind) and holds_what_is_needed(db)):
                return False
            _take(db, int(version))
        db.rewrite()
        return True
    finally:
        db.close()


def _take(db: Database, version: int) -> None:
    """The steps from a version on, one after the other, and what stands at their end."""
    for step in range(version, SCHEMA_VERSION):
        _STEPS[step](db)
    _lay_out(db)
    bring_over(db, version)
    db.run("UPDATE manifest SET value = value + 1 WHERE name = 'generation'")
    db.run("UPDATE manifest SET value = ? WHERE name = 'schema_version'", (str(SCHEMA_VERSION),))


def _from_2(db: Database) -> None:
    """Near-copies are told by signatures, not by a hash of the text.

    What first bore the number 3 had this table still: the step after this one does it again.
    """
    _add_column(db, "signature BLOB NOT NULL DEFAULT x''")
    _add_column(db, "story INTEGER")


def _from_3(db: Database) -> None:
    """More is known of articles, and who only claims to have published them."""
    _from_2(db)
    for column in ("updated", "kind", "language"):
        _add_column(db, f"{column} TEXT")
    _add_column(db, "publisher_claimed INTEGER NOT NULL DEFAULT 0")
    _add_column(db, "captions TEXT NOT NULL DEFAULT '[]'")


def _from_4(db: Database) -> None:
    """The moment of an article, and of its crawling, and marks of what was removed."""
    _add_column(db, "moment TEXT")
    _add_column(db, "crawled TEXT")


_STEPS: dict[int, Callable[[Database], None]] = {2: _from_2, 3: _from_3, 4: _from_4}


def _add_column(db: Database, declared: str) -> None:
    name = declared.partition(" ")[0]
    if name not in _columns(db, "revisions"):
        db.run(f"ALTER TABLE revisions ADD COLUMN {declared}")


def _columns(db: Database, table: str) -> list[str]:
    return [row["name"] for row in db.rows(f"PRAGMA table_info({table})")]


def _lay_out(db: Database) -> None:
    """Makes the tables those of this version to the letter, with the rows that they have."""
    for statement in SCHEMA:
        found = _NAME.match(statement)
        assert found, statement
        kind, name = found.groups()
        # Asked each time: with a table its indexes go.
        there = {row["name"]: row["sql"] for row in db.rows("SELECT name, sql FROM sqlite_master")}
        if there.get(name) == statement:
            continue
        if kind == "INDEX":
            db.run(f"DROP INDEX IF EXISTS {name}")
            db.run(statement)
        elif name not in there:
            db.run(statement)
        else:
            _make_anew(db, name, statement)


def _make_anew(db: Database, table: str, statement: str) -> None:
    db.run(f"CREATE TABLE earlier AS SELECT * FROM {table}")
    db.run(f"DROP TABLE {table}")
    db.run(statement)
    kept = ", ".join(name for name in _columns(db, table) if name in _columns(db, "earlier"))
    db.run(f"INSERT INTO {table} ({kept}) SELECT {kept} FROM earlier")
    db.run("DROP TABLE earlier")
