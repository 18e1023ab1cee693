"""Questions to the catalogue about articles: which there are, what is known of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from string import ascii_lowercase, ascii_uppercase

from index.articles import ArticleRef
from index.database import Database, Row
from index.dates import from_number
from index.errors import ArchiveError
from index.filters import EVERYTHING, Filters
from index.naming.claims import CLAIMED, NOT_NAMED
from index.storage.listed import ListedArticle, Order, listed
from index.storage.phrases import storable
from index.storage.remembered import Remembered
from index.storage.schema import filter_sql
from index.storage.stored import ORIGINAL, is_whole, revision, stored_article
from index.storage.stored_article import Revision, StoredArticle
from index.storage.stories import story_members

# As SQL's `lower` makes letters small: those of ASCII.
_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)
# Articles that are read at once, where all are.
PAGE_ROWS = 200


@dataclass(frozen=True, slots=True)
class Known:
    """What ingestion compares an article with: the ready revision of its id."""

    content_hash: str
    root: str | None
    origin: str | None


class ArticleLookup:
    """Articles by id, name, date; only ready revisions are ever found."""

    def __init__(self, database: Database, remembered: Remembered) -> None:
        """Takes the opened catalogue, and its memory."""
        self._db = database
        self._remembered = remembered

    def known(self) -> dict[str, Known]:
        """What every ready article was last read as."""
        rows = self._db.rows(
            "SELECT article_id, content_hash, root, origin FROM revisions WHERE state = 'ready'"
        )
        return {row[0]: Known(row[1], row[2], row[3]) for row in rows}

    def titles(self, article_ids: Iterable[str]) -> dict[str, str]:
        """The titles of those of some articles that can be found, by their whole ids."""
        rows = self._db.rows(
            "SELECT article_id, title FROM texts(?) CROSS JOIN revisions "
            "ON article_id = given.value WHERE state = 'ready'",
            ([storable(article_id) for article_id in article_ids],),
        )
        return {row[0]: row[1] for row in rows}

    def get(self, article_id: str) -> StoredArticle | None:
        """The ready revision of an article, by its whole id."""
        return self.by_id([article_id]).get(storable(article_id))

    def passing(self, article_id: str, filters: Filters) -> StoredArticle | None:
        """The ready revision of an article, by its whole id, where it passes the filters."""
        where, values = filter_sql(filters)
        rows = self._db.rows(
            f"SELECT *, {ORIGINAL} FROM revisions WHERE article_id = ? AND state = 'ready' "
            f"AND {where}",
            (storable(article_id), *values),
        )
        return stored_article(rows[0]) if rows else None

    def held(self, kind: str, names: Iterable[str]) -> set[str]:
        """Those of some "articles" (by whole ids), "publishers" or "sections" that are there.

        A publisher may be given by its name or by its label (`index.naming.claims`). The label of
        what names none is always there: it is nobody's name.
        """
        column = {"articles": "article_id", "publishers": "publisher", "sections": "section"}[kind]
        names = list(names)
        label = f" OR publisher_claimed = 1 AND publisher || '{CLAIMED}' = value"
        rows = self._db.rows(
            f"SELECT value FROM texts(?) WHERE EXISTS (SELECT 1 FROM revisions "
            f"WHERE state = 'ready' AND ({column} = value{label if kind == 'publishers' else ''}))",
            ([storable(name) for name in names],),
        )
        return {row[0] for row in rows} | {NOT_NAMED}.intersection(names)

    def whole(self, article_id: str) -> StoredArticle | None:
        """The same; None too where it is not as it was stored."""
        try:
            return self.get(article_id)
        except ArchiveError:
            return None

    def by_id(self, article_ids: Iterable[str]) -> dict[str, StoredArticle]:
        """Those of some articles that can be found, by their whole ids."""
        rows = self._db.rows(
            f"SELECT revisions.*, {ORIGINAL} FROM texts(?) CROSS JOIN revisions "
            "ON article_id = given.value WHERE state = 'ready'",
            ([storable(article_id) for article_id in article_ids],),
        )
        return {row["article_id"]: stored_article(row) for row in rows}

    def damaged(self) -> list[str]:
        """Ids of the ready articles that are not as they were stored; reads all of them."""
        found, last = [], -1
        while rows := self._db.rows(
            "SELECT *, article_id AS original FROM revisions WHERE rowid > ? AND +state = 'ready' "
            "ORDER BY rowid LIMIT ?",
            (last, PAGE_ROWS),
        ):
            last = rows[-1]["rowid"]
            found += [str(row["article_id"]) for row in rows if not is_whole(row)]
        return found

    def all(self, filters: Filters = EVERYTHING) -> Iterator[StoredArticle]:
        """The ready articles that pass the filters, by id."""
        where, values = filter_sql(filters)
        ids = self._db.rows(
            f"SELECT article_id FROM revisions WHERE state = 'ready' AND {where} "
            "ORDER BY article_id",
            values,
        )
        for row in ids:
            stored = self.get(row["article_id"])
            if stored:
                yield stored

    def listed(
        self,
        filters: Filters = EVERYTHING,
        *,
        order: Order = Order.DATE,
        limit: int | None = None,
    ) -> Iterator[ListedArticle]:
        """The ready articles that pass the filters, without their texts; see `listed`."""
        return listed(self._db, filters, order, limit)

    def newest(self, count: int, filters: Filters = EVERYTHING) -> list[StoredArticle]:
        """The ready articles that pass with the latest dates, undated ones last, then by id."""
        where, values = filter_sql(filters)
        rows = self._db.rows(
            f"SELECT *, {ORIGINAL} FROM revisions WHERE state = 'ready' AND {where} "
            "ORDER BY first_day DESC, article_id LIMIT ?",
            (*values, count),
        )
        return [stored_article(row) for row in rows]

    def matching_ids(self, name: str, filters: Filters) -> list[str]:
        """Ids of ready articles that pass and that a name may mean: id, file name, part of an id.

        Capitals make no difference where a name is only a part of an id.
        """
        where, values = filter_sql(filters)
        name, end = storable(name), f"/{storable(name)}"
        tests: tuple[tuple[str, tuple[object, ...]], ...] = (
            ("article_id = ?", (name,)),
            (
                "(origin = ? OR substr(article_id, length(article_id) - ? + 1) = ?)",
                (name, len(end), end),
            ),
            ("instr(lower(article_id), ?) > 0", (name.translate(_SMALL),)),
        )
        for test, of_test in tests:
            found = self._db.rows(
                f"SELECT article_id FROM revisions WHERE {test} AND state = 'ready' AND {where} "
                "ORDER BY article_id",
                (*of_test, *values),
            )
            if found:
                return [row["article_id"] for row in found]
        return []

    def publishers(self, filters: Filters) -> list[tuple[str, int]]:
        """Publishers of ready articles that pass, with how many of them, most first."""
        return self._remembered.found(
            ("publishers", filters), partial(self._named, "publisher", filters)
        )

    def claimed(self, filters: Filters) -> dict[str, int]:
        """Of `publishers` those that some articles only claim, with how many of each do."""
        return self._remembered.found(("claimed", filters), partial(self._claimed, filters))

    def authors(self, filters: Filters) -> tuple[str, ...]:
        """The names of those who wrote articles that pass, by name."""
        return self._remembered.found(("authors", filters), partial(self._authors, filters))

    def sections(self, filters: Filters) -> list[tuple[str, int]]:
        """Sections of ready articles that pass, with how many of them, most first."""
        return self._remembered.found(
            ("sections", filters), partial(self._named, "section", filters)
        )

    def kinds(self, filters: Filters) -> list[tuple[str, int]]:
        """Kinds of ready articles that pass, with how many of them, most first."""
        return self._remembered.found(("kinds", filters), partial(self._named, "kind", filters))

    def languages(self, filters: Filters) -> list[tuple[str, int]]:
        """The same of their languages."""
        return self._remembered.found(
            ("languages", filters), partial(self._named, "language", filters)
        )

    def coverage(self, filters: Filters) -> Row:
        """Counts of what passes: articles, undated, copies, first and last date, chunks.

        Remembered until what can be found changes: it goes through all that passes.
        """
        return self._remembered.found(("coverage", filters), partial(self._coverage, filters))

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
        self, article_ids: Sequence[str], filters: Filters = EVERYTHING
    ) -> dict[str, tuple[ArticleRef, ...]]:
        """For each article the others of its story that pass the filters, earliest first.

        An article that tells its story alone, or cannot be found, is left out.
        """
        return story_members(self._db, article_ids, filters)

    def newest_day(self, filters: Filters) -> date | None:
        """The first day that the newest article that passes may be of; None without a date."""
        return self._remembered.found(("newest day", filters), partial(self._newest_day, filters))

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

    def revisions(self, article_id: str, filters: Filters = EVERYTHING) -> list[Revision]:
        """What is known of an article's revisions that pass the filters, the earliest first.

        The last one is what is found; those before are kept as they were until the article is
        removed or the archive built anew. Empty for an article that is not there.
        """
        where, values = filter_sql(filters)
        rows = self._db.rows(
            "SELECT number, state, title, publisher, published, origin, root, content_hash, "
            "publisher_claimed FROM revisions WHERE article_id = ? AND state != 'pending' "
            f"AND {where} ORDER BY number",
            (storable(article_id), *values),
        )
        return [revision(row) for row in rows]

    def _claimed(self, filters: Filters) -> dict[str, int]:
        where, values = filter_sql(filters)
        rows = self._db.rows(
            "SELECT publisher, count(*) FROM revisions WHERE state = 'ready' "
            f"AND publisher_claimed = 1 AND {where} GROUP BY publisher",
            values,
        )
        return {row[0]: row[1] for row in rows}

    def _authors(self, filters: Filters) -> tuple[str, ...]:
        where, values = filter_sql(filters)
        rows = self._db.rows(
            "SELECT DISTINCT given.value FROM revisions, texts_in(authors) "
            f"WHERE state = 'ready' AND authors != '[]' AND {where} ORDER BY given.value",
            values,
        )
        return tuple(str(row[0]) for row in rows)

    def _named(self, column: str, filters: Filters) -> list[tuple[str, int]]:
        where, values = filter_sql(filters)
        rows = self._db.rows(
            f"SELECT {column}, count(*) FROM revisions WHERE state = 'ready' AND {column} "
            f"IS NOT NULL AND {where} GROUP BY {column} ORDER BY count(*) DESC, {column}",
            values,
        )
        return [(row[0], row[1]) for row in rows]
