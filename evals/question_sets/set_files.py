"""A question set written to a file."""

import json
from collections.abc import Iterable
from pathlib import Path

from evals.question_sets.questions import Question, question_dict
from index.errors import QuestionSetError


def write_questions(questions: Iterable[Question], path: Path) -> None:
    """Writes a set as JSON Lines; the same set gives the same bytes.

    Raises:
        QuestionSetError: Something is at `path`, or it cannot be written.
    """
    lines = [json.dumps(question_dict(each), ensure_ascii=False) for each in questions]
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write("".join(f"{line}\n" for line in lines))
    except FileExistsError:
        raise QuestionSetError(
            f"{path} is there already; remove it, or give another file: --out FILE"
        ) from None
    except OSError as error:
        raise QuestionSetError(
            f"{path} cannot be written: {error.strerror}. Give another file: --out FILE"
        ) from error
