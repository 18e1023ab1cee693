"""An answer or a refusal as HTML."""

from typing import NamedTuple

from index import ArticleRef, Span
from index.prose.invisible import visible
from qa.answers import Alternative, Answer, Citation, Sentence
from qa.english.bylines import kind_told, published_by
from qa.english.phrases import in_words
from ui.web.taking import render_taking_quote
from ui.web.templating import Markup, part
from ui.web.written import render_written
from ui.wording import alternatives_in_words, copies_in_words, searched, short_in_words, sureness

NEAREST = 0
"""The number that opens the article nearest to a refusal; those of citations begin at 1."""
LISTED = -1
"""The number that opens the first article that an answer lists; those behind it count down."""

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


class Line(NamedTuple):
    """Something said, what it cites, and what is told beside it."""

    said: TextForMarkers
    cited: tuple[Citation, ...]
    where: str = ""
    doubt: str = ""


def render_answer(answer: Answer, turn: int, *, ended: bool) -> Markup:
    """An answer: the words that answer, its sentences with markers, its sources; or a refusal.

    `turn` is the answer's place in its conversation; markers carry it. What stands below the
    sentences waits until the answer has `ended`: further sentences would push it about.
    """
    if not answer.answered:
        return _refusal(answer, turn) if answer.complete else render_searching()
    cited = {citation.number: citation for citation in answer.citations}
    words = _words_in_sentence(answer, cited)
    return part(
        "answer.html",
        turn=turn,
        understood=_understood(answer),
        short=_short(answer, cited),
        sentences=[
            _sentence(each, None if n else words, cited) for n, each in enumerate(answer.sentences)
        ],
        below=_below(answer, turn) if ended else "",
    )


def render_searching() -> Markup:
    """What stands in the place of an answer that is to come."""
    return part("searching.html")


def _below(answer: Answer, turn: int) -> Markup:
    listed = answer.listed[:_SHOWN_ARTICLES]
    numbers = {c.article_id: c.number for c in reversed(answer.citations)}
    return part(
        "below.html",
        turn=turn,
        written=render_written(answer),
        sureness=sureness(answer),
        otherwise=alternatives_in_words(answer.alternatives),
        alternatives=[_alternative(each) for each in answer.alternatives],
        sources=[
            (citation, _where_with_copies(citation), render_taking_quote(citation))
            for citation in answer.citations
        ],
        # Those that are cited open at their quote, the others at their beginning.
        listed=[
            (each, numbers.get(each.article_id, LISTED - n), _where(each))
            for n, each in enumerate(listed)
        ],
        more=len(listed) < len(answer.listed),
        searched=_searched(answer),
    )


def _refusal(answer: Answer, turn: int) -> Markup:
    """A refusal, in whose sentence the nearest article can be opened."""
    before, nearest, after = visible(answer.reason or answer.text), "", ""
    if answer.nearest:
        nearest = visible(answer.nearest.title or answer.nearest.article_id)
        before, _, after = before.partition(f"“{nearest}”")
    return part(
        "refusal.html",
        turn=turn,
        number=NEAREST,
        understood=_understood(answer),
        before=before,
        nearest=nearest,
        after=after,
        written=render_written(answer),
        searched=_searched(answer),
    )


def _understood(answer: Answer) -> str:
    """The question that was searched, where it is another than was asked."""
    same = answer.standalone_question.split() == answer.question.split()
    return "" if same else answer.standalone_question


def _short(answer: Answer, cited: dict[int, Citation]) -> Line | None:
    if answer.short is None:
        return None
    return Line(
        _split_for_markers(short_in_words(answer.short), None), (cited[answer.short.citation],)
    )


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


def _sentence(sentence: Sentence, words: Span | None, cited: dict[int, Citation]) -> Line:
    doubt = f"Not borne out: {sentence.faults[0].reason}" if sentence.faults else ""
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


def _alternative(alternative: Alternative) -> Line:
    citation = alternative.citation
    where = f"{citation.title} · {_where(citation)}"
    return Line(_split_for_markers(short_in_words(alternative), None), (citation,), where)


def _where_with_copies(citation: Citation) -> str:
    return " · ".join(filter(None, [_where(citation), copies_in_words(citation.copies)]))


def _where(of: ArticleRef | Citation) -> str:
    by = published_by(of.publisher, of.publisher_claimed)
    told = [by or "publisher not named", in_words(of.published), kind_told(of.kind)]
    return " · ".join(filter(None, told))


def _searched(answer: Answer) -> str:
    if answer.remark:
        return ""
    said = searched(answer.searched)
    return f"{said} Asked as of {in_words(answer.as_of)}." if answer.as_of else said
