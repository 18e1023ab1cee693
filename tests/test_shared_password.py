"""One password for all readers, at several servers of one archive: sessions are the same there."""

import logging
import stat
import threading
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from conftest import HashEmbedder
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from index import Archive, Article, ingest, snapshot
from index.places.opening import where
from ui.people.shared import SharedPassword
from ui.web.guarding.guard import Guard
from ui.web.guarding.login import Gate

PASSWORD = "correct horse"


@pytest.fixture
def place(somewhere):
    """Where an archive is: in a folder, and, the test run again, in PostgreSQL."""
    path = somewhere()
    with Archive.create(path, embedder=HashEmbedder()) as archive:
        ingest([Article(id="a", title="Gulls", text="Gulls came to Lowick.")], archive)
    return where(path)


class Server:
    """A server of an archive, to which a browser comes through what balances servers."""

    def __init__(self, place, password=PASSWORD):
        self.shared = SharedPassword.of_archive(place, password)
        guard = Guard(PlainTextResponse("the page"), gate=Gate(self.shared), hosts=["news.example"])
        self.client = TestClient(guard, "https://news.example", follow_redirects=False)

    def sign_in(self, cookies, password=PASSWORD):
        return self._with(cookies).post("/login", data={"password": password})

    def sign_out(self, cookies):
        return self._with(cookies).post("/logout")

    def lets_in(self, cookies):
        answer = self._with(cookies).get("/")
        assert answer.status_code == 200 or answer.headers["location"].startswith("login")
        return answer.status_code == 200

    def _with(self, cookies):
        self.client.cookies.clear()
        self.client.cookies.update(cookies)
        return self.client


@contextmanager
def served(place, password=PASSWORD):
    server = Server(place, password)
    with closing(server.shared):
        yield server


def test_two_servers_know_each_others_sessions(place):
    with served(place) as one, served(place) as other:
        assert not one.lets_in({}) and not other.lets_in({})
        cookies = dict(one.sign_in({}).cookies)
        assert set(cookies) == {"dateline-0", "dateline-0-known"}
        assert one.lets_in(cookies) and other.lets_in(cookies)
        other.sign_out(cookies)
        assert not one.lets_in(cookies) and not other.lets_in(cookies)
        again = dict(other.sign_in(cookies).cookies)
        assert one.lets_in(again)
        # Wrong passwords count together.
        codes = [each.sign_in({}, "wrong one").status_code for each in (one, other) * 3]
        assert codes == [401, 401, 401, 401, 429, 429]
        assert other.sign_in({}).status_code == 429 and other.sign_in(again).status_code == 303
    with served(place) as later:
        assert later.lets_in(again)
    with served(place, "another horse") as changed:
        assert not changed.lets_in(again)


def test_no_password_and_no_session_is_kept_and_only_its_owner_may_read_it(place, tmp_path):
    with closing(SharedPassword.of_archive(place, PASSWORD)) as shared:
        tokens = shared.begin()
        rows = [
            repr(tuple(row))
            for table in ("shared_sessions", "shared_devices")
            for row in shared._db.rows(f"SELECT * FROM {table}")
        ]
    assert len(rows) == 2 and not any(each in row for row in rows for each in (*tokens, PASSWORD))
    if isinstance(place, Path):
        assert stat.S_IMODE((place / "sessions.sqlite3").stat().st_mode) == 0o600
    contents = snapshot(place, tmp_path / "kept.tar.gz")
    assert not [name for name in contents.members if "sessions" in name or "people" in name]


def test_of_many_wrong_passwords_at_once_at_two_servers_four_get_through(place):
    with (
        closing(SharedPassword.of_archive(place, PASSWORD)) as one,
        closing(SharedPassword.of_archive(place, PASSWORD)) as other,
    ):
        waits, together = [], threading.Barrier(20)

        def guess(shared):
            together.wait()
            waits.append(shared.tries.begin(["address 10.0.0.1"]))

        guessing = [threading.Thread(target=guess, args=(each,)) for each in (one, other) * 10]
        for each in guessing:
            each.start()
        for each in guessing:
            each.join()
    assert len(waits) == 20 and waits.count(0) == 4, waits


@pytest.fixture
def only_read(place, request):
    """How somebody knows the archive who may not write to it."""
    if isinstance(place, Path):
        (place / "sessions.sqlite3").mkdir()
        return place
    server = request.getfixturevalue("postgres")
    with server.connect() as db:
        db.execute(f"CREATE ROLE {place.name} LOGIN PASSWORD 'read'")
        db.execute(f"GRANT USAGE ON SCHEMA {place.name} TO {place.name}")
        db.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {place.name} TO {place.name}")
    address = f"{place.name}:read@127.0.0.1:{server.port}/postgres?archive={place.name}"
    return where(f"postgresql://{address}")


def test_where_nothing_may_be_written_a_server_keeps_its_own_and_says_so(only_read, caplog):
    caplog.set_level(logging.WARNING)
    with closing(SharedPassword.of_archive(only_read, PASSWORD)) as shared:
        session, device = shared.begin()
        assert shared.reader(session) and shared.device(device) and shared.is_right(PASSWORD)
        shared.end(session)
        assert shared.reader(session) is None
    assert "does so at this server alone, and until it ends: " in caplog.text
