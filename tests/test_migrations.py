"""Archives of earlier versions, made by these versions, are brought to this one's catalogue."""

import logging
import os
import sqlite3
import sys
import tarfile
import threading
from pathlib import Path

import numpy as np
import pytest
from conftest import HashEmbedder

import index.storage.migrations as migrations
from index import Archive, Article, ingest, restore, snapshot
from index.archive import exists
from index.errors import ArchiveBusy, ArchiveError, IndexMismatch
from index.layout import CATALOG_FILE
from index.locks import writer_lock
from index.prose.words import stem

HERE = Path(__file__).parent
sys.path.append(str(HERE / "fixtures"))

import interrupted  # noqa: E402 - it lies in fixtures/

pytestmark = pytest.mark.usefixtures("store_is_searched")

MADE = sorted(each.name.removesuffix(".tar.xz") for each in (HERE / "archives").glob("*.xz"))
MIGRATED = [each for each in MADE if not each.startswith("schema-5")]


@pytest.fixture(autouse=True)
def quiet(caplog):
    caplog.set_level(logging.CRITICAL, "dateline")


def archive_of(made, folder):
    with tarfile.open(HERE / "archives" / f"{made}.tar.xz") as tar:
        tar.extractall(folder, filter="data")
    return folder / "archive"


def rows_of(path, sql):
    db = sqlite3.connect(path / CATALOG_FILE)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def opened(path, **named):
    return Archive.open(path, embedder=HashEmbedder(), **named)


VECTORS = "SELECT first, last, vector FROM chunks JOIN chunk_vectors ON chunk_row = chunks.rowid"
TEXTS = "SELECT article_id, number, state, text, root, origin FROM revisions ORDER BY 1, 2"


def test_there_is_an_archive_of_each_version_that_has_a_step():
    assert {int(each.split("-")[1]) for each in MIGRATED} == set(migrations._STEPS)


@pytest.mark.parametrize("writing", [False, True])
@pytest.mark.parametrize("made", MADE)
def test_an_archive_of_an_earlier_version_is_whole_at_its_first_opening(tmp_path, made, writing):
    path = archive_of(made, tmp_path)
    texts, vectors = rows_of(path, TEXTS), rows_of(path, VECTORS)
    with opened(path, writing=writing) as archive:
        assert archive.stats().articles == 7 and len(texts) == 9
        hits = archive.catalog.chunks.search_words([stem("cranes2x3")])
        (found,) = archive.catalog.chunks.by_id([hits[0].chunk_id]).values()
        assert found[1].article.id == "notes/story-2.txt" and "cranes2x3" in found[0].text
        nearest = archive.search_vectors(
            f"Cranes of quay 4\n{archive.article('notes/story-4.txt').article.text}", top_k=1
        )
        assert nearest[0].chunk_id.startswith(
            archive.article("notes/story-4.txt").content_hash[:16]
        )
        members = archive.catalog.articles.story_members(["Ley Post"])
        assert [each.article_id for each in members["Ley Post"]] == ["Harbour News"]
        story = archive.article("notes/story-2.txt")
        assert story.publisher_claimed and story.article.authors == ("Ann Roe", "Łukasz Nowak")
        assert archive.article("Ley Post").article.published == "2024-05-08"
        assert [each.number for each in archive.catalog.articles.revisions("notes/story-1.txt")] \
            == [1, 2]  # fmt: skip
    with opened(path, writing=True) as archive:
        assert archive.vectors_state() == "ready" and archive.check().findings == ()
    assert (rows_of(path, TEXTS), rows_of(path, VECTORS)) == (texts, vectors)


