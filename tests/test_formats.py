import gzip
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.articles import Article, Rejected
from index.errors import ArticleError
from index.formats import Reading, count
from index.formats.files import read

STORY = "The bridge over the Ley reopened on Monday after two years of repairs.\n"


def write(path: Path, content: str | bytes = STORY) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def the_rejected(path: Path) -> Rejected:
    (only,) = read(path)
    assert isinstance(only, Rejected)
    return only


def test_a_folder_is_read_in_the_order_of_its_relative_paths(tmp_path):
    for name in ("b.txt", "a/z.txt", "a.txt", "c/d/e.md"):
        write(tmp_path / name)
    found = list(read(tmp_path))
    assert all(isinstance(item, Article) for item in found)
    assert [item.id for item in found] == ["a.txt", "a/z.txt", "b.txt", "c/d/e.md"]
    assert found[1].origin == str(tmp_path / "a/z.txt")


def test_the_count_is_of_all_that_will_be_read_or_rejected(tmp_path):
    lines = [f'{{"text": "Line {n} of the paper."}}' for n in range(5)]
    write(tmp_path / "a.txt")
    write(tmp_path / "b.pdf")
    write(tmp_path / ".hidden.txt")
    write(tmp_path / "c" / "d.jsonl", "\n".join(lines))
    write(tmp_path / "c" / "e.jsonl", "\n".join([*lines, ""]))
    write(tmp_path / "c" / "f.jsonl.gz", gzip.compress("\n".join([*lines, "no JSON"]).encode()))
    write(tmp_path / "g.jsonl", "")
    write(tmp_path / "h.jsonl.gz", b"no gzip")
    (tmp_path / "i.txt").symlink_to(tmp_path / "gone.txt")
    assert count(tmp_path) == len(list(read(tmp_path))) == 21
    assert count(tmp_path / "c" / "d.jsonl") == 5 and count(tmp_path / "a.txt") == 1


def test_a_single_file_has_its_name_as_id(tmp_path):
    (article,) = read(write(tmp_path / "news" / "bridge.txt"))
    assert article.id == "bridge.txt"


def test_hidden_files_and_folders_are_passed_over(tmp_path):
    write(tmp_path / ".secret.txt")
    write(tmp_path / ".dateline" / "story.txt")
    write(tmp_path / "shown.txt")
    assert [item.id for item in read(tmp_path)] == ["shown.txt"]


def test_a_folder_of_nothing_gives_nothing(tmp_path):
    assert list(read(tmp_path)) == []


def test_upper_case_suffixes_are_known(tmp_path):
    write(tmp_path / "A.TXT")
    write(tmp_path / "B.JSONL.GZ", gzip.compress(b'{"text": "The bridge reopened."}'))
    assert [item.id for item in read(tmp_path)] == ["A.TXT", "B.JSONL.GZ#L1"]


def test_an_unknown_suffix_is_rejected_with_what_is_read_and_the_rest_goes_on(tmp_path):
    write(tmp_path / "photo.png", b"\x89PNG")
    write(tmp_path / "story.txt")
    rejected, article = read(tmp_path)
    assert rejected.origin == str(tmp_path / "photo.png")
    assert rejected.reason.startswith("Dateline reads text, Markdown, saved pages, PDF, ")
    assert article.id == "story.txt"


def test_a_path_that_is_not_there_raises_at_once_with_a_sentence(tmp_path):
    with pytest.raises(ArticleError, match=r"no file or folder at .*nowhere: check the path\."):
        read(tmp_path / "nowhere")


def test_text_of_no_encoding_that_can_be_told_is_rejected_at_its_byte(tmp_path):
    rejected = the_rejected(write(tmp_path / "a.txt", b"Caf\xff\x81\xfe\x8d\n"))
    assert rejected.reason == "byte 3 is not UTF-8; convert the file to UTF-8"
    (article,) = read(write(tmp_path / "b.txt", STORY.encode("utf-16")))
    assert article.text == STORY


def test_a_wrong_byte_after_a_byte_order_mark_is_counted_from_the_start_of_the_file(tmp_path):
    rejected = the_rejected(write(tmp_path / "a.txt", b"\xef\xbb\xbfab\xff"))
    assert rejected.reason.startswith("byte 5 ")


