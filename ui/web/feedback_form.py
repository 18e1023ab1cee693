"""The buttons under an answer with which a reader says whether it is right, as HTML."""

from html import escape

from evals.feedback.lines import (
    INCOMPLETE,
    OTHER,
    SHOULD_ANSWER,
    SHOULD_REFUSE,
    UNSUPPORTED,
    WRONG,
)
from ui.web.conversation import Exchange
from ui.web.feedback import LONGEST_ANSWER, LONGEST_NOTE, can_be_judged

_OF_ANSWERS = {
    WRONG: "It is wrong",
    UNSUPPORTED: "The quote does not support it",
    INCOMPLETE: "Something is missing",
    SHOULD_REFUSE: "The articles do not answer this at all",
    OTHER: "Something else",
}
_OF_REFUSALS = {SHOULD_ANSWER: "The articles do answer this", OTHER: "Something else"}
_THUMB = (
    '<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" focusable="false">'
    '<path d="M7 11v9H3.5v-9zM7 12l4-8.5c1.7 0 2.6 1 2.6 2.6V10h5.2c1.2 0 2 1.1 1.8 2.3'
    'l-1.2 6.2c-.2 1-1 1.5-1.9 1.5H7" fill="none" stroke="currentColor" '
    'stroke-width="1.7" stroke-linejoin="round"/></svg>'
)


def render_feedback(exchange: Exchange) -> str:
    """Two buttons and a form for what is wrong; an empty string where there is nothing to judge.

    What a reader chose is not drawn here: `static/feedback.js` keeps it in the reader's own page.
    """
    if not can_be_judged(exchange) or exchange.answer is None:
        return ""
    answered, key = exchange.answer.answered, escape(exchange.key)
    right, wrong = ("Right", "Not right") if answered else ("Rightly refused", "Not right")
    group = "Is this answer right?" if answered else "Is it right that there is no answer?"
    return (
        f'<div class="feedback" role="group" aria-label="{group}" data-answer="{key}">'
        '<div class="thumbs"><button type="button" class="up" aria-pressed="false">'
        f"{_THUMB}{right}</button>"
        '<button type="button" class="down" aria-pressed="false" aria-expanded="false" '
        f'aria-controls="why-{key}">{_THUMB}{wrong}</button></div>'
        '<p class="told" hidden><span class="thanks"></span> '
        '<button type="button" class="take-back">Take it back</button></p>'
        f"{_form(key, _OF_ANSWERS if answered else _OF_REFUSALS)}</div>"
    )


def render_kept(key: str, verdict: str) -> str:
    """The thanks for a verdict, which a screen reader says."""
    return _reply(key, "Thank you. It is kept with the archive.", verdict)


def render_taken_back(key: str) -> str:
    """That nothing is kept any more."""
    return _reply(key, "Taken back. Nothing is kept.", "")


def render_failed(key: str, sentence: str) -> str:
    """Why something could not be kept; what was kept before still is."""
    return _reply(key, sentence, None)


def _form(key: str, reasons: dict[str, str]) -> str:
    choices = "".join(
        f'<label><input type="radio" name="reason" value="{value}"><span>{said}</span></label>'
        for value, said in reasons.items()
    )
    return (
        f'<form id="why-{key}" hidden><fieldset><legend>What is not right?</legend>{choices}'
        '</fieldset><label class="right-answer"><span>The right answer, if you know it</span>'
        f'<input type="text" name="right_answer" maxlength="{LONGEST_ANSWER}" autocomplete="off">'
        "</label><label><span>Anything else</span>"
        f'<textarea name="note" rows="2" maxlength="{LONGEST_NOTE}"></textarea></label>'
        '<p class="hint">Kept with the archive: your question, which words were cited, and what '
        "you say here. Not who you are.</p>"
        '<button type="submit" class="send">Send</button></form>'
    )


def _reply(key: str, sentence: str, verdict: str | None) -> str:
    """A sentence for `static/feedback.js`: to which answer it belongs, and what is kept of it."""
    kept = "" if verdict is None else f' data-verdict="{escape(verdict)}"'
    return f'<p data-answer="{escape(key)}"{kept}>{escape(sentence)}</p>'
