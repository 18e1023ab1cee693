"""Tables beside an archive's builds, or waiting with one, in a schema of PostgreSQL."""

from index.postgres.address import PostgresAddress
from index.postgres.database import PostgresDatabase
from index.side_tables import SideSchema

# Beside the numbers of the catalogue's locks (`index.storage.queue`).
_LAYING_OUT = 3


class PostgresTables:
    """Tables of a schema of PostgreSQL's; `index.side_tables.SideTables`."""

    def __init__(self, database: PostgresDatabase, schema: str, tables: SideSchema) -> None:
        """Takes a connected database, in which schema of it they are, and which they are."""
        self._db = database
        self._schema = schema
        self._tables = tables

    @property
    def where(self) -> PostgresAddress:
        """The archive's address."""
        return self._db.address

    def are_there(self) -> bool:
        """Whether the first of them is there."""
        found = self._db.rows("SELECT to_regclass(?)", (self._name(self._tables.tables[0]),))
        return found[0][0] is not None

    def open(self) -> PostgresDatabase:
        """The tables; of several who make them at once, one does."""
        database = PostgresDatabase(self._db.address, self._schema)
        try:
            if not database.has_table(self._tables.tables[0]):
                with database.transaction():
                    database.rows(
                        "SELECT pg_advisory_xact_lock(hashtext(current_schema()), ?)",
                        (_LAYING_OUT,),
                    )
                    self._tables.lay_out(database)
        except BaseException:
            database.close()
            raise
        return database

    def delete(self) -> None:
        """Deletes them, all at once."""
        with self._db.transaction():
            for table in reversed(self._tables.tables):
                self._db.run(f"DROP TABLE IF EXISTS {self._name(table)}")

    def _name(self, table: str) -> str:
        return f'"{self._schema}"."{table}"'
