"""An archive is taken into one file while others write, and put back as it was, or not at all."""

import gzip
import io
import json
import shutil
import sys
import tarfile
import threading
from pathlib import Path
from unittest.mock import patch

import pytest
from command import dateline
from conftest import HashEmbedder
from kept_archives import (
    QUESTIONS,
    contents_of,
    cut,
    ends_by_kill,
    everything,
    held_by,
    made,
    opened,
)

import index.keeping.another_build as another_build
import index.keeping.restoring as restoring
import index.keeping.snapshots as snapshots
import index.places.folder as places
from index import Archive, Article, Filters, ingest, rebuild, restore, snapshot
from index.archive import exists
from index.errors import ArchiveBusy, ArchiveError, ArchiveNotFound
from index.feedback_file import put_line
from index.layout import FEEDBACK_FILE, current_home
from qa import QueryEngine

HERE = Path(__file__).parent
sys.path.append(str(HERE / "fixtures"))

import interrupted  # noqa: E402 - it lies in fixtures/
from chroma_server import Server  # noqa: E402

pytestmark = pytest.mark.usefixtures("store_is_searched")


@pytest.fixture
def path(tmp_path):
    """An archive with earlier revisions, a removed article and something that was said of it."""
    return made(tmp_path / "archive")


@pytest.fixture(scope="module")
def processes():
    """Processes that begin with everything imported."""
    with interrupted.processes() as context:
        yield context


def test_what_is_restored_holds_and_answers_what_the_archive_did(path, tmp_path):
    told = snapshot(path, tmp_path / "kept.tar.gz")
    assert (told.articles, told.revisions) == (17, 21) and told.schema == 5
    assert restore(tmp_path / "kept.tar.gz", tmp_path / "again") == told
    assert everything(tmp_path / "again") == everything(path)
    assert (tmp_path / "again" / FEEDBACK_FILE).read_text() == (path / FEEDBACK_FILE).read_text()
    with opened(tmp_path / "again", writing=True) as archive:
        assert ingest([interrupted.story(5)], archive, root="/one").removed == ("story-5",)
        assert ingest([interrupted.story(50)], archive).added == ("story-50",)
    assert contents_of(tmp_path) == ["again", "archive", "kept.tar.gz"]


def test_the_model_that_was_exported_comes_along(seeds_path, tmp_path):
    told = snapshot(seeds_path, tmp_path / "kept.tar.gz")
    assert "embedder/weights.bin" in told.members
    restore(tmp_path / "kept.tar.gz", tmp_path / "again")
    for question in ("Who is the foreign minister of Tajikistan?", "How many articles are there?"):
        answers = []
        for each in (seeds_path, tmp_path / "again"):
            with Archive.open(each) as archive:
                answers.append(QueryEngine(archive).query(question).to_dict())
        assert answers[0] == answers[1] and answers[0]["answered"]


def test_what_was_removed_is_not_in_the_file(path, tmp_path):
    with opened(path, writing=True) as archive:
        archive.catalog.remove(["story-7"])  # and killed before the file was rewritten
    snapshot(path, tmp_path / "kept.tar.gz")
    with tarfile.open(tmp_path / "kept.tar.gz") as tar:
        held = tar.extractfile("catalog.sqlite3").read()
    assert b"vessel17x2" in held and b"vessel7x2" not in held and b"vessel5x2" not in held


