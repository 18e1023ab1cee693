"""The source pane: a whole article as HTML, with the cited words marked."""

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import urlsplit

from index import Article, Span, StoredArticle
from qa.answers import Citation
from qa.wording import in_words

_PARAGRAPH = re.compile(r"[^\r\n]*\S[^\r\n]*")
_CLOSE = '<button type="button" class="close" aria-label="Close the article">×</button>'


def render_source(stored: StoredArticle, citation: Citation) -> str:
    """A stored article with the words of a citation in `<mark>`.

    Offsets are code points, so the text is cut here and never in the browser. Words that a
    newer revision has moved are looked for; words that it no longer has are said to be gone.
    """
    article = stored.article
    quoted = _placed(article.text, citation)
    text = _text(article.text, _after_headline(article, quoted), quoted, stored.boilerplate)
    return (
        f'<article class="source" aria-labelledby="source-title">{_CLOSE}'
        f'<p class="kicker">Source {citation.number}</p>'
        f'<h2 id="source-title" tabindex="-1">{escape(article.title)}</h2>'
        f"{_byline(article)}{_notes(stored, quoted)}"
        f'<div class="text">{text}</div></article>'
    )


def render_gone(sentence: str) -> str:
    """The pane when there is no article to show, and why."""
    return (
        f'<article class="source" aria-labelledby="source-title">{_CLOSE}'
        '<h2 id="source-title" tabindex="-1">No article to show</h2>'
        f"<p>{escape(sentence)}</p></article>"
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


def _notes(stored: StoredArticle, quoted: Span | None) -> str:
    notes = []
    made = stored.article.provenance.get("title", "")
    if made.startswith("made"):
        notes.append(f"The title was {made}.")
    if stored.boilerplate:
        notes.append("Grey passages are no part of the story and are not searched.")
    if quoted is None:
        notes.append("The article has been changed since; the cited words are no longer in it.")
    return f'<p class="notes">{escape(" ".join(notes))}</p>' if notes else ""


def _text(text: str, begin: int, quoted: Span | None, boilerplate: tuple[Span, ...]) -> str:
    paragraphs = []
    for found in _PARAGRAPH.finditer(text, begin):
        pieces = _pieces(Span(*found.span()), quoted, boilerplate)
        inner = "".join(_piece(text, span, tag) for span, tag in pieces)
        paragraphs.append(f"<p>{inner}</p>")
    return "".join(paragraphs)


def _pieces(
    line: Span, quoted: Span | None, boilerplate: tuple[Span, ...]
) -> Iterator[tuple[Span, str]]:
    """A line cut wherever the quote or a boilerplate span begins or ends."""
    spans = [*boilerplate, quoted] if quoted is not None else list(boilerplate)
    cuts = {point for span in spans for point in span if line.start < point < line.end}
    edges = [line.start, *sorted(cuts), line.end]
    for piece in map(Span, edges, edges[1:]):
        if quoted is not None and _within(piece, quoted):
            yield piece, "mark"
        else:
            yield piece, "s" if any(_within(piece, span) for span in boilerplate) else ""


def _within(piece: Span, span: Span) -> bool:
    return span.start <= piece.start and piece.end <= span.end


def _piece(text: str, span: Span, kind: str) -> str:
    words = escape(text[span.start : span.end])
    if kind == "mark":
        return f"<mark>{words}</mark>"
    return f'<span class="boilerplate">{words}</span>' if kind else words
