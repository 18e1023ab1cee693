"""An archive in PostgreSQL as a thing on a server: opened, shared, rebuilt, lost, killed."""

import dataclasses
import json
import socket
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from conftest import HashEmbedder
from postgres import PASSWORD, QUOTED, Server
from psycopg_pool import PoolTimeout

from index import Archive, Article, ingest, rebuild
from index.archive import exists
from index.builds.builds import clear_other_builds
from index.errors import ArchiveBusy, ArchiveError, ArchiveNotFound, IndexMismatch
from index.feedback_file import put_line, take_line_back
from index.places.opening import place_of
from index.postgres.address import postgres_address
from index.postgres.database import PostgresDatabase
from index.postgres.lock import WriterPlace
from index.postgres.pools import let_go, pool_of
from index.prose.words import stem
from ui.terminal.cli import main

HERE = Path(__file__).parent
sys.path.append(str(HERE / "fixtures"))

from chroma_server import Server as ChromaServer  # noqa: E402 - it lies in fixtures/

DEBIAN = Path("/usr/lib/postgresql/15/bin")


def story(n: int, words: str = "left at dawn") -> Article:
    return Article(
        id=f"story-{n}",
        title=f"Vessel{n} of the harbour",
        text=f"Reporter{n} saw vessel{n} when it {words}. " * 3,
        publisher=f"Paper {n % 3}",
        published=f"2023-0{n % 9 + 1}-01",
    )


@pytest.fixture
def address(postgres: Server) -> str:
    """The address of an archive of ten stories."""
    made = postgres.new_address()
    with Archive.create(made, embedder=HashEmbedder()) as archive:
        ingest([story(n) for n in range(10)], archive)
    return made


def opened(address: str, **named: object) -> Archive:
    return Archive.open(address, embedder=HashEmbedder(), **named)  # type: ignore[arg-type]


def found(archive: Archive, word: str) -> list[str]:
    hits = archive.catalog.chunks.search_words([stem(word)])
    by_id = archive.catalog.chunks.by_id([hit.chunk_id for hit in hits])
    return [by_id[hit.chunk_id][1].article.id for hit in hits]


# Addresses


@pytest.mark.parametrize(
    ("written", "shown", "conninfo"),
    [
        ("postgresql://me:pw@h:5/db", "postgresql://me@h:5/db", "postgresql://me:pw@h:5/db"),
        ("postgres://h/db", "postgresql://h/db", "postgresql://h/db"),
        ("POSTGRESQL://me:a%40b@h/db", "postgresql://me@h/db", "postgresql://me:a%40b@h/db"),
        ("postgresql:///db?host=/run/pg", "postgresql:///db?host=%2Frun%2Fpg",
         "postgresql:///db?host=%2Frun%2Fpg"),
        ("postgresql://h/db?archive=news&password=pw&sslmode=require",
         "postgresql://h/db?archive=news&sslmode=require",
         "postgresql://h/db?password=pw&sslmode=require"),
        ("postgresql://me:p@w@[::1]:5/db", "postgresql://me@[::1]:5/db",
         "postgresql://me:p@w@[::1]:5/db"),
        ("postgresql://", "postgresql://", "postgresql://"),
        ("postgresql://h/db?options=-c%20a%3D5s&password=pw", "postgresql://h/db?options=-c%20a%3D5s",
         "postgresql://h/db?options=-c%20a%3D5s&password=pw"),
        ("postgresql://h/db?password=pw+1&oauth_client_secret=pw", "postgresql://h/db",
         "postgresql://h/db?password=pw%2B1&oauth_client_secret=pw"),
    ],
)  # fmt: skip
def test_an_address_is_shown_without_its_password(written: str, shown: str, conninfo: str) -> None:
    address = postgres_address(written)
    assert (str(address), address.conninfo) == (shown, conninfo)
    assert "pw" not in f"{address!r}"


@pytest.mark.parametrize(
    "written",
    ["postgresql://me:secret@h:port/db", "postgresql://me:secret@h/db?archive=No;",
     "postgresql://me:sec#ret@h/db", "postgresql://me:secret@h/db?archive=a__b",
     "postgresql://me:secret@h/db?x"],
)  # fmt: skip
def test_an_address_that_cannot_be_read_is_told_without_it(written: str) -> None:
    with pytest.raises(ArchiveError, match="cannot be read: .* Write postgresql://USER") as told:
        exists(written)
    assert "secret" not in str(told.value)


