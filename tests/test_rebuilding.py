"""An archive is built anew while it answers; killed at any point it is as it was, or all new."""

import os
import shutil
import signal
import sqlite3
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from conftest import HashEmbedder

import index.builds.embedders
from index import Archive, Article, Filters, ingest, ingest_path, rebuild
from index.builds.builds import clear_other_builds
from index.errors import ArchiveBusy, ArchiveError, ArchiveNotFound, IndexMismatch
from index.layout import CATALOG_FILE, current_home
from index.places.folder import FolderPlace
from index.storage.schema import SCHEMA_VERSION

HERE = Path(__file__).parent
sys.path.append(str(HERE / "fixtures"))

import interrupted  # noqa: E402 - it lies in fixtures/
from chroma_server import Server  # noqa: E402

pytestmark = pytest.mark.usefixtures("store_is_searched")


class WiderEmbedder(HashEmbedder):
    """Another model: its vectors have one number more."""

    name = "wider"
    fingerprint = "wider-1"
    dimensions = 65

    def embed(self, texts):
        return np.pad(HashEmbedder().embed(texts), ((0, 0), (1, 0)))


@pytest.fixture
def path(tmp_path):
    """An archive with articles from two folders, one of them changed once and one removed."""
    folder = tmp_path / "archive"
    with Archive.create(folder, embedder=HashEmbedder()) as archive:
        ingest([interrupted.story(1, "early"), interrupted.story(99)], archive, root="/one")
        ingest(interrupted.before()[:9], archive, root="/one")
        ingest(interrupted.before()[9:], archive, root="/two")
        archive.remove("story-99")
    return folder


def opened(path, embedder=None, **named):
    return Archive.open(path, embedder=embedder or HashEmbedder(), **named)


def articles(archive):
    return [(stored.article, stored.root) for stored in archive.catalog.articles.all()]


def nearest(archive, n):
    """The article that is nearest to the words of a story."""
    story = interrupted.story(n)
    (hit,) = archive.search_vectors(f"{story.title}\n{story.text[:500]}", top_k=1)
    return archive.catalog.chunks.by_id([hit.chunk_id])[hit.chunk_id][1].article.id


def names(path):
    """The files and folders of an archive, a build's name left out."""
    return sorted("build" if one.name.startswith("build-") else one.name for one in path.iterdir())


POINTS = [point for point, (task, *_) in interrupted.POINTS.items() if task == "rebuild"]
REBUILT = ["build", "current", "writer.lock"]


def test_a_rebuilt_archive_holds_the_same_articles_with_another_models_vectors(path):
    with opened(path) as archive:
        before, generation = articles(archive), archive.catalog.generation()
    report = rebuild(path, embedder=WiderEmbedder())
    assert len(report.added) == 18 and report.chunks > 18 and not report.rejected
    with pytest.raises(IndexMismatch, match="built with 'wider'"):
        opened(path)
    with opened(path, WiderEmbedder(), writing=True) as archive:
        assert articles(archive) == before
        assert archive.catalog.generation() > generation
        assert archive.vectors_state() == "ready"
        assert [nearest(archive, n) for n in (1, 7, 17)] == ["story-1", "story-7", "story-17"]
        assert len(archive.vectors.search(WiderEmbedder().embed(["x"])[0], Filters(), 3)) == 3
        ingest([interrupted.story(40)], archive)
    assert names(path) == REBUILT
    rebuild(path, embedder=WiderEmbedder())
    assert names(path) == REBUILT
    with opened(path, WiderEmbedder()) as archive:
        assert len(articles(archive)) == 19


def test_while_it_is_rebuilt_questions_are_answered_and_writers_kept_out(path):
    seen = []

    def look(_):
        seen.append((nearest(reader, 17), len(articles(reader))))
        with opened(path) as late:
            seen.append((nearest(late, 17), len(articles(late))))
        for change in (lambda: opened(path, writing=True), lambda: rebuild(path)):
            with pytest.raises(ArchiveBusy):
                change()

    with opened(path) as reader:
        rebuild(path, embedder=HashEmbedder(), on_progress=look)
    assert len(seen) >= 4 and set(seen) == {("story-17", 18)}


