"""The full-text index as it is written: the stems of each chunk, and of its article's title.

It keeps no text: to take a chunk out, FTS5 must be told the very words that were put in. What calls
these functions makes a transaction of them.
"""

import json
from collections.abc import Iterable
from itertools import groupby

from index.database import Database, Row
from index.prose.words import stems
from index.storage.intact import passage
from index.storage.stored import is_whole

_REVISIONS = "SELECT *, article_id AS original FROM revisions WHERE article_id = ? AND state = ?"
_REVISION = "SELECT *, article_id AS original FROM revisions WHERE rowid = ?"
_CHUNKS = "SELECT rowid, first, last FROM chunks WHERE revision_row = ?"


def add_words(db: Database, article_id: str) -> None:
    """Puts the chunks of an article's pending revision in."""
    for revision in db.rows(_REVISIONS, (article_id, "pending")):
        _add(db, _words_of(db, revision))


def forget_words(db: Database, article_id: str) -> None:
    """Takes the chunks of an article's ready revision out."""
    for revision in db.rows(_REVISIONS, (article_id, "ready")):
        if is_whole(revision):
            words = _words_of(db, revision)
        else:  # What it said when it was put in, only the index still knows.
            words = _words_in_index(db, revision["rowid"])
        db.run_many(
            "INSERT INTO chunk_words (chunk_words, rowid, title, text) VALUES ('delete', ?, ?, ?)",
            words,
        )


def rebuild_words(db: Database) -> None:
    """Makes the index anew from the articles that can be found and are as they were stored.

    Raises:
        ArchiveError: It is so damaged that it cannot even be emptied.
    """
    db.run("INSERT INTO chunk_words (chunk_words) VALUES ('delete-all')")
    for (row,) in db.rows("SELECT rowid FROM revisions WHERE state = 'ready'"):
        for revision in filter(is_whole, db.rows(_REVISION, (row,))):
            _add(db, _words_of(db, revision))


def make_instances(db: Database) -> None:
    """Makes `temp.chunk_instances`: each word of the index (`term`) with its row and place."""
    db.run(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.chunk_instances "
        "USING fts5vocab(main, chunk_words, instance)"
    )


def _add(db: Database, words: Iterable[tuple[int, str, str]]) -> None:
    db.run_many("INSERT INTO chunk_words (rowid, title, text) VALUES (?, ?, ?)", words)


def _words_of(db: Database, revision: Row) -> list[tuple[int, str, str]]:
    """For each chunk its row, and the stems of title and text as the index sees them."""
    title, text = " ".join(stems(revision["title"])), revision["text"]
    return [
        (row, title, " ".join(stems(passage(text, first, last))))
        for row, first, last in db.rows(_CHUNKS, (revision["rowid"],))
    ]


def _words_in_index(db: Database, revision_row: int) -> list[tuple[int, str, str]]:
    """The same by what the index holds, all of which is gone through."""
    make_instances(db)
    rows = [row["rowid"] for row in db.rows(_CHUNKS, (revision_row,))]
    found = db.rows(
        "SELECT doc, col, term FROM temp.chunk_instances "
        "WHERE doc IN (SELECT value FROM json_each(?)) ORDER BY doc, col, offset",
        (json.dumps(rows),),
    )
    joined = {
        place: " ".join(each["term"] for each in words)
        for place, words in groupby(found, lambda each: (each["doc"], each["col"]))
    }
    return [(row, joined.get((row, "title"), ""), joined.get((row, "text"), "")) for row in rows]
