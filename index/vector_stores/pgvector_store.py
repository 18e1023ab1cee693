"""Vectors in PostgreSQL, beside the catalogue, by its extension pgvector."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np

from index.dates import as_number
from index.errors import ArchiveError, Remedy
from index.filters import Filters
from index.models.embedding import Vectors
from index.naming.claims import NOT_NAMED
from index.postgres.address import PostgresAddress
from index.postgres.database import PostgresDatabase
from index.vector_stores.vectors import Hit, VectorLabels, VectorPage, label_hash

BATCH_ROWS = 1000
# pgvector indexes no longer ones; those are compared one by one.
_MOST_INDEXED = 2000
# How many are looked at on the way to the nearest: more finds more surely, and takes longer.
_LEAST_LOOKED_AT, _MOST_LOOKED_AT = 100, 1000
_COLUMNS = "id, vector, article, publisher, section, first_day, last_day, kind, language"
_TABLE = (
    "CREATE TABLE nearby (id TEXT PRIMARY KEY, vector vector({}) NOT NULL, article TEXT NOT NULL, "
    "publisher TEXT NOT NULL, section TEXT NOT NULL, first_day INTEGER NOT NULL, "
    "last_day INTEGER NOT NULL, kind TEXT NOT NULL, language TEXT NOT NULL)"
)
_UNSIZED = _TABLE.format("").replace("vector()", "vector")
_INDEX = "CREATE INDEX nearby_vectors ON nearby USING hnsw (vector vector_cosine_ops)"
_WRITE = (
    f"INSERT INTO nearby ({_COLUMNS}) VALUES (?, CAST(? AS vector), ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (id) DO UPDATE SET vector = excluded.vector, article = excluded.article, "
    "publisher = excluded.publisher, section = excluded.section, "
    "first_day = excluded.first_day, last_day = excluded.last_day, kind = excluded.kind, "
    "language = excluded.language"
)


class _Condition(NamedTuple):
    sql: str
    values: list[object]


class PgvectorStore:
    """Vectors in a table of the build's own, cosine space; a `VectorStore`.

    It is written in transactions, so it is sound from when `rebuild` has come to its end.

    Raises:
        ArchiveError: From every method but `close`: the server cannot be reached, has no pgvector,
            or the table is not there.
    """

    def __init__(self, address: PostgresAddress, schema: str) -> None:
        """Takes the build's schema; nothing is connected yet."""
        self._address = address
        self._schema = schema
        self._lock = threading.Lock()
        self._opened: PostgresDatabase | None = None

    def upsert(self, ids: Sequence[str], vectors: Vectors, labels: Sequence[VectorLabels]) -> None:
        """Stores vectors of length 1, replacing those under the same ids."""
        self._check()
        with self._db.transaction():
            self._write(VectorPage(ids, vectors, labels))

    def is_stored_in_parallel(self) -> bool:
        """Yes, from when the first vector has told how long all are."""
        return self._is_sized()

    def delete(self, ids: Iterable[str]) -> None:
        """Removes vectors; ids that are not there are no error."""
        self._check()
        self._db.run("DELETE FROM nearby WHERE id IN (SELECT value FROM texts(?))", (list(ids),))

    def search(self, vector: Vectors, filters: Filters, top_k: int) -> list[Hit]:
        """The nearest chunks that pass the filters, by cosine, best first."""
        self._check()
        where, values = _condition(filters)
        wanted = _text(vector)
        with self._looking_at(top_k):
            rows = self._db.rows(
                "SELECT id, CAST(1 - (vector <=> CAST(? AS vector)) AS float8) FROM nearby "
                f"WHERE {where} ORDER BY vector <=> CAST(? AS vector) LIMIT ?",
                (wanted, *values, wanted, top_k),
            )
        return [Hit(row[0], row[1]) for row in rows]

    def known(self, ids: Sequence[str]) -> set[str]:
        """Which of the ids have a vector."""
        self._check()
        rows = self._db.rows(
            "SELECT id FROM nearby WHERE id IN (SELECT value FROM texts(?))", (list(ids),)
        )
        return {row[0] for row in rows}

    def vectors_of(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of ids, each of shape (dimensions,); unknown ids are left out."""
        self._check()
        rows = self._db.rows(
            "SELECT id, CAST(vector AS real[]) FROM nearby "
            "WHERE id IN (SELECT value FROM texts(?))",
            (list(ids),),
        )
        return {row[0]: np.array(row[1], dtype=np.float32) for row in rows}

    def id_page(self, after: int) -> list[str]:
        """Some of its ids but for the first `after`, by id; none at the end."""
        self._check()
        rows = self._db.rows(
            "SELECT id FROM nearby ORDER BY id LIMIT ? OFFSET ?", (BATCH_ROWS, after)
        )
        return [row[0] for row in rows]

    def count(self) -> int:
        """How many vectors it holds."""
        self._check()
        return int(self._db.rows("SELECT count(*) FROM nearby")[0][0])

    def sound(self) -> bool:
        """Whether it holds what was written last.

        Raises:
            ArchiveError: It does not, and cannot: the server has no pgvector.
        """
        if self._db.has_table("nearby"):
            return True
        self._need_pgvector()
        return False

    def seems_sound(self) -> bool:
        """The same."""
        return self.sound()

    def inspect(self) -> None:
        """Raises ArchiveError where it is not sound."""
        self._check()

    def can_be_opened(self) -> bool:
        """Always: who may use it is the server's to say."""
        return True

    def rebuild(self, pages: Iterable[VectorPage]) -> None:
        """Replaces everything, in whatever state it is; an empty store without pages."""
        self._need_pgvector()
        self._db.run("DROP TABLE IF EXISTS nearby")  # not sound from now until the end
        with self._db.transaction():
            self._db.run(_UNSIZED)
            try:
                for page in pages:
                    self._write(page)
            except ArchiveError:
                raise
            except Exception as error:
                raise ArchiveError(
                    f"The vectors in {self._address} cannot be made anew ({error})."
                ) from error

    def drop(self) -> None:
        """Deletes the table."""
        self._db.run("DROP TABLE IF EXISTS nearby")

    def close(self) -> None:
        """Lets go of connections."""
        with self._lock:
            if self._opened is not None:
                self._opened.close()
                self._opened = None

    @property
    def _db(self) -> PostgresDatabase:
        with self._lock:
            if self._opened is None:
                self._opened = PostgresDatabase(self._address, self._schema)
            return self._opened

    def _write(self, page: VectorPage) -> None:
        if not len(page.ids):
            return
        self._size(page.vectors.shape[1])
        for first in range(0, len(page.ids), BATCH_ROWS):
            part = slice(first, first + BATCH_ROWS)
            rows = zip(page.ids[part], page.vectors[part], page.labels[part], strict=True)
            self._db.run_many(_WRITE, ((key, _text(v), *label) for key, v, label in rows))

    def _size(self, dimensions: int) -> None:
        """Makes the index when the first vector tells how long all are."""
        if self._is_sized():
            return
        self._db.run(f"ALTER TABLE nearby ALTER vector TYPE vector({int(dimensions)})")
        if dimensions <= _MOST_INDEXED:
            self._db.run(_INDEX)

    def _is_sized(self) -> bool:
        rows = self._db.rows(
            "SELECT atttypmod FROM pg_attribute WHERE attrelid = to_regclass('nearby') "
            "AND attname = 'vector'"
        )
        return bool(rows) and int(rows[0][0]) > 0

    @contextmanager
    def _looking_at(self, top_k: int) -> Iterator[None]:
        """The block, with the index gone through until enough is found that passes."""
        most = min(max(top_k, _LEAST_LOOKED_AT), _MOST_LOOKED_AT)
        with self._db.transaction():
            self._db.run(f"SET LOCAL hnsw.ef_search = {most}")
            self._db.run("SET LOCAL hnsw.iterative_scan = strict_order")
            self._db.run("SET LOCAL hnsw.max_scan_tuples = 100000")
            yield

    def _check(self) -> None:
        if not self.sound():
            raise ArchiveError(
                f"The vectors in {self._address} are not there, or were not finished. Index or "
                "remove something once: they are made anew from the catalogue.",
                remedy=Remedy.WRITE_ONCE,
            )

    def _need_pgvector(self) -> None:
        try:
            self._db.run("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public")
        except ArchiveError as error:
            raise self._without_pgvector() from error
        except Exception as error:  # psycopg's, for a file that is not there
            raise self._without_pgvector() from error

    def _without_pgvector(self) -> ArchiveError:
        return ArchiveError(
            f"The PostgreSQL server of {self._address} has no extension pgvector, or does not "
            "let this user create it, so vectors cannot be beside the catalogue. Install pgvector "
            "0.8 or later and run CREATE EXTENSION vector in that database; or give a Chroma "
            "server for the vectors.",
            remedy=Remedy.GIVE_VECTORS,
        )


def _text(vector: Vectors) -> str:
    return "[" + ",".join(map(repr, np.asarray(vector, dtype=np.float32).tolist())) + "]"


def _condition(filters: Filters) -> _Condition:
    """The filters on labels, as a condition and its values."""
    clauses, values = ["1 = 1"], list[object]()
    for label, wanted in (
        ("article", filters.article_ids),
        ("publisher", filters.publishers),
        ("section", filters.sections),
        ("kind", filters.kinds),
        ("language", filters.languages),
    ):
        if wanted:
            clauses.append(f"{label} IN (SELECT value FROM texts(?))")
            values.append([label_hash(None if name == NOT_NAMED else name) for name in wanted])
    dated = []
    for test, day in (("last_day >= ?", filters.published_from),
                      ("last_day <= ?", filters.published_to)):  # fmt: skip
        if day:
            dated.append(test)
            values.append(as_number(day))
    if dated:
        undated = "OR last_day = 0" if filters.undated else "AND last_day > 0"
        clauses.append(f"(({' AND '.join(dated)}) {undated})")
    if filters.as_of:
        clauses.append("last_day <= ?")
        values.append(as_number(filters.as_of))
    return _Condition(" AND ".join(clauses), values)
