"""Notes in a table of PostgreSQL's."""

from collections.abc import Iterator
from contextlib import contextmanager

from index.postgres.address import PostgresAddress
from index.postgres.database import PostgresDatabase


class PostgresNotes:
    """Notes in the table `notes` of a schema; `index.notes.Notes`."""

    def __init__(self, database: PostgresDatabase, schema: str) -> None:
        """Takes a connected database, and in which schema of it they are."""
        self._db = database
        self._schema = schema
        self._table = f'"{schema}".notes'

    @property
    def where(self) -> PostgresAddress:
        """The archive's address."""
        return self._db.address

    def has(self, name: str) -> bool:
        """Whether there is a note of a name."""
        return self.read(name) is not None

    def read(self, name: str) -> bytes | None:
        """A note; None where there is none."""
        if not self._is_there():
            return None
        rows = self._db.rows(f"SELECT content FROM {self._table} WHERE name = ?", (name,))
        return bytes(rows[0][0]) if rows else None

    def write(self, name: str, text: str) -> None:
        """Puts a text of ASCII, and the end of its line, in the place of what was there."""
        self._db.run(
            f"INSERT INTO {self._table} AS notes VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET content = excluded.content",
            (name, f"{text}\n".encode("ascii")),
        )

    def append(self, name: str, text: str) -> None:
        """Adds a whole line."""
        self._db.run(
            f"INSERT INTO {self._table} AS notes VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET content = notes.content || excluded.content",
            (name, f"{text}\n".encode("ascii")),
        )

    def delete(self, name: str) -> None:
        """Deletes a note, where there is one."""
        if self._is_there():
            self._db.run(f"DELETE FROM {self._table} WHERE name = ?", (name,))

    def tidy(self, name: str) -> None:
        """Nothing: no note is ever written by half."""

    @contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """The block, as one transaction, with nobody else changing the note."""
        with self._db.transaction():
            self._db.rows("SELECT pg_advisory_xact_lock(hashtext(?), hashtext(?))",
                          (self._schema, name))  # fmt: skip
            yield

    def _is_there(self) -> bool:
        return self._db.rows("SELECT to_regclass(?)", (self._table,))[0][0] is not None