def test_an_address_with_settings_that_nobody_knows_is_told_without_its_password() -> None:
    for written in ("postgresql://me:secret@h/db?nothing=1", "postgresql://me:sec%zzret@h/db"):
        with pytest.raises(ArchiveError, match="The address postgresql://me@h.* cannot be read:"
                           ) as told:  # fmt: skip
            exists(written)
        assert "sec" not in str(told.value).replace("second", "")


# What can go wrong


def test_what_the_server_refuses_is_told_in_a_sentence_without_the_password(
    postgres: Server, tmp_path: Path
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"postgresql://me:{QUOTED}@127.0.0.1:{free.getsockname()[1]}/db"
    for address, said in (
        (postgres.address("a", password="wrong"), "does not let this user in. Check the name and"),
        (postgres.address("a", database="nowhere"), "There is no such database .*createdb"),
        (nobody, "cannot be reached .* Check that it runs"),
    ):
        for attempt in (Archive.open, Archive.create, exists, rebuild):
            with pytest.raises(ArchiveError, match=said) as told:
                attempt(address)
            assert PASSWORD not in str(told.value) and QUOTED not in str(told.value)
            assert "wrong" not in str(told.value)


def test_an_archive_that_is_not_there_or_is_there_already_is_told(
    postgres: Server, address: str
) -> None:
    missing = postgres.new_address()
    assert not exists(missing) and exists(address)
    for attempt in (Archive.open, rebuild):
        with pytest.raises(ArchiveNotFound, match="There is no archive in postgresql://dateline@"):
            attempt(missing)
    with pytest.raises(ArchiveError, match="There is an archive in .* already"):
        Archive.create(address, embedder=HashEmbedder())


def test_a_database_that_is_not_in_utf8_is_refused(postgres: Server) -> None:
    with postgres.connect() as db:
        db.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(ArchiveError, match="is in LATIN1, not in UTF-8. Make another one"):
        Archive.create(postgres.address("a", database="latin"), embedder=HashEmbedder())


def test_a_closed_archive_says_so(address: str) -> None:
    archive = opened(address)
    catalog = archive.catalog
    archive.close()
    archive.close()
    with pytest.raises(ArchiveError, match="was closed. Open it again"):
        catalog.articles.newest(1)


def test_another_model_is_refused(address: str) -> None:
    class Other(HashEmbedder):
        fingerprint = "hash-2"

    with pytest.raises(IndexMismatch, match="was built with 'hash'"):
        Archive.open(address, embedder=Other())


@pytest.fixture(scope="module")
def own_server() -> Iterator[Server]:
    """A server that a test may stop."""
    server = Server()
    server.start()
    yield server
    server.remove()


def test_a_lost_connection_is_made_again(own_server: Server) -> None:
    address = own_server.new_address()
    with Archive.create(address, embedder=HashEmbedder()) as archive:
        ingest([story(1)], archive)
        reader = opened(address)
        assert found(reader, "vessel1") == ["story-1"]
        own_server.stop()
        own_server.start()
        assert found(reader, "vessel1") == ["story-1"]
        ingest([story(2)], archive)  # the writer's place, too
        assert found(reader, "vessel2") == ["story-2"]
        with pytest.raises(ArchiveBusy):
            rebuild(address, embedder=HashEmbedder())
        reader.close()


def test_a_writer_whose_server_was_away_goes_on_when_it_is_back(
    own_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.postgres.pools.PATIENCE_SECONDS", 0.5)
    with Archive.create(own_server.new_address(), embedder=HashEmbedder()) as archive:
        own_server.stop()
        try:
            for _ in range(2):
                with pytest.raises(ArchiveError, match="cannot be reached"):
                    archive.require_writing()
        finally:
            own_server.start()
        archive.require_writing()
        assert ingest([story(1)], archive).chunks == 1


def test_a_server_that_was_stopped_is_told(
    own_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.postgres.pools.PATIENCE_SECONDS", 0.5)
    address = own_server.new_address()
    with Archive.create(address, embedder=HashEmbedder()) as archive:
        ingest([story(1)], archive)
        own_server.stop()
        try:
            with pytest.raises(ArchiveError, match="cannot be reached"):
                archive.catalog.articles.newest(1)
        finally:
            own_server.start()
        monkeypatch.undo()
        assert [each.article.id for each in archive.catalog.articles.newest(1)] == ["story-1"]


def test_a_server_that_is_away_is_tried_every_second_for_who_waits(
    own_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = postgres_address(own_server.new_address())
    shared = pool_of(address, "")
    own_server.stop()
    monkeypatch.setattr("index.postgres.pools.PATIENCE_SECONDS", 5.0)
    try:
        with pytest.raises(PoolTimeout), shared.connection():
            pass
    finally:
        own_server.start()
        let_go(address, "")
    # Of tries that wait twice as long each time three would have been made.
    assert shared.pool.get_stats()["connections_errors"] >= 5


@pytest.mark.skipif(not DEBIAN.exists(), reason="Debian's PostgreSQL 15 is not installed")
def test_without_pgvector_both_ways_out_are_told() -> None:
    server = Server(DEBIAN)
    server.start()
    try:
        with pytest.raises(ArchiveError, match="has no extension pgvector.* CREATE EXTENSION") as e:
            Archive.create(server.address("a"), embedder=HashEmbedder())
        assert "give a Chroma server" in str(e.value)
        assert not exists(server.address("a"))
    finally:
        server.remove()


def test_vectors_may_be_on_a_chroma_server(
    postgres: Server, tmp_path: Path, store_is_searched: None
) -> None:
    chroma = ChromaServer(tmp_path / "chroma")
    chroma.start()
    try:
        address = postgres.new_address()
        with Archive.create(address, embedder=HashEmbedder(), vectors=chroma.address) as archive:
            ingest([story(n) for n in range(5)], archive)
            assert archive.stats().vectors == chroma.address
            assert archive.check().sound and archive.vectors.count() == 5
            archive.remove("story-2")
            assert archive.vectors.count() == 4
        with opened(address) as reader:
            assert reader.vectors_state() == "ready"
            assert len(reader.search_vectors("vessel3", top_k=3)) == 3
        rebuild(address, embedder=HashEmbedder(), vectors="folder")
        with opened(address) as reader:
            assert reader.stats().vectors == "pgvector" and reader.vectors.count() == 4
    finally:
        chroma.kill()


# One writer


def test_who_must_write_alone_is_told_of_others_and_readers_go_on(address: str) -> None:
    with opened(address, writing=True) as writer, opened(address) as reader:
        with opened(address, writing=True) as other:
            for attempt in (lambda: other.remove("story-1"), lambda: rebuild(address)):
                with pytest.raises(ArchiveBusy, match="is being written to by another process"):
                    attempt()
        ingest([story(20)], writer)
        assert found(reader, "vessel20") == ["story-20"]
    with opened(address, writing=True) as alone:
        assert alone.remove("story-1") == "story-1"


def test_while_one_writes_alone_others_are_told(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.postgres.lock.SHARING_SECONDS", 0.2)
    lock = WriterPlace(postgres_address(address))
    for attempt in (lambda: opened(address, writing=True), lambda: rebuild(address)):
        with pytest.raises(ArchiveBusy, match="is being written to by another process"):
            attempt()
    lock.release()
    opened(address, writing=True).close()


def test_a_place_that_was_let_go_is_free_before_the_server_sees_its_connection_close(
    address: str,
) -> None:
    gone = WriterPlace(postgres_address(address))
    connection = gone._connection
    assert connection is not None
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(connection, "close", lambda: None)
        gone.release()
    lock = WriterPlace(postgres_address(address))
    with lock.alone():
        pass
    lock.release()
    connection.close()


def test_threads_read_while_one_writes(address: str) -> None:
    failures: list[BaseException] = []
    with opened(address, writing=True) as writer, opened(address) as reader:

        def read() -> None:
            try:
                for _ in range(30):
                    assert found(reader, "vessel3") == ["story-3"]
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=read) for _ in range(12)]
        for thread in threads:
            thread.start()
        for n in range(30, 40):
            ingest([story(n)], writer)
        for thread in threads:
            thread.join()
    assert failures == []


# Built anew


def test_a_rebuild_is_followed_by_who_reads(address: str) -> None:
    with opened(address) as reader:
        before = reader.catalog
        assert rebuild(address, embedder=HashEmbedder()).chunks == 10
        assert reader.catalog is not before
        assert found(reader, "vessel3") == ["story-3"] and reader.stats().articles == 10
        # What was begun in the old build ends there.
        assert before.articles.get("story-3") is not None
    with opened(address, writing=True), place_of_open(address) as place:
        assert place.others() == []


class place_of_open:
    """A place, for a block."""

    def __init__(self, address: str) -> None:
        self.place = place_of(address)

    def __enter__(self):
        return self.place

    def __exit__(self, *_):
        self.place.close()


def test_a_rebuild_that_fails_leaves_the_archive_as_it_was(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(HashEmbedder):
        fingerprint = "hash-3"

        def embed(self, texts):
            raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        rebuild(address, embedder=Failing())
    with opened(address) as reader, place_of_open(address) as place:
        assert reader.stats().articles == 10 and place.others() == []
        clear_other_builds(place)


# Removed


def test_what_is_removed_is_in_no_table_file(address: str, postgres: Server) -> None:
    with opened(address, writing=True) as archive:
        secret = dataclasses.replace(story(77, "met the Marzipanovich envoy"), id="marzipan-id")
        ingest([secret], archive)
        postgres.checkpoint()
        assert files_with(postgres, b"marzipanov")
        archive.remove("marzipan-id")
        assert found(archive, "marzipanovich") == [] and found(archive, "vessel3") == ["story-3"]
        assert ingest([secret], archive).removed == ("marzipan-id",)
        assert archive.check().sound
    postgres.checkpoint()
    assert files_with(postgres, b"marzipanov") == []


def test_who_asks_while_an_article_is_removed_waits_for_the_exchange_alone(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = PostgresDatabase.run
    asked: list[list[str]] = []

    def watched(self: PostgresDatabase, sql: str, values: Sequence[object] = ()) -> int:
        if sql == "DROP TABLE postings":  # the new ones are there, and not exchanged
            asking = threading.Thread(target=lambda: asked.append(found(reader, "vessel3")))
            asking.start()
            asking.join(30)
            assert not asking.is_alive()
            done = run(self, sql, values)
            late.start()
            return done
        return run(self, sql, values)

    with opened(address, writing=True) as archive, opened(address) as reader:
        late = threading.Thread(target=lambda: asked.append(found(reader, "vessel3")))
        monkeypatch.setattr(PostgresDatabase, "run", watched)
        archive.remove("story-2")
        late.join()
        assert asked == [["story-3"]] * 2
        assert found(reader, "vessel2") == [] and archive.check().sound
        monkeypatch.undo()
        archive.remove("story-1")
        assert found(reader, "vessel3") == ["story-3"] and archive.catalog.has_its_tables()


def files_with(server: Server, word: bytes) -> list[Path]:
    """The files of tables and indexes in which a word stands."""
    files = [each for each in (server.folder / "base").rglob("*") if each.is_file()]
    return [each for each in files if word in each.read_bytes().lower()]


def test_feedback_is_kept_beside_the_builds_and_goes_with_its_article(address: str) -> None:
    with opened(address, writing=True) as archive:
        held = archive.catalog.articles.held
        for n in (1, 2):
            line = {"id": f"k{n}", "names": {"articles": [f"story-{n}"]}}
            assert put_line(archive.notes, line, held)
        assert not put_line(archive.notes, {"id": "k3", "names": {"articles": ["none"]}}, held)
        rebuilt_notes = archive.notes
        archive.remove("story-1")
        assert [
            json.loads(each)["id"] for each in rebuilt_notes.read("feedback.jsonl").split()
        ] == ["k2"]
        take_line_back(archive.notes, "k2")
        assert archive.notes.read("feedback.jsonl") is None


# Damage


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("DELETE FROM postings WHERE term = 'vessel3'", "words"),
        ("UPDATE postings SET in_text = 9 WHERE term = 'vessel3'", "words"),
        ("UPDATE chunk_words SET text = ' other ' WHERE chunk_row = 2", "words"),
        ("DELETE FROM nearby WHERE id IN (SELECT id FROM nearby LIMIT 1)", "vectors"),
        ("UPDATE revisions SET text = 'Nothing.' WHERE article_id = 'story-3'", "articles"),
    ],
)
def test_damage_is_found_and_what_can_be_is_mended(address: str, statement: str, part: str) -> None:
    with opened(address) as archive:
        assert archive.check().sound
        archive.catalog._db.run(statement)
        assert {each.part for each in archive.check().findings} >= {part}
    opened(address, writing=True).close()
    with opened(address) as archive:
        assert archive.check().sound or part == "articles" or "other" in statement


# By hand


def test_the_commands_take_an_address_and_tell_no_password(
    address: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(
        "index.builds.embedders.SentenceTransformerEmbedder", lambda *_: HashEmbedder()
    )
    for command, code in (
        (["search", "vessel3"], 0),
        (["show", "story-3"], 0),
        (["articles"], 0),
        (["work", "--patience", "1"], 0),
        (["stats"], 0),
        (["remove", "story-3"], 0),
        (["show", "story-3"], 1),
        (["search", "x", "--publisher", "Nobody"], 1),
    ):
        assert main([*command, "--archive", address]) == code, command
        told = capsys.readouterr()
        assert PASSWORD not in told.out + told.err and QUOTED not in told.out + told.err
    assert main(["stats", "--json", "--archive", address]) == 0
    stats = json.loads(capsys.readouterr().out)
    assert stats["articles"] == 9 and stats["vectors"] == "pgvector" and stats["bytes"] > 0
    assert stats["vectors_state"] == "ready"
