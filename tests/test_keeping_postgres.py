"""An archive goes from a folder to PostgreSQL and back, in a snapshot or copied, as it is."""

import json
import logging
import shutil
import sys
import threading
from contextlib import closing
from pathlib import Path

import kept_archives
import pytest
from command import dateline
from conftest import HashEmbedder
from kept_archives import contents_of, cut, ends_by_kill, everything, opened
from test_migrations import archive_of

import index.keeping.another_build as another_build
import index.keeping.copying as copying
import index.keeping.restoring as restoring
import index.places.postgres as places
from index import Archive, copy_archive, ingest, restore, snapshot
from index.archive import exists
from index.errors import ArchiveBusy, ArchiveError, IndexMismatch
from index.layout import ADDRESSES_FILE, FEEDBACK_FILE
from index.places.opening import place_of

HERE = Path(__file__).parent
sys.path.append(str(HERE / "fixtures"))

import interrupted  # noqa: E402 - it lies in fixtures/
from chroma_server import Server  # noqa: E402

pytestmark = pytest.mark.usefixtures("store_is_searched")
KINDS = ("folder", "postgresql")


@pytest.fixture
def another(tmp_path, postgres):
    """Gives a place for a new archive of a kind."""
    numbers = iter(range(100))

    def place(kind):
        return postgres.new_address() if kind == "postgresql" else tmp_path / f"a{next(numbers)}"

    return place


@pytest.fixture(scope="module")
def processes():
    """Processes that begin with everything imported."""
    with interrupted.processes() as context:
        yield context


def made(path):
    """Makes an archive to keep, which remembers an address that was visited."""
    kept_archives.made(path)
    with opened(path, writing=True) as archive:
        remembered = {"day": "2099-01-01", "articles": ["story-1"]}
        archive.notes.write(ADDRESSES_FILE, json.dumps({"https://paper.example/1": remembered}))
    return path


def noted(path):
    with closing(place_of(path)) as place:
        return [bool(place.notes.read(ADDRESSES_FILE)), place.notes.read(FEEDBACK_FILE)]


def schemas(server, address):
    """The schemas of an archive, its own first."""
    name = address.rpartition("=")[2]
    with server.connect() as db:
        rows = db.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE %s", (f"{name}%",))
        return sorted(row[0] for row in rows)


def check_goes_on(path):
    """A copy is written to like any other archive, by itself."""
    with opened(path, writing=True) as archive:
        assert ingest([interrupted.story(5)], archive, root="/one").removed == ("story-5",)
        report = ingest([interrupted.story(3, "late"), interrupted.story(50)], archive, root="/one")
        assert (report.updated, report.added) == (("story-3",), ("story-50",))
        assert archive.check().findings == ()


@pytest.mark.parametrize("target", KINDS)
@pytest.mark.parametrize("source", KINDS)
def test_a_snapshot_of_either_kind_is_restored_to_either(another, tmp_path, source, target):
    path, again, file = made(another(source)), another(target), tmp_path / "kept.tar.gz"
    told = snapshot(path, file)
    assert (told.articles, told.revisions, told.schema, told.vectors) == (17, 21, 5, "folder")
    assert restore(file, again) == told
    assert everything(again) == everything(path)
    assert noted(again) == noted(path) and all(noted(again))
    check_goes_on(again)


@pytest.mark.parametrize(
    ("source", "target"),
    [("folder", "postgresql"), ("postgresql", "folder"), ("postgresql", "postgresql")],
)
def test_an_archive_of_either_kind_is_copied_to_either(another, source, target):
    path, copy = made(another(source)), another(target)
    assert tuple(copy_archive(path, copy))[:2] == (17, 21)
    expected = everything(path)
    assert everything(copy) == expected
    assert noted(copy) == noted(path) and all(noted(copy))
    check_goes_on(copy)
    assert everything(path) == expected


def test_vectors_go_from_pgvector_to_chroma_and_back(another, tmp_path):
    server = Server(tmp_path / "data")
    server.start()
    try:
        path, far, back = made(another("postgresql")), another("postgresql"), another("postgresql")
        copy_archive(path, far, vectors=server.address)
        snapshot(far, tmp_path / "kept.tar.gz")
        restore(tmp_path / "kept.tar.gz", back, vectors="folder")
        expected = everything(path)
        assert everything(far) == everything(back) == expected
        with opened(far) as one, opened(back) as other:
            assert one.stats().vectors == server.address and other.stats().vectors == "pgvector"
    finally:
        server.kill()


def test_what_was_removed_is_in_no_snapshot_of_postgresql(another, tmp_path):
    path = made(another("postgresql"))
    snapshot(path, tmp_path / "kept.tar.gz")
    restore(tmp_path / "kept.tar.gz", tmp_path / "again")
    held = next((tmp_path / "again").glob("build-*/catalog.sqlite3")).read_bytes()
    assert b"vessel17x2" in held and b"vessel5x2" not in held


