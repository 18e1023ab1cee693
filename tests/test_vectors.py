"""What every vector store must do, and what Chroma must be kept from."""

import json
import os
import secrets
import subprocess
import sys
import threading
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import index.vector_stores.collection_store
from index.builds.builds import open_store
from index.errors import ArchiveError
from index.filters import Filters
from index.places.folder import FolderHome
from index.postgres.address import postgres_address
from index.postgres.database import PostgresDatabase
from index.vector_stores.folder_store import FolderStore
from index.vector_stores.pgvector_store import PgvectorStore
from index.vector_stores.vectors import VectorLabels, VectorPage, VectorStore

HERE = Path(__file__).parent
sys.path.append(str(HERE / "fixtures"))

from chroma_server import Server  # noqa: E402 - it lies in fixtures/

DIMENSIONS = 16


def opened(folder, manifest) -> VectorStore:
    """The store of a build, as its manifest says."""
    manifest = dict(manifest)
    if address := manifest.pop("postgresql", None):
        return PgvectorStore(postgres_address(address), manifest["schema"])
    return open_store(FolderHome(folder, folder), manifest)


def unit(seed, count):
    """Vectors of length 1, always the same for a seed."""
    found = np.random.default_rng(seed).standard_normal((count, DIMENSIONS)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def labels(count, publisher="Daily", day=20230507, section=None):
    return [VectorLabels.of(f"article-{n}", publisher, section, day, day) for n in range(count)]


def page(seed, count, **named):
    return VectorPage(
        [f"{seed}-{n}" for n in range(count)], unit(seed, count), labels(count, **named)
    )


def ids(hits):
    return [hit.chunk_id for hit in hits]


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    running = Server(tmp_path_factory.mktemp("chroma") / "data")
    running.start()
    yield running
    running.kill()


@pytest.fixture(params=["folder", "server", "pgvector"])
def manifest(request):
    """What an archive's manifest says of where its vectors are."""
    if request.param == "folder":
        return {}
    if request.param == "pgvector":
        return in_postgres(request.getfixturevalue("postgres"))
    address = request.getfixturevalue("server").address
    return {"vectors": address, "collection": f"dateline-{secrets.token_hex(8)}"}


def in_postgres(server):
    """A new schema on a PostgreSQL server, as a manifest of this file's own tells it."""
    address = server.new_address()
    schema = postgres_address(address).name
    database = PostgresDatabase(postgres_address(address), schema)
    database.run(f'CREATE SCHEMA "{schema}"')
    database.close()
    return {"postgresql": address, "schema": schema}


@pytest.fixture
def store(manifest, tmp_path):
    made = opened(tmp_path, manifest)
    made.rebuild(())
    yield made
    made.close()


def test_an_empty_store_finds_nothing(store):
    assert store.search(unit(1, 1)[0], Filters(), 5) == []
    assert store.known(["1-0"]) == set()


def test_hits_come_best_first_and_their_score_is_the_cosine(store):
    store.upsert(*page(1, 60))
    wanted = unit(2, 1)[0]
    cosines = unit(1, 60) @ wanted
    hits = store.search(wanted, Filters(), 60)
    assert ids(hits) == [f"1-{n}" for n in np.argsort(-cosines)]
    assert [hit.score for hit in hits] == pytest.approx(sorted(cosines, reverse=True), abs=1e-5)
    assert ids(store.search(wanted, Filters(), 7)) == ids(hits)[:7]
    assert len(store.search(wanted, Filters(), 1000)) == 60


def test_writing_an_id_again_replaces_its_vector_and_labels(store):
    first, second = unit(1, 1), unit(2, 1)
    store.upsert(["a"], first, labels(1, publisher="Daily"))
    store.upsert(["a"], second, labels(1, publisher="Weekly"))
    (hit,) = store.search(second[0], Filters(), 5)
    assert hit.score == pytest.approx(1, abs=1e-5)
    assert store.search(second[0], Filters(publishers=("Daily",)), 5) == []
    assert ids(store.search(second[0], Filters(publishers=("Weekly",)), 5)) == ["a"]


def test_deleting_takes_vectors_out_and_unknown_ids_do_no_harm(store):
    store.upsert(*page(1, 3))
    store.delete(["1-0", "never there"])
    store.delete([])
    assert store.known(["1-0", "1-1", "1-2", "never there"]) == {"1-1", "1-2"}
    assert set(ids(store.search(unit(1, 1)[0], Filters(), 5))) == {"1-1", "1-2"}


def test_more_than_one_batch_of_the_library_is_written_found_and_deleted(store):
    many = page(1, 6000)
    store.upsert(*many)
    assert store.known(many.ids) == set(many.ids)
    for n in (0, 999, 1000, 5461, 5999):
        assert ids(store.search(many.vectors[n], Filters(), 1)) == [f"1-{n}"]
    store.delete(many.ids[:5990])
    assert store.known(many.ids) == set(many.ids[5990:])
    assert set(ids(store.search(many.vectors[0], Filters(), 50))) == set(many.ids[5990:])


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), {"old", "new", "open", "year", "other"}),
        (Filters(publishers=("Weekly",)), {"other"}),
        (Filters(publishers=("Weekly", "Nobody")), {"other"}),
        (Filters(publishers=("Nobody",)), set()),
        (Filters(article_ids=("a-new", "a-open")), {"new", "open"}),
        (Filters(article_ids=tuple(f"a-{n}" for n in range(10_000))), set()),
        (Filters(published_from=date(2023, 1, 1)), {"new", "year"}),
        (Filters(published_from=date(2023, 6, 1)), {"year"}),
        (Filters(published_from=date(2023, 6, 1), undated=True), {"year", "open"}),
        (Filters(published_to=date(2023, 6, 1)), {"old", "new", "other"}),
        (Filters(published_to=date(2023, 6, 1), undated=True), {"old", "new", "other", "open"}),
        (
            Filters(published_from=date(2022, 1, 2), published_to=date(2023, 12, 31)),
            {"new", "year"},
        ),
        (Filters(as_of=date(2023, 6, 1)), {"old", "new", "other", "open"}),
        (Filters(as_of=date(2023, 12, 31), published_from=date(2023, 1, 1)), {"new", "year"}),
        (Filters(as_of=date(2000, 1, 1)), {"open"}),
        (Filters(as_of=date(2023, 6, 1), publishers=("Daily",)), {"old", "new", "open"}),
    ],
)
def test_only_what_passes_the_filters_is_found(store, filters, expected):
    rows = [
        ("old", "Daily", 20220101, 20220101),
        ("new", "Daily", 20230507, 20230507),
        ("open", "Daily", 0, 0),
        ("year", "Daily", 20230101, 20231231),
        ("other", "Weekly", 20220101, 20220101),
    ]
    store.upsert(
        [row[0] for row in rows],
        unit(1, 5),
        [VectorLabels.of(f"a-{key}", publisher, None, a, b) for key, publisher, a, b in rows],
    )
    assert set(ids(store.search(unit(2, 1)[0], filters, 10))) == expected


