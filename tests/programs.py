"""What tests of the doors for programs share: a server, and how they read what comes."""

import gc
import json
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import httpx
import pytest
from waiting import until

from qa import QueryEngine
from ui.web.serving import Serving, start

QUESTION = "Who did Wang Yi meet in Dushanbe?"
PROBLEM = "application/problem+json"


@contextmanager
def served(engine, *, programs=True, **values) -> Iterator[Serving]:
    """A server over an engine, on a port of its own."""
    with warnings.catch_warnings():
        # Gradio leaves event loops open where it makes a page.
        warnings.filterwarnings("ignore", "unclosed", ResourceWarning)
        serving = start(engine, port=0, programs=programs, **values)
        gc.collect()
    try:
        yield serving
    finally:
        serving.close()


def events(text: str) -> list[tuple[str, dict]]:
    """The names and values of a stream of events."""
    found = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n") if line.strip(": "))
        if "event" in lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found


def problem(answer: httpx.Response, status: int) -> str:
    """The sentence that a program is told of what failed."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    told = answer.json()
    assert told["status"] == status and told["title"] and told["type"] == "about:blank"
    assert "Traceback" not in answer.text
    return told["detail"]


class Slow(QueryEngine):
    """An engine that tells how many are asked at once, and waits to be let go."""

    def __init__(self, archive):
        super().__init__(archive)
        self.lock, self.now, self.most, self.ended = threading.Lock(), 0, 0, 0
        self.go_on, self.begun = threading.Event(), threading.Event()

    def stream(self, question, *args, **values):
        if question != QUESTION:  # one that the page looks for suggestions by
            yield from super().stream(question, *args, **values)
            return
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        self.begun.set()
        try:
            *_, answer = super().stream(question, *args, **values)
            while not self.go_on.wait(0.02):
                yield replace(answer, complete=False, sentences=())
            yield answer
        except GeneratorExit:
            self.ended += 1
            raise
        finally:
            with self.lock:
                self.now -= 1


def leaves(engine, serving, address, **asked):
    """Asks a slow engine, and leaves in the midst of its answer; the server notices that."""
    with pytest.raises(httpx.ReadTimeout), httpx.Client(timeout=0.7) as client:
        with client.stream("POST", f"{serving.url}{address}", **asked) as answer:
            for _ in answer.iter_lines():
                pass
    until(lambda: engine.ended and not len(serving.queue))
    assert (engine.ended, engine.now, len(serving.queue)) == (1, 0, 0)


@contextmanager
def slow(archive):
    """Such an engine over an archive, and the server over it."""
    engine = Slow(archive)
    with served(engine) as serving:
        yield engine, serving
        engine.go_on.set()
