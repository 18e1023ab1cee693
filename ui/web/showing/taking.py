"""What stands under an answer to take it along: copied as plain text, or as a file."""

from qa.passages import Citation
from ui.exports import plain_answer, plain_citation
from ui.web.exchanges.conversation import Exchange
from ui.web.exchanges.taken import taken_of
from ui.web.html.templating import Markup, part


def render_taking(exchange: Exchange) -> Markup | str:
    """Buttons that copy and export an answer; nothing before it has ended, or for what is none."""
    answer = exchange.answer
    if answer is None or exchange.pending or answer.remark or answer.readings:
        return ""
    return part("taking.html", copied=plain_answer(taken_of(exchange)), cited=bool(answer.cited))


def render_taking_quote(citation: Citation) -> Markup:
    """A button that copies a quote with where it stands."""
    return part("taking_quote.html", copied=plain_citation(citation))
