"""People who ask servers while something is killed, and whether each was told something whole."""

import http.client
import json
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from evals.benchmarks.killed_commands import PROBLEM

LONGEST_WAIT = 120.0
# Between two questions of an asker: what is tried is not how many can be answered.
_PAUSE = 0.5


@dataclass
class Heard:
    """What came of questions; shared between threads.

    Attributes:
        counts: How many were answered, how many told in a sentence that they could not be, and by
            how many the connection broke.
        wrong: What was neither: half an answer, or an error that is no sentence.
    """

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Askers:
    """Three threads that ask one question after another, whole and streamed in turn."""

    def __init__(self, urls: Sequence[str], questions: Sequence[str], heard: Heard) -> None:
        """They begin at once; each asks another server where there are several."""
        self._ended = threading.Event()
        self._threads = [
            threading.Thread(
                target=self._ask_on, args=(urls[n % len(urls)], questions, n, heard), daemon=True
            )
            for n in range(3)
        ]
        for each in self._threads:
            each.start()

    def end(self) -> None:
        """Returns when each has heard of its last question."""
        self._ended.set()
        for each in self._threads:
            each.join()

    def _ask_on(self, url: str, questions: Sequence[str], first: int, heard: Heard) -> None:
        turn = first
        while not self._ended.is_set():
            question, streamed = questions[turn % len(questions)], turn % 2 == 1
            turn += 1
            self._ended.wait(_PAUSE)
            try:
                came = asked(url, question, streamed=streamed)
            except (OSError, http.client.HTTPException):
                came = "cut off"
            with heard.lock:
                if came in ("answered", "told", "cut off"):
                    heard.counts[came] += 1
                else:
                    heard.wrong.append(f"{question} {came}")


def asked(url: str, question: str, *, streamed: bool = False) -> str:
    """How a question was answered: "answered", "told" (why not), or what is wrong with it.

    Raises:
        OSError: The connection broke, or none was to be had; HTTPException too.
    """
    status, kind, text = request(url, "/api/v1/ask", {"question": question, "stream": streamed})
    if PROBLEM in text:
        return f"was told of a traceback: {text}"
    with suppress(ValueError, KeyError, IndexError, TypeError):
        if streamed and kind.startswith("text/event-stream"):
            name, data = text.strip().split("\n\n")[-1].split("\n")[:2]
            told = json.loads(data.removeprefix("data: "))
            if name == "event: error" and told["status"] >= 400 and told["detail"]:
                return "told"
            if name == "event: done" and _is_whole(told):
                return "answered"
        elif status >= 400 and kind.startswith("application/problem+json"):
            return "told" if json.loads(text)["detail"] else "was told nothing"
        elif status == 200 and _is_whole(json.loads(text)):
            return "answered"
    return f"got {status}, {kind}: {text[-500:]}"


def request(url: str, path: str, value: Mapping[str, Any] | None = None) -> tuple[int, str, str]:
    """The status, the type and the text of what a server says to a value in JSON, or without."""
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=LONGEST_WAIT)
    try:
        if value is None:
            connection.request("GET", path)
        else:
            body = json.dumps(value)
            connection.request("POST", path, body, {"content-type": "application/json"})
        answer = connection.getresponse()
        text = answer.read().decode()
        return answer.status, answer.getheader("content-type", ""), text.replace("\r\n", "\n")
    finally:
        connection.close()


def _is_whole(answer: Mapping[str, Any]) -> bool:
    """Whether an answer is at its end, with every quote that its sentences name."""
    if not answer["answered"]:
        return bool(answer["reason"])
    numbers = {each["number"] for each in answer["citations"]}
    named = [number for each in answer["sentences"] for number in each["citations"]]
    return bool(answer["text"] and answer["sentences"]) and numbers >= set(named)
