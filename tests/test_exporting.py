"""The exported embedding model: the original's vectors, without torch, or torch and a reason."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from index import Archive, rebuild
from index.errors import ModelError
from index.models.embedding import SentenceTransformerEmbedder, packaged_folder
from index.models.exported import (
    ExportedEmbedder,
    export_folder,
    load_export,
    read_about,
    why_torch,
)
from index.models.exporting import LEAST_COSINE, keep_export

TEXTS = [
    "Russia was the first country to recognise the Taliban government.",
    "Größe, naïve 😀 e\u0301té, 3.5% — “so”",
    "  Who met whom,\nand WHERE? ",
    "the border of the river " * 100,
    "border",
    "",
]


@pytest.fixture(scope="module")
def home(tmp_path_factory, embedder) -> Path:
    """A folder with the real model's export; not to be changed."""
    folder = tmp_path_factory.mktemp("home")
    keep_export(embedder, folder)
    return folder


@pytest.fixture(scope="module")
def export(home, embedder) -> ExportedEmbedder:
    return load_export(home, embedder.fingerprint)


@pytest.fixture
def copied(home, tmp_path) -> Path:
    """A copy of it, to be changed."""
    shutil.copytree(export_folder(home), export_folder(tmp_path))
    return tmp_path


def archive_of(path: Path, embedder: SentenceTransformerEmbedder, export_from: Path) -> Archive:
    """An empty archive that has an export already."""
    export_folder(path).parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(export_folder(export_from), export_folder(path))
    return Archive.create(path, embedder=embedder)


def cosines(ours, theirs) -> np.ndarray:
    return np.sum(ours * theirs, axis=1)


def test_its_vectors_are_those_of_the_original(export, embedder):
    vectors = export.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), 384) and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert cosines(vectors, embedder.embed(TEXTS)).min() >= 0.999999 > LEAST_COSINE
    assert export.embed([]).shape == (0, 384)
    assert (export.name, export.fingerprint) == (embedder.name, embedder.fingerprint)
    assert (export.dimensions, export.max_tokens) == (embedder.dimensions, embedder.max_tokens)


def test_its_tokens_are_those_of_the_original(export, embedder):
    assert [export.tokenize(text) for text in TEXTS] == [embedder.tokenize(text) for text in TEXTS]
    assert len(export.tokenize("word " * 1000)) == 1000


def test_the_vector_of_a_text_does_not_depend_on_the_texts_beside_it(export):
    assert np.array_equal(export.embed(TEXTS)[0], export.embed(TEXTS[:1])[0])


def changed_model(folder: Path, name: str, settings: dict) -> Path:
    """A copy of the packaged model with one file of settings changed."""
    whole = packaged_folder()
    shutil.copytree(whole, folder, ignore=shutil.ignore_patterns("*.safetensors"))
    (folder / "model.safetensors").symlink_to(whole / "model.safetensors")
    file = folder / name
    before = json.loads(file.read_text()) if file.exists() else {}
    file.write_text(json.dumps(before | settings))
    return folder


def test_a_model_that_pools_in_another_way_is_exported_with_its_own(tmp_path, export):
    first_token = {"pooling_mode_mean_tokens": False, "pooling_mode_cls_token": True}
    folder = changed_model(tmp_path / "model", "1_Pooling/config.json", first_token)
    original = SentenceTransformerEmbedder(str(folder))
    keep_export(original, tmp_path)
    vectors = load_export(tmp_path, original.fingerprint).embed(TEXTS)
    assert cosines(vectors, original.embed(TEXTS)).min() >= 0.999999
    assert cosines(vectors, export.embed(TEXTS)).max() < 0.99


def test_a_model_whose_export_differs_keeps_torch_and_that_is_said(tmp_path, caplog):
    prompt = {"prompts": {"any": "A question of the news: "}, "default_prompt_name": "any"}
    folder = changed_model(tmp_path / "model", "config_sentence_transformers.json", prompt)
    model = SentenceTransformerEmbedder(str(folder))
    with Archive.create(tmp_path / "archive", embedder=model) as archive:
        assert archive.stats().torch.startswith("the vectors of its export differ (a cosine of 0.")
        assert caplog.text.count("through torch, which takes seconds: the vectors of") == 1
        kept = export_folder(archive.path)
        assert [file.name for file in kept.iterdir()] == ["about.json"]
        before = (kept / "about.json").stat().st_mtime_ns
    with Archive.open(tmp_path / "archive") as archive:
        assert isinstance(archive.embedder, SentenceTransformerEmbedder)
        assert np.array_equal(archive.embedder.embed(TEXTS), model.embed(TEXTS))
    assert (kept / "about.json").stat().st_mtime_ns == before


