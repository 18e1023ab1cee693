"""What each job of `dateline eval` does."""

import sys
from argparse import Namespace

from evals import (
    Row,
    comparison_table,
    evaluate,
    read_questions,
    read_run,
    regressions,
    report_dict,
    report_table,
    worse_sentence,
    write_baseline,
    write_report,
)
from evals import compare as compare_runs
from index import Archive
from index.errors import QuestionSetError, RunError
from ui.engines import engine
from ui.printing import print_json


def run(arguments: Namespace) -> int:
    """Runs a question set."""
    from tqdm import tqdm

    questions = read_questions(arguments.set)
    with (
        Archive.open(arguments.archive) as archive,
        tqdm(total=len(questions), unit=" questions", file=sys.stderr, disable=None) as bar,
    ):

        def count(row: Row) -> None:
            bar.update()

        ran = evaluate(engine(archive, arguments), questions, on_result=count)
    if arguments.out:
        try:
            written = write_report(ran, arguments.out)
        except OSError as error:
            raise QuestionSetError(
                f"The reports cannot be written to {arguments.out}: {error.strerror}. Give "
                "another folder: --out DIR"
            ) from error
        print("Written: " + ", ".join(str(path) for path in written), file=sys.stderr)
    if arguments.json:
        print_json(report_dict(ran))
    else:
        print(report_table(ran))
    return 0


def compare(arguments: Namespace) -> int:
    """Compares two runs; 1 when what is guarded is really worse, 2 for wrong usage."""
    try:
        comparison = compare_runs(read_run(arguments.before), read_run(arguments.after))
        worse = regressions(comparison, arguments.fail_if_worse)
    except RunError as error:
        print(error, file=sys.stderr)
        return 2
    if arguments.json:
        print_json(comparison.to_dict() | {"worse": [each.measure for each in worse]})
    else:
        print(comparison_table(comparison), end="")
    for each in worse:
        print(worse_sentence(each), file=sys.stderr)
    return 1 if worse else 0


def baseline(arguments: Namespace) -> int:
    """Keeps of a run what comparing needs."""
    ran = read_run(arguments.run)
    try:
        print(f"Written: {write_baseline(ran, arguments.folder)}")
    except OSError as error:
        raise RunError(
            f"The baseline cannot be written to {arguments.folder}: {error.strerror}. Give "
            "another folder."
        ) from error
    return 0
