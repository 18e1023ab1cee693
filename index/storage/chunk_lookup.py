"""Questions to the catalogue about chunks: found by words, by vectors, by id."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import numpy as np

from index.database import Database, Kind, Row
from index.filters import EVERYTHING, Filters
from index.mending import damaged_catalogue
from index.models.embedding import Vectors
from index.naming.claims import publisher_label
from index.prose.chunking import Chunk
from index.storage.article_lookup import ArticleLookup
from index.storage.intact import passage
from index.storage.remembered import Remembered
from index.storage.schema import filter_sql
from index.storage.stored_article import StoredArticle
from index.storage.word_index import WordIndex
from index.vector_stores.vectors import Hit, VectorLabels, VectorPage

PAGE_ROWS = 1000


class ChunkLookup:
    """Chunks, found by words or vectors; only those of ready revisions ever are."""

    def __init__(
        self,
        database: Database,
        remembered: Remembered,
        articles: ArticleLookup,
        words: WordIndex,
    ) -> None:
        """Takes the opened catalogue, its memory, its articles and its words."""
        self._db = database
        self._words = words
        self._remembered = remembered
        self._articles = articles

    def search_words(
        self, stems: Sequence[str], filters: Filters = EVERYTHING, top_k: int = 50
    ) -> list[Hit]:
        """Chunks that hold any of the stems, by BM25 over title and text, best first."""
        asked = [stem for stem in dict.fromkeys(stems) if stem]
        return self._words.best(asked, filters, top_k) if asked else []

    def search_vectors(self, vector: Vectors, filters: Filters, top_k: int) -> list[Hit]:
        """Chunks by cosine, best first, from the catalogue's own vectors: exact, but slower."""
        where, values = filter_sql(filters)
        rows = self._db.rows(
            "SELECT chunks.id, vector FROM revisions CROSS JOIN chunks "
            "ON chunks.revision_row = revisions.rowid CROSS JOIN chunk_vectors "
            f"ON chunk_row = chunks.rowid WHERE state = 'ready' AND {where}{_order(self._db)}",
            values,
        )
        if not rows:
            return []
        scores = _matrix(rows) @ np.asarray(vector, dtype=np.float32)
        best = np.lexsort(([row["id"] for row in rows], -scores))[:top_k]
        return [Hit(rows[i]["id"], float(scores[i])) for i in best]

    def vectors(self) -> Iterator[VectorPage]:
        """The vectors of everything that can be found, some at a time."""
        last = -1
        while rows := self._db.rows(
            "SELECT chunk_row, chunks.id, vector, article_id, publisher, publisher_claimed, "
            "section, first_day, last_day, kind, language FROM chunk_vectors "
            "CROSS JOIN chunks ON chunks.rowid = chunk_row "
            "CROSS JOIN revisions ON revisions.rowid = chunks.revision_row "
            "WHERE state = 'ready' AND chunk_row > ? ORDER BY chunk_row LIMIT ?",
            (last, PAGE_ROWS),
        ):
            labels = [
                VectorLabels.of(row[3], publisher_label(row[4], row[5]), *tuple(row)[6:11])
                for row in rows
            ]
            yield VectorPage([row["id"] for row in rows], _matrix(rows), labels)
            last = rows[-1]["chunk_row"]

    def vectors_of(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of chunks by id, each of shape (dimensions,); unknown ids are left out."""
        rows = self._db.rows(
            "SELECT chunks.id, vector FROM chunks JOIN chunk_vectors ON chunk_row = chunks.rowid "
            "WHERE chunks.id IN (SELECT value FROM texts(?))",
            (list(ids),),
        )
        return {row["id"]: np.frombuffer(row["vector"], dtype="<f4") for row in rows}

    def some_ids(self, count: int) -> list[str]:
        """Some of the chunks that can be found, here and there among all."""
        rows = self._db.rows("SELECT rowid FROM chunks ORDER BY rowid")
        some = [row[0] for row in rows[:: max(1, len(rows) // count)][:count]]
        found = self._db.rows(
            "SELECT chunks.id FROM chunks CROSS JOIN revisions ON revisions.rowid = revision_row "
            "WHERE chunks.rowid IN (SELECT value FROM numbers(?)) AND state = 'ready'",
            (some,),
        )
        return [row["id"] for row in found]

    def stored(self) -> int:
        """How many chunks have a vector, of revisions that can be found and that are pending."""
        return int(self._db.rows("SELECT count(*) FROM chunk_vectors")[0][0])

    def unknown(self, ids: Sequence[str]) -> list[str]:
        """Those of some ids that no chunk has, nor one whose vector is still to be deleted."""
        rows = self._db.rows(
            "SELECT value FROM texts(?) "
            "WHERE NOT EXISTS (SELECT 1 FROM chunks WHERE chunks.id = value) "
            "AND NOT EXISTS (SELECT 1 FROM garbage WHERE garbage.id = value)",
            (list(ids),),
        )
        return [row[0] for row in rows]

    def findable(self, ids: Sequence[str], filters: Filters) -> set[str]:
        """Those of the chunks that belong to ready revisions and pass the filters."""
        return {row["id"] for row in self._chunk_rows(ids, filters)}

    def by_id(
        self, ids: Sequence[str], filters: Filters = EVERYTHING
    ) -> dict[str, tuple[Chunk, StoredArticle]]:
        """The same with their words and articles."""
        rows = self._chunk_rows(ids, filters)
        articles = self._articles.by_id({row["article_id"] for row in rows})
        found: dict[str, tuple[Chunk, StoredArticle]] = {}
        for row in rows:
            stored = articles.get(row["article_id"])
            # Another process may have replaced the article since the rows were read.
            if stored and stored.revision == row["number"]:
                first, last = row["first"], row["last"]
                text = passage(stored.article.text, first, last)
                found[row["id"]] = (
                    Chunk(row["id"], stored.article.id, text, first, last),
                    stored,
                )
        return found

    def document_frequencies(self, stems: Iterable[str]) -> dict[str, int]:
        """In how many chunks each stem stands, title or text.

        Remembered until what can be found changes: finding and reading both weigh by it.
        """
        asked = tuple(dict.fromkeys(stems))
        return self._remembered.found(
            ("frequencies", asked), partial(self._words.frequencies, asked)
        )

    def count(self) -> int:
        """How many chunks can be found."""
        return int(self._articles.coverage(EVERYTHING)["chunks"])

    def _chunk_rows(self, ids: Sequence[str], filters: Filters) -> Sequence[Row]:
        where, values = filter_sql(filters)
        return self._db.rows(
            # CROSS: in this order. From the revisions on, it would go through every chunk.
            "SELECT chunks.id, chunks.first, chunks.last, article_id, number FROM chunks "
            "CROSS JOIN revisions ON revisions.rowid = chunks.revision_row WHERE chunks.id IN "
            f"(SELECT value FROM texts(?)) AND state = 'ready' AND {where}",
            (list(ids), *values),
        )


def _order(db: Database) -> str:
    """An order that PostgreSQL is to give vectors in: that of SQLite, which takes them so.

    The last bits of a product of matrices depend on where in it a row stands.
    """
    if db.kind is Kind.SQLITE:
        return ""
    names = "publisher NULLS FIRST, publisher_claimed, section NULLS FIRST, kind NULLS FIRST"
    return f" ORDER BY last_day, first_day, {names}, language NULLS FIRST, article_id, chunks.rowid"


def _matrix(rows: Sequence[Row]) -> Vectors:
    stored = [row["vector"] for row in rows]
    if not all(isinstance(one, bytes) and len(one) == len(stored[0]) for one in stored):
        raise damaged_catalogue("the vector of a chunk is none")
    return np.frombuffer(b"".join(stored), dtype="<f4").reshape(len(rows), -1)