def test_a_reader_that_had_it_open_goes_over_to_the_new_build(path, monkeypatch):
    monkeypatch.setattr(
        index.builds.embedders, "SentenceTransformerEmbedder", {"wider": WiderEmbedder()}.get
    )
    with opened(path) as reader:
        begun = reader.catalog.articles.all()
        first = next(begun)
        generation = reader.catalog.generation()
        rebuild(path, embedder=WiderEmbedder())
        # What was begun before goes on with what there was then.
        assert len([first, *begun]) == 18
        assert nearest(reader, 17) == "story-17"
        assert reader.embedder.name == "wider" and reader.catalog.generation() > generation
        with opened(path, WiderEmbedder(), writing=True) as writer:
            writer.remove("story-17")
        assert (
            reader.catalog.chunks.search_words(["vessel17x0"]) == []
            and nearest(reader, 17) != "story-17"
        )
        # Three times, so that nothing is left open of the ones before.
        open_files = len(os.listdir("/proc/self/fd"))
        for _ in range(3):
            rebuild(path, embedder=WiderEmbedder())
            assert nearest(reader, 16) == "story-16"
        assert len(os.listdir("/proc/self/fd")) <= open_files + 3


def test_a_vector_of_the_model_before_is_refused(path, monkeypatch):
    monkeypatch.setattr(
        index.builds.embedders, "SentenceTransformerEmbedder", {"wider": WiderEmbedder()}.get
    )
    with opened(path) as reader:
        vector = reader.embedder.embed(["vessel"])[0]
        assert reader.nearest(vector)
        rebuild(path, embedder=WiderEmbedder())
        with pytest.raises(ArchiveError, match="rebuilt with another model just now. Ask again"):
            reader.nearest(vector)


