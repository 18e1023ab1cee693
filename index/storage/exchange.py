"""A catalogue's revisions, given away and taken in as they are, by one kind or another.

Rows keep their numbers: stories are numbered by them, and of copies published on one day the one
with the lowest was first. What can be made of the rest is not given: the words of the index, the
bands of stories.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from index.database import Database, Kind, Row
from index.prose.signatures import band_keys, from_bytes
from index.prose.words import stems
from index.storage.intact import damaged_article, passage
from index.storage.stored import is_whole
from index.storage.word_index import ChunkWords, WordIndex

# Revisions at a time.
BATCH = 200


class GivenChunk(NamedTuple):
    """A chunk: the number of its row, its id, code points of the text, little-endian float32s."""

    row: int
    id: str
    first: int
    last: int
    vector: bytes


@dataclass(frozen=True, slots=True)
class GivenRevision:
    """A revision that is not pending.

    Attributes:
        row: The number of its row.
        columns: The other columns of `revisions`, by their names.
        chunks: In the order of their rows; an earlier revision has none.
    """

    row: int
    columns: Mapping[str, object]
    chunks: tuple[GivenChunk, ...]


def exported(db: Database) -> Iterator[list[GivenRevision]]:
    """The revisions in the order of their rows, some at a time.

    Raises:
        ArchiveError: One of them is not as it was stored.
    """
    last = -1
    while rows := db.rows(
        "SELECT *, article_id AS original FROM revisions WHERE rowid > ? "
        "AND +state != 'pending' ORDER BY rowid LIMIT ?",
        (last, BATCH),
    ):
        last = rows[-1]["rowid"]
        chunks = _chunks(db, [row["rowid"] for row in rows])
        yield [_given(row, chunks.get(row["rowid"], ())) for row in rows]


def imported(db: Database, words: WordIndex, batches: Iterable[list[GivenRevision]]) -> None:
    """Takes revisions in, some at a time, each with what is made of it; none may be there yet.

    Args:
        db: The catalogue's.
        words: Its word index.
        batches: What another's `exported` gives.
    """
    for batch in batches:
        with db.transaction():
            _insert(db, batch)
            ready = [each for each in batch if each.columns["state"] == "ready"]
            db.run_many("INSERT INTO story_bands VALUES (?, ?)", _bands(ready))
            words.put(each for given in ready for each in _words(given))
    _count_on(db)


def _count_on(db: Database) -> None:
    """Has new rows be numbered from the last one that was taken in; SQLite does so by itself."""
    if db.kind is Kind.SQLITE:
        return
    for table in ("revisions", "chunks"):
        db.rows(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'rowid'), "
            f"coalesce(max(rowid), 0) + 1, false) FROM {table}"
        )


def _chunks(db: Database, revision_rows: list[int]) -> dict[int, tuple[GivenChunk, ...]]:
    rows = db.rows(
        "SELECT revision_row, chunks.rowid, id, first, last, vector FROM chunks "
        "JOIN chunk_vectors ON chunk_row = chunks.rowid "
        "WHERE revision_row IN (SELECT value FROM numbers(?)) "
        "ORDER BY revision_row, chunks.rowid",
        (revision_rows,),
    )
    return {
        revision_row: tuple(GivenChunk(*tuple(row)[1:]) for row in of_revision)
        for revision_row, of_revision in groupby(rows, itemgetter(0))
    }


def _given(row: Row, chunks: tuple[GivenChunk, ...]) -> GivenRevision:
    if not is_whole(row):
        raise damaged_article(row["article_id"])
    columns = {name: row[name] for name in row.keys()}  # noqa: SIM118 - a row's names
    del columns["original"]
    return GivenRevision(columns.pop("rowid"), columns, chunks)


def _insert(db: Database, batch: list[GivenRevision]) -> None:
    names = ("rowid", *batch[0].columns)
    db.run_many(
        f"INSERT INTO revisions ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        ((each.row, *each.columns.values()) for each in batch),
    )
    db.run_many(
        "INSERT INTO chunks (rowid, id, revision_row, first, last) VALUES (?, ?, ?, ?, ?)",
        (
            (chunk.row, chunk.id, each.row, chunk.first, chunk.last)
            for each in batch
            for chunk in each.chunks
        ),
    )
    db.run_many(
        "INSERT INTO chunk_vectors VALUES (?, ?)",
        ((chunk.row, chunk.vector) for each in batch for chunk in each.chunks),
    )


def _bands(ready: list[GivenRevision]) -> Iterator[tuple[int, int]]:
    for each in ready:
        (signature,) = from_bytes([each.columns["signature"]])  # type: ignore[list-item]
        for key in band_keys(signature):
            yield key, each.row


def _words(given: GivenRevision) -> Iterator[ChunkWords]:
    title, text = stems(str(given.columns["title"])), str(given.columns["text"])
    for chunk in given.chunks:
        yield ChunkWords(chunk.row, title, stems(passage(text, chunk.first, chunk.last)))
