"""Many readers at a chat page while its archive is written to: is anything lost, does it grow?

    python -m evals.benchmarks.soak --work runs/soak --minutes 10 --askers 20

`dateline chat` is served over the sample articles; the askers put the questions of
evals/sets/seeds.jsonl to it over HTTP, as pages do, each one after the other, and an indexer adds
a changed article with every run. Prints JSON: answers, those that did not come, seconds from asking
to the whole answer (median, p95), and the server's memory in MB and open files, after the first
answers and at the end. `--questions N` ends it after so many answers instead.
"""

import argparse
import http.client
import json
import shutil
import statistics
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from evals import read_questions
from evals.benchmarks.page_asking import LONGEST_WAIT, asked, asking_function, is_whole

ROOT = Path(__file__).parents[2]
SET = ROOT / "evals" / "sets" / "seeds.jsonl"
SEEDS = ROOT / "seeds"
DATELINE = (sys.executable, "-m", "ui.terminal.cli")
WARM_ANSWERS = 100
_STORY = (
    "The Ley bridge, part {n}\n\nThe bridge over the Ley carried {n} trams on Monday, it said.\n"
)


@dataclass
class Tally:
    """What has come so far; shared between threads."""

    seconds: list[float] = field(default_factory=list)
    lost: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, seconds: float | None) -> None:
        """One more answer, or one that did not come."""
        with self.lock:
            if seconds is None:
                self.lost += 1
            else:
                self.seconds.append(seconds)


def main() -> None:
    """Reads the command line, runs, prints."""
    parser = argparse.ArgumentParser(description="Many readers at a page, for long.")
    parser.add_argument("--work", type=Path, required=True, help="a folder for archives")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--askers", type=int, default=20)
    parser.add_argument("--questions", type=int, default=0)
    arguments = parser.parse_args()
    articles, archive = arguments.work / "articles", arguments.work / "archive"
    shutil.rmtree(arguments.work, ignore_errors=True)
    shutil.copytree(SEEDS, articles)
    _index(articles, archive)
    chat = subprocess.Popen(
        [*DATELINE, "chat", "--archive", str(archive), "--port", "7990"],
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        assert chat.stderr
        url = chat.stderr.readline().split()[3]
        json.dump(_run(url, chat.pid, articles, archive, arguments), sys.stdout, indent=2)
        sys.stdout.write("\n")
    finally:
        chat.terminate()
        chat.communicate(timeout=60)


def _run(
    url: str, pid: int, articles: Path, archive: Path, arguments: argparse.Namespace
) -> dict[str, object]:
    tally, ended = Tally(), threading.Event()
    threads = [
        threading.Thread(target=_ask_on, args=(url, n, tally, ended))
        for n in range(arguments.askers)
    ]
    threads.append(threading.Thread(target=_index_on, args=(articles, archive, ended)))
    began = time.monotonic()
    for thread in threads:
        thread.start()
    first: dict[str, int] | None = None
    while not _over(tally, began, arguments):
        time.sleep(0.5)
        if first is None and len(tally.seconds) >= WARM_ANSWERS:
            first = _state(pid)
    ended.set()
    minutes = (time.monotonic() - began) / 60
    for thread in threads:
        thread.join(LONGEST_WAIT)
    ordered = sorted(tally.seconds)
    return {
        "askers": arguments.askers,
        "minutes": round(minutes, 1),
        "answers": len(ordered),
        "lost": tally.lost,
        "seconds, median": round(statistics.median(ordered), 2),
        "seconds, p95": round(ordered[int(0.95 * (len(ordered) - 1))], 2),
        f"after {WARM_ANSWERS} answers": first,
        "at the end": _state(pid),
    }


def _over(tally: Tally, began: float, arguments: argparse.Namespace) -> bool:
    if arguments.questions:
        return len(tally.seconds) >= int(arguments.questions)
    return time.monotonic() - began > 60 * float(arguments.minutes)


def _state(pid: int) -> dict[str, int]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    resident = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
    return {"MB": resident // 1024, "files": len(list(Path(f"/proc/{pid}/fd").iterdir()))}


def _index_on(articles: Path, archive: Path, ended: threading.Event) -> None:
    number = 0
    while not ended.wait(2.0):
        number += 1
        (articles / f"bridge{number % 7}.txt").write_text(_STORY.format(n=number))
        _index(articles, archive)


def _index(articles: Path, archive: Path) -> None:
    subprocess.run(
        [*DATELINE, "index", str(articles), "--archive", str(archive)],
        check=True,
        capture_output=True,
        cwd=ROOT,
    )


def _ask_on(url: str, first: int, tally: Tally, ended: threading.Event) -> None:
    questions = [each.question for each in read_questions(SET)]
    function = asking_function(url)
    turn = 7 * first
    while not ended.is_set():
        began = time.monotonic()
        came = False
        with suppress(OSError, http.client.HTTPException):
            # A new page each time: a follow-up would be another question.
            told = list(asked(url, function, questions[turn % len(questions)]))
            came = any(is_whole(each.html) for each in told)
        tally.add(time.monotonic() - began if came else None)
        turn += 1


if __name__ == "__main__":
    main()
