"""The tables of who may come to an archive, and how they go with it to another place.

`ui.people` reads and writes them. With the archive go who there is, with the hashes of their
passwords, the hashes of their keys, and the log of who did what. What belongs to servers that run
does not: sessions, browsers that are known, wrong tries, how often somebody asked.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing

from index.database import Database, Row
from index.errors import ArchiveError
from index.side_tables import SideSchema, SideTables

_LAYOUT = 1
_PAGE_ROWS = 1000
# The tables that go along, and their columns: that by which their rows are told apart is first.
_CARRIED = {
    "people": ("name", "password", "scopes", "filters", "per_minute", "email", "subject", "made"),
    "keys": ("id", "digest", "person", "scopes", "made", "until", "used"),
    "audit": ("id", "at", "who", "place", "did", "what"),
}

PEOPLE = SideSchema(
    "people",
    (
        "CREATE TABLE people (name TEXT PRIMARY KEY, password TEXT, scopes TEXT NOT NULL,"
        " filters TEXT NOT NULL, per_minute INTEGER, email TEXT UNIQUE, subject TEXT UNIQUE,"
        " made BIGINT NOT NULL)",
        "CREATE TABLE keys (id TEXT PRIMARY KEY, digest TEXT NOT NULL UNIQUE,"
        " person TEXT NOT NULL REFERENCES people (name) ON DELETE CASCADE, scopes TEXT NOT NULL,"
        " made BIGINT NOT NULL, until BIGINT, used BIGINT)",
        "CREATE TABLE sessions (digest TEXT PRIMARY KEY,"
        " person TEXT NOT NULL REFERENCES people (name) ON DELETE CASCADE, until BIGINT NOT NULL)",
        "CREATE TABLE devices (digest TEXT PRIMARY KEY,"
        " person TEXT NOT NULL REFERENCES people (name) ON DELETE CASCADE, until BIGINT NOT NULL)",
        "CREATE TABLE failures (who TEXT PRIMARY KEY, count INTEGER NOT NULL,"
        " last DOUBLE PRECISION NOT NULL)",
        "CREATE TABLE asked (person TEXT NOT NULL, at DOUBLE PRECISION NOT NULL)",
        "CREATE INDEX asked_by ON asked (person, at)",
        "CREATE TABLE errands (digest TEXT PRIMARY KEY, told TEXT NOT NULL, until BIGINT NOT NULL)",
        "CREATE TABLE audit (id TEXT PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL,"
        " place TEXT NOT NULL, did TEXT NOT NULL, what TEXT NOT NULL)",
        "CREATE INDEX audit_at ON audit (at)",
        "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        f"INSERT INTO about (name, value) VALUES ('layout', '{_LAYOUT}')",
    ),
)


def opened_people(tables: SideTables) -> Database:
    """The tables of an archive's people, which are made where there are none; to be closed.

    Raises:
        ArchiveError: They cannot be opened or made, or another version of Dateline made them.
    """
    database = tables.open()
    try:
        _check_layout(database, tables)
    except BaseException:
        database.close()
        raise
    return database


def carry_people(source: SideTables, target: SideTables) -> None:
    """Has a place hold the people that another one holds, in the place of all that it held.

    Who has the target open sees that all at once. Where nobody was ever named it stays as it is; so
    it does where it has somebody and the source has nobody, for then whoever reaches it could come.

    Raises:
        ArchiveError: They cannot be read, or written.
    """
    if not source.are_there():
        return
    with closing(opened_people(source)) as ours, closing(opened_people(target)) as theirs:
        with ours.one_state(), theirs.transaction():
            if _has_people(theirs) and not _has_people(ours):
                return
            for table in reversed(PEOPLE.tables):
                if table != "about":
                    theirs.run(f"DELETE FROM {table}")
            for table, columns in _CARRIED.items():
                for rows in _pages(ours, table, columns):
                    _insert(theirs, table, columns, rows)


def _check_layout(database: Database, tables: SideTables) -> None:
    found = (
        database.rows("SELECT value FROM about WHERE name = 'layout'")
        if database.has_table("about")
        else ()
    )
    if not found or found[0][0] != str(_LAYOUT):
        raise ArchiveError(
            f"The people of {tables.where} were written down by another version of Dateline. Use "
            "that one, or move them away and name the archive's people again."
        )


def _has_people(database: Database) -> bool:
    return bool(database.rows("SELECT 1 FROM people LIMIT 1"))


def _pages(database: Database, table: str, columns: Sequence[str]) -> Iterator[Sequence[Row]]:
    last, key = "", columns[0]
    while rows := database.rows(
        f"SELECT {', '.join(columns)} FROM {table} WHERE {key} > ? ORDER BY {key} LIMIT ?",
        (last, _PAGE_ROWS),
    ):
        yield rows
        last = rows[-1][key]


def _insert(database: Database, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    database.run_many(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        [tuple(row) for row in rows],
    )
