"""What a server does, in numbers for Prometheus: on a port of its own, of this machine alone.

Not on the page's address: numbers tell how much is asked and how well it is answered, which is no
reader's business, and what collects them has no account and signs in nowhere. Who wants them on
another machine has a collector on this one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    start_http_server,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from index import Archive, DatelineError
from index.filters import EVERYTHING
from qa import Answer, QueryEngine
from qa.observing import PARTS

OUTCOMES = ("answered", "counted", "refused", "asked back", "remark", "failed", "given up")
_ADDRESS = "127.0.0.1"
_BUCKETS = (0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 60.0, 120.0)


class MetricsError(DatelineError):
    """The numbers cannot be served as asked."""


class Metrics:
    """Numbers of one server, in a registry of its own.

    Args:
        engine: Whose questions are counted, those of engines that are made of it too; it is
            listened to from now on.
        waiting: Tells how many questions wait or are answered.
    """

    def __init__(self, engine: QueryEngine, waiting: Callable[[], int] = lambda: 0) -> None:
        """Begins to listen."""
        self.waiting = waiting
        self.registry = CollectorRegistry()
        self.questions = Counter(
            "dateline_questions", "Questions by what came of them.", ["outcome"],
            registry=self.registry,
        )  # fmt: skip
        self.seconds = Histogram(
            "dateline_part_seconds", "How long the parts of a question took.", ["part"],
            buckets=_BUCKETS, registry=self.registry,
        )  # fmt: skip
        for outcome in OUTCOMES:
            self.questions.labels(outcome)
        for part in PARTS:
            self.seconds.labels(part)
        ProcessCollector(registry=self.registry)
        self.registry.register(_State(engine.archive, self))
        engine.observers = (*engine.observers, lambda: _Listening(self))

    @contextmanager
    def served(self, port: int) -> Iterator[int]:
        """Serves them for the block; gives the port.

        Raises:
            MetricsError: The port cannot be had.
        """
        try:
            server, thread = start_http_server(port, _ADDRESS, self.registry)
        except OSError as error:
            raise MetricsError(
                f"The numbers cannot be served on port {port}: {error.strerror}. Give another port."
            ) from error
        try:
            yield server.server_port
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


class _Listening:
    """Counts one question."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._begun: dict[str, list[float]] = {}
        self._outcome = "given up"

    def began(self, part: str) -> None:
        self._begun.setdefault(part, []).append(perf_counter())

    def ended(self, part: str) -> None:
        self._metrics.seconds.labels(part).observe(perf_counter() - self._begun[part].pop())
        if part == "question":
            self._metrics.questions.labels(self._outcome).inc()

    def told(self, what: str, **details: Any) -> None:  # noqa: ANN401 - each station's own
        if what == "answer":
            self._outcome = _outcome(details["answer"])
        elif what == "failed":
            self._outcome = "failed"


class _State(Collector):
    """What the archive and the line are at the moment of asking."""

    def __init__(self, archive: Archive, metrics: Metrics) -> None:
        self._archive = archive
        self._metrics = metrics

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield GaugeMetricFamily(
            "dateline_waiting", "Questions that wait or are answered.", self._metrics.waiting()
        )
        try:
            catalog = self._archive.catalog
            coverage, generation = catalog.articles.coverage(EVERYTHING), catalog.generation()
        except DatelineError:
            yield GaugeMetricFamily("dateline_archive_up", "Whether it can be read.", 0)
            return
        yield GaugeMetricFamily("dateline_archive_up", "Whether it can be read.", 1)
        yield GaugeMetricFamily(
            "dateline_archive_articles", "Articles that can be found.", coverage["articles"]
        )
        yield GaugeMetricFamily(
            "dateline_archive_passages", "Passages of these.", coverage["chunks"]
        )
        yield GaugeMetricFamily(
            "dateline_archive_generation", "Changes of what can be found.", generation
        )

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing: what is registered is not to be read from the archive yet."""
        return iter(())


def _outcome(answer: Answer) -> str:
    if answer.remark:
        return "remark"
    if answer.readings:
        return "asked back"
    if not answer.answered:
        return "refused"
    return "answered" if answer.confidence is not None or answer.citations else "counted"
