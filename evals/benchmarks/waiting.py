"""How long a reader of the chat page waits: for the first step, a sentence, the whole answer.

    python -m evals.benchmarks.waiting --archive .dateline --askers 1 20

Serves the archive and puts questions of evals/sets/seeds.jsonl to it over HTTP, as pages do: one
asker after the other, then as many at once as are told. Prints JSON: for each number of askers the
seconds (median, 95th percentile) from asking until the page hears what is being done, has the first
sentence or refusal, and has the whole answer.
"""

import argparse
import http.client
import json
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evals import read_questions
from evals.benchmarks.page_asking import asked, asking_function, has_sentence, is_step, is_whole

ROOT = Path(__file__).parents[2]
SET = ROOT / "evals" / "sets" / "seeds.jsonl"
DATELINE = (sys.executable, "-m", "ui.terminal.cli")
WARM_UP = 3


@dataclass
class Waits:
    """Seconds until each of three moments, of all questions so far; shared between threads."""

    step: list[float] = field(default_factory=list)
    sentence: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    lost: int = 0

    def to_dict(self) -> dict[str, object]:
        """The median and the 95th percentile of each."""
        named = {"first step": self.step, "first sentence": self.sentence, "whole": self.whole}
        return {name: _spread(each) for name, each in named.items()} | {
            "answers": len(self.whole),
            "lost": self.lost,
        }


def main() -> None:
    """Reads the command line, measures, prints."""
    parser = argparse.ArgumentParser(description="How long a reader of the page waits.")
    parser.add_argument("--archive", default=".dateline")
    parser.add_argument("--askers", type=int, nargs="+", default=[1, 20])
    parser.add_argument("--questions", type=int, default=40, help="for each number of askers")
    arguments = parser.parse_args()
    chat = subprocess.Popen(
        [*DATELINE, "chat", "--archive", arguments.archive, "--port", "7991"],
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        assert chat.stderr
        url = chat.stderr.readline().split()[3]
        # The first questions of a page are looked for first: that reads, too.
        _until_idle(chat.pid)
        json.dump(measured(url, arguments.askers, arguments.questions), sys.stdout, indent=2)
        sys.stdout.write("\n")
    finally:
        chat.terminate()
        chat.communicate(timeout=60)


def measured(url: str, askers: Sequence[int], questions: int) -> dict[str, object]:
    """What readers of a served page wait.

    Args:
        url: Where the page is.
        askers: How many ask at once, for each measurement.
        questions: How many questions each measurement puts.
    """
    texts = [each.question for each in read_questions(SET)]
    function = asking_function(url)
    _put(url, function, texts[:WARM_UP], 1)
    chosen = [texts[n * 7 % len(texts)] for n in range(questions)]
    return {f"askers: {n}": _put(url, function, chosen, n).to_dict() for n in askers}


def _until_idle(pid: int) -> None:
    before = -1
    while (now := _ticks(pid)) != before:
        before = now
        time.sleep(3.0)


def _ticks(pid: int) -> int:
    """Processor time of a process, in the system's ticks; of a moment or less, nothing."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) // 10


def _put(url: str, function: int, questions: Sequence[str], askers: int) -> Waits:
    waits, left, lock = Waits(), list(questions), threading.Lock()

    def ask_on() -> None:
        while True:
            with lock:
                if not left:
                    return
                question = left.pop()
            try:
                _note(waits, url, function, question)
            except (OSError, http.client.HTTPException):
                waits.lost += 1

    threads = [threading.Thread(target=ask_on) for _ in range(askers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits


def _note(waits: Waits, url: str, function: int, question: str) -> None:
    told = list(asked(url, function, question))
    for moments, seen in (
        (waits.step, is_step),
        (waits.sentence, has_sentence),
        (waits.whole, is_whole),
    ):
        moments += [each.seconds for each in told if seen(each.html)][:1]


def _spread(seconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    if not ordered:
        return {}
    last = ordered[int(0.95 * (len(ordered) - 1))]
    return {"median": round(statistics.median(ordered), 2), "p95": round(last, 2)}


if __name__ == "__main__":
    main()
