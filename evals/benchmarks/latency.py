"""How long a person waits, and how much memory asking takes.

    python -m evals.benchmarks.latency --archive .dateline

Prints JSON. In seconds: `dateline --help` and `dateline ask` as processes of their own (medians;
`processor` is user and system time, which other programs on the machine disturb less), and the
engine, warm, over the questions of evals/sets/seeds.jsonl. In MB: the most that `dateline ask`
takes, and what a process with the chat's page and engine takes before the first question and after
200 of them. `--cold` leaves out the questions.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from evals import evaluate, read_questions
from index import Archive
from qa import QueryEngine

SET = Path(__file__).parent.parent / "sets" / "seeds.jsonl"
QUESTION = "Which country first recognised the Taliban government?"
ASKED = 200
# The page is loaded and not served: it reads no question by itself.
CHATTING = """
import sys
from pathlib import Path
import ui.web.application, ui.web.serving
from evals import read_questions
from index import Archive
from qa import QueryEngine

def resident():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))

questions = [asked.question for asked in read_questions(sys.argv[2])]
with Archive.open(sys.argv[1]) as archive:
    engine = QueryEngine(archive)
    print(resident())
    for n in range(int(sys.argv[3])):
        engine.query(questions[n % len(questions)])
    print(resident())
"""


def main() -> None:
    """Reads the command line, measures, prints."""
    parser = argparse.ArgumentParser(description="How long a person waits.")
    parser.add_argument("--archive", default=".dateline")
    parser.add_argument("--cold", action="store_true", help="only processes of their own, unasked")
    arguments = parser.parse_args()
    result: dict[str, object] = {
        "help": process(9, "--help"),
        "ask, cold": process(5, "ask", QUESTION, "--archive", arguments.archive),
    }
    if not arguments.cold:
        result |= warm(arguments.archive) | chat_memory(arguments.archive)
    json.dump(result, sys.stdout, indent=2)
    sys.stdout.write("\n")


def warm(path: str) -> dict[str, object]:
    """Seconds a question in an engine that has answered one."""
    with Archive.open(path) as archive:
        engine = QueryEngine(archive)
        engine.query(QUESTION)
        times = evaluate(engine, read_questions(SET)).times
    return {"ask, warm, median": round(times.median, 3), "ask, warm, p95": round(times.p95, 3)}


def chat_memory(path: str) -> dict[str, object]:
    """MB of a process that has the chat's page and engine, before and after questions."""
    run = subprocess.run(
        [sys.executable, "-c", CHATTING, path, str(SET), str(ASKED)],
        check=True,
        capture_output=True,
        text=True,
    )
    before, after = (int(line) // 1024 for line in run.stdout.split())
    return {"chat, MB, unasked": before, f"chat, MB, after {ASKED} questions": after}


def process(count: int, *arguments: str) -> dict[str, float]:
    """Medians of the command in a new process: seconds, processor seconds, and most MB."""
    walls, processors, most = [], [], []
    for _ in range(count):
        began = time.perf_counter()
        child = subprocess.Popen(
            [sys.executable, "-m", "ui.terminal.cli", *arguments], stdout=subprocess.DEVNULL
        )
        _, status, used = os.wait4(child.pid, 0)
        walls.append(time.perf_counter() - began)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(f"dateline {' '.join(arguments)} failed: see above.")
        processors.append(used.ru_utime + used.ru_stime)
        most.append(used.ru_maxrss / 1024)
    return {
        "seconds": round(statistics.median(walls), 3),
        "processor": round(statistics.median(processors), 3),
        "MB": round(statistics.median(most)),
    }


if __name__ == "__main__":
    main()
