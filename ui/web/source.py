"""The source pane: a whole article as HTML, with the cited words marked."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from index import Article, Span, StoredArticle
from qa.answers import Citation
from qa.english.phrases import in_words
from ui.web.escaping import escape

_PARAGRAPH = re.compile(r"[^\r\n]*\S[^\r\n]*")
_CLOSE = '<button type="button" class="close" aria-label="Close the article">×</button>'
_GONE = "The article has been changed since; the cited words are no longer in it."


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


def render_gone(sentence: str) -> str:
    """The pane when there is no article to show, and why."""
    return (
        f'<article class="source" aria-labelledby="source-title">{_CLOSE}'
        '<h2 id="source-title" tabindex="-1">No article to show</h2>'
        f"<p>{escape(sentence)}</p></article>"
    )


def _article(
    stored: StoredArticle,
    kicker: str,
    quoted: Span | None,
    words: Span | None,
    notes: Sequence[str],
) -> str:
    article = stored.article
    begin = _after_headline(article, quoted)
    text = _text(article.text, begin, quoted, words, stored.boilerplate)
    return (
        f'<article class="source" aria-labelledby="source-title">{_CLOSE}'
        f'<p class="kicker">{kicker}</p>'
        f'<h2 id="source-title" tabindex="-1">{escape(article.title)}</h2>'
        f"{_byline(article)}{_notes(stored, notes)}"
        f'<div class="text">{text}</div></article>'
    )


def _placed(text: str, citation: Citation) -> Span | None:
    if text[citation.start : citation.end] == citation.quote:
        return Span(citation.start, citation.end)
    start = text.find(citation.quote)
    return Span(start, start + len(citation.quote)) if start >= 0 else None


def _after_headline(article: Article, quoted: Span | None) -> int:
    """Where the text goes on after a first line that the title already shows."""
    first = _PARAGRAPH.search(article.text)
    if first is None or first.group().strip() != article.title.strip():
        return 0
    return 0 if quoted is not None and quoted.start < first.end() else first.end()


def _byline(article: Article) -> str:
    parts = [article.publisher or "publisher not named", in_words(article.published)]
    if article.authors:
        parts.insert(0, f"By {', '.join(article.authors)}")
    line = f'<p class="byline">{escape(" · ".join(parts))}</p>'
    return f'{line}<p class="address">{_address(article)}</p>'


def _address(article: Article) -> str:
    """Where the article came from: a link only for http and https, else its name as text."""
    url = article.url
    if url is None:
        return escape(article.id)
    try:
        linked = urlsplit(url).scheme.lower() in ("http", "https")
    except ValueError:
        linked = False
    if not linked:
        return escape(url)
    rel = "noopener noreferrer nofollow"
    return f'<a href="{escape(url)}" target="_blank" rel="{rel}">{escape(url)}</a>'


def _notes(stored: StoredArticle, further: Sequence[str]) -> str:
    notes = []
    made = stored.article.provenance.get("title", "")
    if made.startswith("made"):
        notes.append(f"The title was {made}.")
    if stored.boilerplate:
        notes.append("Grey passages are no part of the story and are not searched.")
    notes += further
    return f'<p class="notes">{escape(" ".join(notes))}</p>' if notes else ""


def _text(
    text: str,
    begin: int,
    quoted: Span | None,
    words: Span | None,
    boilerplate: tuple[Span, ...],
) -> str:
    paragraphs = []
    for found in _PARAGRAPH.finditer(text, begin):
        pieces = _pieces(Span(*found.span()), quoted, words, boilerplate)
        inner = "".join(_piece(text, span, kind) for span, kind in pieces)
        paragraphs.append(f"<p>{inner}</p>")
    return "".join(paragraphs)


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


def _piece(text: str, span: Span, kind: str) -> str:
    shown = escape(text[span.start : span.end])
    if kind == "words":
        return f"<mark><strong>{shown}</strong></mark>"
    if kind == "quote":
        return f"<mark>{shown}</mark>"
    return f'<span class="boilerplate">{shown}</span>' if kind else shown
