"""Questions made of feedback as a file, and what became of each line of it, in words."""

from pathlib import Path

from evals.feedback.converting import FromFeedback
from evals.question_sets.set_files import write_questions
from index.errors import QuestionSetError
from qa.english.phrases import counted


def write_feedback_set(found: FromFeedback, path: Path) -> None:
    """Writes the questions as a set.

    Raises:
        QuestionSetError: There is no question, something is at `path`, or it cannot be written.
    """
    if not found.questions:
        raise QuestionSetError(
            "No set was written, for nothing that readers said gives a question. They say it under "
            "the answers of: dateline chat"
        )
    write_questions(found.questions, path)


def feedback_table(found: FromFeedback) -> str:
    """The counts, and why lines gave no question, as text."""
    counts = found.to_dict()
    head = (
        f"{counted(found.read, 'verdict')} read: {counted(len(found.questions), 'question')}, "
        f"{found.doubles} said again, {found.read - len(found.questions) - found.doubles} not used"
    )
    gone = f", {counts['gone']} of them on words that have gone" if counts["gone"] else ""
    lines = [f"{head}{gone}"]
    for each in found.unused:
        asked = f" {each.question!r}:" if each.question else ""
        lines.append(f"  {', '.join(each.lines)}:{asked} {each.reason}")
    return "\n".join(lines) + "\n"
