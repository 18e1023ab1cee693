"""Files are read in another process, and what one does to it is said of that file alone."""

import os
import signal
import time
from pathlib import Path

import pytest

from index import Article, Rejected
from index.errors import ArticleError
from index.formats import read_apart
from index.formats.apart import end_idle
from index.formats.files import read

STORY = "The bridge over the Ley reopened on Monday, two years after a flood.\n"


@pytest.fixture
def folder(tmp_path):
    for name in ("a.txt", "c.txt", "d.md"):
        (tmp_path / name).write_text(STORY)
    (tmp_path / "e.png").write_bytes(b"\x89PNG")
    return tmp_path


def children() -> list[int]:
    """The processes that this one has begun and that read files."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((each / "stat").read_text().rpartition(")")[2].split()[1])
            command = (each / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == os.getpid() and b"index.formats.worker" in command:
            found.append(int(each.name))
    return found


def test_what_is_read_apart_is_what_is_read_here(folder):
    assert list(read_apart(folder)) == list(read(folder))


def test_a_file_that_takes_too_long_is_rejected_and_the_others_are_read(folder):
    (folder / "b.txt").write_text(STORY * 400_000)
    articles = list(read_apart(folder, seconds=5))
    slow = articles[1]
    assert isinstance(slow, Rejected) and slow.origin == str(folder / "b.txt")
    assert "took longer than 5 seconds" in slow.reason
    assert [each.id for each in articles if isinstance(each, Article)] == ["a.txt", "c.txt", "d.md"]


def test_a_file_over_which_the_reading_program_ends_is_rejected_and_the_others_are_read(folder):
    end_idle()
    (folder / "b.txt").write_text(STORY * 400_000)
    reading = read_apart(folder)
    assert next(reading).id == "a.txt"
    time.sleep(0.2)
    for each in children():
        os.kill(each, signal.SIGKILL)
    rest = list(reading)
    ended = [each for each in rest if isinstance(each, Rejected)]
    assert ended[0].origin == str(folder / "b.txt")
    assert "came to an end over it" in ended[0].reason
    assert [each.id for each in rest if isinstance(each, Article)] == ["c.txt", "d.md"]


def test_the_process_is_kept_for_the_next_run_and_none_is_left_by_a_run_that_is_given_up(folder):
    end_idle()
    list(read_apart(folder))
    (kept,) = children()
    list(read_apart(folder))
    assert children() == [kept]
    given_up = read_apart(folder)
    next(given_up)
    given_up.close()
    assert children() == []


def test_a_path_that_is_not_there_is_said_as_it_is_here(tmp_path):
    with pytest.raises(ArticleError, match="There is no file or folder at"):
        next(read_apart(tmp_path / "nowhere"))
    end_idle()


def test_a_reading_program_that_does_not_come_up_is_told_of(folder, monkeypatch):
    end_idle()
    monkeypatch.setattr("index.formats.apart._TO_BEGIN", 0.0)
    with pytest.raises(ArticleError, match="did not begin within 0 seconds, .* Run the same again"):
        list(read_apart(folder))
    assert children() == []
    monkeypatch.undo()
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(ArticleError, match="came to an end before it began"):
        list(read_apart(folder))
    monkeypatch.undo()
    assert list(read_apart(folder)) == list(read(folder))
