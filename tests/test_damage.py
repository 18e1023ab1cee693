"""Any bytes of an archive may be others: what happens is a sentence, and what is sound is whole."""

import random
import shutil
import sys
from pathlib import Path

import pytest
from conftest import HashEmbedder

import index.vector_stores.chroma
from index import Archive, Article, ingest, rebuild
from index.errors import DatelineError
from index.models.exported import About, export_folder, read_about
from index.prose.words import stems
from qa import QueryEngine

HERE = Path(__file__).parent
sys.path.append(str(HERE / "fixtures"))

import interrupted  # noqa: E402 - it lies in fixtures/

pytestmark = pytest.mark.usefixtures("store_is_searched")

QUESTIONS = ("Where did Reporter5 see vessel5x3 leave?", "vessels of port 3", "harbour2late dawn")
STORIES = [
    *(interrupted.story(n) for n in range(6)),
    *(interrupted.story(n, "late") for n in range(6, 10)),
    Article("copy", "Vessels of port 7", interrupted.story(7, "late").text, "Post", "2023-06-01"),
]
# What is damaged: a part of a file's name, and how many times with other bytes.
PARTS = {
    "catalog.sqlite3": 22,
    "catalog.sqlite3-wal": 6,
    "chroma.sqlite3": 8,
    "data_level0.bin": 4,
    "link_lists.bin": 3,
    "index_metadata.pickle": 3,
    "length.bin": 2,
    "header.bin": 3,
    "sums.json": 3,
    "vectors.lock": 3,
    "current": 3,
}
VARIANTS = [(part, seed) for part, count in PARTS.items() for seed in range(count)]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An archive that was rebuilt, with a change that is still in its write-ahead log only."""
    folder = tmp_path_factory.mktemp("damage")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(index.vector_stores.chroma, "CONFIGURATION", interrupted.SMALL)
        with Archive.create(folder / "first", embedder=HashEmbedder()) as archive:
            ingest([interrupted.story(n) for n in range(10)], archive)
        rebuild(folder / "first", embedder=HashEmbedder())
        with Archive.open(folder / "first", embedder=HashEmbedder(), writing=True) as archive:
            ingest(STORIES, archive)
            archive.vectors.close()
            shutil.copytree(folder / "first", folder / "archive")
    home = next((folder / "archive").glob("build-*"))
    assert (home / "catalog.sqlite3-wal").stat().st_size > 10_000
    return folder / "archive"


@pytest.fixture(scope="module")
def expected(made, tmp_path_factory):
    path = shutil.copytree(made, tmp_path_factory.mktemp("expected") / "archive")
    with Archive.open(path, embedder=HashEmbedder()) as archive:
        assert archive.check().sound
        return answers(archive)


def answers(archive):
    """What is found by words and by vectors, read and counted."""
    engine = QueryEngine(archive)
    found: list[object] = [engine.query("How many articles mention Reporter5?").text]
    for question in QUESTIONS:
        hits = [
            *archive.catalog.chunks.search_words(stems(question)),
            *archive.search_vectors(question, top_k=6),
        ]
        chunks = archive.catalog.chunks.by_id([hit.chunk_id for hit in hits])
        found += [
            (chunk.text, stored.article, stored.copy_of, round(hit.score, 4))
            for hit in hits
            for chunk, stored in [chunks[hit.chunk_id]]
        ]
        found += [(each.article_id, each.text) for each in engine.retrieve(question, top_k=4)]
    return found


def damage(path, part, seed):
    """Other bytes, 1 to 64 of them, in the file of that name."""
    (file,) = (file for file in path.rglob("*") if file.name == part)
    chance = random.Random(f"{part} {seed}")
    content = bytearray(file.read_bytes())
    for _ in range(chance.choice([1, 4, 16, 64])):
        content[chance.randrange(len(content))] = chance.randrange(256)
    file.write_bytes(content)


def said_or(attempt):
    """What an attempt gives, or the sentence that it ends with."""
    try:
        return attempt()
    except DatelineError as error:
        assert str(error).endswith(".") and "Traceback" not in str(error)
        return error


def asked(path):
    """The answers, and whether a check finds that all is sound; either may be an error."""
    with Archive.open(path, embedder=HashEmbedder()) as archive:
        found = said_or(lambda: answers(archive))
        for look in (archive.stats, archive.vectors_state, archive.glance):
            said_or(look)
        return found, said_or(archive.check)


def indexed(path):
    with Archive.open(path, embedder=HashEmbedder(), writing=True) as archive:
        return ingest(STORIES, archive)


@pytest.mark.parametrize(("part", "seed"), VARIANTS)
def test_damage_is_a_sentence_and_what_is_called_sound_answers_as_before(
    made, expected, tmp_path, part, seed
):
    path = Path(shutil.copytree(made, tmp_path / "archive"))
    damage(path, part, seed)
    for step in (asked, indexed, asked):
        told = said_or(lambda step=step: step(path))
        if step is asked and isinstance(told, tuple):
            found, check = told
            assert isinstance(check, DatelineError) or not check.sound or found == expected
    if part not in ("catalog.sqlite3", "catalog.sqlite3-wal", "current"):
        # What the catalogue can make anew is whole again.
        assert not isinstance(told, DatelineError) and found == expected and check.sound


def test_whatever_byte_of_what_tells_of_an_export_is_another_it_does_not_count(tmp_path):
    about = About("hash", "hash-1", 64, 254, {"model.onnx": 1234567, "weights.bin": 7654321})
    folder = export_folder(tmp_path)
    folder.mkdir()
    about.write(folder)
    assert read_about(tmp_path, "hash-1") == about
    whole = (folder / "about.json").read_bytes()
    for n in range(len(whole)):
        (folder / "about.json").write_bytes(whole[:n] + bytes([whole[n] ^ 1]) + whole[n + 1 :])
        assert read_about(tmp_path, "hash-1") in (None, about)
