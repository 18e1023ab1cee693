"""The vectors' folder, damaged from outside: told in a sentence, answered without, made anew."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import HashEmbedder

import index.vector_stores.chroma
import index.vector_stores.collection_store
from index import Archive, ingest
from index.errors import ArchiveError
from index.filters import Filters
from index.vector_stores.chroma import folder_client, is_failure
from index.vector_stores.folder_store import FolderStore
from index.vector_stores.folder_sums import write_sums
from index.vector_stores.vectors import VectorLabels, VectorPage

HERE = Path(__file__).parent
sys.path.append(str(HERE / "fixtures"))

import interrupted  # noqa: E402 - it lies in fixtures/

pytestmark = pytest.mark.usefixtures("store_is_searched")

# Of Chroma's database: what a panic of its native code, or its end with the whole process, is
# made of where it reads them.
PANICS = (b"CREATE TABLE collections (\n", b"CREATE TABLE coll\xff\xfftions (\n")
ABORTS = (b"acquire_writeacquire_write", b"acquire_wr\xb1teacquire_write")


def page(count=30, seed=1):
    vectors = np.random.default_rng(seed).standard_normal((count, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    labels = [VectorLabels.of(f"a-{n}", "Daily", None, 0, 0) for n in range(count)]
    return VectorPage([f"{seed}-{n}" for n in range(count)], vectors, labels)


@pytest.fixture
def small_index(monkeypatch):
    """Has Chroma write its index files after a few vectors."""
    monkeypatch.setattr(index.vector_stores.chroma, "CONFIGURATION", interrupted.SMALL)


@pytest.fixture
def folder(tmp_path, small_index):
    """Chroma's folder, made, changed, and closed."""
    store = FolderStore(tmp_path / "vectors")
    store.rebuild([page()])
    store.delete(["1-3"])
    store.close()
    return tmp_path / "vectors"


@pytest.fixture
def path(tmp_path, small_index):
    """An archive with vectors in a folder."""
    with Archive.create(tmp_path / "archive", embedder=HashEmbedder()) as archive:
        ingest(interrupted.before(), archive)
    return tmp_path / "archive"


def opened(path, **named):
    return Archive.open(path, embedder=HashEmbedder(), **named)


def replace(file, old, new):
    content = file.read_bytes()
    assert old in content
    file.write_bytes(content.replace(old, new))


def garble(file, seed=7):
    """Flips some bytes, here and there."""
    content, chance = bytearray(file.read_bytes()), random.Random(seed)
    for _ in range(16):
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
    file.write_bytes(content)


def index_files(folder):
    return [file for file in folder.glob("*/*") if file.stat().st_size]


def found(archive):
    return archive.search_vectors("vessel7x3 of the harbour", top_k=5)


def test_a_panic_of_chromas_is_known_for_a_failure_and_ctrl_c_is_none(folder):
    replace(folder / "chroma.sqlite3", *PANICS)
    with pytest.raises(BaseException) as panic:
        folder_client(folder)
    assert not isinstance(panic.value, Exception) and is_failure(panic.value)
    assert not any(map(is_failure, (KeyboardInterrupt(), SystemExit(1), GeneratorExit())))


def test_a_panic_that_the_checksums_did_not_keep_away_is_a_sentence(folder):
    replace(folder / "chroma.sqlite3", *PANICS)
    store = FolderStore(folder)
    with store._gate.reading() as version:
        write_sums(folder, version)
    with pytest.raises(ArchiveError, match="The vectors in .* cannot be used .* made anew from"):
        store.known(["1-0"])
    store.rebuild([page()])
    assert store.known(["1-0"]) == {"1-0"}
    store.close()


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_what_ends_the_program_is_no_failure_of_the_vectors(folder, monkeypatch, end):
    store = FolderStore(folder)

    def stop(*_):
        raise end

    with monkeypatch.context() as patched:
        patched.setattr(index.vector_stores.collection_store, "nearest", stop)
        with pytest.raises(end):
            store.search(page().vectors[0], Filters(), 1)
        patched.setattr(index.vector_stores.collection_store, "write", stop)
        with pytest.raises(end):
            store.upsert(*page(3, seed=2))
    assert store.sound() and store.known(["1-0", "2-0"]) == {"1-0"}
    store.close()


def test_vectors_that_are_made_anew_count_only_when_all_are_there(folder):
    def pages():
        yield page(5)
        raise KeyboardInterrupt

    store = FolderStore(folder)
    with pytest.raises(KeyboardInterrupt):
        store.rebuild(pages())
    assert not store.sound()
    store.rebuild([page()])
    assert store.sound() and store.count() == 30
    store.close()


