"""A conversation as HTML. Every text of an article, a model or a reader is escaped here."""

from dataclasses import replace
from html import escape

from index import ArchiveStats, ArticleRef
from qa.answers import Answer, Citation, Sentence
from qa.wording import counted, dates, in_words
from ui.conversation import Conversation, Exchange
from ui.wording import also_in, coverage, only, searched

_SHOWN_PUBLISHERS = 12
_SHOWN_ARTICLES = 50
_LONGEST_WORD = 20


def render_conversation(conversation: Conversation) -> str:
    """All exchanges, oldest first; an empty string for none."""
    return "".join(_exchange(turn, each) for turn, each in enumerate(conversation))


def render_answer(answer: Answer, turn: int, *, ended: bool) -> str:
    """An answer: its sentences with markers, the cited sources, what was searched.

    `turn` is the answer's place in its conversation; markers carry it. Sources wait until the
    answer has `ended`: further sentences would push them about.
    """
    if not answer.answered:
        return _searching() if not answer.complete else _refusal(answer)
    cited = {citation.number: citation for citation in answer.citations}
    sentences = "".join(_sentence(each, cited, turn) for each in answer.sentences)
    below = _sources(answer, turn) + _listed(answer, turn) + _searched(answer) if ended else ""
    return f'{_understood(answer)}<div class="sentences">{sentences}</div>{below}'


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
        body = "" if exchange.stopped else _searching()
    elif exchange.stopped and not exchange.answer.answered:
        body = ""
    else:
        body = render_answer(exchange.answer, turn, ended=not exchange.pending)
    note = '<p class="stopped">Stopped before it was finished.</p>' if exchange.stopped else ""
    return f'<article class="turn"{busy}>{asked}{body}{_only(exchange)}{note}</article>'


def _only(exchange: Exchange) -> str:
    """The limits under which it was asked; the answer itself tells the day."""
    said = only(replace(exchange.filters, as_of=None))
    return f'<p class="only">{escape(said)}</p>' if said else ""


def _searching() -> str:
    return '<p class="searching">Searching the archive …</p>'


def _refusal(answer: Answer) -> str:
    reason = answer.reason or answer.text
    return (
        f'{_understood(answer)}<div class="refusal"><h3>Not in the archive</h3>'
        f"<p>{escape(reason)}</p></div>{_searched(answer)}"
    )


def _understood(answer: Answer) -> str:
    if answer.standalone_question.split() == answer.question.split():
        return ""
    return f'<p class="understood">Searched as “{escape(answer.standalone_question)}”</p>'


def _sentence(sentence: Sentence, cited: dict[int, Citation], turn: int) -> str:
    markers = "".join(_marker(cited[n], turn) for n in sentence.citations if n in cited)
    before, space, last = sentence.text.rpartition(" ")
    if len(last) > _LONGEST_WORD:  # an address, say: it must be free to break
        return f"<p>{escape(sentence.text)}{markers}</p>"
    # A marker never stands alone at the beginning of a line.
    return f'<p>{escape(before + space)}<span class="end">{escape(last)}{markers}</span></p>'


def _marker(citation: Citation, turn: int) -> str:
    number, title = citation.number, escape(citation.title)
    return (
        f'<button type="button" class="marker" data-turn="{turn}" data-number="{number}" '
        f'aria-label="Source {number}: {title}" title="{title}">[{number}]</button>'
    )


def _sources(answer: Answer, turn: int) -> str:
    items = "".join(_source(citation, turn) for citation in answer.citations)
    return f'<ol class="sources" aria-label="Sources">{items}</ol>' if items else ""


def _source(citation: Citation, turn: int) -> str:
    where = [citation.publisher or "publisher not named", in_words(citation.published)]
    where += filter(None, [also_in(citation.copies)])
    place = f'data-turn="{turn}" data-number="{citation.number}"'
    return (
        f'<li {place}><span class="number" aria-hidden="true">{citation.number}</span>'
        f'<button type="button" class="title" {place}>{escape(citation.title)}</button>'
        f'<p class="where">{escape(" · ".join(where))}</p>'
        f"<blockquote>{escape(citation.quote)}</blockquote></li>"
    )


def _listed(answer: Answer, turn: int) -> str:
    """The articles that were counted; those that are cited open at their quote."""
    if not answer.listed:
        return ""
    numbers = {c.article_id: c.number for c in reversed(answer.citations)}
    shown = answer.listed[:_SHOWN_ARTICLES]
    items = "".join(_item(article, turn, numbers.get(article.article_id)) for article in shown)
    listed = f'<ol class="listed" aria-label="Articles">{items}</ol>'
    if len(shown) < len(answer.listed):
        listed += f'<p class="hint">The first {len(shown)} articles are listed.</p>'
    return listed


def _item(article: ArticleRef, turn: int, number: int | None) -> str:
    title = escape(article.title)
    if number is not None:
        place = f'data-turn="{turn}" data-number="{number}"'
        title = f'<button type="button" class="title" {place}>{title}</button>'
    where = " · ".join([article.publisher or "publisher not named", in_words(article.published)])
    return f'<li>{title} <span class="where">{escape(where)}</span></li>'


def _searched(answer: Answer) -> str:
    said = searched(answer.searched)
    if answer.as_of:
        said += f" Asked as of {in_words(answer.as_of)}."
    return f'<p class="searched">{escape(said)}</p>'


def _spoken(answer: Answer) -> str:
    if not answer.answered:
        return f"Not in the archive. {answer.reason or answer.text}"
    sources = f" {counted(len(answer.citations), 'source')}." if answer.citations else ""
    return " ".join(each.text for each in answer.sentences) + sources


def _suggestion(question: str) -> str:
    asked = escape(question)
    return f'<li><button type="button" data-question="{asked}">{asked}</button></li>'


def _row(name: str, count: int) -> str:
    return f"<li><span>{escape(name)}</span><span>{count:,}</span></li>"