def test_sections_are_filtered_by(store):
    store.upsert(["w"], unit(1, 1), labels(1, section="World"))
    store.upsert(["s", "n"], unit(2, 2), [*labels(1, section="Sport"), *labels(1)])
    assert ids(store.search(unit(2, 1)[0], Filters(sections=("World",)), 5)) == ["w"]
    assert set(ids(store.search(unit(2, 1)[0], Filters(sections=("World", "Sport")), 5))) == {
        "w", "s",
    }  # fmt: skip


def test_a_rare_label_is_found_among_many(store):
    store.upsert(*page(1, 3000))
    store.upsert(["needle"], unit(7, 1), labels(1, publisher="Rare"))
    assert ids(store.search(-unit(7, 1)[0], Filters(publishers=("Rare",)), 10)) == ["needle"]


def test_rebuilding_leaves_only_what_was_given(store):
    store.upsert(*page(1, 5))
    store.rebuild([page(2, 3), page(3, 2)])
    assert store.known([f"{seed}-{n}" for seed in (1, 2, 3) for n in range(5)]) == {
        "2-0", "2-1", "2-2", "3-0", "3-1",
    }  # fmt: skip
    assert ids(store.search(unit(3, 2)[1], Filters(), 1)) == ["3-1"]


def test_a_store_is_sound_from_when_it_is_made_until_it_is_dropped(manifest, tmp_path):
    store = opened(tmp_path, manifest)
    assert not store.sound()
    with pytest.raises(ArchiveError):
        store.search(unit(1, 1)[0], Filters(), 1)
    store.rebuild(())
    assert store.sound()
    store.upsert(*page(1, 3))
    assert store.sound()
    store.drop()
    assert not store.sound() and list(tmp_path.iterdir()) == []
    with pytest.raises(ArchiveError):
        store.known(["1-0"])
    store.drop()
    store.close()


def test_a_change_that_breaks_off_is_completed_by_doing_it_again_or_by_rebuilding(
    store, manifest, monkeypatch
):
    store.upsert(*page(1, 3))

    def fail(*_):
        raise ArchiveError("killed") if "postgresql" in manifest else RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(index.vector_stores.collection_store, "write", fail)
        patched.setattr(PgvectorStore, "_write", fail)
        with pytest.raises(ArchiveError, match="killed"):
            store.upsert(*page(2, 3))
    if not store.sound():
        store.rebuild([page(1, 3)])
    store.upsert(*page(2, 3))
    assert store.sound()
    assert len(store.known([f"{seed}-{n}" for seed in (1, 2) for n in range(3)])) == 6


def test_a_rebuilding_that_breaks_off_is_not_taken_for_whole(store):
    store.upsert(*page(1, 3))

    def pages():
        yield page(1, 2)
        raise RuntimeError("killed")

    with pytest.raises(ArchiveError, match="killed"):
        store.rebuild(pages())
    assert not store.sound()
    with pytest.raises(ArchiveError):
        store.search(unit(1, 1)[0], Filters(), 1)


