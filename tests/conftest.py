"""Shared by the tests: a small real embedder, a real archive of the seeds."""

import gc
import hashlib
import os
import shutil
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from filelock import FileLock
from postgres import Server
from scripted_model import ScriptedModel
from waiting import PATIENCE

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ.pop("DATELINE_LLM", None)
WORKER = os.environ.get("PYTEST_XDIST_WORKER")
if WORKER:  # of several processes that each have a core: torch's threads would wait for one
    os.environ.setdefault("OMP_NUM_THREADS", "1")

import index.models.embedding  # noqa: E402
from evals.benchmarks.pairs_once import pairs_read_once  # noqa: E402
from index import Archive, ingest_path  # noqa: E402
from index.models.embedding import SentenceTransformerEmbedder, Vectors  # noqa: E402
from index.prose.words import words  # noqa: E402
from qa import QueryEngine  # noqa: E402

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
# The files that take longest, longest first: begun last, one would run on beside idle workers.
LONGEST = (
    "engine",
    "generative",
    "hostile",
    "cli",
    "page",
    "page_archives",
    "patterns",
    "nasty",
    "crash",
    "embedding",
    "server_store",
    "vectors",
)
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the longest files first."""
    rank = {f"test_{name}.py": n for n, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path.name, len(rank)))


@pytest.fixture(autouse=True, scope="module")
def left_open() -> Iterator[None]:
    """Collects the event loops that Gradio and Playwright leave open, before other tests do."""
    yield
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "unclosed", ResourceWarning)
        gc.collect()


@pytest.fixture(autouse=True, scope="session")
def one_thread_a_worker() -> Iterator[None]:
    """Beside other workers each has a core: onnxruntime's threads would wait for one another."""
    if not WORKER:
        yield
        return
    import onnxruntime

    made = onnxruntime.InferenceSession

    def session(model: Any, sess_options: Any = None, *others: Any, **named: Any) -> Any:
        options = sess_options or onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        return made(model, options, *others, **named)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(onnxruntime, "InferenceSession", session)
        yield


@pytest.fixture(autouse=True, scope="session")
def each_pair_read_once() -> Iterator[None]:
    """Tests ask the same of the same passages again and again; half of their time was reading."""
    with pairs_read_once():
        yield


def made_once(folders: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """What takes long to make and is only read: one for a run, whichever worker needs it first.

    Args:
        folders: Where the run's temporary folders are.
        name: What it is, of all that is made so.
        make: Makes it at a path.
    """
    base = folders.getbasetemp()
    path = (base.parent if WORKER else base) / f"once-{name}"
    with FileLock(f"{path}.lock"):
        if not path.exists():
            unfinished = path.with_suffix(".unfinished")
            make(unfinished)
            unfinished.rename(path)
    return path


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

    def tokenize(self, text: str) -> list[str]:
        return [word.text for word in words(text)]


@lru_cache(maxsize=100_000)
def direction(stem: str) -> Vectors:
    """A unit vector that is always the same for a stem."""
    seed = int.from_bytes(hashlib.sha256(stem.encode()).digest()[:8], "big")
    vector = np.random.default_rng(seed).standard_normal(HashEmbedder.dimensions)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


@pytest.fixture
def store_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the vector store searched in small archives too, as it is in large ones."""
    monkeypatch.setattr("index.builds.vector_search.WITHOUT_STORE_CHUNKS", 0)


@pytest.fixture(scope="session")
def hash_embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture(scope="session")
def embedder() -> SentenceTransformerEmbedder:
    """The real model; loading it takes seconds, so once."""
    return SentenceTransformerEmbedder()


@pytest.fixture(scope="session")
def load_once() -> Callable[..., Any]:
    """Loads the weights of each model once; what is made of them is made anew."""
    return cache(index.models.embedding._load)


@pytest.fixture
def model_loaded_once(monkeypatch: pytest.MonkeyPatch, load_once: Callable[..., Any]) -> None:
    """For a test of many commands: each opens an archive, and would load its model."""
    monkeypatch.setattr("index.models.embedding._load", load_once)


@pytest.fixture(scope="session")
def seeds_path(
    tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder
) -> Path:
    """An archive of the five seed articles by the real model: to be copied, not written to."""

    def make(path: Path) -> None:
        with Archive.create(path, embedder=embedder) as archive:
            ingest_path(SEEDS, archive)

    return made_once(tmp_path_factory, "seeds", make)


@pytest.fixture(scope="session")
def seeds_archive(seeds_path: Path, embedder: SentenceTransformerEmbedder) -> Iterator[Archive]:
    """The five seed articles, indexed with the real model; not to be written to."""
    with Archive.open(seeds_path, embedder=embedder) as archive:
        yield archive


@pytest.fixture(scope="session")
def seeds_engine(seeds_archive: Archive) -> QueryEngine:
    return QueryEngine(seeds_archive)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server, with pgvector."""
    server = Server()
    server.start()
    yield server
    server.remove()


@pytest.fixture(scope="session", params=["folder", "postgresql"])
def somewhere(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Path | str]:
    """Gives places for new archives: in a folder, and, the test run again, in PostgreSQL."""
    if request.param == "folder":
        return lambda: tmp_path_factory.mktemp("somewhere") / "archive"
    server: Server = request.getfixturevalue("postgres")
    return server.new_address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser for a module's tests: each opens pages, which know nothing of each other's.

    Not for the session: while it is there, no test of the same thread can run an event loop.
    """
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = shutil.which("/usr/bin/chromium") or shutil.which("chromium")
    if program is None:
        pytest.skip("there is no chromium on this machine")
    sync_api.expect.set_options(timeout=1000 * PATIENCE)
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def scripted_model() -> Iterator[ScriptedModel]:
    """A language model's server that plays what the test writes."""
    model = ScriptedModel()
    yield model
    model.close()
