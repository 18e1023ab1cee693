"""The grammar of `dateline eval`: a question set is run, and what else is done with sets."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ui.terminal.option_values import positive
from ui.terminal.options import (
    ANSWERERS,
    add_language_model,
    add_limits,
    add_min_confidence,
    command,
)

RUN = "run"
JOBS = (RUN, "compare", "baseline", "report", "import", "feedback", "make")

# Written out, for the help must not wait for the importers to load.
FORMATS = ("squad", "realtimeqa", "multihop-rag", "beir", "trec-time", "llama-index", "csv")


class Parser(argparse.ArgumentParser):
    """A parser that reads `eval SET` as `eval run SET`; a set called "run" is `./run`."""

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """As argparse's, with the job put in that is left out."""
        given = list(sys.argv[1:] if args is None else args)
        if given[:1] == ["eval"] and given[1:2] and given[1] not in (*JOBS, "-h", "--help"):
            given.insert(1, RUN)
        return super().parse_known_args(given, namespace)


def add_eval(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command `eval` with its jobs."""
    evaluate = commands.add_parser(
        "eval",
        help="run a question set and report how well it went",
        description="Run a question set, and what goes with it. `dateline eval SET` runs one.",
        epilog="Each job has its own help: dateline eval run --help",
    )
    jobs = evaluate.add_subparsers(dest="job", required=True, metavar="JOB")
    _add_run(jobs)
    _add_compare(jobs)
    _add_baseline(jobs)
    _add_report(jobs)
    _add_import(jobs)
    _add_make(jobs)
    _add_feedback(jobs)


def _add_run(jobs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    run = command(jobs, RUN, "run a question set and report how well it went")
    run.add_argument("set", type=Path, help="a question set, such as evals/sets/seeds.jsonl")
    run.add_argument(
        "--out",
        type=Path,
        metavar="RUN",
        help="also write reports here, and each question as soon as it is answered: the same "
        "command again goes on with a run that was interrupted",
    )
    run.add_argument(
        "--top-k",
        type=positive,
        metavar="K",
        help="how many passages are read to answer (default: 8)",
    )
    run.add_argument(
        "--answerer",
        choices=ANSWERERS,
        help="what writes the answers (default: generative where there is an --llm)",
    )
    add_min_confidence(run)
    add_language_model(run)
    add_limits(run)


def _add_compare(jobs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    compare = jobs.add_parser(
        "compare",
        help="tell what is better and worse in a second run, and whether it is chance",
        description="Compare two runs of a question set, question by question.",
        epilog="Exit codes: 0; 1, a measure named by --fail-if-worse is really worse (below, "
        "p < .05 over the measures named, and an interval without 0); 2, it was used wrongly.",
    )
    compare.add_argument("before", type=Path, metavar="RUN_A", help="a run's folder (--out)")
    compare.add_argument("after", type=Path, metavar="RUN_B", help="the folder of a later run")
    compare.add_argument(
        "--fail-if-worse",
        action="append",
        default=[],
        metavar="MEASURE",
        help="exit with 1 when this measure is really worse in RUN_B; may be given again; "
        "'any' stands for all",
    )
    compare.add_argument("--json", action="store_true", help="print JSON")


def _add_baseline(jobs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    baseline = jobs.add_parser(
        "baseline",
        help="keep of a run what comparing needs, without the articles' text",
        description="Write a small folder that later runs can be compared with.",
    )
    baseline.add_argument("run", type=Path, metavar="RUN", help="a run's folder (--out)")
    baseline.add_argument("folder", type=Path, metavar="DIR", help="where to write it")


def _add_import(jobs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    importing = jobs.add_parser(
        "import",
        help="turn another collection of questions into a set, with its articles",
        description="Turn a collection in a public format into a question set and the articles "
        "that belong to it. Records that cannot be taken are counted and told.",
    )
    importing.add_argument("format", choices=FORMATS, metavar="FORMAT", help=", ".join(FORMATS))
    importing.add_argument(
        "path", type=Path, metavar="PATH", help="the collection's file or folder"
    )
    importing.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="DIR",
        help="where questions.jsonl and articles.jsonl are written",
    )
    importing.add_argument("--json", action="store_true", help="print JSON")


def _add_make(jobs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    make = command(jobs, "make", "make a question set from an archive, without a language model")
    make.add_argument("--out", type=Path, required=True, metavar="FILE", help="the set to write")
    make.add_argument(
        "--count",
        type=positive,
        default=200,
        metavar="N",
        help="how many questions at most, a quarter of them unanswerable (default: 200)",
    )
    make.add_argument(
        "--seed",
        type=int,
        default=0,
        metavar="N",
        help="which sentences are taken first; the same archive and seed give the same set "
        "(default: 0)",
    )


def _add_report(jobs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    report = jobs.add_parser(
        "report",
        help="write the page of a run anew: report.html, to be opened in a browser",
        description="Write report.html of a run, with its tables, plots and questions, anew.",
    )
    report.add_argument("run", type=Path, metavar="RUN", help="a run's folder (--out)")


def _add_feedback(jobs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    feedback = command(
        jobs, "feedback", "turn what readers of the chat said of its answers into a question set"
    )
    feedback.add_argument(
        "--out", type=Path, required=True, metavar="SET", help="the question set to write"
    )
    add_limits(feedback)