def test_many_threads_that_search_notice_nothing_of_a_rebuild(path):
    wrong: list[object] = []
    done = threading.Event()

    def search(reader):
        try:
            while not done.is_set():
                if nearest(reader, 7) != "story-7" or len(articles(reader)) != 18:
                    wrong.append("not found")
        except Exception as error:
            wrong.append(error)

    with opened(path) as reader:
        threads = [threading.Thread(target=search, args=(reader,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        try:
            for _ in range(2):
                rebuild(path, embedder=HashEmbedder())
        finally:
            done.set()
            for thread in threads:
                thread.join()
    assert wrong == []


def test_an_archive_of_an_earlier_version_is_brought_over(path):
    with opened(path) as archive:
        before = articles(archive)
    db = sqlite3.connect(path / CATALOG_FILE)
    db.execute("UPDATE manifest SET value = '1' WHERE name = 'schema_version'")
    db.execute("UPDATE manifest SET value = '150' WHERE name = 'chunk_tokens'")
    db.execute("ALTER TABLE revisions DROP COLUMN url")
    db.commit()
    db.close()
    with pytest.raises(IndexMismatch, match=f"schema 1, .* has {SCHEMA_VERSION}.*Rebuild it"):
        opened(path)
    rebuild(path, embedder=HashEmbedder())
    with opened(path) as archive:
        assert articles(archive) == before


def test_indexing_the_same_folder_after_a_rebuild_changes_nothing(tmp_path):
    (tmp_path / "news").mkdir()
    for n in range(3):
        (tmp_path / "news" / f"{n}.txt").write_text(f"Ship {n} left\n\nThe ship {n} left at dawn.")
    path = tmp_path / "archive"
    with Archive.create(path, embedder=HashEmbedder()) as archive:
        ingest_path(tmp_path / "news", archive)
    rebuild(path, embedder=HashEmbedder())
    (tmp_path / "news" / "1.txt").unlink()
    with opened(path, writing=True) as archive:
        report = ingest_path(tmp_path / "news", archive, prune=True)
        assert (report.unchanged, report.pruned) == (("0.txt", "2.txt"), ("1.txt",))


def test_what_was_removed_or_replaced_is_in_no_file_after_a_rebuild(path):
    with opened(path, writing=True) as archive:
        ingest([Article(id="x", title="X", text="The Quillfeather affair.")], archive)
        ingest([Article(id="x", title="X", text="Another text.")], archive)
    words = (b"quillfeather", b"vessel1x0early")
    content = b"".join(f.read_bytes().lower() for f in path.rglob("*") if f.is_file())
    assert all(word in content for word in words)
    rebuild(path, embedder=HashEmbedder())
    content = b"".join(f.read_bytes().lower() for f in path.rglob("*") if f.is_file())
    assert not any(word in content for word in words) and b"vessel1x0" in content


def test_where_no_archive_is_there_is_nothing_to_rebuild(tmp_path):
    with pytest.raises(ArchiveNotFound, match="no archive in .* Make one"):
        rebuild(tmp_path / "none", embedder=HashEmbedder())


def test_a_rebuild_that_fails_leaves_the_archive_as_it_was(path):
    class Failing(HashEmbedder):
        fingerprint = "failing-1"

        def embed(self, texts):
            raise ArchiveError("no power")

    before = names(path)
    with pytest.raises(ArchiveError, match="no power"):
        rebuild(path, embedder=Failing())
    assert names(path) == before
    with opened(path, writing=True) as archive:
        assert nearest(archive, 7) == "story-7" and len(articles(archive)) == 18


def test_where_the_build_that_counts_was_deleted_an_archive_can_be_made_again(path):
    rebuild(path, embedder=HashEmbedder())
    shutil.rmtree(current_home(path))
    with pytest.raises(ArchiveNotFound):
        opened(path)
    with Archive.create(path, embedder=HashEmbedder()) as archive:
        ingest([interrupted.story(1)], archive)
    with opened(path) as archive:
        assert nearest(archive, 1) == "story-1"


def test_a_name_that_is_no_builds_is_told(path):
    (path / "current").write_text("../elsewhere")
    for attempt in (opened, rebuild, lambda at: clear_other_builds(FolderPlace(at))):
        with pytest.raises(ArchiveError, match="does not name a build of the archive. Write the"):
            attempt(path)


@pytest.fixture(scope="module")
def processes():
    with interrupted.processes() as context:
        yield context


@pytest.mark.parametrize("begun", ["never rebuilt", "rebuilt"])
@pytest.mark.parametrize(
    "point", [p for p, (task, *_) in interrupted.POINTS.items() if task == "rebuild"]
)
def test_killed_at_a_point_it_answers_and_the_next_writer_clears_the_rest_away(
    processes, path, point, begun
):
    if begun == "rebuilt":
        rebuild(path, embedder=HashEmbedder())
    before, home = names(path), current_home(path)
    process = processes.Process(target=interrupted.run_until, args=(point, path))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    with opened(path) as reader:
        assert len(articles(reader)) == 18 and nearest(reader, 17) == "story-17"
    with opened(path, writing=True) as writer:
        assert len(articles(writer)) == 18 and writer.vectors_state() == "ready"
    assert names(path) == (before if current_home(path) == home else REBUILT)


def test_vectors_are_moved_to_a_server_and_back_by_rebuilding(path, tmp_path, caplog):
    import chromadb

    server = Server(tmp_path / "data")
    server.start()
    try:
        client = chromadb.HttpClient(server.address)
        rebuild(path, embedder=HashEmbedder(), vectors=server.address)
        with opened(path) as archive:
            assert archive.stats().vectors == server.address and nearest(archive, 7) == "story-7"
            assert archive.vectors_state() == "ready"
        (first,) = client.list_collections()
        rebuild(path, embedder=HashEmbedder())
        (second,) = client.list_collections()
        assert first.name != second.name
        server.stop()
        with pytest.raises(ArchiveError, match="cannot be used"):
            rebuild(path, embedder=HashEmbedder())
        rebuild(path, embedder=HashEmbedder(), vectors="folder")
        assert "What an earlier build has left there stays there" in caplog.text
        assert names(path) == REBUILT
        with opened(path, writing=True) as archive:
            assert archive.stats().vectors == "folder" and archive.vectors_state() == "ready"
    finally:
        server.kill()
