"""The catalogue's notes of what was removed for good: marks that `index.storage.removed` makes."""

from collections.abc import Iterable

from index.database import Database

NOTE_REMOVED = "INSERT INTO removed VALUES (?) ON CONFLICT DO NOTHING"


class RemovedMarks:
    """The marks of what is not to come back."""

    def __init__(self, database: Database) -> None:
        """Takes the opened catalogue."""
        self._db = database

    def all(self) -> set[str]:
        """Every mark."""
        return {row["hash"] for row in self._db.rows("SELECT hash FROM removed")}

    def note(self, marks: Iterable[str]) -> None:
        """Adds marks, as those of an earlier build."""
        with self._db.transaction():
            self._db.run_many(NOTE_REMOVED, ((mark,) for mark in marks))

    def forget(self, marks: Iterable[str]) -> None:
        """Takes away the marks of what comes back."""
        with self._db.transaction():
            self._db.run_many("DELETE FROM removed WHERE hash = ?", ((mark,) for mark in marks))
