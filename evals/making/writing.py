"""A made question set as a file, and how it came about as text."""

import json
from collections import Counter
from pathlib import Path

from evals.making.making import Made
from evals.questions import question_dict
from index.errors import QuestionSetError


def write_made(made: Made, path: Path) -> None:
    """Writes the set as JSON Lines; the same set gives the same bytes.

    Raises:
        QuestionSetError: There is no question, or the file is there or cannot be written.
    """
    if not made.questions:
        raise QuestionSetError(
            f"No question could be made of {made.sentences} sentences of {made.articles} "
            "articles. Index more articles, in English."
        )
    lines = [json.dumps(question_dict(each), ensure_ascii=False) for each in made.questions]
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write("\n".join(lines) + "\n")
    except FileExistsError as error:
        raise QuestionSetError(
            f"{path} is there already; remove it, or give another file: --out FILE"
        ) from error
    except OSError as error:
        raise QuestionSetError(
            f"{path} cannot be written: {error.strerror}. Give another file: --out FILE"
        ) from error


def made_dict(made: Made) -> dict[str, object]:
    """The counts as plain values."""
    return {
        "questions": len(made.questions),
        "kinds": dict(sorted(Counter(each.kind for each in made.questions).items())),
        "articles": made.articles,
        "sentences": made.sentences,
        "asked": made.asked,
        "left_out": made.left_out,
    }


def made_table(made: Made, count: int) -> str:
    """The counts as text; where fewer questions were made than asked for, why."""
    kinds = Counter(each.kind for each in made.questions)
    lines = [
        f"{len(made.questions)} questions, of {made.sentences} sentences of {made.articles} "
        f"articles, which gave {made.asked}"
    ]
    lines += [f"  {number:4} {kind}" for kind, number in sorted(kinds.items())]
    if made.left_out:
        lines.append("left out:")
        lines += [f"  {number:4} {reason}" for reason, number in made.left_out.items()]
    if len(made.questions) < count:
        lines.append(
            f"{count} were asked for: the archive's sentences give no more that stand alone and "
            "pass every check"
        )
    return "\n".join(lines) + "\n"