def test_snapshots_and_copies_are_of_one_moment_while_another_writes(another, tmp_path):
    path = made(another("postgresql"))
    done, kept = threading.Event(), []

    def write():
        try:
            with opened(path, writing=True) as archive:
                for each in interrupted.after():
                    ingest([each], archive)
        finally:
            done.set()

    thread = threading.Thread(target=write)
    thread.start()
    while not done.is_set() and len(kept) < 6:
        kept.append(tmp_path / f"{len(kept)}.tar.gz")
        snapshot(path, kept[-1])
    copy = another("postgresql")
    copy_archive(path, copy)
    thread.join()
    for n, file in enumerate(kept):
        told = restore(file, tmp_path / f"restored-{n}")
        with opened(tmp_path / f"restored-{n}") as archive:
            assert archive.check().sound and archive.stats().articles == told.articles
    with opened(copy) as archive:
        assert archive.check().sound


@pytest.mark.parametrize("place", ["empty", "replaced"])
@pytest.mark.parametrize("function", ["let_wait", "expect_no_others", "switch", "settle"])
def test_a_restore_to_postgresql_that_is_killed_leaves_nothing_half_there(
    processes, another, postgres, tmp_path, function, place
):
    path, file, target = made(tmp_path / "archive"), tmp_path / "kept.tar.gz", another("postgresql")
    snapshot(path, file)
    before = {}
    if place == "replaced":
        with Archive.create(target, embedder=HashEmbedder()) as archive:
            ingest([interrupted.story(60)], archive)
        before = everything(target)
    module = {"let_wait": restoring, "switch": places}.get(function, another_build)
    name = "PostgresPlace.switch" if function == "switch" else function
    named = {"replace": place == "replaced"}
    assert ends_by_kill(processes, module, name, "restore", file, target, **named)
    if function == "settle":  # what counts is the new one
        assert everything(target) == everything(path)
        opened(target, writing=True).close()
    else:
        assert everything(target) == before if before else not exists(target)
        restore(file, target, **named)
        opened(target, writing=True).close()
    assert everything(target) == everything(path) and noted(target) == noted(path)
    assert len(schemas(postgres, target)) == 2


def test_a_copy_to_postgresql_that_is_killed_is_none_and_is_made_again(
    processes, another, postgres
):
    path, target = made(another("folder")), another("postgresql")
    assert ends_by_kill(processes, copying, "make_whole", "copy_archive", path, target)
    assert not exists(target)
    copy_archive(path, target)
    assert everything(target) == everything(path) and len(schemas(postgres, target)) == 2


def test_what_cannot_be_restored_leaves_nothing_in_postgresql(another, postgres, tmp_path):
    file, target = tmp_path / "kept.tar.gz", another("postgresql")
    snapshot(made(another("folder")), file)
    shutil.copyfile(file, tmp_path / "cut.tar.gz")
    cut(tmp_path / "cut.tar.gz")
    with pytest.raises(ArchiveError, match="it is damaged, or no snapshot"):
        restore(tmp_path / "cut.tar.gz", target)
    with pytest.raises(ArchiveError, match="Chroma server at .* cannot be used"):
        restore(file, target, vectors="http://127.0.0.1:9")
    assert schemas(postgres, target) == []


def test_an_archive_in_postgresql_is_replaced_under_those_who_ask_it(another, tmp_path):
    path, target = made(another("folder")), another("postgresql")
    with Archive.create(target, embedder=HashEmbedder()) as archive:
        ingest([interrupted.story(60)], archive)
        with pytest.raises(ArchiveBusy):
            copy_archive(path, target, replace=True)
    with pytest.raises(ArchiveError, match="There is an archive in .* already"):
        copy_archive(path, target)
    with opened(target) as reader:
        assert [each.article.id for each in reader.articles()] == ["story-60"]
        copy_archive(path, target, replace=True)
        assert reader.stats().articles == 17
    assert everything(target) == everything(path)


def test_an_archive_of_an_earlier_version_goes_to_postgresql(another, tmp_path, caplog):
    caplog.set_level(logging.CRITICAL, "dateline")
    path, target = archive_of("schema-3", tmp_path), another("postgresql")
    copy_archive(path, target)
    with opened(path) as one, opened(target) as other:
        assert [*one.articles()] == [*other.articles()]
        assert other.check().findings == ()


def test_in_postgresql_the_version_is_checked_too(another):
    target = made(another("postgresql"))
    with opened(target, writing=True) as archive:
        archive.catalog._db.run("UPDATE manifest SET value = '4' WHERE name = 'schema_version'")
    for ask in (opened, lambda path: snapshot(path, "never.tar.gz")):
        with pytest.raises(IndexMismatch, match=r"schema 4, this one has 5\)\. Rebuild it"):
            ask(target)
    assert not Path("never.tar.gz").exists()


def test_the_commands_take_addresses(seeds_path, another, tmp_path):
    target, file = another("postgresql"), tmp_path / "kept.tar.gz"
    done = dateline("copy", seeds_path, target)
    assert done.returncode == 0 and done.stdout.startswith(f"Copied {seeds_path} to postgresql://")
    done = dateline("snapshot", file, "--archive", target, "--json")
    assert done.returncode == 0 and json.loads(done.stdout)["articles"] == 5
    done = dateline("restore", file, "--archive", target)
    assert done.returncode == 1 and "The option: --replace" in done.stderr
    done = dateline("restore", file, "--archive", tmp_path / "again")
    assert done.returncode == 0 and contents_of(tmp_path / "again")
    assert "p4ss" not in done.stdout + done.stderr
