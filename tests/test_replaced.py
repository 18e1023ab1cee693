"""An archive that is put in another's place is opened anew; one that has gone is said to be."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, ingest, rebuild
from index.archive import exists
from index.errors import ArchiveError, ArchiveNotFound, Remedy
from index.layout import current_home
from qa import QueryEngine
from ui.terminal.advice import advised
from ui.web.asking.asked import AskedOnPage
from ui.web.asking.chat import Chat

HERE = Path(__file__).parent
sys.path.append(str(HERE / "fixtures"))

import interrupted  # noqa: E402 - it lies in fixtures/

pytestmark = pytest.mark.usefixtures("store_is_searched")


def make(path, numbers):
    with Archive.create(path, embedder=HashEmbedder()) as archive:
        ingest([interrupted.story(n) for n in numbers], archive)
    return path


@pytest.fixture
def path(tmp_path):
    return make(tmp_path / "archive", range(5))


@pytest.fixture
def other(tmp_path):
    return make(tmp_path / "other", range(20, 23))


def opened(path):
    return Archive.open(path, embedder=HashEmbedder())


def titles(archive):
    return {stored.article.title for stored in archive.catalog.articles.all()}


def nearest(archive, n):
    """The article that is nearest to the words of a story."""
    story = interrupted.story(n)
    (hit,) = archive.search_vectors(f"{story.title}\n{story.text[:500]}", top_k=1)
    return archive.catalog.chunks.by_id([hit.chunk_id])[hit.chunk_id][1].article.id


def delete_and_copy(old, new):
    shutil.rmtree(old)
    shutil.copytree(new, old)


def delete_and_move(old, new):
    shutil.rmtree(old)
    new.rename(old)


def swap(old, new):
    old.rename(old.with_name("aside"))
    new.rename(old)


def swap_with_links(old, new):
    old.rename(old.with_name("aside"))
    old.symlink_to(new)


@pytest.mark.parametrize("place", [delete_and_copy, delete_and_move, swap, swap_with_links])
@pytest.mark.parametrize("rebuilt", ["neither", "the old one", "the new one", "both"])
def test_what_is_put_in_an_archives_place_is_what_is_asked_next(path, other, place, rebuilt):
    if rebuilt in ("the old one", "both"):
        rebuild(path, embedder=HashEmbedder())
    if rebuilt in ("the new one", "both"):
        rebuild(other, embedder=HashEmbedder())
    with opened(path) as one, opened(path) as two:
        begun = one.catalog.articles.all()
        first = next(begun)
        assert nearest(two, 3) == "story-3"
        place(path, other)
        for archive in (one, two):
            assert titles(archive) == {f"Vessels of port {n}" for n in range(20, 23)}
            assert nearest(archive, 21) == "story-21"
            assert archive.stats().articles == 3
        # What was begun before goes on with what there was then.
        assert len([first, *begun]) == 5
        assert one.check().sound


def test_putting_archives_in_place_again_and_again_keeps_no_file_open(path, other, tmp_path):
    with opened(path) as archive:
        counts = []
        for n in range(8):
            aside = tmp_path / f"aside-{n}"
            path.rename(aside)
            shutil.copytree(other, path)
            other = aside
            titles(archive)
            nearest(archive, 21)
            counts.append(len(os.listdir("/proc/self/fd")))
    assert counts[-1] <= counts[1] + 3


@pytest.mark.parametrize("left", ["nothing", "an empty folder", "another file"])
def test_an_archive_that_has_gone_is_said_to_be_and_taken_up_when_it_is_back(path, left):
    aside = path.with_name("aside")
    with opened(path) as archive:
        assert archive.stats().articles == 5
        path.rename(aside)
        if left != "nothing":
            path.mkdir()
        if left == "another file":
            (path / "notes.txt").write_text("nothing of an archive")
        for attempt in (
            archive.stats,
            archive.check,
            archive.vectors_state,
            lambda: archive.search_vectors("vessel"),
            lambda: archive.article("story-3"),
            lambda: QueryEngine(archive).query("Who saw vessel3x1 leave?"),
        ):
            with pytest.raises(
                ArchiveNotFound, match="The archive in .* is not there any more"
            ) as e:
                attempt()
            assert e.value.remedy is Remedy.OTHER_ARCHIVE and str(path) in advised(e.value)
        assert not (path / "catalog.sqlite3").exists()
        shutil.rmtree(path, ignore_errors=True)
        aside.rename(path)
        assert archive.stats().articles == 5


def test_a_reader_of_the_page_is_told_that_the_archive_has_gone(path):
    with opened(path) as archive:
        chat = Chat(QueryEngine(archive))
        shutil.rmtree(path)
        *_, exchange = chat.ask(AskedOnPage("Who saw vessel3x1 leave?"))
    assert exchange.failure and "went wrong" not in exchange.failure


def test_who_writes_is_not_moved_to_another_archive(path, other):
    with Archive.open(path, embedder=HashEmbedder(), writing=True) as archive:
        swap(path, other)
        assert archive.stats().articles == 5
    with opened(path) as reader:
        assert reader.stats().articles == 3


def test_a_build_that_is_named_wrongly_is_told_and_no_archive_is_made_over_it(path):
    rebuild(path, embedder=HashEmbedder())
    home = current_home(path)
    (path / "current").write_text("build-01234567\n")
    for attempt in (exists, opened, lambda path: make(path, range(2)), rebuild):
        with pytest.raises(ArchiveError, match=f"names build-01234567 .* there is {home.name}"):
            attempt(path)
    with Archive.open(home, embedder=HashEmbedder()) as archive:
        assert archive.stats().articles == 5
    (path / "current").write_text(f"{home.name}\n")
    with opened(path) as archive:
        assert archive.stats().articles == 5
