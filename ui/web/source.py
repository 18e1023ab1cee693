"""The source pane: a whole article as HTML, with the cited words marked."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index import Article, Span, StoredArticle
from index.formats.fields.urls import normalised_url, shown_url, without_user
from index.prose.names import plain_line, shown_name
from qa.answers import Citation
from qa.english.bylines import kind_told, published_by
from qa.english.phrases import in_words
from ui.web.templating import rendered

_PARAGRAPH = re.compile(r"(?<![^\S\r\n])[^\S\r\n]*+\S[^\r\n]*")
_GONE = "The article has been changed since; the cited words are no longer in it."


class Piece(NamedTuple):
    """A piece of an article: of the "words" that answer, the "quote", "boilerplate", or ""."""

    text: str
    kind: str


def render_source(stored: StoredArticle, citation: Citation, words: Span | None = None) -> str:
    """A stored article with the quote of a citation in `<mark>`, and in it the words that answer.

    Offsets are code points, so the text is cut here and never in the browser. A quote that a
    newer revision has moved is looked for; one that it no longer has is said to be gone.

    Args:
        stored: The article.
        citation: What is quoted from it.
        words: The words within the quote that answer, as offsets in the article that was cited.
    """
    quoted = _placed(stored.article.text, citation)
    moved = quoted.start - citation.start if quoted else 0
    if words is not None:
        words = Span(words.start + moved, words.end + moved) if quoted else None
    gone = [] if quoted else [_GONE]
    return _article(stored, f"Source {citation.number}", quoted, words, gone)


def render_nearest(stored: StoredArticle) -> str:
    """The article nearest to a question that it does not answer, with nothing marked."""
    return _article(stored, "The nearest article. It does not answer the question.", None, None, [])


def render_listed(stored: StoredArticle) -> str:
    """An article that an answer lists, with nothing marked."""
    return _article(stored, "An article of the list", None, None, [])


def render_gone(sentence: str) -> str:
    """The pane when there is no article to show, and why."""
    return rendered("gone.html", sentence=sentence)


def _article(
    stored: StoredArticle,
    kicker: str,
    quoted: Span | None,
    words: Span | None,
    notes: Sequence[str],
) -> str:
    article = stored.article
    address = article.id if article.url is None else article.url
    begin = _after_headline(article, quoted)
    return rendered(
        "source.html",
        kicker=kicker,
        article=article,
        byline=_byline(stored),
        address=shown_url(address) or address,
        link=article.url and normalised_url(article.url) and without_user(article.url),
        notes=_notes(stored, notes),
        paragraphs=list(_paragraphs(article.text, begin, quoted, words, stored.boilerplate)),
    )


def _placed(text: str, citation: Citation) -> Span | None:
    if text[citation.start : citation.end] == citation.quote:
        return Span(citation.start, citation.end)
    start = text.find(citation.quote)
    return Span(start, start + len(citation.quote)) if start >= 0 else None


def _after_headline(article: Article, quoted: Span | None) -> int:
    """Where the text goes on after a first line that the title already shows."""
    first = _PARAGRAPH.search(article.text)
    if first is None or plain_line(first.group()) != plain_line(article.title):
        return 0
    return 0 if quoted is not None and quoted.start < first.end() else first.end()


def _byline(stored: StoredArticle) -> str:
    article = stored.article
    by = published_by(article.publisher, stored.publisher_claimed)
    parts = [by or "publisher not named", in_words(article.published)]
    if article.authors:
        parts.insert(0, f"By {', '.join(map(shown_name, article.authors))}")
    return " · ".join(filter(None, [*parts, kind_told(article.kind)]))


def _notes(stored: StoredArticle, further: Sequence[str]) -> str:
    notes = []
    made = stored.article.provenance.get("title", "")
    if made.startswith("made"):
        notes.append(f"The title was {made}.")
    if stored.boilerplate:
        notes.append("Grey passages are no part of the story and are not searched.")
    return " ".join([*notes, *further])


def _paragraphs(
    text: str,
    begin: int,
    quoted: Span | None,
    words: Span | None,
    boilerplate: tuple[Span, ...],
) -> Iterator[list[Piece]]:
    for found in _PARAGRAPH.finditer(text, begin):
        pieces = _pieces(Span(*found.span()), quoted, words, boilerplate)
        yield [Piece(text[span.start : span.end], kind) for span, kind in pieces]


def _pieces(
    line: Span, quoted: Span | None, words: Span | None, boilerplate: tuple[Span, ...]
) -> Iterator[tuple[Span, str]]:
    """A line cut wherever the quote, the words in it or a boilerplate span begins or ends."""
    spans = [span for span in (*boilerplate, quoted, words) if span is not None]
    cuts = {point for span in spans for point in span if line.start < point < line.end}
    edges = [line.start, *sorted(cuts), line.end]
    for piece in map(Span, edges, edges[1:]):
        if _within(piece, [words]):
            yield piece, "words"
        elif _within(piece, [quoted]):
            yield piece, "quote"
        else:
            yield piece, "boilerplate" if _within(piece, boilerplate) else ""


def _within(piece: Span, spans: Sequence[Span | None]) -> bool:
    return any(span and span.start <= piece.start and piece.end <= span.end for span in spans)
