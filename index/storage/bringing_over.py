"""The articles of an earlier catalogue, as this version would have stored them."""

import hashlib
import json
from collections.abc import Iterator

from index.articles import Article, Span
from index.database import Database, Row
from index.dates import as_number, days
from index.naming.cleaning import cleaned, publisher_claimed
from index.naming.identity import content_hash
from index.prose.signatures import as_bytes, signature
from index.storage.stories import join
from index.storage.word_indexes import word_index

_NEEDED = {"manifest", "revisions", "chunks", "chunk_vectors", "chunk_words", "garbage"}
# Of what a hash was made before the version that is named.
_BEFORE_4 = ("id", "title", "text", "publisher", "published", "authors", "url", "section")


def holds_what_is_needed(db: Database) -> bool:
    """Whether a catalogue has the tables that every version has had."""
    there = {row["name"] for row in db.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return there >= _NEEDED


def bring_over(db: Database, version: int) -> None:
    """Makes of the articles what this version keeps of them.

    One that is not as it was stored stays so, and is told of as before.

    Args:
        db: In a transaction, with the tables of this version.
        version: That the articles were stored by.
    """
    pending = "SELECT rowid FROM revisions WHERE state = 'pending'"
    chunks = f"SELECT rowid FROM chunks WHERE revision_row IN ({pending})"
    db.run(f"DELETE FROM chunk_vectors WHERE chunk_row IN ({chunks})")
    db.run(f"DELETE FROM chunks WHERE revision_row IN ({pending})")
    db.run("DELETE FROM revisions WHERE state = 'pending'")
    db.run("DELETE FROM garbage")
    db.run("DELETE FROM story_bands")
    db.run("UPDATE revisions SET story = NULL")
    for row in _rows(db):
        _bring_over(db, row, version)
    word_index(db).rebuild()
    ready = db.rows("SELECT article_id FROM revisions WHERE state = 'ready' ORDER BY rowid")
    join(db, [row["article_id"] for row in ready])


def _rows(db: Database) -> Iterator[Row]:
    for number in db.numbers("SELECT rowid FROM revisions ORDER BY rowid"):
        yield db.rows("SELECT * FROM revisions WHERE rowid = ?", (number,))[0]


def _bring_over(db: Database, row: Row, version: int) -> None:
    stored = _article(row)
    boilerplate = tuple(Span(*span) for span in json.loads(row["boilerplate"]))
    signed = as_bytes(signature(stored.text, boilerplate))
    if _hash_of(stored, row, version) != row["content_hash"]:
        db.run("UPDATE revisions SET signature = ? WHERE rowid = ?", (signed, row["rowid"]))
        return
    article = cleaned(stored)
    hashed = content_hash(article)
    span = days(article.published) if article.published else None
    values = {
        "content_hash": hashed, "title": article.title, "publisher": article.publisher,
        "publisher_claimed": publisher_claimed(article), "authors": json.dumps(article.authors),
        "url": article.url, "section": article.section, "kind": article.kind,
        "language": article.language, "provenance": json.dumps(dict(article.provenance)),
        "first_day": as_number(span.first) if span else 0,
        "last_day": as_number(span.last) if span else 0, "signature": signed,
    }  # fmt: skip
    changes = ", ".join(f"{name} = ?" for name in values)
    db.run(f"UPDATE revisions SET {changes} WHERE rowid = ?", (*values.values(), row["rowid"]))
    chunks = db.numbers(
        "SELECT rowid FROM chunks WHERE revision_row = ? ORDER BY rowid", (row["rowid"],)
    )
    ids = ((f"{hashed[:16]}-{row['number']}-{n}", chunk) for n, chunk in enumerate(chunks))
    db.run_many("UPDATE chunks SET id = ? WHERE rowid = ?", ids)


def _hash_of(article: Article, row: Row, version: int) -> str:
    """The hash that a version made of such an article."""
    fields = [getattr(article, name) for name in _BEFORE_4]
    if version >= 4:
        fields += [article.updated, article.kind, article.language, bool(row["publisher_claimed"])]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=True).encode()).hexdigest()


def _article(row: Row) -> Article:
    return Article(
        id=row["article_id"],
        authors=tuple(json.loads(row["authors"])),
        captions=tuple(Span(*span) for span in json.loads(row["captions"])),
        provenance=json.loads(row["provenance"]),
        **{
            name: row[name]
            for name in ("title", "text", "publisher", "published", "url", "section", "updated",
                         "kind", "language", "origin", "moment", "crawled")
        },
    )  # fmt: skip
