"""The catalogue: articles, revisions, chunks and the word index, in one database.

It is the one truth about an archive; the vector store can be rebuilt from it. A revision is
*pending* until its chunks are in the vector store, *ready* from then on, and *superseded* when
a later one is ready; only chunks of ready revisions are ever found. Every change of what can be
found adds one to the generation.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from index.database import Database, Kind
from index.models.embedding import Vectors
from index.naming.removed_marks import NOTE_REMOVED, RemovedMarks
from index.prose.chunking import Chunk
from index.sqlite import SqliteDatabase
from index.storage.article_lookup import ArticleLookup
from index.storage.browsing import Browsing
from index.storage.chunk_lookup import ChunkLookup
from index.storage.exchange import exported, imported
from index.storage.mentions import Mentions
from index.storage.queue import Queue, Waiting
from index.storage.remembered import Remembered, generation
from index.storage.revisions import NewRevision, Revisions
from index.storage.schema import SCHEMA, SCHEMA_VERSION
from index.storage.spelled import Spellings
from index.storage.stored_article import StoredArticle
from index.storage.stories import join, leave
from index.storage.tallies import Tallies
from index.storage.word_indexes import word_index

__all__ = ["Catalog", "StoredArticle"]

_UNSCRUBBED = "unscrubbed"
_OF_THE_PLACE = ("schema_version", "vectors", "collection", _UNSCRUBBED)


class Counts(NamedTuple):
    """How many articles can be found, revisions there are of them, and chunks."""

    articles: int
    revisions: int
    chunks: int


class Catalog:
    """The tables of an archive; safe to share between threads.

    It is changed here, and asked through its parts, which all see ready revisions alone.

    Attributes:
        kind: What it is stored in.
        articles: Articles by id, name, date, and what is known of them.
        chunks: Chunks by words, vectors, id.
        tallies: How many articles mention something, and which.
        mentions: How often they do.
        spellings: How else they write a name.
        browsing: Pages of articles found by words, with counts by name and day.
        removed: By which marks what was removed is known again.
        queue: What waits to be indexed, where several processes may index at once.
    """

    def __init__(self, database: Database) -> None:
        """Takes the opened database, whose tables `create` may have to make yet."""
        self._db = database
        self.kind = database.kind
        remembered = Remembered(self._db)
        self.articles = ArticleLookup(self._db, remembered)
        self._words = word_index(self._db)
        self._revisions = Revisions(self._db, self._words)
        self.chunks = ChunkLookup(self._db, remembered, self.articles, self._words)
        self.tallies = Tallies(self._db, self._words)
        self.mentions = Mentions(self._db, self._words)
        self.spellings = Spellings(self._db, remembered, self._words)
        self.browsing = Browsing(self._db, self._words)
        self.removed = RemovedMarks(self._db)
        self.queue = Queue(self._db)

    @property
    def is_shared(self) -> bool:
        """Whether several processes may index at once: what is pending is their queue."""
        return self._db.kind is Kind.POSTGRESQL

    def close(self) -> None:
        """Lets go of the database."""
        self._db.close()

    def create(self, manifest: Mapping[str, str]) -> None:
        """Makes the tables and writes down how the archive is built."""
        with self._db.transaction():
            for statement in self._schema():
                self._db.run(statement)
            values = {"schema_version": str(SCHEMA_VERSION), "generation": "0", **manifest}
            self._db.run_many("INSERT INTO manifest VALUES (?, ?)", list(values.items()))

    def manifest(self) -> dict[str, str]:
        """How the archive was built; empty when there are no tables yet."""
        if not self._db.has_table("manifest"):
            return {}
        rows = self._db.rows("SELECT name, value FROM manifest")
        return {str(row[0]): str(row[1]) for row in rows}

    def place_vectors(self, where: Mapping[str, str]) -> None:
        """Notes where the vectors are: `vectors` and `collection` of a server, or nothing."""
        with self._db.transaction():
            self._db.run("DELETE FROM manifest WHERE name IN ('vectors', 'collection')")
            self._db.run_many("INSERT INTO manifest VALUES (?, ?)", where.items())

    def has_its_tables(self) -> bool:
        """Whether the tables are those that this version makes, to the letter of what counts."""
        return self._db.has_made(self._schema())

    def _schema(self) -> Sequence[str]:
        if self._db.kind is Kind.POSTGRESQL:
            from index.storage import postgres_schema

            return postgres_schema.SCHEMA
        return SCHEMA

    def generation(self) -> int:
        """Counts the changes of what can be found."""
        return generation(self._db)

    def counts(self) -> Counts:
        """How much it holds, pending revisions left out."""
        row = self._db.rows(
            "SELECT (SELECT count(*) FROM revisions WHERE state = 'ready'), "
            "(SELECT count(*) FROM revisions WHERE state != 'pending'), "
            "(SELECT count(*) FROM chunks JOIN revisions ON revisions.rowid = revision_row "
            "WHERE state != 'pending')"
        )[0]
        return Counts(*row)

    # Revisions

    def add_pending(
        self, revisions: Sequence[NewRevision], vectors: Sequence[Vectors]
    ) -> list[list[Chunk]]:
        """Writes revisions that cannot be found yet; gives each one's chunks.

        Args:
            revisions: At most one of an article.
            vectors: For each revision an array of shape (its chunks, dimensions).
        """
        with self._db.transaction():
            return [
                self._revisions.add_pending(new, of_chunks)
                for new, of_chunks in zip(revisions, vectors, strict=True)
            ]

    @contextmanager
    def taking(self, most: int) -> Iterator[list[Waiting]]:
        """Revisions of the queue that this process makes ready within the block, or lets go of.

        Until its end nobody else takes them. When it fails, or the process is killed, they wait
        again. Where the block calls `make_ready`, others wait to do so until it has ended.
        """
        with self._db.transaction():
            yield self.queue.taken(most)

    @contextmanager
    def changing_vectors(self) -> Iterator[None]:
        """The block, in which no other process changes the vector store."""
        if not self.is_shared:
            yield
            return
        with self._db.transaction():
            self.queue.lock_making_ready()
            yield

    def enqueue(self, revisions: Sequence[NewRevision]) -> None:
        """Writes revisions that cannot be found yet, for whichever process takes them.

        One that is there already just so, ready or waiting, is left out.
        """
        with self._db.transaction():
            self.queue.lock_adding()
            for new in revisions:
                if self.queue.makes_way(new.article.id, new.content_hash):
                    self._revisions.add_pending(new, None)

    def add_vectors(self, chunk_rows: Sequence[int], vectors: Vectors) -> None:
        """Writes the vectors of chunks, of shape (their rows, dimensions)."""
        self._revisions.add_vectors(chunk_rows, vectors)

    def make_ready(self, article_ids: Sequence[str]) -> None:
        """Makes the pending revisions of articles the ones that are found, all at once."""
        with self._db.transaction():
            if self.is_shared:
                self.queue.lock_making_ready()
            leave(self._db, article_ids)
            for article_id in article_ids:
                self._revisions.make_ready(article_id)
            join(self._db, article_ids)
            self._next_generation()

    def drop_pending(self) -> None:
        """Forgets revisions that an interrupted run left unfinished, where they are no queue."""
        if self.is_shared:
            return
        if self._db.rows("SELECT 1 FROM revisions WHERE state = 'pending' LIMIT 1"):
            with self._db.transaction():
                self._revisions.drop_pending()

    def set_root(self, article_id: str, root: str | None, origin: str | None) -> None:
        """Notes where an unchanged article was last read from."""
        with self._db.transaction():
            self._db.run(
                "UPDATE revisions SET root = ?, origin = ? WHERE article_id = ? "
                "AND state = 'ready'",
                (root, origin, article_id),
            )

    # Removing

    def remove(self, article_ids: Sequence[str], marks: Iterable[str] = ()) -> None:
        """Takes articles with all their revisions and chunks out of the tables, all at once.

        Args:
            article_ids: Their whole ids.
            marks: By which they are known again (`removed.py`), if they are not to come back.
        """
        with self._db.transaction():
            self._db.run_many(NOTE_REMOVED, ((mark,) for mark in marks))
            leave(self._db, article_ids)
            for article_id in article_ids:
                self._revisions.remove(article_id)
            self._db.run(
                "INSERT INTO manifest VALUES (?, 'yes') ON CONFLICT DO NOTHING", (_UNSCRUBBED,)
            )
            self._next_generation()

    def scrub(self) -> None:
        """Rewrites the file after a removal, so that what was removed stands nowhere in it."""
        if not self._db.rows("SELECT 1 FROM manifest WHERE name = ?", (_UNSCRUBBED,)):
            return
        with self._db.transaction():
            self._words.compact()
        self._db.rewrite()
        with self._db.transaction():
            self._db.run("DELETE FROM manifest WHERE name = ?", (_UNSCRUBBED,))

    def rebuild_words(self) -> None:
        """Makes the full-text index anew from the articles, as when it is damaged."""
        with self._db.transaction():
            self._words.rebuild()
            self._next_generation()

    def garbage(self) -> list[str]:
        """Chunks whose vectors are still to be deleted from the vector store."""
        return [row["id"] for row in self._db.rows("SELECT id FROM garbage")]

    def forget_garbage(self, ids: Iterable[str]) -> None:
        """Notes that the vectors of these chunks are gone."""
        with self._db.transaction():
            self._db.run_many("DELETE FROM garbage WHERE id = ?", ((i,) for i in ids))

    # Copying

    def copy_to(self, file: Path) -> None:
        """Writes what can be found at this moment, and what could, to a new SQLite file.

        Others may read and write meanwhile. Nothing of it is pending there, nothing removed.
        """
        if isinstance(self._db, SqliteDatabase):
            self._db.copy_to(file)
        with closing(Catalog(SqliteDatabase(file))) as copy:
            if self.kind is not Kind.SQLITE:
                self.copy_into(copy)
            copy.drop_pending()
            copy.forget_garbage(copy.garbage())
            copy.scrub()

    def copy_into(self, other: "Catalog") -> None:
        """The same into another catalogue, of any kind, that has no tables yet.

        Where its vectors are searched is left for `place_vectors` to say.

        Raises:
            ArchiveError: An article is not as it was stored.
        """
        with self._db.one_state():
            manifest = self.manifest()
            other.create({k: v for k, v in manifest.items() if k not in _OF_THE_PLACE})
            imported(other._db, other._words, exported(self._db))
            other.removed.note(self.removed.all())

    def _next_generation(self) -> None:
        self._db.run(
            "UPDATE manifest SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) "
            "WHERE name = 'generation'"
        )
