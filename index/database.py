"""What a catalogue is stored in: the `Database` protocol, which SQLite and PostgreSQL fulfil.

Their SQL is one, written as SQLite takes it, but for what each spells in its own way: `texts(?)`
and `numbers(?)` stand for a table made of one value, a list, and `texts_in(column)` for one made of
a column that holds a list of texts as JSON. It is called by the name behind `AS`, or `given`, and
has the columns `value` and `key`, which tells its place. `CROSS JOIN` and `+` before a column name
tell SQLite the order to go in; PostgreSQL finds its own.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from enum import Enum
from typing import Any, Protocol


class Kind(Enum):
    """Which database it is, for what only one of them can be asked in some way."""

    SQLITE = "SQLite"
    POSTGRESQL = "PostgreSQL"


class Row(Protocol):
    """A row: its values in order, by place and by name."""

    def keys(self) -> Iterable[str]:
        """The names of its columns."""
        ...

    def __getitem__(self, place: int | str, /) -> Any:  # noqa: ANN401 - what stands there
        """The value at a place or of a name."""
        ...

    def __iter__(self) -> Iterator[Any]:
        """The values in order."""
        ...

    def __len__(self) -> int:
        """How many values it has."""
        ...


class Database(Protocol):
    """An opened catalogue's tables; safe to share between threads.

    Values that a statement is given stand where its `?` are; a list is one value.

    Attributes:
        kind: Which database it is.

    Raises:
        ArchiveError: From every method but `close`: it cannot be used, or is damaged.
    """

    kind: Kind

    def close(self) -> None:
        """Lets go of it."""
        ...

    def rows(self, sql: str, values: Sequence[object] = ()) -> Sequence[Row]:
        """All rows of a query."""
        ...

    def numbers(self, sql: str, values: Sequence[object] = ()) -> "array[int]":
        """The whole numbers of a query's only column, eight bytes each."""
        ...

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """Runs a statement; gives how many rows it changed."""
        ...

    def insert(self, sql: str, values: Sequence[object] = ()) -> int:
        """Inserts a row into a table that counts its rows; gives its `rowid`."""
        ...

    def run_many(self, sql: str, values: Iterable[Sequence[object]]) -> None:
        """Runs a statement once for each of the values."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """All of the block's changes, or none."""
        ...

    def one_state(self) -> AbstractContextManager[None]:
        """All that the block reads is of one moment, whatever others write; it writes nothing."""
        ...

    def has_table(self, name: str) -> bool:
        """Whether there is a table of a name."""
        ...

    def has_made(self, statements: Iterable[str]) -> bool:
        """Whether everything is there that statements make."""
        ...

    def faults(self, *, quick: bool) -> list[str]:
        """What the database itself finds wrong, in its own words.

        Args:
            quick: Whether to leave out what takes long.
        """
        ...

    def rewrite(self) -> None:
        """Has what was deleted stand nowhere any more.

        Raises:
            ArchiveError: Another program keeps reading an old state.
        """
        ...