@pytest.mark.parametrize("made", MIGRATED)
def test_what_was_brought_over_is_written_to_read_again_and_kept(tmp_path, made):
    path = archive_of(made, tmp_path)
    with opened(path, writing=True) as archive:
        kept = [each.article for each in archive.articles()]
        report = ingest(kept, archive, root="/news")
        assert len(report.unchanged) == 7 and not report.updated
        ingest([Article(id="new", title="New", text="The mole is closed.")], archive)
        archive.remove("notes/story-2.txt")
        assert archive.check().findings == ()
    snapshot(path, tmp_path / "kept.tar.gz")
    restore(tmp_path / "kept.tar.gz", tmp_path / "again")
    with opened(tmp_path / "again") as archive:
        assert archive.stats().articles == 7 and archive.check().findings == ()


def test_the_vectors_are_those_that_the_model_would_make(tmp_path):
    path = archive_of("schema-4", tmp_path)
    with opened(path) as archive:
        for stored in archive.articles():
            ids = archive.catalog.tallies.chunk_ids(stored.article.id)
            for chunk, _ in archive.catalog.chunks.by_id(ids).values():
                title = stored.article.title
                text = chunk.text if chunk.text.startswith(title) else f"{title}\n{chunk.text}"
                made = HashEmbedder().embed([text])[0]
                kept = archive.catalog.chunks.vectors_of([chunk.id])[chunk.id]
                assert np.allclose(made, kept, atol=1e-6)


@pytest.mark.parametrize("point", ["_lay_out", "bring_over"])
def test_killed_in_the_middle_it_is_as_it_was_and_the_next_opening_does_it(tmp_path, point):
    path = archive_of("schema-3", tmp_path)
    before = rows_of(path, "SELECT * FROM revisions")
    with interrupted.processes() as processes:
        process = processes.Process(target=interrupted.open_until, args=(point, path))
        process.start()
        process.join(60)
    assert process.exitcode == -9
    assert rows_of(path, "SELECT * FROM revisions") == before
    with opened(path, writing=True) as archive:
        assert archive.check().findings == ()


def test_several_that_open_it_at_once_all_find_it_brought_over(tmp_path):
    path = archive_of("schema-2", tmp_path)
    found, errors = [], []

    def look():
        try:
            with opened(path) as archive:
                found.append(archive.stats().articles)
        except ArchiveError as error:
            errors.append(error)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not errors and found == [7] * 4


def test_while_an_earlier_version_writes_who_opens_it_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("index.builds.migrating._PATIENCE_SECONDS", 0.2)
    path = archive_of("schema-4", tmp_path)
    lock = writer_lock(path)
    with pytest.raises(ArchiveBusy, match="is being written to by another process"):
        opened(path)
    lock.release()
    with opened(path) as archive:
        assert archive.stats().articles == 7


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_where_it_may_not_be_written_it_is_said_what_to_do(tmp_path):
    path = archive_of("schema-4", tmp_path)
    path.chmod(0o555)
    with pytest.raises(IndexMismatch, match=r"schema 4, this one has 5.*not write to it"):
        opened(path)
    path.chmod(0o755)


def test_what_cannot_be_written_to_stays_and_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("index.builds.migrating.may_write", lambda path: False)
    monkeypatch.setattr("index.mending.may_write", lambda path: False)
    path = archive_of("schema-4", tmp_path)
    with pytest.raises(IndexMismatch, match=r"schema 4, this one has 5.*not write to it"):
        opened(path)
    assert exists(path)
    assert rows_of(path, "SELECT value FROM manifest WHERE name = 'schema_version'") == [("4",)]


def test_an_article_that_was_damaged_before_stays_so(tmp_path):
    path = archive_of("schema-3", tmp_path)
    db = sqlite3.connect(path / CATALOG_FILE)
    db.execute("UPDATE revisions SET title = 'Other' WHERE article_id = 'notes/story-4.txt'")
    db.commit()
    db.close()
    with opened(path, writing=True) as archive:
        with pytest.raises(ArchiveError, match="is not as it was stored"):
            archive.article("notes/story-4.txt")
        assert archive.article("notes/story-1.txt").article.title == "Cranes of quay 1"
