"""What each job of `dateline eval` does."""

import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals import (
    Partial,
    Question,
    Row,
    Run,
    comparison_table,
    evaluate,
    read_questions,
    read_run,
    regressions,
    report_dict,
    report_page,
    report_table,
    run_settings,
    worse_sentence,
    write_baseline,
    write_report,
)
from evals import compare as compare_runs
from evals.reporting.reports import PAGE
from evals.runs.run_files import write_text
from index import Archive
from index.errors import RunError
from qa import QueryEngine
from ui.limits import from_arguments
from ui.terminal.engines import answerer, engine, least_confidence
from ui.terminal.printing import print_json, say, tell


def run(arguments: Namespace) -> int:
    """Runs a question set; with a folder for it, goes on where it was interrupted there."""
    questions = read_questions(arguments.set)
    with Archive.open(arguments.archive) as archive:
        asked = engine(archive, arguments, top_k=arguments.top_k)
        settings = run_settings(
            arguments.set,
            asked,
            answerer=answerer(arguments),
            min_confidence=least_confidence(arguments),
        )
        if arguments.out:
            with Partial.open(arguments.out, settings) as partial:
                ran = _asked(asked, questions, settings, partial)
                _write(ran, arguments.out)
                partial.finish()
        else:
            ran = _asked(asked, questions, settings, None)
    if arguments.json:
        print_json(report_dict(ran))
    else:
        say(report_table(ran))
    return 0


def _asked(
    asked: QueryEngine,
    questions: Sequence[Question],
    settings: Mapping[str, Any],
    partial: Partial | None,
) -> Run:
    """Every question asked, with the time that is left told on the way."""
    from tqdm import tqdm

    done = partial.rows if partial else {}
    if done:
        tell(f"Going on after {len(done)} of {len(questions)} questions.")
    with tqdm(
        total=len(questions), initial=len(done), unit="q", file=sys.stderr, disable=None
    ) as bar:

        def keep(row: Row) -> None:
            if partial:
                partial.add(row)
            bar.update()

        return evaluate(asked, questions, on_result=keep, done=done, settings=settings)


def _write(ran: Run, folder: Path) -> None:
    try:
        written = write_report(ran, folder)
    except OSError as error:
        raise RunError(
            f"The reports cannot be written to {folder}: {error.strerror}. Give another folder: "
            "--out RUN"
        ) from error
    tell("Written: " + ", ".join(str(path) for path in written))


def compare(arguments: Namespace) -> int:
    """Compares two runs; 1 when what is guarded is really worse, 2 for wrong usage."""
    try:
        comparison = compare_runs(read_run(arguments.before), read_run(arguments.after))
        worse = regressions(comparison, arguments.fail_if_worse)
    except RunError as error:
        tell(error)
        return 2
    if arguments.json:
        print_json(comparison.to_dict() | {"worse": [each.measure for each in worse]})
    else:
        say(comparison_table(comparison), end="")
    for each in worse:
        tell(worse_sentence(each))
    return 1 if worse else 0


def baseline(arguments: Namespace) -> int:
    """Keeps of a run what comparing needs."""
    ran = read_run(arguments.run)
    try:
        say(f"Written: {write_baseline(ran, arguments.folder)}")
    except OSError as error:
        raise RunError(
            f"The baseline cannot be written to {arguments.folder}: {error.strerror}. Give "
            "another folder."
        ) from error
    return 0


def import_(arguments: Namespace) -> int:
    """Turns a collection in another format into a question set and its articles."""
    from evals.importing import import_set, imported_table, write_import

    imported = import_set(arguments.format, arguments.path)
    written = write_import(imported, arguments.out)
    if arguments.json:
        print_json(imported.to_dict() | {"written": [str(path) for path in written]})
    else:
        say(imported_table(imported), end="")
    tell("Written: " + ", ".join(str(path) for path in written))
    return 0


def make(arguments: Namespace) -> int:
    """Makes a question set from an archive."""
    from tqdm import tqdm

    from evals.making import made_dict, made_table, make_questions, write_made

    with (
        Archive.open(arguments.archive) as archive,
        tqdm(total=arguments.count, unit="q", file=sys.stderr, disable=None) as bar,
    ):
        made = make_questions(archive, arguments.count, seed=arguments.seed, on_result=bar.update)
    write_made(made, arguments.out)
    if arguments.json:
        print_json(made_dict(made))
    else:
        say(made_table(made, arguments.count), end="")
    tell(f"Written: {arguments.out}")
    return 0


def report(arguments: Namespace) -> int:
    """Writes the page of a run anew."""
    page = report_page(read_run(arguments.run))
    try:
        write_text(arguments.run / PAGE, page)
    except OSError as error:
        raise RunError(
            f"The page cannot be written to {arguments.run}: {error.strerror}. Copy the run's "
            "folder to where it can."
        ) from error
    say(f"Written: {arguments.run / PAGE}")
    return 0


def feedback(arguments: Namespace) -> int:
    """Turns what readers said of answers into a question set."""
    from evals.feedback.converting import questions_of_feedback
    from evals.feedback.writing import feedback_table, write_feedback_set

    with Archive.open(arguments.archive) as archive:
        found = questions_of_feedback(archive, from_arguments(arguments))
    if arguments.json:
        print_json(found.to_dict())
    else:
        say(feedback_table(found), end="")
    write_feedback_set(found, arguments.out)
    tell(f"Written: {arguments.out}")
    return 0
