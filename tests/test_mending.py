"""Who may only read an archive is not told to do what only those can who may write to it."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, ingest
from index.errors import ArchiveError, IndexMismatch, ModelError, Remedy
from index.mending import mendable
from ui.terminal.advice import advised

HERE = Path(__file__).parent
sys.path.append(str(HERE / "fixtures"))

import interrupted  # noqa: E402 - it lies in fixtures/

# Every message of damage or of another version that a reader can meet, as a user who owns nothing.
READING = """
import logging, os, sys, tempfile
sys.path[:0] = sys.argv[2:4]
import index.builds.vector_search
index.builds.vector_search.WITHOUT_STORE_CHUNKS = 0
from conftest import HashEmbedder
from index import Archive, Article, ingest
from index.errors import ArchiveError
from ui.terminal.advice import advised
# What is imported late may not be there for that user.
with tempfile.TemporaryDirectory() as other:
    with Archive.create(other + "/archive", embedder=HashEmbedder()) as archive:
        ingest([Article("a", "A title", "The border was closed.")], archive)
        assert archive.search_vectors("border") and archive.check().sound
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
assert not os.access(sys.argv[1], os.W_OK)
logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stdout)
try:
    with Archive.open(sys.argv[1], embedder=HashEmbedder()) as archive:
        archive.search_vectors("vessel")
        for each in archive.check().findings:
            print(advised(each.problem))
    Archive.open(sys.argv[1], writing=True)
except ArchiveError as error:
    print(advised(error))
"""


@pytest.fixture
def path():
    """An archive where another user can reach it: pytest's own folders are closed."""
    with tempfile.TemporaryDirectory(prefix="mending-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        with Archive.create(folder / "archive", embedder=HashEmbedder()) as archive:
            ingest(interrupted.before(), archive)
        yield folder / "archive"
        for one in (folder, *folder.rglob("*")):
            one.chmod(0o755)


def read_by_nobody(path):
    """What a user is told who may read an archive and not write to it, line by line."""
    for one in (path, *path.rglob("*")):
        one.chmod(0o555 if one.is_dir() else 0o444)
    run = subprocess.run(
        [sys.executable, "-c", READING, str(path), str(HERE), str(HERE.parent)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def edit(path, statement):
    with Archive.open(path, embedder=HashEmbedder()) as archive:
        archive.catalog._db.run(statement)


def test_an_archive_that_is_sound_is_sound_for_who_may_only_read_it(path):
    slower, said = read_by_nobody(path)
    assert slower.startswith(
        f"The vectors in {path / 'vectors'} can be searched only by who may write to that folder"
    )
    assert slower.endswith("the catalogue's own vectors are searched: slower.")
    assert "cannot be written to: Permission denied. Check its permissions, ask whoever" in said


@pytest.mark.parametrize("damage", ["vectors", "words", "an article", "a passage", "version"])
def test_who_may_only_read_is_told_whom_to_ask(path, damage):
    if damage == "vectors":
        (path / "vectors" / "chroma.sqlite3").write_bytes(os.urandom(9000))
    elif damage == "words":
        edit(path, "UPDATE chunk_words_docsize SET sz = x'0101' WHERE id = 2")
    elif damage == "an article":
        edit(path, "UPDATE revisions SET text = 'Nothing.' WHERE article_id = 'story-7'")
    elif damage == "a passage":
        edit(path, "UPDATE chunks SET last = 99999 WHERE rowid = 2")
    else:
        edit(path, "UPDATE manifest SET value = '2' WHERE name = 'schema_version'")
    told = read_by_nobody(path)
    said, *others = [line for line in told if "only by who may write" not in line]
    assert f"You may read {path}, but not write to it: ask whoever may, or copy the" in said
    assert "dateline index" not in said and "dateline remove" not in said
    assert (damage == "version") == (not others)


def test_who_may_write_is_told_the_command(path):
    (path / "vectors" / "chroma.sqlite3").write_bytes(os.urandom(9000))
    with Archive.open(path, embedder=HashEmbedder()) as archive:
        (found,) = archive.check().findings
    assert found.problem.remedy is Remedy.WRITE_ONCE
    assert advised(found.problem).endswith("The commands: dateline index, dateline remove")
    assert "You may read" not in str(found.problem)


@pytest.mark.parametrize("kind", [ArchiveError, IndexMismatch, ModelError])
def test_an_error_keeps_its_class_and_its_remedy_where_it_can_be_mended(tmp_path, kind):
    error = mendable(kind, "It is old.", "Rebuild it.", tmp_path, Remedy.REBUILD, archive="x")
    assert type(error) is kind and str(error) == "It is old. Rebuild it."
    assert (error.remedy, error.details) == (Remedy.REBUILD, {"archive": "x"})