def test_a_snapshot_is_of_one_moment_while_another_process_writes(processes, path, tmp_path):
    process = processes.Process(target=interrupted.run, args=("index", path))
    process.start()
    kept = []
    while process.is_alive() and len(kept) < 20:
        kept.append(tmp_path / f"{len(kept)}.tar.gz")
        snapshot(path, kept[-1])
    process.join(60)
    assert process.exitcode == 0 and len(kept) > 1
    allowed = {each.text for each in (*interrupted.before(), *interrupted.after())}
    for n, file in enumerate(kept[:: max(1, len(kept) // 3)]):
        told = restore(file, tmp_path / f"restored-{n}")
        with opened(tmp_path / f"restored-{n}") as archive:
            assert archive.check().sound and archive.stats().articles == told.articles
            assert {each.article.text for each in archive.articles()} <= allowed


def test_a_snapshot_is_made_while_the_archive_is_built_anew(path, tmp_path):
    copy_to = snapshots.Catalog.copy_to
    rebuilt = []

    def rebuilding(self, file):
        copy_to(self, file)
        if not rebuilt:
            rebuilt.append(rebuild(path, embedder=HashEmbedder()))

    with patch.object(snapshots.Catalog, "copy_to", rebuilding):
        told = snapshot(path, tmp_path / "kept.tar.gz")
    assert (told.articles, told.revisions) == (17, 17)
    restore(tmp_path / "kept.tar.gz", tmp_path / "again")
    assert everything(tmp_path / "again") == everything(path)


@pytest.mark.parametrize("function", ["copy_beside", "member_of", "pack", "_sync"])
def test_a_snapshot_that_is_killed_leaves_no_file_and_the_next_one_clears_up(
    processes, path, tmp_path, function
):
    (tmp_path / "to").mkdir()
    file = tmp_path / "to" / "kept.tar.gz"
    assert ends_by_kill(processes, snapshots, function, "snapshot", path, file)
    assert file.exists() == (function == "_sync")
    snapshot(path, file)
    assert contents_of(tmp_path / "to") == ["kept.tar.gz"]


@pytest.mark.parametrize("place", ["empty", "replaced"])
@pytest.mark.parametrize("function", ["unpack", "expect_no_others", "FolderPlace.switch", "settle"])
def test_a_restore_that_is_killed_leaves_nothing_half_there(
    processes, path, tmp_path, function, place
):
    file, folder = tmp_path / "kept.tar.gz", tmp_path / "again"
    snapshot(path, file)
    before = {}
    if place == "replaced":
        with Archive.create(folder, embedder=HashEmbedder()) as archive:
            ingest([interrupted.story(60)], archive)
            named = {"articles": ["story-60"]}
            put_line(archive.notes, {"id": "b", "names": named}, held_by(archive))
        before = everything(folder)
    named = {"replace": place == "replaced"}
    module = places if function.startswith("FolderPlace.") else another_build
    module = restoring if function == "unpack" else module
    assert ends_by_kill(processes, module, function, "restore", file, folder, **named)
    if function == "settle":  # what counts is the new one
        assert everything(folder) == everything(path)
    elif before:
        assert everything(folder) == before
    else:
        assert not exists(folder)
    if function == "settle":
        opened(folder, writing=True).close()
    else:
        restore(file, folder, **named)
    assert everything(folder) == everything(path)
    assert (folder / FEEDBACK_FILE).read_text() == (path / FEEDBACK_FILE).read_text()
    build = current_home(folder)
    others = {"current", "feedback.jsonl", "feedback.jsonl.lock", "writer.lock"}
    assert set(contents_of(folder)) - others == {build.name}
    assert not [*build.glob("beside*"), *build.glob("unpacked")]


def test_an_archive_is_replaced_under_those_who_ask_it(path, tmp_path):
    snapshot(path, tmp_path / "kept.tar.gz")
    folder = tmp_path / "other"
    with Archive.create(folder, embedder=HashEmbedder()) as archive:
        ingest([interrupted.story(60)], archive)
        with pytest.raises(ArchiveBusy):
            restore(tmp_path / "kept.tar.gz", folder, replace=True)
    with pytest.raises(ArchiveError, match="There is an archive in .* already"):
        restore(tmp_path / "kept.tar.gz", folder)
    with opened(folder) as reader:
        assert [each.article.id for each in reader.articles()] == ["story-60"]
        restore(tmp_path / "kept.tar.gz", folder, replace=True)
        assert reader.stats().articles == 17
    assert everything(folder) == everything(path)


def test_a_damaged_archive_is_replaced(path, tmp_path):
    snapshot(path, tmp_path / "kept.tar.gz")
    before = everything(path)
    (path / "catalog.sqlite3").write_bytes(b"no catalogue at all" * 1000)
    restore(tmp_path / "kept.tar.gz", path, replace=True)
    assert everything(path) == before


def test_vectors_on_a_server_are_restored_to_a_collection_of_their_own(tmp_path):
    server = Server(tmp_path / "data")
    server.start()
    try:
        path = tmp_path / "archive"
        with Archive.create(path, embedder=HashEmbedder(), vectors=server.address) as archive:
            ingest(interrupted.before(), archive)
        snapshot(path, tmp_path / "kept.tar.gz")
        restore(tmp_path / "kept.tar.gz", tmp_path / "again")
        restore(tmp_path / "kept.tar.gz", tmp_path / "folder", vectors="folder")
        expected = everything(path)
        for each in ("again", "folder"):
            assert everything(tmp_path / each) == expected
        with opened(path) as one, opened(tmp_path / "again") as other:
            assert one.stats().vectors == other.stats().vectors == server.address
            other.vectors.drop()
            assert one.vectors_state() == "ready"
    finally:
        server.kill()
    with pytest.raises(ArchiveError, match="Chroma server at .* cannot be used"):
        restore(tmp_path / "kept.tar.gz", tmp_path / "third")
    assert not (tmp_path / "third").exists()


@pytest.fixture
def kept(path, tmp_path):
    snapshot(path, tmp_path / "kept.tar.gz")
    return tmp_path / "kept.tar.gz"


def packed(file, change):
    """A snapshot written anew, its members as a function leaves them."""
    with tarfile.open(file) as tar:
        members = {each.name: tar.extractfile(each).read() for each in tar}
    extra = change(members) or []
    with tarfile.open(file, "w:gz", compresslevel=1) as tar:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
        for info in extra:
            tar.addfile(info)


def flip(file):
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)


def flip_stored(file):
    def change(members):
        members["catalog.sqlite3"] = members["catalog.sqlite3"].replace(b"vessel", b"VESSEL", 1)

    packed(file, change)


def drop_catalogue(file):
    packed(file, lambda members: members.pop("catalog.sqlite3") and None)


def said_otherwise(**fields):
    def change(members):
        contents = json.loads(members["contents.json"]) | fields
        members["contents.json"] = json.dumps(contents).encode()

    return lambda file: packed(file, change)


def escape(name):
    def change(members):
        contents = json.loads(members["contents.json"])
        contents["members"][name] = contents["members"]["catalog.sqlite3"]
        members["contents.json"] = json.dumps(contents).encode()
        members[name] = members["catalog.sqlite3"]

    return lambda file: packed(file, change)


def link(file):
    def change(members):
        info = tarfile.TarInfo("embedder")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc"
        return [info]

    packed(file, change)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (cut, "it is damaged, or no snapshot"),
        (flip, "it is damaged, or no snapshot"),
        (flip_stored, "catalog.sqlite3 is not what was written"),
        (drop_catalogue, "catalog.sqlite3 is missing"),
        (lambda file: file.write_bytes(b""), "is damaged, or no snapshot|is no snapshot"),
        (lambda file: file.write_text("Nothing of the kind."), "it is damaged, or no snapshot"),
        (lambda file: file.write_bytes(gzip.compress(b"x" * 2000)), "damaged, or no snapshot"),
        (lambda file: packed(file, dict.clear), "is no snapshot"),
        (said_otherwise(format="zip"), "is no snapshot"),
        (said_otherwise(members=[]), "damaged, or no snapshot"),
        (said_otherwise(version=2), "was made by a later version"),
        (said_otherwise(schema=99), "is of a later version"),
        (said_otherwise(articles=3), "its catalogue does not hold what it says"),
        (escape("../outside.sqlite3"), "is no snapshot"),
        (escape("/tmp/outside.sqlite3"), "is no snapshot"),
        (escape("embedder/../../outside.json"), "is no snapshot"),
        (link, "'embedder', which its contents do not"),
        (lambda file: file.unlink(), "There is no file"),
        (lambda file: file.unlink() or file.mkdir(), "Is a directory"),
    ],
)
def test_what_is_damaged_cut_or_foreign_is_refused_in_a_sentence(kept, tmp_path, harm, said):
    harm(kept)
    there = contents_of(tmp_path)
    with pytest.raises(ArchiveError, match=said):
        restore(kept, tmp_path / "again")
    assert contents_of(tmp_path) == there
    assert not Path("/tmp/outside.sqlite3").exists()


