"""The embedding model on the machines of a Ray cluster, for the many texts of an index."""

import os
import warnings
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from index.errors import ModelError
from index.models.embedding import (
    BATCH_SIZE,
    DEFAULT_MODEL,
    SentenceTransformerEmbedder,
    Vectors,
)

# Of so many texts a machine reads at a time: little is lost with one that goes away.
SHARD = 4 * BATCH_SIZE
_SCHEME = "ray://"
_SECONDS_TO_START = 300.0
# How often texts are given to another machine after one that read them has gone.
_TRIES = 3
# What a head says whose server for this client has died at its start: to its first look, or between
# two looks, when psutil finds the process gone.
_SLOW_HEAD = ("Starting Ray client server failed", "psutil.ZombieProcess", "psutil.NoSuchProcess")


class RayEmbedder(SentenceTransformerEmbedder):
    """A sentence-transformers model that reads many texts at once on other machines.

    Each machine of the cluster with a free processor has one worker, of all its processors, which
    loads the model from its own disk; the vectors are used only where its fingerprint is ours. A
    question, and what is no more than `BATCH_SIZE` texts, is read here. Texts of a worker that
    goes away are read by another one.

    Every machine needs this version of Dateline, with the extra `ray`, and the model.

    Attributes:
        address: Where the cluster is reached.
    """

    def __init__(self, address: str, model: str = DEFAULT_MODEL) -> None:
        """Loads the model here and reaches the cluster.

        Args:
            address: A Ray client server's, such as ray://10.0.0.5:10001.
            model: As `SentenceTransformerEmbedder` takes it.

        Raises:
            ModelError: The package is missing, nothing answers at the address, no machine there
                has the model, or it is another one.
        """
        super().__init__(model)
        self.address = address
        self._ray = _connected(address)
        self._nodes: dict[str, Any] = {}
        self._has_lost = False
        try:
            self._start_workers()
        except BaseException:
            self.close()
            raise

    @property
    def at_once(self) -> int:
        """How many texts keep every machine busy."""
        return 2 * SHARD * max(1, len(self._nodes))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimensions), in the order of the texts.

        Raises:
            ModelError: The cluster cannot be reached any more, or its last machine has gone.
        """
        if len(texts) <= BATCH_SIZE:
            return super().embed(texts)
        shards = [list(texts[first : first + SHARD]) for first in range(0, len(texts), SHARD)]
        try:
            return np.concatenate(self._spread(shards))
        except self._ray.exceptions.RayTaskError as error:
            raise ModelError(f"A machine of {self.address} failed: {error.cause}") from error
        except (ConnectionError, self._ray.exceptions.RayError) as error:
            raise ModelError(
                f"The Ray cluster at {self.address} cannot be reached any more ({error}). What was "
                "finished is kept; start the cluster and run the same command again."
            ) from error

    def close(self) -> None:
        """Lets the machines go."""
        with suppress(Exception):  # it may be gone already, in one of many ways
            for worker in self._nodes.values():
                self._ray.kill(worker)
            self._ray.shutdown()
        self._nodes = {}

    def _spread(self, shards: list[list[str]]) -> list[Vectors]:
        """The vectors of each shard; whoever is done is given the next one."""
        found: list[Vectors | None] = [None] * len(shards)
        waiting, tries = deque(range(len(shards))), [0] * len(shards)
        if self._has_lost:
            self._start_workers()
        idle = list(self._nodes)
        under_way: dict[Any, tuple[str, int]] = {}
        while waiting or under_way:
            while waiting and idle:
                node, shard = idle.pop(), waiting.popleft()
                under_way[self._nodes[node].embed.remote(shards[shard])] = (node, shard)
            done = self._ray.wait(list(under_way), num_returns=1)[0][0]
            node, shard = under_way.pop(done)
            try:
                found[shard] = np.asarray(self._ray.get(done), dtype=np.float32)
                idle.append(node)
            except self._ray.exceptions.RayActorError:
                tries[shard] += 1
                waiting.appendleft(shard)
                idle += self._lost(node, tries[shard])
        return [vectors for vectors in found if vectors is not None]

    def _lost(self, node: str, tries: int) -> list[str]:
        """Goes on without a machine; gives those that were started in its place."""
        self._nodes.pop(node, None)
        self._has_lost = True
        if tries >= _TRIES:
            raise ModelError(
                f"Machines of {self.address} go away while they embed. Their memory may be too "
                "small: the model takes about a gigabyte."
            )
        if self._nodes:
            return []
        self._start_workers()
        return list(self._nodes)

    def _start_workers(self) -> None:
        """A worker on each machine that has none; those that cannot start within time have none."""
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        started = {}
        for node in self._ray.nodes():
            cpus = node["Resources"].get("CPU", 0)
            if not node["Alive"] or cpus < 1 or node["NodeID"] in self._nodes:
                continue
            options = self._ray.remote(_Worker).options(
                num_cpus=cpus,
                num_gpus=min(1, node["Resources"].get("GPU", 0)),
                scheduling_strategy=NodeAffinitySchedulingStrategy(node["NodeID"], soft=False),
            )
            worker = options.remote(self.name)
            started[worker.fingerprint.remote()] = (node["NodeID"], worker)
        wrong = []
        while started:
            ready, _ = self._ray.wait(list(started), timeout=_SECONDS_TO_START)
            if not ready:
                break
            said = self._joined(ready[0], *started.pop(ready[0]))
            wrong += [said] if said else []
        for _, worker in started.values():
            self._ray.kill(worker)
        self._has_lost = False
        if not self._nodes:
            raise ModelError(
                f"No machine of the Ray cluster at {self.address} can embed. "
                + (wrong[0] if wrong else "Their processors are taken, or there are none.")
            )

    def _joined(self, task: Any, node: str, worker: Any) -> str:  # noqa: ANN401 - of Ray's
        """Takes a worker in whose model is ours; else says what is wrong."""
        try:
            fingerprint = self._ray.get(task)
        except self._ray.exceptions.RayError as error:
            return str(getattr(error, "cause", None) or error)
        if fingerprint != self.fingerprint:
            self._ray.kill(worker)
            return (
                f"'{self.name}' is another model there ({fingerprint}) than here "
                f"({self.fingerprint}). Put the same files on every machine."
            )
        self._nodes[node] = worker
        return ""


class _Worker:
    """What runs on a machine of the cluster."""

    def __init__(self, model: str) -> None:
        os.environ["HF_HUB_OFFLINE"] = "1"
        self._embedder = SentenceTransformerEmbedder(model)

    def fingerprint(self) -> str:
        return self._embedder.fingerprint

    def embed(self, texts: list[str]) -> Vectors:
        return self._embedder.embed(texts)


def _connected(address: str) -> Any:  # noqa: ANN401 - the package itself, which has no types
    if not address.startswith(_SCHEME):
        raise ModelError(
            f"'{address}' is no address of a Ray cluster. Give one such as ray://10.0.0.5:10001."
        )
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is reported to anybody
    try:
        import ray
    except ImportError:
        raise ModelError(
            "To embed on a Ray cluster the package ray is needed: pip install 'dateline[ray]'"
        ) from None
    for tries_left in reversed(range(_TRIES)):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what it warns of is said below
                ray.init(address, log_to_driver=False, configure_logging=False)
            break
        except (ConnectionError, RuntimeError, ValueError) as error:
            with suppress(Exception):  # half of a connection would be in the way of the next
                ray.shutdown()
            # A busy head may be too slow to start what answers this client.
            if tries_left and any(sign in str(error) for sign in _SLOW_HEAD):
                continue
            said = str(error).strip().splitlines()  # of a failure on the head all that it printed
            raise ModelError(
                f"No Ray cluster answers at {address} "
                f"({said[-1] if said else type(error).__name__}). Start one: ray start --head "
                "--ray-client-server-port=10001"
            ) from None
    return ray
