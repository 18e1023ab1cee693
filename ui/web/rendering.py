"""A conversation as HTML, and what stands around it."""

from dataclasses import replace
from typing import NamedTuple

from index import ArchiveStats
from qa.answers import Answer
from qa.english.phrases import counted, dates
from ui.web.answer import render_answer, render_searching
from ui.web.conversation import Conversation, Exchange
from ui.web.feedback_form import render_feedback
from ui.web.taking import render_taking
from ui.web.templating import Markup, rendered
from ui.wording import (
    alternatives_in_words,
    coverage,
    limits_in_words,
    publisher_in_words,
    short_in_words,
)

_SHOWN_PUBLISHERS = 12


class Shown(NamedTuple):
    """What is shown of one exchange."""

    question: str
    pending: bool
    failure: str | None
    body: Markup | str
    only: str
    stopped: bool
    taking: Markup | str
    feedback: Markup | str


def render_conversation(conversation: Conversation) -> str:
    """All exchanges, oldest first; an empty string for none."""
    exchanges = [_shown(turn, each) for turn, each in enumerate(conversation)]
    return rendered("conversation.html", exchanges=exchanges)


def render_changed(conversation: Conversation, before: Conversation) -> str:
    """What `static/changed.js` makes the new conversation with, out of the one before.

    All exchanges from the first that is another one than before, and which that is.
    """
    pairs = zip(conversation, before, strict=False)
    same = next((n for n, (new, old) in enumerate(pairs) if new is not old and new != old), None)
    first = min(len(conversation), len(before)) if same is None else same
    exchanges = [_shown(turn, each) for turn, each in enumerate(conversation)][first:]
    return rendered("changed.html", exchanges=exchanges, first=first)


def render_masthead(stats: ArchiveStats, *, sign_out: bool = False) -> str:
    """The name of the page and what the archive covers."""
    return rendered("masthead.html", coverage=coverage(stats), sign_out=sign_out)


def render_archive(stats: ArchiveStats) -> str:
    """The archive's publishers and dates, shown while no article is open."""
    claimed = dict(stats.claimed)
    publishers = [
        (publisher_in_words(name, count, claimed.get(name, 0)), f"{count:,}")
        for name, count in stats.publishers
    ]
    hidden = len(publishers) - _SHOWN_PUBLISHERS
    return rendered(
        "archive.html",
        articles=counted(stats.articles, "article"),
        when=dates(stats.articles, stats.first, stats.last, stats.undated),
        publishers=publishers[:_SHOWN_PUBLISHERS],
        more=f"{hidden:,}" if hidden > 0 else "",
    )


def render_suggestions(questions: tuple[str, ...] | None) -> str:
    """First questions that the archive answers, as buttons; None while they are looked for."""
    return rendered("suggestions.html", questions=questions)


def render_announcement(conversation: Conversation) -> str:
    """What a screen reader says when the newest answer has come."""
    if not conversation or conversation[-1].pending:
        return ""
    last = conversation[-1]
    said = last.failure or (_spoken(last.answer) if last.answer else "Stopped.")
    return rendered("announcement.html", said=said)


def _shown(turn: int, exchange: Exchange) -> Shown:
    return Shown(
        question=exchange.question,
        pending=exchange.pending,
        failure=exchange.failure,
        body=_body(turn, exchange),
        # The limits under which it was asked; the answer itself tells the day.
        only=limits_in_words(replace(exchange.filters, as_of=None)),
        stopped=exchange.stopped,
        taking=render_taking(exchange),
        # Of a greeting nobody says whether it is right.
        feedback="" if exchange.answer and exchange.answer.remark else render_feedback(exchange),
    )


def _body(turn: int, exchange: Exchange) -> Markup | str:
    if exchange.failure is not None:
        return ""
    if exchange.answer is None:
        return "" if exchange.stopped else render_searching()
    if exchange.stopped and not exchange.answer.answered:
        return ""
    return render_answer(exchange.answer, turn, ended=not exchange.pending)


def _spoken(answer: Answer) -> str:
    if not answer.answered:
        return f"Not in the archive. {answer.reason or answer.text}"
    said = [f"{short_in_words(answer.short)}."] if answer.short else []
    said += [each.text for each in answer.sentences]
    if answer.citations:
        said.append(f"{counted(len(answer.citations), 'source')}.")
    if answer.alternatives:
        others = "; ".join(map(short_in_words, answer.alternatives))
        said.append(f"{alternatives_in_words(answer.alternatives)}: {others}.")
    return " ".join(said)
