"""A conversation as HTML, and what stands around it."""

import json
from dataclasses import replace
from typing import NamedTuple

from index import ArchiveStats
from index.naming.claims import NOT_NAMED
from index.prose.invisible import visible
from ui.language import _, number
from ui.web.browsing.shown import value_shown
from ui.web.exchanges.conversation import Conversation, Exchange
from ui.web.exchanges.records import record_of
from ui.web.html.templating import Markup, part, rendered
from ui.web.showing.answer import render_answer, render_searching
from ui.web.showing.feedback_form import render_feedback
from ui.web.showing.spoken import spoken_answer
from ui.web.showing.taking import render_taking
from ui.wording import (
    articles_in_words,
    coverage,
    dates,
    limits_in_words,
    publisher_in_words,
)

_SHOWN_PUBLISHERS = 12


class Shown(NamedTuple):
    """What is shown of one exchange."""

    key: str
    question: str
    pending: bool
    failure: str | None
    body: Markup | str
    only: str
    stopped: bool
    taking: Markup | str
    feedback: Markup | str


def render_turn(exchange: Exchange) -> Markup:
    """One question and what came of it."""
    return part("turn.html", each=_shown(exchange))


def render_conversation(conversation: Conversation) -> str:
    """All exchanges, oldest first; an empty string for none."""
    return "".join(map(render_turn, conversation))


def render_told(exchange: Exchange, beat: int) -> str:
    """What `static/asking.js` is told of a question: how it stands, to show and to keep.

    Args:
        exchange: The question and what has come of it.
        beat: Another number each time: what is the same as before would not reach the page.
    """
    return rendered(
        "told.html",
        key=exchange.key,
        beat=beat,
        ended=not exchange.pending,
        turn=render_turn(exchange),
        said=render_announcement(exchange),
        record="" if exchange.pending else json.dumps(record_of(exchange)),
    )


def render_masthead(stats: ArchiveStats, *, sign_out: bool = False) -> str:
    """The name of the page and what the archive covers."""
    return rendered("masthead.html", coverage=coverage(stats), sign_out=sign_out)


def render_archive(stats: ArchiveStats) -> str:
    """The archive's publishers and dates, shown while no article is open."""
    claimed = dict(stats.claimed)
    counts = [
        (publisher_in_words(name, count, claimed.get(name, 0)), count)
        for name, count in stats.publishers
    ]
    if counts and stats.unnamed:
        counts.append((value_shown("publisher", NOT_NAMED), stats.unnamed))
        counts.sort(key=lambda each: -each[1])
    publishers = [(shown, number(count)) for shown, count in counts]
    hidden = len(publishers) - _SHOWN_PUBLISHERS
    return rendered(
        "archive.html",
        articles=articles_in_words(stats.articles),
        when=dates(stats.articles, stats.first, stats.last, stats.undated),
        publishers=publishers[:_SHOWN_PUBLISHERS],
        more=number(hidden) if hidden > 0 else "",
    )


def render_suggestions(questions: tuple[str, ...] | None) -> str:
    """First questions that the archive answers, as buttons; None while they are looked for."""
    return rendered("suggestions.html", questions=questions)


def render_announcement(exchange: Exchange) -> str:
    """What a screen reader says when an answer has come."""
    if exchange.pending:
        return ""
    said = spoken_answer(exchange.answer) if exchange.answer else _("Stopped.")
    return visible(exchange.failure or said)


def _shown(exchange: Exchange) -> Shown:
    return Shown(
        key=exchange.key,
        question=exchange.question,
        pending=exchange.pending,
        failure=exchange.failure,
        body=_body(exchange),
        # The limits under which it was asked; the answer itself tells the day.
        only=limits_in_words(replace(exchange.filters, as_of=None)),
        stopped=exchange.stopped,
        taking=render_taking(exchange),
        feedback="" if _is_no_answer(exchange) else render_feedback(exchange),
    )


def _is_no_answer(exchange: Exchange) -> bool:
    """Of a greeting, or what asks back, nobody says whether it is right."""
    return exchange.answer is not None and bool(exchange.answer.remark or exchange.answer.readings)


def _body(exchange: Exchange) -> Markup | str:
    answer = exchange.answer
    if exchange.failure is not None:
        return ""
    if answer is None or not (answer.answered or answer.complete):
        return "" if exchange.stopped else render_searching(exchange)
    return render_answer(answer, ended=not exchange.pending)
