"""What the catalogue holds of each article, held against the article: nothing is believed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from index.database import Database, Row
from index.errors import ArchiveError
from index.prose.signatures import as_bytes, band_keys, signature
from index.storage.article_lookup import PAGE_ROWS
from index.storage.stored import is_whole, stored_article
from index.storage.stored_article import StoredArticle

# How far the length of a vector, which should be 1, may be off.
_LENGTH_OFF = 1e-3
_READY = "SELECT *, article_id AS original FROM revisions WHERE +state = 'ready'"


class Faults(NamedTuple):
    """Ids of articles that can be found and are not as they were stored.

    Attributes:
        damaged: Those whose own fields are not.
        derived: Those of which something else is not: their chunks, the vectors of these, what
            tells their copies.
    """

    damaged: list[str]
    derived: list[str]


def faulty_articles(db: Database) -> Faults:
    """Looks at every article that can be found; what a writer changes meanwhile is left out.

    Raises:
        ArchiveError: The catalogue cannot be read.
    """
    found = Faults([], [])
    sizes: Counter[int] = Counter()
    by_size: dict[int, list[str]] = {}
    for row in _rows(db):
        name = str(row["article_id"])
        try:
            stored = stored_article(row)
        except ArchiveError:
            found.damaged.append(name)
            continue
        chunks = _chunks(db, row)
        if not _agrees(db, row, stored, chunks) and _is_still_there(db, row):
            found.derived.append(name)
            continue
        for chunk in chunks:
            sizes[len(chunk["vector"])] += 1
            by_size.setdefault(len(chunk["vector"]), []).append(name)
    for size in set(sizes) - {size for size, _ in sizes.most_common(1)}:
        found.derived.extend(dict.fromkeys(by_size[size]))
    return found


def damaged_among(db: Database, most: int) -> list[str]:
    """The same of `most` articles, here and there among all, and only of their fields."""
    rows = db.rows("SELECT rowid FROM revisions WHERE state = 'ready' ORDER BY rowid")
    some = [row[0] for row in rows[:: max(1, len(rows) // most)]]
    found = db.rows(f"{_READY} AND rowid IN (SELECT value FROM numbers(?))", (some,))
    return [str(row["article_id"]) for row in found if not is_whole(row)]


def _rows(db: Database) -> Iterator[Row]:
    last = -1
    while rows := db.rows(f"{_READY} AND rowid > ? ORDER BY rowid LIMIT ?", (last, PAGE_ROWS)):
        yield from rows
        last = rows[-1]["rowid"]


def _chunks(db: Database, revision: Row) -> Sequence[Row]:
    return db.rows(
        "SELECT id, first, last, vector FROM chunks LEFT JOIN chunk_vectors "
        "ON chunk_row = chunks.rowid WHERE revision_row = ? ORDER BY chunks.rowid",
        (revision["rowid"],),
    )


def _agrees(db: Database, row: Row, stored: StoredArticle, chunks: Sequence[Row]) -> bool:
    try:
        ids = [f"{stored.content_hash[:16]}-{stored.revision}-{n}" for n in range(len(chunks))]
        return (
            len(chunks) == row["chunk_count"]
            and [chunk["id"] for chunk in chunks] == ids
            and all(
                0 <= chunk["first"] < chunk["last"] <= len(stored.article.text)
                and _is_unit(chunk["vector"])
                for chunk in chunks
            )
            and _is_signed(db, row, stored)
        )
    except (TypeError, ValueError):
        return False


def _is_unit(vector: bytes) -> bool:
    length = float(np.linalg.norm(np.frombuffer(vector, dtype="<f4")))
    return abs(length - 1) <= _LENGTH_OFF


def _is_signed(db: Database, row: Row, stored: StoredArticle) -> bool:
    """Whether the article's signature is that of its text, and looked up by all its bands."""
    made = signature(stored.article.text, stored.boilerplate)
    keys = set(band_keys(made))
    found = db.rows(
        "SELECT count(*), (SELECT count(*) FROM revisions WHERE rowid = ? AND story = ?) "
        "FROM story_bands WHERE (band, revision_row) IN (SELECT value, ? FROM numbers(?))",
        (row["story"], row["story"], row["rowid"], sorted(keys)),
    )[0]
    return row["signature"] == as_bytes(made) and tuple(found) == (len(keys), 1)


def _is_still_there(db: Database, row: Row) -> bool:
    """Whether a writer has left alone what was looked at, so that it is not of its doing."""
    return bool(
        db.rows(
            "SELECT 1 FROM revisions WHERE rowid = ? AND state = 'ready' AND content_hash = ? "
            "AND story IS ?",
            (row["rowid"], row["content_hash"], row["story"]),
        )
    )