def test_a_byte_order_mark_reaches_neither_text_nor_title(tmp_path):
    (article,) = read(write(tmp_path / "a.txt", b"\xef\xbb\xbf" + STORY.encode()))
    assert article.text == STORY
    assert article.title.startswith("The bridge")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty; leave it out"),
        (b" \n\t\n", "the file holds no words; leave it out"),
        (b"\xef\xbb\xbf", "the file holds no words; leave it out"),
        (b"A story\0of NUL.", "byte 7 is NUL, so this is no plain text"),
        (b"\xed\xa0\x80 half a pair", "byte 0 is not UTF-8"),
    ],
)
def test_files_that_hold_no_text_are_rejected(tmp_path, content, reason):
    assert the_rejected(write(tmp_path / "a.txt", content)).reason.startswith(reason)


def test_links_to_folders_are_named_and_not_followed(tmp_path):
    write(tmp_path / "a" / "story.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    found = list(read(tmp_path))
    assert [type(item) for item in found] == [Rejected, Article]
    assert found[0].reason == "a link to a folder; index that folder by its own path"


def test_a_link_to_a_missing_file_is_rejected_and_to_a_file_is_read(tmp_path):
    write(tmp_path / "c.txt")
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "c.txt")
    broken, linked, plain = read(tmp_path)
    assert "is not there" in broken.reason
    assert (linked.id, plain.id) == ("b.txt", "c.txt")


def test_a_link_to_a_file_outside_the_folder_is_read_only_where_that_is_asked_for(tmp_path):
    write(tmp_path / "outside" / "secret.txt")
    folder = tmp_path / "in"
    write(folder / "sub" / "own.txt")
    (folder / "a.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (folder / "b.txt").symlink_to(folder / "sub" / "own.txt")
    leading, *kept = read(folder)
    assert "outside the folder" in leading.reason
    assert [article.id for article in kept] == ["b.txt", "sub/own.txt"]
    assert [each.id for each in read(folder, Reading(follow_links=True))] == [
        "a.txt",
        "b.txt",
        "sub/own.txt",
    ]
    # A path that is given is meant, link or not.
    assert [each.id for each in read(folder / "a.txt")] == ["a.txt"]


def test_a_folder_may_be_deeper_than_calls_may_be(tmp_path):
    place = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("d", dir_fd=place)
        inside = os.open("d", os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = inside
    with open(os.open("deep.txt", os.O_WRONLY | os.O_CREAT, dir_fd=place), "w") as file:
        file.write(STORY)
    os.close(place)
    (article,) = read(tmp_path)
    total = count(tmp_path)
    subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)  # Python's own goes as deep in calls
    assert article.id == "d/" * 1200 + "deep.txt" and total == 1


def test_a_pipe_does_not_hang_the_run(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert the_rejected(tmp_path).reason == "not a regular file; leave it out"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_file_without_permission_is_rejected(tmp_path):
    write(tmp_path / "a.txt").chmod(0)
    assert "cannot be read" in the_rejected(tmp_path).reason


def test_a_file_that_fails_while_it_is_read_is_rejected(tmp_path, monkeypatch):
    path = write(tmp_path / "a.txt")
    write(tmp_path / "b.txt")

    def failing(self):
        if self == path:
            raise PermissionError(13, "Permission denied")
        return STORY.encode()

    monkeypatch.setattr(Path, "read_bytes", failing)
    first, second = read(tmp_path)
    assert first.reason == "the file cannot be read: Permission denied"
    assert isinstance(second, Article)


def test_a_file_name_of_wrong_bytes_is_rejected_under_a_name_that_can_be_printed(tmp_path):
    try:
        write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")))
    except OSError:
        pytest.skip("this file system refuses such names")
    rejected = the_rejected(tmp_path)
    assert rejected.reason == "the file's name is not UTF-8; rename it"
    assert rejected.origin.encode("utf-8").endswith(b"caf\\udce9.txt")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)),
    name=st.sampled_from(["a.txt", "a.md", "a.jsonl", "a.jsonl.gz"]),
)
def test_no_bytes_make_reading_raise_or_give_what_cannot_be_stored(tmp_path, content, name):
    path = tmp_path / name
    path.write_bytes(content)
    for item in read(path):
        if isinstance(item, Article):
            assert item.title.strip() and item.text.strip() and item.id
            assert len(item.title) <= 160
            for value in (item.text, item.title, item.id, *item.authors):
                assert "\0" not in value
                value.encode("utf-8")
        else:
            assert item.reason and item.origin


def test_sound_gzip_data_with_damage_inside_keeps_what_came_before(tmp_path):
    lines = b"".join(b'{"text": "Story %d of the bridge."}\n' % number for number in range(20000))
    whole = gzip.compress(lines)
    found = list(read(write(tmp_path / "a.jsonl.gz", whole[: len(whole) // 2])))
    assert isinstance(found[0], Article)
    assert isinstance(found[-1], Rejected)
    assert f"after line {len(found) - 1}" in found[-1].reason
