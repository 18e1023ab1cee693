"""Shared by the tests: a small real embedder, a real archive of the seeds."""

import gc
import hashlib
import os
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from scripted_model import ScriptedModel

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ.pop("DATELINE_LLM", None)

from index import Archive, ingest_path  # noqa: E402
from index.embedding import SentenceTransformerEmbedder, TokenVectors, Vectors  # noqa: E402
from index.words import words  # noqa: E402
from qa import QueryEngine  # noqa: E402

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"


@pytest.fixture(autouse=True, scope="module")
def left_open() -> Iterator[None]:
    """Collects the event loops that Gradio and Playwright leave open, before other tests do."""
    yield
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "unclosed", ResourceWarning)
        gc.collect()


class HashEmbedder:
    """Hashes stems to directions: texts that share words really are near."""

    name = "hash"
    fingerprint = "hash-1"
    dimensions = 64
    max_tokens = 254

    def embed(self, texts: Sequence[str]) -> Vectors:
        found = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for n, text in enumerate(texts):
            for word in words(text):
                found[n] += direction(word.stem)
        return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)

    def embed_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        return [
            TokenVectors(
                tuple((word.start, word.end) for word in words(text)),
                np.array([direction(w.stem) for w in words(text)], dtype=np.float32).reshape(
                    -1, self.dimensions
                ),
            )
            for text in texts
        ]

    def tokenize(self, text: str) -> list[str]:
        return [word.text for word in words(text)]


def direction(stem: str) -> Vectors:
    """A unit vector that is always the same for a stem."""
    seed = int.from_bytes(hashlib.sha256(stem.encode()).digest()[:8], "big")
    vector = np.random.default_rng(seed).standard_normal(HashEmbedder.dimensions)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


@pytest.fixture
def store_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the vector store searched in small archives too, as it is in large ones."""
    monkeypatch.setattr("index.reading.WITHOUT_STORE_CHUNKS", 0)


@pytest.fixture(scope="session")
def hash_embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture(scope="session")
def embedder() -> SentenceTransformerEmbedder:
    """The real model; loading it takes seconds, so once."""
    return SentenceTransformerEmbedder()


@pytest.fixture(scope="session")
def seeds_archive(
    tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder
) -> Iterator[Archive]:
    """The five seed articles, indexed with the real model; not to be written to."""
    path = tmp_path_factory.mktemp("seeds") / "archive"
    with Archive.create(path, embedder=embedder) as archive:
        ingest_path(SEEDS, archive)
    with Archive.open(path, embedder=embedder) as archive:
        yield archive


@pytest.fixture(scope="session")
def seeds_engine(seeds_archive: Archive) -> QueryEngine:
    return QueryEngine(seeds_archive)


@pytest.fixture
def scripted_model() -> Iterator[ScriptedModel]:
    """A language model's server that plays what the test writes."""
    model = ScriptedModel()
    yield model
    model.close()
