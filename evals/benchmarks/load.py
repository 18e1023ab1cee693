"""Many people at one or more servers of one archive: answers a second, seconds, what is lost.

    python -m evals.benchmarks.load FOLDER --archive runs/finding/realtimeqa-2022 --askers 20 100
    python -m evals.benchmarks.load FOLDER --archive postgresql://... --servers 2 --askers 20 100

Servers are started with `dateline serve` over the archive, on ports from 7990 on, and each asker
puts one question after another to one of them over the HTTP API; FOLDER holds `realtimeqa-2022`,
whose questions are asked. Prints a JSON line for each number of askers: answers, those that were
lost, answers a second, seconds to the whole answer (median and p95), and the memory of each server
in MB. `--questions` says how many are asked for each number of askers. Askers are threads of
this process, and take processors from the servers where they are on one machine.
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
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from evals.corpora.collections import realtimeqa
from evals.measures.answer_measures import nearest_rank

ROOT = Path(__file__).parents[2]
FIRST_PORT = 7990
LONGEST_WAIT = 600.0
WARM = 10


@dataclass
class Tally:
    """What has come; shared between threads."""

    seconds: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    asked: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def main() -> None:
    """Reads the command line; starts servers, asks, prints."""
    parser = argparse.ArgumentParser(description="Many people at the servers of an archive.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--archive", required=True)
    parser.add_argument("--servers", type=int, default=1)
    parser.add_argument("--askers", type=int, nargs="+", default=[20, 100])
    parser.add_argument("--questions", type=int, default=1000)
    arguments = parser.parse_args()
    questions = [asked.question for asked in realtimeqa(arguments.folder).asked]
    servers = [_started(arguments.archive, FIRST_PORT + n) for n in range(arguments.servers)]
    try:
        urls = [_address(server) for server in servers]
        for url in urls:
            for question in questions[:WARM]:
                asked(url, question)
        for askers in arguments.askers:
            row = load(urls, questions, askers, arguments.questions)
            row["MB"] = [resident(server.pid) for server in servers]
            sys.stdout.write(json.dumps({"servers": len(urls), "askers": askers} | row) + "\n")
            sys.stdout.flush()
    finally:
        for server in servers:
            server.terminate()
            server.communicate(timeout=60)


def load(
    urls: Sequence[str], questions: Sequence[str], askers: int, count: int
) -> dict[str, object]:
    """What comes of so many questions put by so many askers at once."""
    tally = Tally()
    threads = [
        threading.Thread(target=_ask_on, args=(urls[n % len(urls)], questions, count, tally))
        for n in range(askers)
    ]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - began
    return {
        "answers": len(tally.seconds),
        "lost": len(tally.lost),
        "why lost": sorted(set(tally.lost))[:5],
        "answers a second": round(len(tally.seconds) / took, 2),
        "seconds, median": round(statistics.median(tally.seconds), 2) if tally.seconds else None,
        "seconds, p95": round(nearest_rank(tally.seconds, 95), 2) if tally.seconds else None,
    }


def asked(url: str, question: str) -> str:
    """Why no answer came to a question; empty where one did."""
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=LONGEST_WAIT)
    try:
        body = json.dumps({"question": question})
        connection.request("POST", "/api/v1/ask", body, {"content-type": "application/json"})
        answer = connection.getresponse()
        told = json.loads(answer.read())
        return "" if answer.status == 200 and "answered" in told else f"status {answer.status}"
    finally:
        connection.close()


def resident(pid: int) -> int:
    """The memory of a process, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024


def _ask_on(url: str, questions: Sequence[str], count: int, tally: Tally) -> None:
    while True:
        with tally.lock:
            if tally.asked == count:
                return
            question = questions[tally.asked % len(questions)]
            tally.asked += 1
        began, why = time.monotonic(), "no connection"
        with suppress(OSError, http.client.HTTPException, ValueError):
            why = asked(url, question)
        with tally.lock:
            if why:
                tally.lost.append(why)
            else:
                tally.seconds.append(time.monotonic() - began)


def _started(archive: str, port: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "ui.terminal.cli", "serve"]
    return subprocess.Popen(
        [*command, "--archive", archive, "--port", str(port)],
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def _address(server: "subprocess.Popen[str]") -> str:
    assert server.stderr
    for line in server.stderr:
        if " is at " in line:
            # What it says later is read too: a full pipe would stop it.
            threading.Thread(target=server.stderr.read, daemon=True).start()
            return line.split(" is at ")[1].split()[0]
    raise SystemExit("A server did not start.")


if __name__ == "__main__":
    main()
