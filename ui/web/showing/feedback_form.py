"""The buttons under an answer with which a reader says whether it is right, as HTML."""

from evals.feedback.lines import (
    INCOMPLETE,
    OTHER,
    SHOULD_ANSWER,
    SHOULD_REFUSE,
    UNSUPPORTED,
    WRONG,
)
from ui.language import N_, _
from ui.web.exchanges.conversation import Exchange
from ui.web.exchanges.feedback import can_be_judged
from ui.web.exchanges.verdict import LONGEST_ANSWER, LONGEST_NOTE
from ui.web.html.templating import Markup, part, rendered

_OF_ANSWERS = {
    WRONG: N_("It is wrong"),
    UNSUPPORTED: N_("The quote does not support it"),
    INCOMPLETE: N_("Something is missing"),
    SHOULD_REFUSE: N_("The articles do not answer this at all"),
    OTHER: N_("Something else"),
}
_OF_REFUSALS = {SHOULD_ANSWER: N_("The articles do answer this"), OTHER: N_("Something else")}


def render_feedback(exchange: Exchange) -> Markup | str:
    """Two buttons and a form for what is wrong; an empty string where there is nothing to judge.

    What a reader chose is not drawn here: `static/feedback.js` keeps it in the reader's own page.
    """
    if not can_be_judged(exchange) or exchange.answer is None:
        return ""
    answered = exchange.answer.answered
    return part(
        "feedback.html",
        key=exchange.key,
        group=_("Is this answer right?") if answered else _("Is it right that there is no answer?"),
        right=_("Right") if answered else _("Rightly refused"),
        wrong=_("Not right"),
        reasons={
            value: _(said) for value, said in (_OF_ANSWERS if answered else _OF_REFUSALS).items()
        },
        longest_answer=LONGEST_ANSWER,
        longest_note=LONGEST_NOTE,
    )


def render_kept(key: str, verdict: str) -> str:
    """The thanks for a verdict, which a screen reader says."""
    return _reply(key, _("Thank you. It is kept with the archive."), verdict)


def render_taken_back(key: str) -> str:
    """That nothing is kept any more."""
    return _reply(key, _("Taken back. Nothing is kept."), "")


def render_failed(key: str, sentence: str) -> str:
    """Why something could not be kept; what was kept before still is."""
    return _reply(key, sentence, None)


def _reply(key: str, sentence: str, verdict: str | None) -> str:
    """A sentence for `static/feedback.js`: to which answer it belongs, and what is kept of it."""
    return rendered("reply.html", key=key, sentence=sentence, verdict=verdict)
