"""How an answer came about, as HTML: who wrote it, what was left out of it and why."""

from qa.answers import Answer
from ui.web.html.templating import Markup, part
from ui.wording import written_by


def render_written(answer: Answer) -> Markup:
    """What a reader should know of an answer's making; nothing where it is as always."""
    lines = [line for line in (answer.note or "", written_by(answer)) if line]
    return part("written.html", lines=lines, withheld=answer.withheld)
