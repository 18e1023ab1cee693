"""A process that indexes or removes is killed; the same command again makes all as it should be."""

import shutil
import sys
import time
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, Filters
from index.archive import exists
from index.errors import ArchiveNotFound
from index.prose.words import stem

HERE = Path(__file__).parent
sys.path.append(str(HERE / "fixtures"))

import interrupted  # noqa: E402 - it lies in fixtures/

pytestmark = pytest.mark.usefixtures("store_is_searched")

QUESTIONS = ["vessel17x2late", "reporter25 harbour4", "vessels of port 3", "harbour2late dawn"]


@pytest.fixture(scope="module")
def processes():
    """Processes that begin with everything imported."""
    with interrupted.processes() as context:
        yield context


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """Archives as they should be: before the run, after it, after the removals, and rebuilt."""
    folder = tmp_path_factory.mktemp("ready")
    states = {}
    for task in ("create", "index", "remove", "rebuild"):
        interrupted.run(task, folder / "archive")
        shutil.copytree(folder / "archive", folder / task)
        states[task] = state(folder / task)
    return folder, states


def state(path):
    """All that makes an archive: its rows, the vectors that are there, and what is found."""
    with Archive.open(path, embedder=HashEmbedder()) as archive:
        assert archive.vectors.sound()
        rows = archive.catalog._db.rows(
            "SELECT article_id, number, state, content_hash, chunks.id, chunks.first, chunks.last "
            "FROM revisions LEFT JOIN chunks ON revision_row = revisions.rowid"
        )
        ids = sorted(row["id"] for row in rows if row["id"])
        with archive.vectors._reading() as collection:
            stored = sorted(collection.get(include=[])["ids"])
        assert stored == ids and archive.vectors.known(ids) == set(ids)
        assert archive.catalog.garbage() == []
        return sorted(map(repr, map(tuple, rows))), stored, [hits(archive, q) for q in QUESTIONS]


def hits(archive, question):
    return [
        [(hit.chunk_id, round(hit.score, 4)) for hit in found]
        for found in (
            archive.catalog.chunks.search_words([stem(word) for word in question.split()], top_k=8),
            archive.search_vectors(question, top_k=8),
            archive.vectors.search(archive.embedder.embed([question])[0], Filters(), 8),
        )
    ]


def check_readable(path, allowed):
    """What was finished is found by words and by vectors, and nothing else is."""
    try:
        archive = Archive.open(path, embedder=HashEmbedder())
    except ArchiveNotFound:
        assert not exists(path)
        return
    with archive:
        editions = {article.text: article for article in allowed}
        found = list(archive.catalog.articles.all())
        assert {stored.article.text for stored in found} <= set(editions)
        for stored in found:
            text = stored.article.text
            (by_words,) = archive.catalog.chunks.search_words([stem(first_vessel(text))])
            nearest = archive.search_vectors(f"{stored.article.title}\n{text}", top_k=1)
            for hit in (by_words, nearest[0]):
                chunk, whose = archive.catalog.chunks.by_id([hit.chunk_id])[hit.chunk_id]
                assert whose.article.text == text and chunk.text in text
        assert archive.stats().articles == len(found)
        for edition in editions.keys() - {stored.article.text for stored in found}:
            assert archive.catalog.chunks.search_words([stem(first_vessel(edition))]) == []


def first_vessel(text):
    """A word that stands in one chunk of one edition of one story."""
    return text.split()[5]


def killed(process):
    process.start()
    process.join(60)
    assert process.exitcode == -9, process.exitcode


@pytest.mark.parametrize("point", interrupted.POINTS)
def test_killed_at_a_point_the_same_command_again_completes(processes, ready, tmp_path, point):
    folder, states = ready
    task = interrupted.POINTS[point][0]
    path = tmp_path / "archive"
    begun = {"index": "create", "remove": "index", "rebuild": "remove"}.get(task)
    if begun:
        shutil.copytree(folder / begun, path)
    killed(processes.Process(target=interrupted.run_until, args=(point, path)))
    check_readable(path, [*interrupted.before(), *interrupted.after()])
    interrupted.run(task, path)
    assert state(path) == states[task]


@pytest.mark.parametrize("moment", [0.02, 0.05, 0.09, 0.14, 0.2, 0.28])
def test_killed_at_any_time_the_same_command_again_completes(processes, ready, tmp_path, moment):
    folder, states = ready
    path = tmp_path / "archive"
    shutil.copytree(folder / "create", path)
    process = processes.Process(target=interrupted.run, args=("index", path))
    process.start()
    lock = path / "vectors.lock"
    mark = lock.read_bytes()
    while lock.read_bytes() == mark and process.is_alive():  # until it has begun to write
        time.sleep(0.001)
    time.sleep(moment)
    process.kill()
    process.join()
    check_readable(path, [*interrupted.before(), *interrupted.after()])
    interrupted.run("index", path)
    assert state(path) == states["index"]


@pytest.mark.parametrize(
    "point", ["after the pending rows", "while the vectors are written", "after the vectors"]
)
def test_killed_and_then_used_for_something_else_nothing_of_it_stays(
    processes, ready, tmp_path, point
):
    folder, _ = ready
    path, clean = tmp_path / "archive", tmp_path / "clean"
    shutil.copytree(folder / "create", path)
    killed(processes.Process(target=interrupted.run_until, args=(point, path)))
    with Archive.open(path, writing=True, embedder=HashEmbedder()) as archive:
        finished = [stored.article for stored in archive.catalog.articles.all()]
    shutil.copytree(folder / "create", clean)
    interrupted.index_articles(clean, finished)
    for each in (path, clean):
        interrupted.index_articles(each, interrupted.others())
    assert state(path) == state(clean)


def test_a_removal_that_was_killed_is_finished_by_the_next_writer(processes, ready, tmp_path):
    folder, _ = ready
    path = tmp_path / "archive"
    shutil.copytree(folder / "index", path)
    killed(
        processes.Process(
            target=interrupted.run_until, args=("between catalogue and vectors", path)
        )
    )
    interrupted.index_articles(path, interrupted.others())
    content = b"".join(file.read_bytes().lower() for file in path.rglob("*") if file.is_file())
    assert b"vessel10x3" not in content and b"vessel9x0" in content
