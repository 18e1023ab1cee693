"""What each job of `dateline eval` does."""

import sys
from argparse import Namespace

from evals import Row, evaluate, read_questions, report_dict, report_table, write_report
from index import Archive
from index.errors import QuestionSetError
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
