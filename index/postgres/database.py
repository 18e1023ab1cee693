"""A schema of a PostgreSQL database as a catalogue's tables: a pool of connections to it."""

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from index.database import Kind
from index.errors import ArchiveError
from index.postgres.address import PostgresAddress
from index.postgres.failures import sentences
from index.postgres.pools import MOST_CONNECTIONS, let_go, pool_of
from index.postgres.rows import PostgresRow
from index.postgres.translation import asked, translated

if TYPE_CHECKING:
    from psycopg import Connection

    PlainConnection = Connection[Any]

_MADE = re.compile(r"CREATE (?:TABLE|(?:UNIQUE )?INDEX) (\w+)")

# One holds vectors and hashes, no word, and has an index that takes long to make; the other was
# made anew before (`index.storage.postings`), so that nobody waits for it.
_NOT_REWRITTEN = frozenset(("nearby", "postings"))

Found = TypeVar("Found")


class PostgresDatabase:
    """The tables of one schema, a `Database`; safe to share between threads.

    Each thread that asks has a connection of the pool for the moment, or for its transaction, which
    all who ask the same schema in that thread share. A connection that was lost is replaced, and
    what was asked outside of a transaction asked again.

    Attributes:
        address: Where it is.
        schema: The schema's name.
    """

    kind = Kind.POSTGRESQL

    def __init__(self, address: PostgresAddress, schema: str) -> None:
        """Connects; the schema need not be there yet.

        Raises:
            ArchiveError: The server does not let us in.
        """
        self.address, self.schema = address, schema
        self._closed = False
        self._shared = pool_of(address, schema)
        self._mine = self._shared.mine

    def close(self) -> None:
        """Lets go of the connections."""
        if not self._closed:
            self._closed = True
            let_go(self.address, self.schema)

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[PostgresRow]:
        """All rows of a query."""
        return self._asked(lambda db: db.execute(translated(sql), asked(values)).fetchall())

    def numbers(self, sql: str, values: Sequence[object] = ()) -> "array[int]":
        """The whole numbers of a query's only column: eight bytes each."""
        return self._asked(
            lambda db: array("q", (r[0] for r in db.execute(translated(sql), asked(values))))
        )

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """Runs a statement; gives how many rows it changed."""
        return self._done(lambda db: db.execute(translated(sql), _stored(values)).rowcount)

    def insert(self, sql: str, values: Sequence[object] = ()) -> int:
        """Inserts a row into a table that counts its rows; gives its `rowid`."""
        return int(self._done(lambda db: _inserted(db, sql, values)))

    def run_many(self, sql: str, values: Iterable[Sequence[object]]) -> None:
        """Runs a statement once for each of the values."""

        def run(db: "PlainConnection") -> None:
            with db.cursor() as cursor:
                cursor.executemany(translated(sql), [_stored(each) for each in values])

        self._done(run)

    @contextmanager
    def connection(self) -> Iterator["PlainConnection"]:
        """This thread's connection: the transaction's, or one for the block."""
        mine = getattr(self._mine, "connection", None)
        if mine is not None:
            with sentences(self.address):
                yield mine
            return
        self._check_open()
        with sentences(self.address), self._shared.connection() as made:
            yield made

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block's changes, or none; within another one, with that one's."""
        within = getattr(self._mine, "connection", None)
        with self.connection() as db:
            self._mine.connection = db
            try:
                with db.transaction():
                    yield
            finally:
                self._mine.connection = within

    @contextmanager
    def one_state(self) -> Iterator[None]:
        """All that the block reads is of one moment, whatever others write; it writes nothing."""
        with self.transaction():
            self.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield

    def has_table(self, name: str) -> bool:
        """Whether there is a table of a name."""
        return bool(self.rows("SELECT 1 FROM pg_tables WHERE schemaname = ? AND tablename = ?",
                              (self.schema, name)))  # fmt: skip

    def has_made(self, statements: Iterable[str]) -> bool:
        """Whether the tables and indexes are there that statements make."""
        made = {name for each in statements for name in _MADE.findall(each)}
        rows = self.rows(
            "SELECT relname FROM pg_class WHERE relnamespace = CAST(? AS regnamespace)",
            (f'"{self.schema}"',),
        )
        return made <= {row[0] for row in rows}

    def faults(self, *, quick: bool) -> list[str]:
        """What PostgreSQL cannot read, in its own words; its own checks need its own tools.

        Args:
            quick: Whether to look at the tables' sizes alone.
        """
        from psycopg import Error

        tables = self.rows("SELECT tablename FROM pg_tables WHERE schemaname = ?", (self.schema,))
        said = []
        for (table,) in tables:
            columns = "count(*)" if quick else f"count({table}::text)"
            try:
                with self._shared.connection() as db:
                    db.execute(f'SELECT {columns} FROM "{table}"')
            except Error as error:
                said.append(str(error).splitlines()[0])
        return said

    def rewrite(self) -> None:
        """Writes the tables anew that held what was deleted, so that it stands in no file of them.

        The server's log of changes is its own: it keeps old pages until its next checkpoints.
        """
        tables = self.rows("SELECT tablename FROM pg_tables WHERE schemaname = ?", (self.schema,))
        for (table,) in tables:
            how = "ANALYZE" if table in _NOT_REWRITTEN else "FULL, ANALYZE"
            self.run(f'VACUUM ({how}) "{table}"')

    def _asked(self, ask: "Callable[[PlainConnection], Found]") -> Found:
        """What is asked, once more where the connection turns out to be lost."""
        from psycopg import OperationalError

        if getattr(self._mine, "connection", None) is not None:
            return self._done(ask)
        self._check_open()
        with sentences(self.address):
            for _ in range(MOST_CONNECTIONS):  # each of the pool's may be lost
                with self._shared.connection() as db:
                    try:
                        return ask(db)
                    except OperationalError:
                        if not db.broken:
                            raise
        return self._done(ask)

    def _check_open(self) -> None:
        if self._closed:
            raise ArchiveError(
                f"The archive in {self.address} was closed. Open it again: Archive.open(address)."
            )

    def _done(self, do: "Callable[[PlainConnection], Found]") -> Found:
        with self.connection() as db:
            return do(db)


def _inserted(db: "PlainConnection", sql: str, values: Sequence[object]) -> Any:  # noqa: ANN401
    row = db.execute(f"{translated(sql)} RETURNING rowid", _stored(values)).fetchone()
    assert row is not None
    return row[0]


def _stored(values: Sequence[object]) -> list[object]:
    """Values to be stored, as they are; psycopg refuses a text with NUL."""
    return [int(value) if isinstance(value, bool) else value for value in values]
