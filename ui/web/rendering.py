"""A conversation as HTML. Every text of an article, a model or a reader is escaped here."""

from dataclasses import replace

from index import ArchiveStats
from qa.answers import Answer
from qa.english.phrases import counted, dates
from ui.web.answer import render_answer, render_searching
from ui.web.conversation import Conversation, Exchange
from ui.web.escaping import escape
from ui.web.feedback_form import render_feedback
from ui.wording import coverage, in_short, only, otherwise

_SHOWN_PUBLISHERS = 12


def render_conversation(conversation: Conversation) -> str:
    """All exchanges, oldest first; an empty string for none."""
    return "".join(_exchange(turn, each) for turn, each in enumerate(conversation))


def render_masthead(stats: ArchiveStats, *, sign_out: bool = False) -> str:
    """The name of the page and what the archive covers."""
    form = '<form method="post" action="logout"><button type="submit">Sign out</button></form>'
    return (
        '<div class="masthead"><h1>Dateline</h1>'
        f'<p class="coverage">{escape(coverage(stats))}</p>{form if sign_out else ""}</div>'
    )


def render_archive(stats: ArchiveStats) -> str:
    """The archive's publishers and dates, shown while no article is open."""
    when = dates(stats.articles, stats.first, stats.last, stats.undated)
    rows = [_row(name or "no publisher named", count) for name, count in stats.publishers]
    hidden = len(rows) - _SHOWN_PUBLISHERS
    if hidden > 0:
        rows[_SHOWN_PUBLISHERS:] = [f"<li>and {hidden:,} more</li>"]
    return (
        '<section class="archive"><h2>In this archive</h2>'
        f"<p>{escape(counted(stats.articles, 'article'))}, {escape(when)}</p>"
        f'<ul>{"".join(rows)}</ul><p class="hint">Every sentence of an answer ends in a number. '
        "It opens the article at the words the sentence rests on.</p></section>"
    )


def render_suggestions(questions: tuple[str, ...] | None) -> str:
    """First questions that the archive answers, as buttons; None while they are looked for."""
    if questions is None:
        below = "<p>Looking for questions that this archive answers …</p>"
    else:
        below = f"<ul>{''.join(map(_suggestion, questions))}</ul>" if questions else ""
    return f'<section class="suggestions"><h2>Ask the archive</h2>{below}</section>'


def render_announcement(conversation: Conversation) -> str:
    """What a screen reader says when the newest answer has come."""
    if not conversation or conversation[-1].pending:
        return ""
    last = conversation[-1]
    said = last.failure or (_spoken(last.answer) if last.answer else "Stopped.")
    return f"<p>{escape(said)}</p>"


def _exchange(turn: int, exchange: Exchange) -> str:
    busy = ' aria-busy="true"' if exchange.pending else ""
    asked = f"<h2>{escape(exchange.question)}</h2>" if exchange.question else ""
    if exchange.failure is not None:
        body = f'<p class="failure">{escape(exchange.failure)}</p>'
    elif exchange.answer is None:
        body = "" if exchange.stopped else render_searching()
    elif exchange.stopped and not exchange.answer.answered:
        body = ""
    else:
        body = render_answer(exchange.answer, turn, ended=not exchange.pending)
    note = '<p class="stopped">Stopped before it was finished.</p>' if exchange.stopped else ""
    below = f"{_only(exchange)}{note}{render_feedback(exchange)}"
    return f'<article class="turn"{busy}>{asked}{body}{below}</article>'


def _only(exchange: Exchange) -> str:
    """The limits under which it was asked; the answer itself tells the day."""
    said = only(replace(exchange.filters, as_of=None))
    return f'<p class="only">{escape(said)}</p>' if said else ""


def _spoken(answer: Answer) -> str:
    if not answer.answered:
        return f"Not in the archive. {answer.reason or answer.text}"
    said = [f"{in_short(answer.short)}."] if answer.short else []
    said += [each.text for each in answer.sentences]
    if answer.citations:
        said.append(f"{counted(len(answer.citations), 'source')}.")
    if answer.alternatives:
        others = "; ".join(map(in_short, answer.alternatives))
        said.append(f"{otherwise(answer.alternatives)}: {others}.")
    return " ".join(said)


def _suggestion(question: str) -> str:
    asked = escape(question)
    return f'<li><button type="button" data-question="{asked}">{asked}</button></li>'


def _row(name: str, count: int) -> str:
    return f"<li><span>{escape(name)}</span><span>{count:,}</span></li>"