def test_damage_of_any_file_is_noticed_before_chroma_opens_it(folder):
    files = [folder / "chroma.sqlite3", folder / "sums.json", *index_files(folder)]
    assert len(files) >= 6
    for n, file in enumerate(files):
        whole = file.read_bytes()
        garble(file, seed=n)
        store = FolderStore(folder)
        assert not store.sound(), file.name
        for attempt in (store.inspect, lambda opened=store: opened.known(["1-0"])):
            with pytest.raises(ArchiveError, match="The vectors in .* cannot be used"):
                attempt()
        file.write_bytes(whole)
        assert FolderStore(folder).sound()
        file.unlink()
        assert not FolderStore(folder).sound(), file.name
        file.write_bytes(whole)


OPENING = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from index.vector_stores.folder_store import FolderStore
store = FolderStore(Path(sys.argv[1]))
print(store.known(["1-0"]), store.sound())
"""


def test_who_only_reads_leaves_a_sound_folder_sound(folder):
    store = FolderStore(folder)
    for _ in range(3):
        run = subprocess.run(
            [sys.executable, "-c", OPENING, str(folder), str(HERE.parent)],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        assert run.stdout == "{'1-0'} True\n"
    # So many rows of Chroma's own that they take pages that were free before.
    for _ in range(600):
        store.search(page().vectors[0], Filters(), 1)
        store.close()
    assert store.sound()


ASKING = """
import sys
sys.path[:0] = sys.argv[2:4]
import index.builds.vector_search
index.builds.vector_search.WITHOUT_STORE_CHUNKS = 0
from conftest import HashEmbedder
from index import Archive
with Archive.open(sys.argv[1], embedder=HashEmbedder()) as archive:
    print([hit.chunk_id for hit in archive.search_vectors("vessel7x3 of the harbour", top_k=5)])
"""


@pytest.mark.parametrize("damage", [PANICS, ABORTS, "index files"])
def test_an_archive_with_damaged_vectors_answers_and_nothing_of_another_language_is_told(
    path, damage
):
    with opened(path) as archive:
        expected = [hit.chunk_id for hit in found(archive)]
    vectors = path / "vectors"
    if damage == "index files":
        for file in index_files(vectors):
            file.write_bytes(os.urandom(file.stat().st_size))
    else:
        replace(vectors / "chroma.sqlite3", *damage)
    run = subprocess.run(
        [sys.executable, "-c", ASKING, str(path), str(HERE), str(HERE.parent)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (run.returncode, run.stdout) == (0, f"{expected}\n"), run.stderr
    (said,) = run.stderr.splitlines()
    assert said.startswith(f"The vectors in {vectors} cannot be used (")
    assert said.endswith("the catalogue's own vectors are searched: slower.")


@pytest.mark.parametrize("damaged", ["database", "index files", "everything"])
def test_the_next_writer_makes_vectors_anew_that_were_damaged_from_outside(path, damaged):
    with opened(path) as archive:
        expected = found(archive)
    vectors = path / "vectors"
    if damaged != "index files":
        garble(vectors / "chroma.sqlite3")
    for file in index_files(vectors) if damaged != "database" else ():
        garble(file)
    with opened(path, writing=True) as archive:
        report = ingest(interrupted.before(), archive)
        assert len(report.unchanged) == 18 and report.chunks == 0
    with opened(path) as archive:
        assert archive.vectors.sound() and archive.check().sound
        assert [hit.chunk_id for hit in found(archive)] == [hit.chunk_id for hit in expected]


def test_vectors_of_another_state_of_the_archive_are_made_anew_where_they_are_asked(
    path, tmp_path, monkeypatch
):
    for name in ("vectors", "vectors.lock"):
        one = shutil.copytree if name == "vectors" else shutil.copy
        one(path / name, tmp_path / name)
    with opened(path, writing=True) as archive:
        ingest(interrupted.others(), archive)
        expected = found(archive)
    shutil.rmtree(path / "vectors")
    shutil.move(tmp_path / "vectors", path / "vectors")
    shutil.move(tmp_path / "vectors.lock", path / "vectors.lock")
    with opened(path) as archive:  # Nothing in the folder tells.
        assert archive.vectors.sound() and not archive.check().sound
    (path / "damaged").unlink()
    with monkeypatch.context() as patched:  # Too small for its store to be asked.
        patched.setattr("index.builds.vector_search.WITHOUT_STORE_CHUNKS", 4000)
        opened(path, writing=True).close()
    with opened(path) as archive:
        assert not archive.check().sound
    (path / "damaged").unlink()
    opened(path, writing=True).close()
    with opened(path) as archive:
        assert archive.check().sound
        assert [hit.chunk_id for hit in found(archive)] == [hit.chunk_id for hit in expected]
