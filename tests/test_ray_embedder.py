"""Embedding on a real Ray cluster of two machines, which are two sets of processes here."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from index import Archive, Article, ingest
from index.errors import ModelError
from index.models.embedding import BATCH_SIZE, SentenceTransformerEmbedder, packaged_folder
from index.models.exporting import LEAST_COSINE
from index.models.ray_embedder import _SLOW_HEAD, SHARD, RayEmbedder

pytest.importorskip("ray", reason="the extra dateline[ray] is not installed")

TEXTS = [f"Minister {n} met {n * 7} people in town {n % 13}, and spoke." for n in range(3 * SHARD)]
RAY = [sys.executable, "-m", "ray.scripts.scripts", "start", "--block", "--disable-usage-stats",
       "--num-cpus=1", "--object-store-memory=80000000",
       "--min-worker-port=0", "--max-worker-port=0"]  # fmt: skip


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@contextmanager
def running(*arguments):
    """A machine of a cluster: a group of processes that can be killed as one."""
    patient = {"RAY_CLIENT_SERVER_CHECK_CHANNEL_TIMEOUT_S": "300"}  # beside other tests
    process = subprocess.Popen(
        [*RAY, *arguments],
        env=os.environ | patient,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        kill(process)


def kill(process):
    """Kills a machine's processes without asking: they are its session's, in several groups."""
    session = process.pid
    for found in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(found.name)) == session:
                os.kill(int(found.name), signal.SIGKILL)
        except ProcessLookupError:
            pass
    process.wait()


def await_port(port):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError(f"nothing listens on port {port}")


@pytest.fixture(scope="module")
def cluster():
    """The address of a head that embeds itself, and a machine that has joined it."""
    if sys.platform != "linux":
        pytest.skip("the machines' processes are found in /proc")
    folder = tempfile.mkdtemp(prefix="dl-ray-", dir="/tmp")  # a socket's path must be short
    port, client = free_port(), free_port()
    head = ("--head", f"--port={port}", f"--ray-client-server-port={client}",
            "--include-dashboard=false", f"--temp-dir={folder}")  # fmt: skip
    with running(*head):
        await_port(port)
        await_port(client)
        with running(f"--address=127.0.0.1:{port}") as machine:
            yield f"ray://127.0.0.1:{client}", machine
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def here():
    return SentenceTransformerEmbedder()


@pytest.fixture(scope="module")
def embedder(cluster):
    address, _ = cluster
    until = time.monotonic() + 120
    made = RayEmbedder(address)
    while made.at_once < 4 * SHARD:  # the second machine has not joined yet
        made.close()
        assert time.monotonic() < until, "the second machine does not join"
        made = RayEmbedder(address)
    yield made
    made.close()


@pytest.mark.parametrize("address", ["ray://127.0.0.1:1", "127.0.0.1:6379"])
def test_where_no_cluster_is_a_sentence_says_so(address, monkeypatch):
    monkeypatch.setattr("ray.util.client.worker.INITIAL_TIMEOUT_SEC", 0.1)
    monkeypatch.setattr("ray.util.client.worker.MAX_TIMEOUT_SEC", 0.1)
    with pytest.raises(ModelError, match="ray://"):
        RayEmbedder(address)


@pytest.mark.parametrize("said", _SLOW_HEAD)
def test_a_head_whose_server_for_us_died_at_its_start_is_asked_again(said, cluster, monkeypatch):
    import ray

    connect, tries = ray.init, []

    def dying_once(*given, **options):
        tries.append(given)
        if len(tries) == 1:
            raise ConnectionAbortedError(f"Initialization failure from server:\n{said}: gone")
        return connect(*given, **options)

    monkeypatch.setattr(ray, "init", dying_once)
    RayEmbedder(cluster[0]).close()
    assert len(tries) >= 2  # on a busy machine the head's own server may die once more


def test_a_model_that_no_machine_has_is_named(cluster, tmp_path):
    here = tmp_path / "gone"
    shutil.copytree(packaged_folder(), here)

    class Vanishing(RayEmbedder):
        def _start_workers(self):
            shutil.rmtree(here)
            super()._start_workers()

    with pytest.raises(ModelError, match="No machine of the Ray cluster"):
        Vanishing(cluster[0], str(here))


def test_vectors_are_those_of_the_model_here_in_the_order_of_the_texts(embedder, here):
    assert cosines(embedder.embed(TEXTS), here.embed(TEXTS)) > LEAST_COSINE
    assert np.array_equal(embedder.embed(TEXTS[:BATCH_SIZE]), here.embed(TEXTS[:BATCH_SIZE]))
    assert (embedder.fingerprint, embedder.name) == (here.fingerprint, here.name)


def test_an_archive_indexed_on_a_cluster_is_asked_without_one(embedder, tmp_path):
    articles = [Article(id=f"{n}", title=f"Note {n}", text=text) for n, text in enumerate(TEXTS)]
    with Archive.create(tmp_path / "a", embedder=embedder) as archive:
        assert ingest(articles, archive).chunks == len(TEXTS)
    with Archive.open(tmp_path / "a") as archive:
        best = archive.search_vectors(f"Note 70\n{TEXTS[70]}", top_k=1)[0]
        (_, stored) = archive.catalog.chunks.by_id([best.chunk_id])[best.chunk_id]
        assert (stored.article.id, round(best.score, 3)) == ("70", 1.0)


def test_a_machine_that_dies_loses_no_text(embedder, cluster, here):
    found = []
    asking = threading.Thread(target=lambda: found.append(embedder.embed(TEXTS * 3)))
    asking.start()
    kill(cluster[1])
    asking.join(240)
    assert cosines(found[0], here.embed(TEXTS * 3)) > LEAST_COSINE


def cosines(some, others):
    assert some.shape == others.shape
    return float((some * others).sum(axis=1).min())
