"""An archive is copied to another place, as it is, without the model."""

import shutil
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from command import dateline
from kept_archives import contents_of, everything, made, opened

import index.keeping.copying as copying
from index import copy_archive, ingest
from index.archive import exists
from index.errors import ArchiveError

HERE = Path(__file__).parent
sys.path.append(str(HERE / "fixtures"))

import interrupted  # noqa: E402 - it lies in fixtures/
from chroma_server import Server  # noqa: E402

pytestmark = pytest.mark.usefixtures("store_is_searched")


@pytest.fixture
def path(tmp_path):
    """An archive with near-copies, earlier revisions and what was removed."""
    copies = [replace(interrupted.story(n), id=f"copy-{n}") for n in (2, 3)]
    return made(tmp_path / "archive", copies)


def test_a_copy_holds_and_answers_the_same_and_goes_its_own_way(path, tmp_path):
    counts = copy_archive(path, tmp_path / "copy")
    assert counts.articles == 19 and counts.revisions == 23
    expected = everything(path)
    assert everything(tmp_path / "copy") == expected
    with opened(tmp_path / "copy") as copy:
        members = copy.catalog.articles.story_members(["copy-2"])
        assert [each.article_id for each in members["copy-2"]] == ["story-2"]
    with opened(tmp_path / "copy", writing=True) as copy:
        copy.remove("story-3")
        assert ingest([interrupted.story(5)], copy, root="/one").removed == ("story-5",)
        assert ingest([interrupted.story(70)], copy).added == ("story-70",)
    assert everything(path) == expected
    assert (tmp_path / "copy" / "feedback.jsonl").read_text()


def test_a_copy_has_its_vectors_on_a_server_and_comes_back(path, tmp_path):
    server = Server(tmp_path / "data")
    server.start()
    try:
        copy_archive(path, tmp_path / "copy", vectors=server.address)
        assert not list((tmp_path / "copy").glob("build-*/vectors"))
        copy_archive(tmp_path / "copy", tmp_path / "back")
        expected = everything(path)
        assert everything(tmp_path / "copy") == everything(tmp_path / "back") == expected
    finally:
        server.kill()


def test_a_copy_is_of_one_moment_while_another_process_writes(path, tmp_path):
    with interrupted.processes() as processes:
        process = processes.Process(target=interrupted.run, args=("index", path))
        process.start()
        made = []
        while process.is_alive() and len(made) < 8:
            made.append(tmp_path / f"copy-{len(made)}")
            copy_archive(path, made[-1])
        process.join(60)
    for each in made[:: max(1, len(made) // 3)]:
        with opened(each) as archive:
            assert archive.check().sound


@pytest.mark.parametrize("function", ["make_whole", "copy_export"])
def test_a_copy_that_is_killed_is_none_and_is_made_again(path, tmp_path, function):
    target = tmp_path / "copy"
    with interrupted.processes() as processes:
        where = (copying.__name__, function, "copy_archive", path, target)
        process = processes.Process(target=interrupted.keep_until, args=where)
        process.start()
        process.join(60)
    assert process.exitcode == -9 and not exists(target)
    copy_archive(path, target)
    assert everything(target) == everything(path)
    assert len([name for name in contents_of(target) if name.startswith("build-")]) == 1


def test_a_damaged_article_is_not_copied_as_if_it_were_whole(path, tmp_path):
    db = sqlite3.connect(path / "catalog.sqlite3")
    db.execute("UPDATE revisions SET title = 'Other' WHERE article_id = 'story-7'")
    db.commit()
    db.close()
    with pytest.raises(ArchiveError, match="'story-7' is not as it was stored"):
        copy_archive(path, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_the_command_copies(seeds_path, tmp_path):
    path = tmp_path / "archive"
    shutil.copytree(seeds_path, path)
    done = dateline("copy", path, tmp_path / "copy")
    assert done.returncode == 0 and done.stdout.startswith(f"Copied {path} to ")
    again = dateline("copy", path, tmp_path / "copy")
    assert again.returncode == 1 and "--replace" in again.stderr
    done = dateline("ask", "Who is the foreign minister of Tajikistan?", "--archive",
                    tmp_path / "copy")  # fmt: skip
    assert "Muhriddin" in done.stdout
