"""Revisions of articles as rows, with their chunks: written, made ready, retired, removed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.articles import Article, Span
from index.database import Database
from index.models.embedding import Vectors
from index.prose.chunking import Chunk
from index.prose.signatures import Signature, as_bytes
from index.storage.word_index import WordIndex


@dataclass(frozen=True, slots=True)
class NewRevision:
    """What ingestion hands over: an article, what was found in it, and its chunks' spans."""

    article: Article
    boilerplate: tuple[Span, ...]
    content_hash: str
    first_day: int
    last_day: int
    root: str | None
    chunks: tuple[Span, ...]
    signature: Signature
    publisher_claimed: bool = False


class Revisions:
    """The rows of revisions; what is called here stands within a transaction of the catalogue's."""

    def __init__(self, database: Database, words: WordIndex) -> None:
        """Takes the opened catalogue, and its word index."""
        self._db = database
        self._words = words

    def add_pending(self, new: NewRevision, vectors: Vectors | None) -> list[Chunk]:
        """Writes a revision that cannot be found yet; gives its chunks.

        Args:
            new: The revision.
            vectors: Of shape (its chunks, dimensions); None where they are made later.
        """
        number, row = self._insert(new)
        chunks = [
            Chunk(
                f"{new.content_hash[:16]}-{number}-{i}",
                new.article.id,
                new.article.text[span.start : span.end],
                span.start,
                span.end,
            )
            for i, span in enumerate(new.chunks)
        ]
        chunk_rows = [
            self._db.insert(
                "INSERT INTO chunks (id, revision_row, first, last) VALUES (?, ?, ?, ?)",
                (chunk.id, row, chunk.start, chunk.end),
            )
            for chunk in chunks
        ]
        if vectors is not None:
            self.add_vectors(chunk_rows, vectors)
        return chunks

    def add_vectors(self, chunk_rows: Sequence[int], vectors: Vectors) -> None:
        """Writes the vectors of chunks, of shape (their rows, dimensions)."""
        told = zip(chunk_rows, np.asarray(vectors, dtype="<f4"), strict=True)
        self._db.run_many(
            "INSERT INTO chunk_vectors VALUES (?, ?)",
            ((row, vector.tobytes()) for row, vector in told),
        )

    def make_ready(self, article_id: str) -> None:
        """Makes an article's pending revision the one that is found."""
        self._retire(article_id)
        self._words.add(article_id)
        self._db.run(
            "UPDATE revisions SET state = 'ready' WHERE article_id = ? AND state = 'pending'",
            (article_id,),
        )

    def drop_pending(self) -> None:
        """Takes all pending revisions out."""
        self._discard("SELECT rowid FROM revisions WHERE state = 'pending'", ())
        self._db.run("DELETE FROM revisions WHERE state = 'pending'")

    def remove(self, article_id: str) -> None:
        """Takes all revisions of an article out."""
        self._retire(article_id)
        self._discard("SELECT rowid FROM revisions WHERE article_id = ?", (article_id,))
        self._db.run("DELETE FROM revisions WHERE article_id = ?", (article_id,))

    def _insert(self, new: NewRevision) -> tuple[int, int]:
        """Writes the revision itself; gives its number and row."""
        article = new.article
        number = self._db.rows(
            "SELECT coalesce(max(number), 0) + 1 FROM revisions WHERE article_id = ?", (article.id,)
        )[0][0]
        values = {
            "article_id": article.id, "number": number, "state": "pending",
            "content_hash": new.content_hash, "title": article.title, "text": article.text,
            "publisher": article.publisher, "publisher_claimed": new.publisher_claimed,
            "published": article.published, "first_day": new.first_day, "last_day": new.last_day,
            "authors": json.dumps(article.authors), "url": article.url, "section": article.section,
            "updated": article.updated, "kind": article.kind, "language": article.language,
            "captions": json.dumps(article.captions), "origin": article.origin,
            "moment": article.moment, "crawled": article.crawled,
            "provenance": json.dumps(dict(article.provenance)),
            "boilerplate": json.dumps(new.boilerplate), "root": new.root,
            "chunk_count": len(new.chunks), "signature": as_bytes(new.signature),
        }  # fmt: skip
        row = self._db.insert(
            f"INSERT INTO revisions ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
            tuple(values.values()),
        )
        return number, row

    def _retire(self, article_id: str) -> None:
        """Takes the chunks of the ready revision away; its text stays as history."""
        self._words.forget(article_id)
        self._discard(
            "SELECT rowid FROM revisions WHERE article_id = ? AND state = 'ready'", (article_id,)
        )
        self._db.run(
            "UPDATE revisions SET state = 'superseded' WHERE article_id = ? AND state = 'ready'",
            (article_id,),
        )

    def _discard(self, revision_rows: str, values: Sequence[object]) -> None:
        """Deletes the chunks of revisions; their vectors in the store are garbage from now on."""
        chunks = f"FROM chunks WHERE revision_row IN ({revision_rows})"
        self._db.run(f"INSERT INTO garbage SELECT id {chunks} ON CONFLICT DO NOTHING", values)
        self._db.run(f"DELETE {chunks}", values)
