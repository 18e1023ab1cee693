"""A made question set as a file, and how it came about as text."""

from collections import Counter
from pathlib import Path

from evals.making.making import Made
from evals.question_sets.set_files import write_questions
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
    write_questions(made.questions, path)


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
