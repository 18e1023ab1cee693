"""What waits to be indexed in an archive in PostgreSQL: its pending revisions.

Any number of processes may add to the queue and take from it. Who takes some holds their rows until
the transaction ends in which they are made ready; whoever is killed lets go of them at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from index.articles import Span
from index.database import Database, Row
from index.naming.claims import publisher_label
from index.vector_stores.vectors import VectorLabels

# The numbers of two locks, each beside the schema's own.
_ADDING, _MAKING_READY = 1, 2


@dataclass(frozen=True, slots=True)
class Waiting:
    """A revision that waits, as who embeds it needs it.

    Attributes:
        article_id: Its article.
        title: As it is stored.
        text: The same.
        spans: Of its chunks.
        ids: The chunks' ids.
        rows: The chunks' rows.
        labels: What its chunks' vectors are filtered by.
    """

    article_id: str
    title: str
    text: str
    spans: tuple[Span, ...]
    ids: tuple[str, ...]
    rows: tuple[int, ...]
    labels: VectorLabels


class Queue:
    """The pending revisions of an archive; all but `count` is called within a transaction."""

    def __init__(self, database: Database) -> None:
        """Takes the opened catalogue."""
        self._db = database

    def count(self, article_ids: Sequence[str] | None = None) -> int:
        """How many revisions wait or are being indexed, of some articles or of all."""
        if article_ids is None:
            rows = self._db.rows("SELECT count(*) FROM revisions WHERE state = 'pending'")
        else:
            rows = self._db.rows(
                "SELECT count(*) FROM revisions WHERE state = 'pending' "
                "AND article_id IN (SELECT value FROM texts(?))",
                (list(article_ids),),
            )
        return int(rows[0][0])

    def taken(self, most: int) -> list[Waiting]:
        """Takes some that nobody has taken, those first that have waited longest."""
        rows = self._db.rows(
            "SELECT rowid, article_id, title, text, publisher, publisher_claimed, section, "
            "first_day, last_day, kind, language FROM revisions WHERE state = 'pending' "
            "ORDER BY rowid LIMIT ? FOR UPDATE SKIP LOCKED",
            (most,),
        )
        return [self._waiting(row) for row in rows]

    def makes_way(self, article_id: str, content_hash: str) -> bool:
        """Whether a new revision is to be added; another one that waits is dropped for it."""
        same = self._db.rows(
            "SELECT 1 FROM revisions WHERE article_id = ? AND state != 'superseded' "
            "AND content_hash = ? AND (state = 'pending' OR NOT EXISTS (SELECT 1 FROM revisions "
            "WHERE article_id = ? AND state = 'pending'))",
            (article_id, content_hash, article_id),
        )
        if same:
            return False
        # One that is being indexed stays: the new one waits until that has come to its end.
        waiting = self._db.rows(
            "SELECT rowid FROM revisions WHERE article_id = ? AND state = 'pending' "
            "FOR UPDATE SKIP LOCKED",
            (article_id,),
        )
        for row in waiting:
            self._db.run("DELETE FROM revisions WHERE rowid = ?", (row["rowid"],))
        return True

    def lock_adding(self) -> None:
        """Keeps others from adding until the transaction ends."""
        self._lock(_ADDING)

    def lock_making_ready(self) -> None:
        """Keeps others from making anything ready until the transaction ends.

        Which story an article belongs to depends on what is ready.
        """
        self._lock(_MAKING_READY)

    def _lock(self, which: int) -> None:
        # Several may wait for one another; none for ever, as a lock ends with its connection.
        self._db.run("SET LOCAL lock_timeout = 0")
        self._db.rows(
            "SELECT pg_advisory_xact_lock(hashtext(current_schema()), CAST(? AS integer))", (which,)
        )

    def _waiting(self, row: Row) -> Waiting:
        chunks = self._db.rows(
            "SELECT rowid, id, first, last FROM chunks WHERE revision_row = ? ORDER BY rowid",
            (row["rowid"],),
        )
        return Waiting(
            article_id=row["article_id"],
            title=row["title"],
            text=row["text"],
            spans=tuple(Span(chunk["first"], chunk["last"]) for chunk in chunks),
            ids=tuple(chunk["id"] for chunk in chunks),
            rows=tuple(chunk["rowid"] for chunk in chunks),
            labels=VectorLabels.of(
                row["article_id"],
                publisher_label(row["publisher"], bool(row["publisher_claimed"])),
                row["section"],
                row["first_day"],
                row["last_day"],
                row["kind"],
                row["language"],
            ),
        )
