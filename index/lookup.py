"""The reading half of the catalogue: what can be found, and what it is."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar, cast

import numpy as np

from index.articles import Article, ArticleRef, Span
from index.chunking import Chunk
from index.database import Database, Row
from index.dates import from_number
from index.embedding import Vectors
from index.filters import Filters
from index.schema import filter_sql
from index.stories import story_members
from index.tallies import Tallies, quoted, storable
from index.vectors import Hit, VectorLabels, VectorPage

TITLE_WEIGHT = 2.0
PAGE_ROWS = 1000
# Answers about filters that are kept in memory: each takes some hundred bytes.
MOST_REMEMBERED = 256

Found = TypeVar("Found")

_ORIGINAL = (
    "(SELECT article_id FROM revisions AS others WHERE others.story = revisions.story "
    "ORDER BY others.last_day = 0, others.last_day, others.rowid LIMIT 1) AS original"
)


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the archive holds it.

    Attributes:
        article: The article of the current revision.
        revision: Counted from 1 for each article.
        boilerplate: The spans of its text that are no part of the story.
        content_hash: SHA-256 of everything that makes a revision.
        copy_of: The id of the article that came first with the same story (the earliest
            published, of the same day the first indexed), or None where this one did.
        root: The folder it was indexed from.
    """

    article: Article
    revision: int
    boilerplate: tuple[Span, ...]
    content_hash: str
    copy_of: str | None
    root: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What ingestion compares an article with: the ready revision of its id."""

    content_hash: str
    root: str | None
    origin: str | None


class Lookup:
    """Questions to the catalogue; only ready revisions are ever found."""

    def __init__(self, database: Database) -> None:
        """Takes the opened file."""
        self._db = database
        self._memory: dict[tuple[str, Filters], tuple[int, object]] = {}
        self.tallies = Tallies(database)

    def manifest(self) -> dict[str, str]:
        """How the archive was built; empty when there are no tables yet."""
        if not self._db.rows("SELECT 1 FROM sqlite_master WHERE name = 'manifest'"):
            return {}
        return {row[0]: row[1] for row in self._db.rows("SELECT name, value FROM manifest")}

    def generation(self) -> int:
        """Counts the changes of what can be found."""
        return int(self._db.rows("SELECT value FROM manifest WHERE name = 'generation'")[0][0])

    def known(self) -> dict[str, Known]:
        """What every ready article was last read as."""
        rows = self._db.rows(
            "SELECT article_id, content_hash, root, origin FROM revisions WHERE state = 'ready'"
        )
        return {row[0]: Known(row[1], row[2], row[3]) for row in rows}

    def article(self, article_id: str) -> StoredArticle | None:
        """The ready revision of an article, by its whole id."""
        return self._articles([article_id]).get(storable(article_id))

    def held(self, kind: str, names: Iterable[str]) -> set[str]:
        """Those of some "articles" (by whole ids), "publishers" or "sections" that are there."""
        column = {"articles": "article_id", "publishers": "publisher", "sections": "section"}[kind]
        rows = self._db.rows(
            f"SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM revisions "
            f"WHERE state = 'ready' AND {column} = value)",
            (json.dumps([storable(name) for name in names]),),
        )
        return {row[0] for row in rows}

    def _articles(self, article_ids: Iterable[str]) -> dict[str, StoredArticle]:
        rows = self._db.rows(
            f"SELECT *, {_ORIGINAL} FROM json_each(?) CROSS JOIN revisions "
            "ON article_id = json_each.value WHERE state = 'ready'",
            (json.dumps([storable(article_id) for article_id in article_ids]),),
        )
        return {row["article_id"]: _stored(row) for row in rows}

    def articles(self, filters: Filters) -> Iterator[StoredArticle]:
        """The ready articles that pass the filters, by id."""
        where, values = filter_sql(filters)
        ids = self._db.rows(
            f"SELECT article_id FROM revisions WHERE state = 'ready' AND {where} "
            "ORDER BY article_id",
            values,
        )
        for row in ids:
            stored = self.article(row["article_id"])
            if stored:
                yield stored

    def newest(self, count: int, filters: Filters) -> list[StoredArticle]:
        """The ready articles that pass with the latest dates, undated ones last, then by id."""
        where, values = filter_sql(filters)
        rows = self._db.rows(
            f"SELECT *, {_ORIGINAL} FROM revisions WHERE state = 'ready' AND {where} "
            "ORDER BY first_day DESC, article_id LIMIT ?",
            (*values, count),
        )
        return [_stored(row) for row in rows]

    def matching_ids(self, name: str, filters: Filters) -> list[str]:
        """Ids of ready articles that pass and that a name may mean: id, file name, part of an id.

        Capitals make no difference where a name is only a part of an id.
        """
        where, values = filter_sql(filters)
        file_name = "(origin = ?1 OR substr(article_id, -length(?1) - 1) = '/' || ?1)"
        for test in ("article_id = ?1", file_name, "instr(lower(article_id), lower(?1))"):
            found = self._db.rows(
                f"SELECT article_id FROM revisions WHERE {test} AND state = 'ready' AND {where} "
                "ORDER BY article_id",
                (storable(name), *values),
            )
            if found:
                return [row["article_id"] for row in found]
        return []

    def publishers(self, filters: Filters) -> list[tuple[str, int]]:
        """Publishers of ready articles that pass, with how many of them, most first."""
        return self._remembered("publishers", filters, partial(self._named, "publisher"))

    def sections(self, filters: Filters) -> list[tuple[str, int]]:
        """Sections of ready articles that pass, with how many of them, most first."""
        return self._remembered("sections", filters, partial(self._named, "section"))

    def coverage(self, filters: Filters) -> Row:
        """Counts of what passes: articles, undated, copies, first and last date, chunks.

        Remembered until what can be found changes: it goes through all that passes.
        """
        return self._remembered("coverage", filters, self._coverage)

    def _coverage(self, filters: Filters) -> Row:
        where, values = filter_sql(filters)
        return self._db.rows(
            "SELECT count(*) AS articles, count(*) FILTER (WHERE published IS NULL) AS undated, "
            "count(*) - count(DISTINCT story) AS copies, min(published) AS first, "
            "max(published) AS last, coalesce(sum(chunk_count), 0) AS chunks "
            f"FROM revisions WHERE state = 'ready' AND {where}",
            values,
        )[0]

    def story_members(
        self, article_ids: Sequence[str], filters: Filters
    ) -> dict[str, tuple[ArticleRef, ...]]:
        """For each article the others of its story that pass the filters, earliest first.

        An article that tells its story alone, or cannot be found, is left out.
        """
        return story_members(self._db, article_ids, filters)

    def newest_day(self, filters: Filters) -> date | None:
        """The first day that the newest article that passes may be of; None without a date."""
        return self._remembered("newest day", filters, self._newest_day)

    def _newest_day(self, filters: Filters) -> date | None:
        where, values = filter_sql(filters)
        found = self._db.rows(
            f"SELECT max(first_day) FROM revisions WHERE state = 'ready' AND {where}", values
        )[0][0]
        return from_number(found) if found else None

    def holds_dated(self, filters: Filters) -> bool:
        """Whether any article with a date passes."""
        where, values = filter_sql(filters)
        found = self._db.rows(
            f"SELECT 1 FROM revisions WHERE state = 'ready' AND last_day > 0 AND {where} LIMIT 1",
            values,
        )
        return bool(found)

    def search_words(self, stems: Sequence[str], filters: Filters, top_k: int) -> list[Hit]:
        """Chunks that hold any of the stems, by BM25 over title and text, best first."""
        query = " OR ".join(quoted([stem]) for stem in dict.fromkeys(stems) if stem)
        if not query:
            return []
        where, values = filter_sql(filters)
        rows = self._db.rows(
            f"SELECT chunks.id, bm25(chunk_words, {TITLE_WEIGHT}, 1.0) AS cost FROM chunk_words "
            "JOIN chunks ON chunks.rowid = chunk_words.rowid "
            "JOIN revisions ON revisions.rowid = chunks.revision_row "
            f"WHERE chunk_words MATCH ? AND state = 'ready' AND {where} "
            "ORDER BY cost, chunks.id LIMIT ?",
            (query, *values, top_k),
        )
        # FTS5's bm25() is lower for better.
        return [Hit(row["id"], -row["cost"]) for row in rows]

    def search_vectors(self, vector: Vectors, filters: Filters, top_k: int) -> list[Hit]:
        """Chunks by cosine, best first, from the catalogue's own vectors: exact, but slower."""
        where, values = filter_sql(filters)
        rows = self._db.rows(
            "SELECT chunks.id, vector FROM revisions CROSS JOIN chunks "
            "ON chunks.revision_row = revisions.rowid CROSS JOIN chunk_vectors "
            f"ON chunk_row = chunks.rowid WHERE state = 'ready' AND {where}",
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
            "SELECT chunk_row, chunks.id, vector, article_id, publisher, section, first_day, "
            "last_day FROM chunk_vectors CROSS JOIN chunks ON chunks.rowid = chunk_row "
            "CROSS JOIN revisions ON revisions.rowid = chunks.revision_row "
            "WHERE state = 'ready' AND chunk_row > ? ORDER BY chunk_row LIMIT ?",
            (last, PAGE_ROWS),
        ):
            labels = [VectorLabels.of(*row[3:8]) for row in rows]
            yield VectorPage([row["id"] for row in rows], _matrix(rows), labels)
            last = rows[-1]["chunk_row"]

    def chunk_vectors(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of chunks by id, each of shape (dimensions,); unknown ids are left out."""
        rows = self._db.rows(
            "SELECT chunks.id, vector FROM chunks JOIN chunk_vectors ON chunk_row = chunks.rowid "
            "WHERE chunks.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        return {row["id"]: np.frombuffer(row["vector"], dtype="<f4") for row in rows}

    def findable(self, ids: Sequence[str], filters: Filters) -> set[str]:
        """Those of the chunks that belong to ready revisions and pass the filters."""
        return {row["id"] for row in self._chunk_rows(ids, filters)}

    def chunks(
        self, ids: Sequence[str], filters: Filters
    ) -> dict[str, tuple[Chunk, StoredArticle]]:
        """The same with their words and articles."""
        rows = self._chunk_rows(ids, filters)
        articles = self._articles({row["article_id"] for row in rows})
        found: dict[str, tuple[Chunk, StoredArticle]] = {}
        for row in rows:
            stored = articles.get(row["article_id"])
            # Another process may have replaced the article since the rows were read.
            if stored and stored.revision == row["number"]:
                first, last = row["first"], row["last"]
                text = stored.article.text[first:last]
                found[row["id"]] = (
                    Chunk(row["id"], stored.article.id, text, first, last),
                    stored,
                )
        return found

    def document_frequency(self, stem: str) -> int:
        """In how many chunks a stem stands, title or text."""
        rows = self._db.rows("SELECT doc FROM chunk_terms WHERE term = ?", (storable(stem),))
        return int(rows[0]["doc"]) if rows else 0

    def chunk_count(self) -> int:
        """How many chunks can be found."""
        return int(self.coverage(Filters())["chunks"])

    def _remembered(self, what: str, filters: Filters, find: Callable[[Filters], Found]) -> Found:
        """What was found for the same filters, unless what can be found has changed since."""
        key = (what, filters)
        generation = self.generation()
        remembered = self._memory.get(key)
        if remembered is None or remembered[0] != generation:
            if len(self._memory) >= MOST_REMEMBERED:
                self._memory.clear()
            remembered = self._memory[key] = (generation, find(filters))
        return cast(Found, remembered[1])

    def _named(self, column: str, filters: Filters) -> list[tuple[str, int]]:
        where, values = filter_sql(filters)
        rows = self._db.rows(
            f"SELECT {column}, count(*) FROM revisions WHERE state = 'ready' AND {column} "
            f"IS NOT NULL AND {where} GROUP BY {column} ORDER BY count(*) DESC, {column}",
            values,
        )
        return [(row[0], row[1]) for row in rows]

    def _chunk_rows(self, ids: Sequence[str], filters: Filters) -> list[Row]:
        where, values = filter_sql(filters)
        return self._db.rows(
            # CROSS: in this order. From the revisions on, it would go through every chunk.
            "SELECT chunks.id, chunks.first, chunks.last, article_id, number FROM chunks "
            "CROSS JOIN revisions ON revisions.rowid = chunks.revision_row WHERE chunks.id IN "
            f"(SELECT value FROM json_each(?)) AND state = 'ready' AND {where}",
            (json.dumps(list(ids)), *values),
        )


def _matrix(rows: Sequence[Row]) -> Vectors:
    joined = b"".join(row["vector"] for row in rows)
    return np.frombuffer(joined, dtype="<f4").reshape(len(rows), -1)


def _stored(row: Row) -> StoredArticle:
    article = Article(
        id=row["article_id"],
        title=row["title"],
        text=row["text"],
        publisher=row["publisher"],
        published=row["published"],
        authors=tuple(json.loads(row["authors"])),
        url=row["url"],
        section=row["section"],
        origin=row["origin"],
        provenance=json.loads(row["provenance"]),
    )
    return StoredArticle(
        article=article,
        revision=row["number"],
        boilerplate=tuple(Span(*span) for span in json.loads(row["boilerplate"])),
        content_hash=row["content_hash"],
        copy_of=None if row["original"] == article.id else row["original"],
        root=row["root"],
    )
