"""Who may come goes with an archive: in a snapshot and in a copy, to whichever kind of place."""

import pytest
from conftest import HashEmbedder

import index.keeping.another_build as another_build
from index import Archive, Article, Filters, copy_archive, ingest, restore, snapshot
from index.errors import ArchiveError
from index.layout import PEOPLE_FILE
from index.people_tables import PEOPLE
from index.places.opening import where
from index.side_tables import FileTables
from ui.people.audit import Did
from ui.people.people import People
from ui.people.person import Person, Scope
from ui.people.store import has_people

KINDS = ("folder", "postgresql")
ADA = Person("ada", frozenset({Scope.READ, Scope.WRITE}), Filters(publishers=("Gull Post",)), 20)


@pytest.fixture
def another(tmp_path, request):
    """Gives a place for a new archive of a kind."""
    numbers = iter(range(100))

    def place(kind):
        if kind == "folder":
            return tmp_path / f"a{next(numbers)}"
        return request.getfixturevalue("postgres").new_address()

    return place


def made(path):
    with Archive.create(path, embedder=HashEmbedder()) as archive:
        ingest([Article(id="a", title="Gulls", text="Gulls came.", publisher="Gull Post")], archive)
    return path


@pytest.fixture
def opened():
    """Opens the people of an archive until the test has ended."""
    held = []

    def people(path):
        held.append(People(where(path), clock=lambda: 1_800_000_000.0))
        return held[-1]

    yield people
    for each in held:
        each.close()


@pytest.fixture
def named(another, opened):
    """Makes an archive of a kind with people, and tells by what they come."""

    def make(kind):
        path = made(another(kind))
        people = opened(path)
        ada = people.accounts.add(ADA, "ada-lovelace", email="ada@gull.example")
        people.accounts.add(Person("bob", frozenset({Scope.READ})), None)
        key, _ = people.keys.add(ada, days=90)
        people.keys.person(key)
        gone, of_gone = people.keys.add(ada)
        people.keys.revoke(of_gone.id)
        session, device = people.sessions.begin(ada)
        for _ in range(5):
            people.tries.begin(["name ada"])
        people.audit.note("ada", "10.0.0.1", Did.SIGNED_IN)
        return path, {"key": key, "gone": gone, "session": session, "device": device}

    return make


def check_who_comes(there, people, brought):
    """The same may come as did, and nobody is signed in or slowed down."""
    assert there.accounts.all() == people.accounts.all()
    assert there.accounts.by_password("ada", "ada-lovelace") == ADA
    assert there.accounts.by_password("ada", "ada-loveless") is None
    assert there.accounts.by_password("bob", "") is None
    assert there.keys.all() == people.keys.all() and there.keys.person(brought["key"]) == ADA
    assert there.keys.person(brought["gone"]) is None
    assert there.sessions.person(brought["session"]) is None
    assert not there.sessions.is_of(brought["device"], "ada")
    assert there.tries.wait("name ada") == 0 and people.tries.wait("name ada") > 0
    assert [*there.audit.lines()] == [*people.audit.lines()] != []
    session, _ = there.sessions.begin(ADA)
    assert there.sessions.person(session) == ADA


@pytest.mark.parametrize("target", KINDS)
@pytest.mark.parametrize("source", KINDS)
def test_they_are_in_a_snapshot_of_either_kind(another, opened, named, tmp_path, source, target):
    path, brought = named(source)
    file, again = tmp_path / "kept.tar.gz", another(target)
    snapshot(path, file)
    assert file.stat().st_mode & 0o777 == 0o600
    restore(file, again)
    assert has_people(where(again))
    check_who_comes(opened(again), opened(path), brought)
    if target == "folder":
        assert (again / PEOPLE_FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("source", "target"),
    [("folder", "folder"), ("folder", "postgresql"), ("postgresql", "folder")],
)
def test_they_go_with_a_copy_of_either_kind(another, opened, named, source, target):
    path, brought = named(source)
    copy = another(target)
    copy_archive(path, copy)
    check_who_comes(opened(copy), opened(path), brought)


@pytest.mark.parametrize("target", KINDS)
def test_a_server_that_runs_knows_them_when_its_archive_was_replaced(
    another, opened, named, tmp_path, target
):
    path, brought = named("folder")
    snapshot(path, tmp_path / "kept.tar.gz")
    replaced = made(another(target))
    running = opened(replaced)
    running.accounts.add(Person("eve", frozenset({Scope.READ})), "eve-of-before")
    session, _ = running.sessions.begin(running.accounts.get("eve"))
    restore(tmp_path / "kept.tar.gz", replaced, replace=True)
    assert running.accounts.by_password("eve", "eve-of-before") is None
    assert running.sessions.person(session) is None
    check_who_comes(running, opened(path), brought)


@pytest.mark.parametrize("target", KINDS)
def test_they_stay_where_what_is_restored_knows_of_nobody(another, opened, named, tmp_path, target):
    path, brought = named(target)
    snapshot(made(another("folder")), tmp_path / "none.tar.gz")
    emptied, _ = named("folder")
    for name in ("ada", "bob"):
        opened(emptied).accounts.remove(name)
    snapshot(emptied, tmp_path / "removed.tar.gz")
    for file in ("none", "removed"):
        restore(tmp_path / f"{file}.tar.gz", path, replace=True)
        assert opened(path).keys.person(brought["key"]) == ADA


@pytest.mark.parametrize("target", KINDS)
def test_a_restored_archive_asks_who_comes_from_the_first_moment_on(
    another, opened, named, tmp_path, monkeypatch, target
):
    """Cut short before its people stand in their place, it is not one that anybody may ask."""
    path, brought = named("folder")
    snapshot(path, tmp_path / "kept.tar.gz")
    again = another(target)
    with monkeypatch.context() as patched:
        patched.setattr(another_build, "settle", lambda place, home: None)
        restore(tmp_path / "kept.tar.gz", again)
    assert has_people(where(again))
    check_who_comes(opened(again), opened(path), brought)


def test_people_of_another_version_are_told_of_and_nothing_is_restored(another, named):
    path, _ = named("folder")
    people = FileTables(path / PEOPLE_FILE, PEOPLE).open()
    people.run("UPDATE about SET value = '2' WHERE name = 'layout'")
    people.close()
    copy = another("folder")
    with pytest.raises(ArchiveError, match="were written down by another version of Dateline"):
        copy_archive(path, copy)
    assert not copy.exists()


def test_more_lines_of_the_log_than_are_read_at_once_go_along(another, opened, monkeypatch):
    monkeypatch.setattr("index.people_tables._PAGE_ROWS", 3)
    path, copy = made(another("folder")), another("folder")
    for n in range(10):
        opened(path).audit.note("ada", "terminal", Did.INDEXED, f"folder {n}")
    copy_archive(path, copy)
    assert [each.what for each in opened(copy).audit.lines()] == [f"folder {n}" for n in range(10)]