def test_a_store_that_was_closed_opens_again_when_it_is_needed(store):
    store.upsert(*page(1, 3))
    store.close()
    store.close()
    assert store.known(["1-0"]) == {"1-0"}


def test_what_is_stored_holds_no_name_in_letters(store, tmp_path, request, manifest):
    store.upsert(
        ["c-1"],
        unit(1, 1),
        [VectorLabels.of("quillfeather-affair", "Zanzibar Post", "Front", 0, 0)],
    )
    store.close()
    folder = request.getfixturevalue("server").folder if "vectors" in manifest else tmp_path
    if "postgresql" in manifest:
        server = request.getfixturevalue("postgres")
        server.checkpoint()
        folder = server.folder
    bytes_of_all = b"".join(f.read_bytes() for f in folder.rglob("*") if f.is_file())
    assert b"c-1" in bytes_of_all
    assert b"quillfeather" not in bytes_of_all and b"Zanzibar" not in bytes_of_all


WRITER = """
import json, sys
sys.path[:0] = sys.argv[3:]
from pathlib import Path
from test_vectors import opened, page
store = opened(Path(sys.argv[1]), json.loads(sys.argv[2]))
store.upsert(*page(5, 4))
store.delete(["1-0"])
"""


def in_another_process(code, *arguments):
    paths = [str(HERE), str(HERE / "fixtures"), str(HERE.parent)]
    subprocess.run([sys.executable, "-c", code, *arguments, *paths], check=True, timeout=60)


def test_a_store_sees_what_another_process_has_written_since(store, tmp_path, manifest):
    store.upsert(*page(1, 3))
    assert ids(store.search(unit(1, 1)[0], Filters(), 1)) == ["1-0"]
    in_another_process(WRITER, str(tmp_path), json.dumps(manifest))
    filters = Filters(publishers=("Daily",))
    assert set(ids(store.search(unit(1, 1)[0], filters, 50))) == {
        "1-1", "1-2", "5-0", "5-1", "5-2", "5-3",
    }  # fmt: skip
    store.upsert(*page(6, 2))
    assert store.known(["5-3", "6-1", "1-0"]) == {"5-3", "6-1"}


def test_two_stores_of_one_process_see_each_other(store, tmp_path, manifest):
    one, other = store, opened(tmp_path, manifest)
    for n in range(1, 6):
        one.upsert(*page(n, 2))
        assert ids(other.search(unit(n, 1)[0], Filters(), 1)) == [f"{n}-0"]
        one.delete([f"{n}-0"])
        assert ids(other.search(unit(n, 1)[0], Filters(), 50)).count(f"{n}-0") == 0
    other.close()


def test_opening_again_and_again_keeps_no_file_and_no_thread(store, tmp_path, manifest):
    other = opened(tmp_path, manifest)
    counts = []
    for n in range(1, 16):
        store.upsert(*page(n, 1))
        other.search(unit(n, 1)[0], Filters(), 1)
        counts.append((len(os.listdir("/proc/self/fd")), threading.active_count()))
    other.close()
    assert counts[-1][0] <= counts[4][0] + 3 and counts[-1][1] <= counts[4][1]


def test_threads_may_search_while_another_writes(store):
    store.upsert(*page(1, 50))
    errors: list[Exception] = []

    def search():
        try:
            for n in range(40):
                assert ids(store.search(unit(1, 50)[n], Filters(), 1)) == [f"1-{n}"]
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(2, 12):
        store.upsert(*page(n, 1))
        store.delete([f"{n}-0"])
    for thread in threads:
        thread.join()
    assert errors == []


# What Chroma must be kept from in a folder


@contextmanager
def cut_short(store):
    """The next change breaks off in the middle, as when its process is killed."""
    with pytest.raises(RuntimeError), store._gate.changing():
        raise RuntimeError("killed")
    yield


def test_a_folder_whose_change_was_cut_short_is_not_touched_until_it_is_rebuilt(tmp_path):
    store = FolderStore(tmp_path / "vectors")
    store.rebuild([page(1, 3)])
    assert store.sound()
    with cut_short(store):
        assert not store.sound()
        for attempt in (
            lambda: store.search(unit(1, 1)[0], Filters(), 1),
            lambda: store.known(["1-0"]),
            lambda: store.upsert(*page(2, 1)),
            lambda: store.delete(["1-0"]),
        ):
            with pytest.raises(ArchiveError, match="cut short.*Index or remove"):
                attempt()
    store.rebuild([page(2, 1)])
    assert store.sound() and store.known(["1-0", "2-0"]) == {"2-0"}
    store.close()


def test_a_folder_that_is_gone_or_damaged_is_an_error_in_a_sentence(tmp_path):
    store = FolderStore(tmp_path / "vectors")
    assert not store.sound()
    store.rebuild([page(1, 3)])
    store.close()
    (tmp_path / "vectors" / "chroma.sqlite3").write_bytes(b"no database at all " * 300)
    with pytest.raises(ArchiveError, match="The vectors in .* cannot be used"):
        store.search(unit(1, 1)[0], Filters(), 1)
    store.rebuild([page(1, 3)])
    assert store.known(["1-0"]) == {"1-0"}
    store.close()
