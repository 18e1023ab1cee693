"""The catalogue's SQLite file: its connection, its transactions."""

import json
import os
import re
import sqlite3
import threading
import weakref
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from index.database import Kind
from index.errors import ArchiveError, Remedy
from index.sqlite_failures import BUSY_SECONDS, is_of_writing, sentences

# Read-only media: -wal and -shm may be missing there, and cannot be made.
_READ_ONLY = ("mode=ro", "immutable=1")
_LISTS = re.compile(r"\b(?:texts|numbers|texts_in)\((\?|\w+)\)( AS \w+)?")


class SqliteDatabase:
    """One SQLite file, a `Database`; safe to share between threads."""

    kind = Kind.SQLITE

    def __init__(self, path: Path) -> None:
        """Opens the file, or makes an empty one; a read-only folder can be read from."""
        self.path = path
        self._lock = threading.RLock()
        with sentences(path):
            self._db = _connect(path)
        # A connection and its cache of statements refer to each other: it would wait for the
        # garbage collector, and keep the room of a file that has been deleted.
        weakref.finalize(self, self._db.close)

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self._db.close()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        with self._lock, sentences(self.path):
            return self._execute(sql, values).fetchall()

    def numbers(self, sql: str, values: Sequence[object] = ()) -> "array[int]":
        """The whole numbers of a query's only column: eight bytes each, as rows they take 150."""
        with self._lock, sentences(self.path):
            return array("q", (row[0] for row in self._execute(sql, values)))

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """Runs a statement; gives how many rows it changed."""
        with self._lock, sentences(self.path):
            return self._execute(sql, values).rowcount

    def insert(self, sql: str, values: Sequence[object] = ()) -> int:
        """Inserts a row into a table that counts its rows; gives its `rowid`."""
        with self._lock, sentences(self.path):
            return self._execute(sql, values).lastrowid or 0

    def run_many(self, sql: str, values: Iterable[Sequence[object]]) -> None:
        """Runs a statement once for each of the values."""
        with self._lock, sentences(self.path):
            self._db.executemany(sql, values)

    def has_table(self, name: str) -> bool:
        """Whether there is a table of a name."""
        return bool(self.rows("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)))

    def has_made(self, statements: Iterable[str]) -> bool:
        """Whether the tables are those that statements make, to the letter of what counts."""
        rows = self.rows("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
        there = {_without_comments(row["sql"]) for row in rows}
        return there.issuperset(map(_without_comments, statements))

    def faults(self, *, quick: bool) -> list[str]:
        """What SQLite itself finds wrong in the file, in its own words; not in the text's sense.

        Args:
            quick: Whether to leave out that the indexes hold what the tables hold.
        """
        found = self.rows(f"PRAGMA {'quick_check' if quick else 'integrity_check'}(10)")
        said = [str(row[0]) for row in found if row[0] != "ok"]
        # Each row of it: table, row, the table that it refers to.
        lost = () if quick else self.rows("PRAGMA foreign_key_check")
        return said + [f"row {row[1]} of {row[0]} refers to nothing" for row in lost[:10]]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block's changes, or none."""
        with self._lock:
            self.run("BEGIN IMMEDIATE")
            try:
                yield
                self.run("COMMIT")
            except BaseException:
                # A full disk may have rolled it back already.
                if self._db.in_transaction:
                    self.run("ROLLBACK")
                raise

    @contextmanager
    def one_state(self) -> Iterator[None]:
        """All that the block reads is of one moment, whatever others write; it writes nothing."""
        with self._lock:
            self.run("BEGIN")
            try:
                yield
            finally:
                self.run("ROLLBACK")

    def copy_to(self, file: Path) -> None:
        """Writes what it holds at this moment to a new file; others may read and write meanwhile.

        What was deleted is not in the new file, as far as no index holds it back.
        """
        # Not by SQLite's backup, which begins again with each change of another process.
        self.run("VACUUM INTO ?", (_uri(file),))

    def rewrite(self) -> None:
        """Writes the file anew and empties its log: what was deleted stands nowhere in them.

        Raises:
            ArchiveError: Another program keeps reading an old state.
        """
        with self._lock:
            self.run("VACUUM")
            busy = self.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]
        if busy:
            raise ArchiveError(
                f"{self.path} is read by another program for more than {BUSY_SECONDS:.0f} s, so "
                "that removed words are still in its log. Close that program, then index "
                "or remove something again.",
                remedy=Remedy.WRITE_ONCE,
            )

    def _execute(self, sql: str, values: Sequence[object]) -> sqlite3.Cursor:
        return self._db.execute(_spelled(sql), [_bound(value) for value in values])


def pages_without(path: Path, table: str) -> tuple[int, list[int]]:
    """The size of a page of an SQLite file, and the numbers, from 1, of the pages in use.

    Those of `table` are left out. Where Python's SQLite was built without DBSTAT there are none.

    Raises:
        ArchiveError: The file cannot be read.
    """
    with sentences(path):
        db = _opened(path, "mode=ro", "SELECT 1")
        try:
            size = int(db.execute("PRAGMA page_size").fetchone()[0])
            if not db.execute("SELECT 1 FROM pragma_module_list WHERE name = 'dbstat'").fetchone():
                return size, []
            pages = db.execute("SELECT pageno FROM dbstat WHERE name != ?", (table,)).fetchall()
            return size, sorted(row[0] for row in pages)
        finally:
            db.close()


@lru_cache(maxsize=512)
def _spelled(sql: str) -> str:
    """A statement as SQLite takes it; see `index.database`."""
    return _LISTS.sub(lambda found: f"json_each({found[1]}){found[2] or ' AS given'}", sql)


def _bound(value: object) -> object:
    return json.dumps(value) if isinstance(value, list) else value


def _connect(path: Path) -> sqlite3.Connection:
    try:
        return _opened(
            path,
            "mode=rwc",
            "PRAGMA journal_mode=WAL",
            "PRAGMA synchronous=NORMAL",
            "PRAGMA secure_delete=ON",
            "PRAGMA foreign_keys=ON",
        )
    except sqlite3.OperationalError as error:
        if not is_of_writing(error) or not path.is_file():
            raise
        failure = error
    for mode in _READ_ONLY:
        try:
            return _opened(path, mode, "SELECT 1 FROM sqlite_master")
        except sqlite3.OperationalError as error:
            failure = error
    raise failure


def _opened(path: Path, mode: str, *statements: str) -> sqlite3.Connection:
    db = sqlite3.connect(
        f"{_uri(path)}?{mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_SECONDS,
        cached_statements=256,
    )
    try:
        for statement in statements:
            db.execute(statement).fetchall()
    except BaseException:
        db.close()
        raise
    db.row_factory = sqlite3.Row
    return db


def _without_comments(statement: str) -> str:
    """What makes a table, without what it says to people: SQLite keeps that too."""
    return " ".join(re.sub(r"--[^\n]*", "", statement).split())


def _uri(path: Path) -> str:
    return f"file:{quote(os.fsencode(path))}"
