"""An exchange as it is taken along: copied, or written to a file."""

from ui.exports import Taken
from ui.language import _
from ui.web.exchanges.conversation import Exchange


def taken_of(exchange: Exchange) -> Taken:
    """What is taken along of an exchange of a conversation."""
    said = exchange.failure or ""
    if exchange.stopped:
        said = _("Stopped before it was finished.")
    return Taken(exchange.question, exchange.answer, exchange.day, exchange.filters, said)