@pytest.mark.parametrize("file", ["model.onnx", "weights.bin", "tokenizer.json"])
@pytest.mark.parametrize("damage", ["altered", "cut", "missing"])
def test_damage_is_noticed(file, damage, copied, embedder):
    damaged = export_folder(copied) / file
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.unlink()
    if damage != "missing":
        damaged.write_bytes(content if damage == "altered" else content[: len(content) // 2])
    with pytest.raises(ModelError, match=rf"{file} is missing or damaged"):
        load_export(copied, embedder.fingerprint)


@pytest.mark.parametrize("about", ["", "{}", '{"form": 0}', "[1]"])
def test_an_export_that_does_not_tell_what_it_is_of_is_none(about, copied, embedder):
    (export_folder(copied) / "about.json").write_text(about)
    assert load_export(copied, embedder.fingerprint) is None
    assert why_torch(copied, embedder.fingerprint) == "it is not exported yet"


def test_the_export_of_another_model_is_none(home):
    assert load_export(home, "0123456789abcdef") is None


def test_what_is_damaged_is_exported_anew_by_the_next_that_asks(tmp_path, home, embedder, caplog):
    archive_of(tmp_path / "archive", embedder, home).close()
    (export_folder(tmp_path / "archive") / "weights.bin").write_bytes(b"x" * 1000)
    with Archive.open(tmp_path / "archive") as archive:
        assert isinstance(archive.embedder, ExportedEmbedder)
        assert cosines(archive.embedder.embed(TEXTS), embedder.embed(TEXTS)).min() > LEAST_COSINE
    assert caplog.text.count("weights.bin is missing or damaged.") == 1


def test_an_archive_without_an_export_gets_one_when_it_is_first_asked(tmp_path, home, embedder):
    archive_of(tmp_path / "archive", embedder, home).close()
    shutil.rmtree(export_folder(tmp_path / "archive"))
    with Archive.open(tmp_path / "archive") as archive:
        assert archive.stats().torch == "it is not exported yet"
        assert isinstance(archive.embedder, ExportedEmbedder)
        assert archive.stats().torch == ""


def test_who_writes_reads_articles_through_torch_and_leaves_an_export(tmp_path, home, embedder):
    archive_of(tmp_path / "archive", embedder, home).close()
    shutil.rmtree(export_folder(tmp_path / "archive"))
    with Archive.open(tmp_path / "archive", writing=True) as archive:
        assert isinstance(archive.embedder, SentenceTransformerEmbedder)
    assert read_about(tmp_path / "archive", embedder.fingerprint).refused == ""


def test_a_rebuilt_archive_has_an_export_in_its_new_build_only(tmp_path, home, embedder):
    path = tmp_path / "archive"
    archive_of(path, embedder, home).close()
    rebuild(path, embedder=embedder)
    (kept,) = path.rglob("weights.bin")
    assert kept.parent.parent.name.startswith("build-")
    with Archive.open(path) as archive:
        assert isinstance(archive.embedder, ExportedEmbedder)


OPENING = """
import os, sys, time
sys.path[:0] = sys.argv[2:4]
from index import Archive
if "nobody" in sys.argv and os.getuid() == 0:
    import torch, sentence_transformers
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
with Archive.open(sys.argv[1]) as archive:
    vector = archive.embedder.embed(["border"])[0]
    print(type(archive.embedder).__name__, archive.stats().torch, len(vector), sep="|")
"""


def opening(path: Path, *more: str) -> subprocess.Popen:
    here = Path(__file__).parent
    return subprocess.Popen(
        [sys.executable, "-c", OPENING, str(path), str(here), str(here.parent), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_processes_that_ask_first_at_once_leave_one_whole_export(tmp_path, home, embedder):
    path = tmp_path / "archive"
    archive_of(path, embedder, home).close()
    shutil.rmtree(export_folder(path))
    both = [opening(path), opening(path)]
    for process in both:
        said, failed = process.communicate(timeout=300)
        assert said.strip() == "ExportedEmbedder||384", failed
    assert load_export(path, embedder.fingerprint) is not None
    assert [one.name for one in path.glob("embedder*")] == ["embedder"]


def test_a_read_only_folder_without_an_export_is_asked_through_torch(
    tmp_path_factory, home, embedder
):
    path = tmp_path_factory.mktemp("public") / "archive"
    archive_of(path, embedder, home).close()
    shutil.rmtree(export_folder(path))
    for parent in path.parents:
        if parent.stat().st_uid == os.getuid() and not parent.stat().st_mode & 0o005:
            parent.chmod(0o755)
    for one in (path, *path.rglob("*")):
        one.chmod(0o555 if one.is_dir() else 0o444)
    said, failed = opening(path, "nobody").communicate(timeout=300)
    path.chmod(0o755)
    assert said.strip() == "SentenceTransformerEmbedder|it is not exported yet|384", failed
    assert not export_folder(path).exists()


def test_a_full_disk_leaves_torch_and_is_told(tmp_path, embedder, caplog, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("index.models.exporting._export", full)
    with Archive.create(tmp_path / "archive", embedder=embedder) as archive:
        assert "embedder cannot be written: No space left on device" in caplog.text
        assert archive.stats().torch == "it is not exported yet"
    assert not list((tmp_path / "archive").glob("embedder*"))


def test_what_a_killed_export_left_is_cleared_away_by_a_later_one(tmp_path, embedder, copied):
    old, fresh = copied / "embedder-00000001", copied / "embedder-00000002"
    for folder in (old, fresh):
        folder.mkdir()
        (folder / "weights.bin").write_bytes(b"x")
    long_ago = time.time() - 7200
    os.utime(old, (long_ago, long_ago))
    (export_folder(copied) / "weights.bin").unlink()
    keep_export(embedder, copied)
    assert not old.exists() and fresh.exists()
    assert load_export(copied, embedder.fingerprint) is not None
