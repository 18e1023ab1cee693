"""Archives of an earlier version are brought over, and what this one knows more is kept."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, Article, Filters, Span, ingest, rebuild
from index.errors import IndexMismatch
from index.layout import CATALOG_FILE
from index.resolving import resolved

# The tables of version 3 that a rebuild reads, as that version made them.
VERSION_3 = """
CREATE TABLE manifest (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE revisions (
    rowid INTEGER PRIMARY KEY, article_id TEXT NOT NULL, number INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'ready', 'superseded')),
    content_hash TEXT NOT NULL, title TEXT NOT NULL, publisher TEXT, published TEXT,
    first_day INTEGER NOT NULL, last_day INTEGER NOT NULL, authors TEXT NOT NULL, url TEXT,
    section TEXT, origin TEXT, provenance TEXT NOT NULL, boilerplate TEXT NOT NULL, root TEXT,
    chunk_count INTEGER NOT NULL, signature BLOB NOT NULL, story INTEGER, text TEXT NOT NULL,
    UNIQUE (article_id, number)
);
"""
TEXT = "The pier burned down on Monday.\n\nIt was old.\n\nPhoto: A. Roe"
CAPTION = Span(TEXT.index("Photo"), len(TEXT))
ARTICLE = Article(
    id="pier",
    title="The pier",
    text=TEXT,
    publisher="Gull",
    published="2024-05-03",
    authors=("Ann Roe",),
    url="https://gull.example/pier",
    section="World",
    updated="2024-05-04",
    kind="news",
    language="en",
    captions=(CAPTION,),
    origin="x.html",
    provenance={"publisher": "the page's site name"},
)


def version_3(path: Path, *rows: dict[str, object]) -> Path:
    """An archive as version 3 left it: its catalogue with these ready articles."""
    path.mkdir()
    db = sqlite3.connect(path / CATALOG_FILE)
    db.executescript(VERSION_3)
    manifest = {
        "schema_version": "3", "generation": "7", "model": "hash", "fingerprint": "hash-1",
        "chunk_tokens": "150", "overlap_tokens": "20",
    }  # fmt: skip
    db.executemany("INSERT INTO manifest VALUES (?, ?)", manifest.items())
    common = {
        "state": "ready", "content_hash": "0" * 64, "first_day": 0, "last_day": 0, "authors": "[]",
        "provenance": "{}", "boilerplate": "[]", "chunk_count": 1, "signature": b"", "root": "/r",
    }  # fmt: skip
    for row in rows:
        values = {**common, **row}
        marks = ", ".join("?" * len(values))
        db.execute(
            f"INSERT INTO revisions ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
        )
    db.commit()
    db.close()
    return path


def test_a_catalogue_of_version_3_is_read_and_its_names_made_plain(tmp_path: Path) -> None:
    said = json.dumps({"publisher": "the line '© 2024 Har\u200bbour News'"})
    path = version_3(
        tmp_path / "archive",
        {"article_id": "a", "number": 1, "state": "superseded", "title": "Old", "text": "Before."},
        {"article_id": "a", "number": 2, "title": "The\u200b pier", "text": "The pier burned.",
         "publisher": "Har\u200bbour News", "provenance": said, "section": "Wo\u00adrld",
         "authors": '["Ann\\u200b Roe"]', "published": "2024-05"},
        {"article_id": "b", "number": 1, "title": "The mill", "text": "The mill burned.",
         "publisher": "Harbour News", "url": "https://gull.example@evil.example/mill"},
    )  # fmt: skip
    with pytest.raises(IndexMismatch, match="schema 3, this one has 5"):
        Archive.open(path, embedder=HashEmbedder())
    report = rebuild(path, embedder=HashEmbedder())
    assert report.added == ("a", "b") and report.rejected == ()
    with Archive.open(path, embedder=HashEmbedder()) as archive:
        assert archive.catalog.generation() > 7
        old, mill = archive.article("a"), archive.article("b").article
        assert (old.article.title, old.article.publisher) == ("The pier", "Harbour News")
        assert (old.article.section, old.article.authors) == ("World", ("Ann Roe",))
        assert old.article.published == "2024-05" and old.root == "/r"
        assert (old.article.updated, old.article.kind, old.article.captions) == (None, None, ())
        assert old.publisher_claimed and not archive.article("b").publisher_claimed
        assert mill.url == "https://evil.example/mill"
        assert mill.provenance["url"] == (
            "the address 'https://gull.example@evil.example/mill', without what stands before "
            "its '@'"
        )
        named = resolved(Filters(publishers=("harbour news",)), archive)
        assert [each.article.id for each in archive.catalog.articles.all(named)] == ["b"]


def test_every_field_of_an_article_is_stored_and_comes_through_a_rebuild(tmp_path: Path) -> None:
    path = tmp_path / "archive"
    with Archive.create(path, embedder=HashEmbedder()) as archive:
        ingest([ARTICLE], archive, root="/r")
        assert archive.article("pier").article == ARTICLE
    rebuild(path, embedder=HashEmbedder())
    with Archive.open(path, embedder=HashEmbedder(), writing=True) as archive:
        assert archive.article("pier").article == ARTICLE
        assert ingest([ARTICLE], archive, root="/r").unchanged == ("pier",)


@pytest.mark.parametrize(
    "fields", [{"updated": "2024-05-05"}, {"kind": "opinion"}, {"language": "de"}]
)
def test_what_a_source_says_newly_makes_a_revision(
    tmp_path: Path, hash_embedder: HashEmbedder, fields: dict[str, str]
) -> None:
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as archive:
        ingest([ARTICLE], archive)
        assert ingest([replace(ARTICLE, **fields)], archive).updated == ("pier",)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"updated": "yesterday"}, "its date of change cannot be read"),
        ({"kind": "k" * 101}, "its kind has 101 characters, more than 100"),
        ({"language": "\ud83d"}, "half of a surrogate pair"),
    ],
)
def test_what_cannot_be_stored_of_them_is_rejected(
    tmp_path: Path, hash_embedder: HashEmbedder, fields: dict[str, str], said: str
) -> None:
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as archive:
        (rejected,) = ingest([replace(ARTICLE, **fields)], archive).rejected
        assert said in rejected.reason
