"""How long a person waits.

    python -m evals.benchmarks.latency --archive .dateline

Prints JSON, all in seconds: `dateline --help` and `dateline ask` as processes of their own (the
median of several), and the engine, warm, over the questions of evals/sets/seeds.jsonl.
"""

import argparse
import json
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


def main() -> None:
    """Reads the command line, measures, prints."""
    parser = argparse.ArgumentParser(description="How long a person waits.")
    parser.add_argument("--archive", default=".dateline")
    archive_path = parser.parse_args().archive
    with Archive.open(archive_path) as archive:
        engine = QueryEngine(archive)
        engine.query(QUESTION)
        times = evaluate(engine, read_questions(SET)).times
    result = {
        "help": process(9, "--help"),
        "ask, cold": process(3, "ask", QUESTION, "--archive", archive_path),
        "ask, warm, median": round(times.median, 3),
        "ask, warm, p95": round(times.p95, 3),
    }
    json.dump(result, sys.stdout, indent=2)
    sys.stdout.write("\n")


def process(count: int, *arguments: str) -> float:
    """The median seconds of the command in a new process."""
    seconds = []
    for _ in range(count):
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "ui.terminal.cli", *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        seconds.append(time.perf_counter() - began)
    return round(statistics.median(seconds), 3)


if __name__ == "__main__":
    main()
