"""An answer or a refusal as HTML. Every text of an article or a model is escaped here."""

from index import ArticleRef, Span
from qa.answers import Alternative, Answer, Citation, Sentence
from qa.english.phrases import in_words
from ui.web.escaping import escape
from ui.web.written import render_written
from ui.wording import also_in, in_short, otherwise, searched, sureness

NEAREST = 0
"""The number that opens the article nearest to a refusal; those of citations begin at 1."""

_SHOWN_ARTICLES = 50
_LONGEST_WORD = 20


def render_answer(answer: Answer, turn: int, *, ended: bool) -> str:
    """An answer: the words that answer, its sentences with markers, its sources; or a refusal.

    `turn` is the answer's place in its conversation; markers carry it. What stands below the
    sentences waits until the answer has `ended`: further sentences would push it about.
    """
    if not answer.answered:
        return _refusal(answer, turn) if answer.complete else render_searching()
    cited = {citation.number: citation for citation in answer.citations}
    words = _words_in_sentence(answer, cited)
    sentences = "".join(
        _sentence(each, None if n else words, cited, turn)
        for n, each in enumerate(answer.sentences)
    )
    said = f'{_short(answer, cited, turn)}<div class="sentences">{sentences}</div>'
    return f"{_understood(answer)}{said}{_below(answer, turn) if ended else ''}"


def render_searching() -> str:
    """What stands in the place of an answer that is to come."""
    return '<p class="searching">Searching the archive …</p>'


def _below(answer: Answer, turn: int) -> str:
    sure = sureness(answer)
    confidence = f'<p class="confidence">{escape(sure)}</p>' if sure else ""
    said = f"{render_written(answer)}{confidence}{_alternatives(answer, turn)}"
    return f"{said}{_sources(answer, turn)}{_listed(answer, turn)}{_searched(answer)}"


def _refusal(answer: Answer, turn: int) -> str:
    """A refusal, in whose sentence the nearest article can be opened."""
    reason = escape(answer.reason or answer.text)
    if answer.nearest:
        called = escape(answer.nearest.title or answer.nearest.article_id)
        before, _, after = reason.partition(f"“{called}”")
        opens = f'<button type="button" class="nearest" {_place(turn, NEAREST)}>“{called}”</button>'
        reason = f"{before}{opens}{after}"
    return (
        f'{_understood(answer)}<div class="refusal"><h3>Not in the archive</h3>'
        f"<p>{reason}</p></div>{render_written(answer)}{_searched(answer)}"
    )


def _understood(answer: Answer) -> str:
    if answer.standalone_question.split() == answer.question.split():
        return ""
    return f'<p class="understood">Searched as “{escape(answer.standalone_question)}”</p>'


def _short(answer: Answer, cited: dict[int, Citation], turn: int) -> str:
    if answer.short is None:
        return ""
    marker = _marker(cited[answer.short.citation], turn)
    return f'<p class="short">{_ended(in_short(answer.short), None, marker)}</p>'


def _words_in_sentence(answer: Answer, cited: dict[int, Citation]) -> Span | None:
    """Where the short answer stands in the first sentence; None where that is not its quote.

    A sentence is its quote with every run of blanks made one, so offsets differ.
    """
    if answer.short is None:
        return None
    citation = cited[answer.short.citation]
    if _plain(citation.quote) != answer.sentences[0].text:
        return None
    start, end = answer.short.start - citation.start, answer.short.end - citation.start
    # With a letter in the place of the words, the blank before them is kept.
    return Span(len(_plain(citation.quote[:start] + "x")) - 1, len(_plain(citation.quote[:end])))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _sentence(sentence: Sentence, words: Span | None, cited: dict[int, Citation], turn: int) -> str:
    markers = "".join(_marker(cited[n], turn) for n in sentence.citations if n in cited)
    said = _ended(sentence.text, words, markers)
    if not sentence.faults:
        return f"<p>{said}</p>"
    doubt = f"Not borne out: {sentence.faults[0].reason}"
    return f'<p class="unsupported">{said} <span class="fault">{escape(doubt)}</span></p>'


def _ended(text: str, words: Span | None, markers: str) -> str:
    """A text and its markers, which never stand alone at the beginning of a line."""
    last = text.rpartition(" ")[2]
    if len(last) > _LONGEST_WORD:  # an address, say: it must be free to break
        return f"{_marked(text, Span(0, len(text)), words)}{markers}"
    cut = len(text) - len(last)
    end = f"{_marked(text, Span(cut, len(text)), words)}{markers}"
    return f'{_marked(text, Span(0, cut), words)}<span class="end">{end}</span>'


def _marked(text: str, piece: Span, words: Span | None) -> str:
    """A piece of a text, and in `<mark>` what of the words is in it."""
    at, to = (min(max(point, piece.start), piece.end) for point in words or (piece.end, piece.end))
    inside = f"<mark>{escape(text[at:to])}</mark>" if at < to else ""
    return f"{escape(text[piece.start : at])}{inside}{escape(text[to : piece.end])}"


def _marker(citation: Citation, turn: int) -> str:
    number, title = citation.number, escape(citation.title)
    return (
        f'<button type="button" class="marker" {_place(turn, number)} '
        f'aria-label="Source {number}: {title}" title="{title}">[{number}]</button>'
    )


def _alternatives(answer: Answer, turn: int) -> str:
    items = "".join(_alternative(each, turn) for each in answer.alternatives)
    if not items:
        return ""
    heading = otherwise(answer.alternatives)
    return f'<section class="alternatives"><h3>{heading}</h3><ul>{items}</ul></section>'


def _alternative(alternative: Alternative, turn: int) -> str:
    citation = alternative.citation
    said = _ended(in_short(alternative), None, _marker(citation, turn))
    where = " · ".join([citation.title, *_where(citation)])
    return (
        f'<li {_place(turn, citation.number)}><p class="said">{said}</p>'
        f'<p class="where">{escape(where)}</p></li>'
    )


def _sources(answer: Answer, turn: int) -> str:
    items = "".join(_source(citation, turn) for citation in answer.citations)
    return f'<ol class="sources" aria-label="Sources">{items}</ol>' if items else ""


def _source(citation: Citation, turn: int) -> str:
    where = [*_where(citation), *filter(None, [also_in(citation.copies)])]
    place = _place(turn, citation.number)
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
        title = f'<button type="button" class="title" {_place(turn, number)}>{title}</button>'
    return f'<li>{title} <span class="where">{escape(" · ".join(_where(article)))}</span></li>'


def _where(of: ArticleRef | Citation) -> list[str]:
    return [of.publisher or "publisher not named", in_words(of.published)]


def _place(turn: int, number: int) -> str:
    """What a click on an element names; `static/conversation.js` reads it."""
    return f'data-turn="{turn}" data-number="{number}"'


def _searched(answer: Answer) -> str:
    said = searched(answer.searched)
    if answer.as_of:
        said += f" Asked as of {in_words(answer.as_of)}."
    return f'<p class="searched">{escape(said)}</p>'
