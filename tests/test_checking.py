"""A check finds what is not as it was stored, says what to do, and that helps."""

import os
import shutil
import sqlite3
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from conftest import HashEmbedder

from index import Archive, Article, ingest, rebuild
from index.errors import ArchiveError, IndexMismatch, NoSuchArticle, Remedy
from index.layout import CATALOG_FILE
from index.naming.cleaning import cleaned
from index.vector_stores.vectors import VectorLabels

HERE = Path(__file__).parent
sys.path.append(str(HERE / "fixtures"))

import interrupted  # noqa: E402 - it lies in fixtures/
from chroma_server import Server  # noqa: E402

STORIES = [
    *interrupted.before(),
    Article("copy", "Vessels of port 11", interrupted.story(11).text, "Harbour Post", "2023-06-01"),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("checking") / "archive"
    with Archive.create(path, embedder=HashEmbedder()) as archive:
        ingest(STORIES, archive)
        ingest([interrupted.story(5, "late"), interrupted.story(99)], archive)
        ingest([interrupted.story(5)], archive)
        archive.remove("story-99")
    return path


@pytest.fixture
def path(made, tmp_path):
    return Path(shutil.copytree(made, tmp_path / "archive"))


def opened(path, **named):
    return Archive.open(path, embedder=HashEmbedder(), **named)


def findings(path):
    """Parts, remedies and sentences of what a check finds."""
    with opened(path) as archive:
        found = archive.check()
    assert found.sound == (not found.findings)
    return [(each.part, each.problem.remedy, str(each.problem)) for each in found.findings]


def edit(path, statement, *values):
    db = sqlite3.connect(path / CATALOG_FILE)
    changed = db.execute(statement, values).rowcount
    db.commit()
    db.close()
    assert changed


def index_again(path):
    with opened(path, writing=True) as archive:
        return ingest(STORIES, archive)


def test_what_was_indexed_changed_and_removed_is_sound(path):
    with opened(path) as archive:
        found, glanced = archive.check(), archive.glance()
    assert found.sound and glanced.sound and (found.articles, found.chunks) == (19, 33)
    assert not (path / "damaged").exists()


def of_story(column, value="?"):
    return (
        f"UPDATE revisions SET {column} = {value} WHERE article_id = 'story-7' AND state = 'ready'"
    )


FIELDS = {
    "text": (of_story("text", "replace(text, 'dawn', 'dusk')"),),
    "title": (of_story("title"), "Vessels of port 8"),
    "another type": (of_story("title"), b"Vessels of port 7"),
    "no text": (of_story("text"), 12),
    "publisher": (of_story("publisher"), "Paper 2"),
    "hash": (of_story("content_hash"), "0" * 64),
    "day": (of_story("last_day"), 20230101),
    "list": (of_story("authors"), '["Ana'),
    "no list": (of_story("authors"), "7"),
    "origins": (of_story("provenance"), "[]"),
    "boilerplate": (of_story("boilerplate"), "[[0, 99999]]"),
}


@pytest.mark.parametrize("field", FIELDS)
def test_an_article_that_is_not_as_it_was_stored_is_never_read_and_is_indexed_again(path, field):
    edit(path, *FIELDS[field])
    ((part, remedy, said),) = findings(path)
    assert (part, remedy) == ("articles", Remedy.WRITE_ONCE)
    assert "the article 'story-7' is not as it was stored" in said
    with opened(path) as archive:
        assert [each.part for each in archive.glance().findings] == ["articles"]
        hits = archive.catalog.chunks.search_words(["reporter7"])
        for attempt in (
            lambda: archive.article("story-7"),
            lambda: archive.catalog.chunks.by_id([hit.chunk_id for hit in hits]),
            lambda: list(archive.catalog.articles.all()),
        ):
            with pytest.raises(ArchiveError, match="'story-7' is not as it was stored.*Index its"):
                attempt()
    with pytest.raises(
        ArchiveError, match="1 of the articles in .* not as they .*: story-7. Index"
    ):
        rebuild(path, embedder=HashEmbedder())
    assert index_again(path).updated == ("story-7",)
    assert findings(path) == []
    with opened(path) as archive:
        assert archive.article("story-7").article == cleaned(interrupted.story(7))
        assert archive.catalog.chunks.document_frequencies(["reporter7"]) == {"reporter7": 3}


def test_a_damaged_article_can_be_removed_and_leaves_no_word_behind(path):
    edit(path, *FIELDS["text"])
    with opened(path, writing=True) as archive:
        archive.remove("story-7")
    assert findings(path) == []
    with opened(path) as archive:
        with pytest.raises(NoSuchArticle):
            archive.article("story-7")
        assert archive.catalog.chunks.document_frequencies(["reporter7"]) == {"reporter7": 0}


def flipped(vector):
    numbers = np.frombuffer(vector, dtype="<f4").copy()
    numbers[int(np.argmax(np.abs(numbers)))] *= -1
    return numbers.tobytes()


CHUNK = "WHERE id = (SELECT max(id) FROM chunks)"
VECTOR_GONE = "DELETE FROM chunk_vectors WHERE chunk_row = (SELECT max(rowid) FROM chunks)"
VECTOR = "UPDATE chunk_vectors SET vector = {} WHERE chunk_row = (SELECT max(rowid) FROM chunks)"
TO_BE_REBUILT = {
    "a passage behind the text": ("articles", f"UPDATE chunks SET last = 99999 {CHUNK}"),
    "a passage of no number": ("articles", f"UPDATE chunks SET first = 'x' {CHUNK}"),
    "a passage cut elsewhere": ("words", f"UPDATE chunks SET last = last - 20 {CHUNK}"),
    "a passage's name": ("articles", f"UPDATE chunks SET id = 'x' {CHUNK}"),
    "a passage too few": ("articles", f"DELETE FROM chunks {CHUNK}"),
    "a shorter vector": ("articles", VECTOR.format("substr(vector, 1, 8)")),
    "a vector of another length": ("articles", VECTOR.format("vector || vector")),
    "a vector too long": ("articles", VECTOR.format("zeroblob(length(vector))")),
    "another vector": ("vectors", VECTOR.format("flipped(vector)")),
    "no vector": ("articles", VECTOR_GONE),
    "half a signature": ("articles", of_story("signature", "substr(signature, 1, 40)")),
    "another signature": ("articles", of_story("signature", "zeroblob(length(signature))")),
    "no story": ("articles", of_story("story", "NULL")),
    "another story": ("articles", of_story("story", "9999")),
    "a band too few": ("articles", "DELETE FROM story_bands WHERE revision_row = 3 AND band < 0"),
    "a count": ("articles", of_story("chunk_count", "chunk_count + 1")),
    "a reference": ("catalogue", "INSERT INTO chunk_vectors VALUES (9999, zeroblob(256))"),
}


@pytest.mark.parametrize("damage", TO_BE_REBUILT)
def test_what_was_made_of_an_article_is_made_anew_by_a_rebuild(path, damage):
    part, statement = TO_BE_REBUILT[damage]
    db = sqlite3.connect(path / CATALOG_FILE)
    db.create_function("flipped", 1, flipped)
    assert db.execute(statement).rowcount
    db.commit()
    db.close()
    found = findings(path)
    assert part in {each[0] for each in found}, found
    assert {remedy for _, remedy, _ in found} >= {Remedy.REBUILD}
    assert all("ebuild the archive" in said or "once" in said for _, _, said in found)
    rebuild(path, embedder=HashEmbedder())
    assert findings(path) == []


def test_pages_that_cannot_be_read_are_told_in_sentences_everywhere(path):
    db = sqlite3.connect(path / CATALOG_FILE)
    sizes = db.execute("PRAGMA page_size").fetchone()[0]
    root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'revisions'").fetchone()[0]
    db.close()
    with (path / CATALOG_FILE).open("r+b") as file:
        file.seek(sizes * (root - 1))
        file.write(b"\xff" * sizes)
    found = findings(path)
    assert {"catalogue", "articles"} <= {part for part, _, _ in found}
    assert all("estore it from a copy" in said for part, _, said in found if part == "catalogue")
    with opened(path) as archive:
        for attempt in (
            lambda: archive.article("story-7"),
            lambda: list(archive.catalog.articles.all()),
        ):
            with pytest.raises(ArchiveError, match="is damaged: .* Check the archive"):
                attempt()
    with pytest.raises(ArchiveError):
        rebuild(path, embedder=HashEmbedder())


def test_tables_that_are_others_are_told_when_the_archive_is_opened(path):
    edit(path, "UPDATE manifest SET value = value WHERE name = 'model'")
    db = sqlite3.connect(path / CATALOG_FILE)
    db.execute("ALTER TABLE revisions RENAME COLUMN captions TO capt_ons")
    db.close()
    with pytest.raises(ArchiveError, match="its tables are not those that were made. Check the"):
        opened(path)


def test_a_damaged_manifest_is_told_when_the_archive_is_opened(path):
    edit(path, "UPDATE manifest SET value = 'thr3e' WHERE name = 'schema_version'")
    with pytest.raises(IndexMismatch, match="schema thr3e"):
        opened(path)
    rebuild(path, embedder=HashEmbedder())
    edit_home = next(path.glob("build-*"))
    edit(edit_home, "UPDATE manifest SET value = 'x1' WHERE name = 'generation'")
    with opened(path) as archive, pytest.raises(ArchiveError, match="how often it was changed"):
        archive.stats()
    rebuild(path, embedder=HashEmbedder())
    assert findings(path) == []


# The full-text index

WORDS = {
    "a passage is not in it": "INSERT INTO chunk_words (chunk_words, rowid, title, text) "
    "VALUES ('delete', 1, 'vessel of port 0', "
    "'reporter0 of the harbour0 saw vessel0x0 leav at dawn')",
    "a passage too many": "INSERT INTO chunk_words (rowid, title, text) VALUES (9999, 'x', 'x')",
    "how many words there are": "UPDATE chunk_words_data SET block = x'0102' WHERE id = 1",
    "how many words a passage has": "UPDATE chunk_words_docsize SET sz = x'0101' WHERE id = 2",
    "its pages": "UPDATE chunk_words_data SET block = x'00040000' WHERE id > 10",
}


@pytest.mark.parametrize("damage", WORDS)
def test_a_damaged_full_text_index_is_made_anew_by_the_next_writer(path, damage):
    with opened(path) as archive:
        expected = archive.catalog.chunks.search_words(["harbour0", "vessel7x3"])
    edit(path, WORDS[damage])
    ((part, remedy, said),) = findings(path)
    assert (part, remedy) == ("words", Remedy.WRITE_ONCE)
    assert "The full-text index in" in said and "Index or remove something once" in said
    assert index_again(path).unchanged
    assert findings(path) == []
    with opened(path) as archive:
        assert archive.catalog.chunks.search_words(["harbour0", "vessel7x3"]) == expected


# The vector store


def unit(seed):
    found = np.random.default_rng(seed).standard_normal((1, 64)).astype(np.float32)
    return found / np.linalg.norm(found)


def spoil(store, ids):
    """A vector is lost, one another, one too many."""
    store.delete(ids[:1])
    label = VectorLabels.of("a", None, None, 0, 0)
    store.upsert(["x-1-0"], unit(1), [label])


def test_vectors_that_the_store_lacks_or_has_too_many_are_made_anew_by_the_next_writer(path):
    with opened(path, writing=True) as archive:
        ids = archive.catalog.chunks.some_ids(99)
        spoil(archive.vectors, ids)
    ((part, remedy, said),) = findings(path)
    assert (part, remedy) == ("vectors", Remedy.WRITE_ONCE)
    assert "1 are missing, 0 are others and 1 are too many" in said
    index_again(path)
    assert findings(path) == []


def test_a_server_that_has_other_vectors_is_found_and_filled_again(path, tmp_path):
    server = Server(tmp_path / "data")
    server.start()
    try:
        rebuild(path, embedder=HashEmbedder(), vectors=server.address)
        assert findings(path) == []
        with opened(path) as archive:
            ids = archive.catalog.chunks.some_ids(99)
            spoil(archive.vectors, ids)
            label = VectorLabels.of("a", None, None, 0, 0)
            archive.vectors.upsert(ids[1:2], unit(2), [label])
        ((part, _, said),) = findings(path)
        assert part == "vectors" and "1 are missing, 1 are others and 1 are too many" in said
        index_again(path)
        assert findings(path) == []
    finally:
        server.kill()
    ((part, _, said),) = findings(path)
    assert part == "vectors" and f"{server.address} cannot be used" in said


# Beside others


def test_a_change_that_is_under_way_is_no_damage(path):
    stop = threading.Event()
    failed: list[BaseException] = []

    def write():
        try:
            with opened(path, writing=True) as archive:
                for n in range(40, 1000):
                    if stop.is_set():
                        return
                    ingest([interrupted.story(n % 60), interrupted.story(7, str(n))], archive)
                    archive.remove(f"story-{n % 60}")
        except BaseException as error:
            failed.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(6):
            assert findings(path) == []
    finally:
        stop.set()
        writer.join()
    assert failed == []


def test_a_glance_leaves_large_files_alone(path, monkeypatch):
    (path / "vectors" / "chroma.sqlite3").write_bytes(os.urandom(9000))
    with opened(path) as archive:
        assert [each.part for each in archive.glance().findings] == ["vectors"]
        monkeypatch.setattr("index.builds.check_parts.GLANCE_BYTES", 0)
        assert archive.glance().sound and not archive.check().sound
