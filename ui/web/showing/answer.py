"""An answer or a refusal as HTML."""

from typing import NamedTuple

from index import ArticleRef, Span
from index.prose.invisible import visible
from qa.answers import Answer, Citation, Sentence, Statement
from ui.bylines import kind_told, published_by
from ui.language import _, day_in_words
from ui.web.exchanges.conversation import Exchange
from ui.web.html.templating import Markup, part
from ui.web.showing.links import Link, listed_link, nearest_link, quote_links
from ui.web.showing.taking import render_taking_quote
from ui.web.showing.written import render_written
from ui.wording import (
    alternatives_in_words,
    copies_in_words,
    rests_on,
    searched,
    short_in_words,
    sureness,
)

_SHOWN_ARTICLES = 50
_LONGEST_WORD = 20


class Piece(NamedTuple):
    """A piece of a text, and whether it is of the words that answer."""

    text: str
    marked: bool


class TextForMarkers(NamedTuple):
    """A text, and whether its last word and what follows must stay together on one line."""

    before: tuple[Piece, ...]
    last: tuple[Piece, ...]
    together: bool


class Cited(NamedTuple):
    """A citation, and where it opens."""

    citation: Citation
    link: Link


class Line(NamedTuple):
    """Something said, what it cites, and what is told beside it."""

    said: TextForMarkers
    cited: tuple[Cited, ...]
    where: str = ""
    doubt: str = ""


def render_answer(answer: Answer, *, ended: bool) -> Markup:
    """An answer: the words that answer, its sentences with markers, its sources; or a refusal.

    Where a follow-up may be either of two questions, both as buttons that ask them.

    What stands below the sentences waits until the answer has `ended`: further sentences would
    push it about.
    """
    if answer.readings:
        return part("asked_back.html", readings=answer.readings)
    if not answer.answered:
        return _refusal(answer) if answer.complete else render_searching()
    links = quote_links(answer)
    cited = {each.number: Cited(each, links[each.number]) for each in answer.cited}
    words = _words_in_sentence(answer)
    return part(
        "answer.html",
        understood=_understood(answer),
        short=_short(answer, cited),
        sentences=[
            _sentence(each, None if n else words, cited) for n, each in enumerate(answer.sentences)
        ],
        below=_below(answer, cited) if ended else "",
    )


def render_searching(exchange: Exchange | None = None) -> Markup:
    """What stands in the place of an answer that is to come: what is done, and what was found."""
    found = exchange.found if exchange else ()
    return part(
        "searching.html",
        before=exchange.before if exchange else None,
        progress=exchange.answer.progress if exchange and exchange.answer else None,
        found=[(each.title or each.article_id, _where(each)) for each in found],
    )


def _below(answer: Answer, cited: dict[int, Cited]) -> Markup:
    listed = answer.listed[:_SHOWN_ARTICLES]
    quoted = {c.article_id: cited[c.number].link for c in reversed(answer.citations)}
    return part(
        "below.html",
        written=render_written(answer),
        sureness=sureness(answer),
        rests_on=rests_on(answer),
        otherwise=alternatives_in_words(answer.alternatives),
        alternatives=[_alternative(each, cited) for each in answer.alternatives],
        sources=[
            (cited[each.number], _where_with_copies(each), render_taking_quote(each))
            for each in answer.citations
        ],
        # Those that are cited open at their quote, the others at their beginning.
        listed=[
            (each, quoted.get(each.article_id) or listed_link(answer, each), _where(each))
            for each in listed
        ],
        more=len(listed) < len(answer.listed),
        searched=_searched(answer),
    )


def _refusal(answer: Answer) -> Markup:
    """A refusal, in whose sentence the nearest article can be opened."""
    before, nearest, after = visible(answer.reason or answer.text), "", ""
    if answer.nearest:
        nearest = visible(answer.nearest.title or answer.nearest.article_id)
        before, __, after = before.partition(f"“{nearest}”")
    return part(
        "refusal.html",
        understood=_understood(answer),
        before=before,
        nearest=nearest,
        link=nearest_link(answer),
        after=after,
        written=render_written(answer),
        searched=_searched(answer),
    )


def _understood(answer: Answer) -> str:
    """The question that was searched, where it is another than was asked."""
    same = answer.standalone_question.split() == answer.question.split()
    return "" if same else answer.standalone_question


def _short(answer: Answer, cited: dict[int, Cited]) -> Line | None:
    if answer.short is None:
        return None
    said = _split_for_markers(short_in_words(answer.short), None)
    return Line(said, (cited[answer.short.citation],))


def _words_in_sentence(answer: Answer) -> Span | None:
    """Where the short answer stands in the first sentence; None where that is not its quote.

    A sentence is its quote with every run of blanks made one, so offsets differ.
    """
    if answer.short is None:
        return None
    citation = next(c for c in answer.citations if c.number == answer.short.citation)
    if _plain(citation.quote) != answer.sentences[0].text:
        return None
    start, end = answer.short.start - citation.start, answer.short.end - citation.start
    # With a letter in the place of the words, the blank before them is kept.
    return Span(len(_plain(citation.quote[:start] + "x")) - 1, len(_plain(citation.quote[:end])))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _sentence(sentence: Sentence, words: Span | None, cited: dict[int, Cited]) -> Line:
    reason = sentence.faults[0].reason if sentence.faults else ""
    doubt = _("Not borne out: %(reason)s", reason=reason) if reason else ""
    citations = tuple(cited[n] for n in sentence.citations if n in cited)
    return Line(_split_for_markers(sentence.text, words), citations, doubt=doubt)


def _split_for_markers(text: str, words: Span | None) -> TextForMarkers:
    """A text for its markers, which never stand alone at the beginning of a line."""
    last = text.rpartition(" ")[2]
    # An address, say, must be free to break.
    together = len(last) <= _LONGEST_WORD
    cut = len(text) - len(last)
    before, after = Span(0, cut), Span(cut, len(text))
    return TextForMarkers(_pieces(text, before, words), _pieces(text, after, words), together)


def _pieces(text: str, part: Span, words: Span | None) -> tuple[Piece, ...]:
    """A part of a text, cut where the words that answer begin and end."""
    at, to = (min(max(point, part.start), part.end) for point in words or (part.end, part.end))
    return (
        Piece(text[part.start : at], marked=False),
        Piece(text[at:to], marked=at < to),
        Piece(text[to : part.end], marked=False),
    )


def _alternative(alternative: Statement, cited: dict[int, Cited]) -> Line:
    citation = alternative.citation
    where = f"{citation.title} · {_where(citation)}"
    said = _split_for_markers(short_in_words(alternative), None)
    return Line(said, (cited[citation.number],), where)


def _where_with_copies(citation: Citation) -> str:
    return " · ".join(filter(None, [_where(citation), copies_in_words(citation.copies)]))


def _where(of: ArticleRef | Citation) -> str:
    by = published_by(of.publisher, of.publisher_claimed)
    told = [by or _("publisher not named"), day_in_words(of.published), kind_told(of.kind)]
    return " · ".join(filter(None, told))


def _searched(answer: Answer) -> str:
    if answer.remark:
        return ""
    said = searched(answer.searched)
    if not answer.as_of:
        return said
    as_of = _("Asked as of %(day)s.", day=day_in_words(answer.as_of))
    return f"{said} {as_of}"
