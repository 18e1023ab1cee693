"""Reading while another writes: no error, nothing removed or unfinished, everything finished."""

import multiprocessing
import os
import sys
import threading
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, ingest
from index.storage.catalog import Catalog

HERE = Path(__file__).parent
sys.path.append(str(HERE / "fixtures"))

import interrupted  # noqa: E402 - it lies in fixtures/

pytestmark = pytest.mark.usefixtures("store_is_searched")

COUNT = 60


class Counter:
    """Stands in for a number shared by processes."""

    value = 0


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "archive"
    with Archive.create(folder, embedder=HashEmbedder()) as archive:
        ingest(interrupted.before(), archive)
    return folder


def search_while(reader, alive, added, removed):
    """Searches for what has come and gone, over and over; gives how often what was there."""
    seen = set()
    while alive() or not seen:
        newest = added.value
        if newest and found(reader, newest) == (True, True):
            seen.add(newest)
        else:
            # The writer may have gone on so far meanwhile that it removed it again.
            assert newest == 0 or removed.value >= newest - 1, f"{newest} was not found"
        gone = removed.value
        assert found(reader, gone) == (False, False), f"{gone} was found after its removal"
        # Of the next one the writer may not have told yet.
        coming = added.value + 3
        was_found = found(reader, coming)
        assert was_found == (False, False) or added.value >= coming - 1, f"{coming} came too early"
        assert reader.stats().articles >= 18
        assert len(list(reader.catalog.articles.all())) >= 18
    return len(seen)


def found(reader, n):
    """Whether a visitor is found by words, and by vectors."""
    by_words = reader.catalog.chunks.search_words([f"quay{n}"])
    by_vectors = reader.search_vectors(interrupted.visitor(n).text, top_k=1)
    return tuple(ids(reader, hits) == [f"visitor-{n}"] for hits in (by_words, by_vectors))


def ids(reader, hits):
    chunks = reader.catalog.chunks.by_id([hit.chunk_id for hit in hits])
    return [chunks[hit.chunk_id][1].article.id for hit in hits if hit.chunk_id in chunks]


def test_a_reader_sees_what_another_process_finishes_and_nothing_else(path):
    context = multiprocessing.get_context("forkserver")
    os.environ["PYTHONPATH"] = os.pathsep.join(map(str, (HERE.parent, HERE, HERE / "fixtures")))
    context.set_forkserver_preload(["interrupted"])
    added, removed = context.Value("i", 0), context.Value("i", 0)
    with Archive.open(path, embedder=HashEmbedder()) as reader:
        reader.search_vectors("vessel")
        writer = context.Process(target=interrupted.come_and_go, args=(path, COUNT, added, removed))
        writer.start()
        seen = search_while(reader, writer.is_alive, added, removed)
        writer.join()
        assert writer.exitcode == 0
        assert seen > 0
        last = reader.catalog.chunks.search_words(["quay60", "quay57", "quay58"])
        assert sorted(ids(reader, last)) == ["visitor-58", "visitor-60"]
        assert reader.stats().articles == 21
    del os.environ["PYTHONPATH"]
    check_vectors(path)


def test_a_reader_in_the_writers_own_process_sees_the_same(path):
    added, removed = Counter(), Counter()
    writer = threading.Thread(target=interrupted.come_and_go, args=(path, 25, added, removed))
    real = Catalog.remove
    try:
        with Archive.open(path, embedder=HashEmbedder()) as reader:
            writer.start()
            seen = search_while(reader, writer.is_alive, added, removed)
            writer.join()
            assert added.value == 25 and seen > 0
    finally:
        Catalog.remove = real
    check_vectors(path)


def check_vectors(path):
    """Every chunk has its vector, looked up by itself, and no other is there."""
    with Archive.open(path, embedder=HashEmbedder()) as archive:
        for stored in archive.catalog.articles.all():
            text = f"{stored.article.title}\n{stored.article.text}"
            if len(text) < 1000:  # of one chunk
                assert ids(archive, archive.search_vectors(text, top_k=1)) == [stored.article.id]
        chunk_ids = {row["id"] for row in archive.catalog._db.rows("SELECT id FROM chunks")}
        with archive.vectors._reading() as collection:
            assert set(collection.get(include=[])["ids"]) == chunk_ids
        assert archive.vectors.known(sorted(chunk_ids)) == chunk_ids


def test_many_threads_search_one_archive_while_another_writes(path):
    errors: list[Exception] = []
    writing = threading.Event()

    def search(archive):
        try:
            while not writing.is_set():
                assert ids(archive, archive.catalog.chunks.search_words(["reporter7"]))[:1] == [
                    "story-7"
                ]
                assert archive.search_vectors("reporter7 harbour0", top_k=3)
        except Exception as error:
            errors.append(error)

    with (
        Archive.open(path, embedder=HashEmbedder()) as reader,
        Archive.open(path, writing=True, embedder=HashEmbedder()) as writer,
    ):
        threads = [threading.Thread(target=search, args=(reader,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        try:
            for n in range(6):
                ingest([interrupted.visitor(n)], writer)
                writer.remove(f"visitor-{n}")
        finally:
            writing.set()
            for thread in threads:
                thread.join()
    assert errors == []