def test_a_place_with_something_else_in_it_is_left_alone(kept, tmp_path):
    place = tmp_path / "again"
    place.mkdir()
    (place / "letter.txt").write_text("Mine.")
    for replace in (False, True):
        with pytest.raises(ArchiveError, match=r"is not empty, and no archive: letter\.txt"):
            restore(kept, place, replace=replace)
    with pytest.raises(ArchiveError, match="is there already and is no snapshot"):
        snapshot(tmp_path / "archive", place / "letter.txt")
    assert (place / "letter.txt").read_text() == "Mine."
    with pytest.raises(ArchiveNotFound):
        snapshot(tmp_path / "nowhere", tmp_path / "none.tar.gz")


def test_questions_are_answered_while_a_snapshot_is_made(path, tmp_path):
    with opened(path) as archive:
        engine, asked = QueryEngine(archive), []
        done = threading.Event()

        def ask():
            while not done.is_set():
                asked.append(engine.query(QUESTIONS[0]).text)

        thread = threading.Thread(target=ask)
        thread.start()
        for _ in range(5):
            snapshot(path, tmp_path / "kept.tar.gz")
        done.set()
        thread.join()
    assert len(set(asked)) == 1


def test_the_commands_tell_what_they_did_and_what_helps(seeds_path, tmp_path):
    path, file = tmp_path / "archive", tmp_path / "kept.tar.gz"
    shutil.copytree(seeds_path, path)
    done = dateline("snapshot", file, "--archive", path)
    assert done.returncode == 0 and done.stdout.startswith(f"Wrote {file}: 5 articles, ")
    done = dateline("restore", file, "--archive", path)
    assert done.returncode == 1 and "The option: --replace" in done.stderr
    done = dateline("restore", file, "--archive", path, "--replace", "--json")
    assert done.returncode == 0 and json.loads(done.stdout)["articles"] == 5
    done = dateline("stats", "--archive", path)
    assert "articles   5" in done.stdout


def test_limits_hold_in_what_is_restored(kept, tmp_path):
    restore(kept, tmp_path / "again")
    filters = Filters(publishers=("Paper 1",))
    with opened(tmp_path / "again") as archive:
        found = archive.search_vectors(QUESTIONS[0], filters=filters)
        shown = archive.catalog.chunks.by_id([hit.chunk_id for hit in found])
        assert {stored.article.publisher for _, stored in shown.values()} == {"Paper 1"}
        assert isinstance(archive.article("story-1").article, Article)
