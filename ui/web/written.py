"""How an answer came about, as HTML: who wrote it, what was left out of it and why."""

from qa.answers import Answer, Withheld
from ui.web.escaping import escape
from ui.wording import written_by


def render_written(answer: Answer) -> str:
    """What a reader should know of an answer's making; nothing where it is as always."""
    lines = [line for line in (answer.note, written_by(answer)) if line]
    said = "".join(f'<p class="written">{escape(line)}</p>' for line in lines)
    return said + _withheld(answer.withheld)


def _withheld(withheld: tuple[Withheld, ...]) -> str:
    if not withheld:
        return ""
    left_out = "one sentence" if len(withheld) == 1 else f"{len(withheld)} sentences"
    items = "".join(
        f'<li><p class="said">{escape(each.text)}</p>'
        f'<p class="where">{escape(each.faults[0].reason)}</p></li>'
        for each in withheld
    )
    return (
        f'<details class="withheld"><summary>What was left out: {left_out}</summary>'
        f"<ul>{items}</ul></details>"
    )
