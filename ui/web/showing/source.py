"""The source pane: a whole article as HTML, with the cited words marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from evals.feedback.lines import Place
from index import Article, Span, StoredArticle
from index.formats.fields.urls import normalised_url, shown_url, without_user
from index.prose.names import plain_line, shown_name
from ui.bylines import kind_told, published_by
from ui.language import _, day_in_words, number
from ui.web.html.templating import Markup, part, rendered

_PARAGRAPH = re.compile(r"(?<![^\S\r\n])[^\S\r\n]*+\S[^\r\n]*")
# Code points that are hashed in looking for words that have moved: a tenth of a second.
_MOST_COMPARED = 20_000_000
PANES = ("source", "nearest", "listed")
"""What an article in the pane may be, see `Pane.shown_as`."""


class Piece(NamedTuple):
    """A piece of an article: of the "words" that answer, the "quote", "boilerplate", or ""."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Pane:
    """An article in the source pane, as an address asks for it.

    Attributes:
        quoted: The words that are cited, as offsets in the article's text.
        words: The words within them that answer.
        digest: The first 16 hexadecimal digits of the SHA-256 of the words that were cited, by
            which it is known whether they still stand there; empty where nothing was kept.
        shown_as: Why it is shown, one of `PANES`.
        number: Of a source, its number in the answer.
    """

    quoted: Span | None = None
    words: Span | None = None
    digest: str = ""
    shown_as: str = "listed"
    number: int = 0


def render_pane(stored: StoredArticle, pane: Pane) -> str:
    """A stored article as an address asks for it; words that are not there are said to be gone."""
    kickers = {
        "source": _("Source %(n)s", n=number(pane.number)),
        "nearest": _("The nearest article. It does not answer the question."),
        "listed": _("An article of the list"),
    }
    quoted, note = _asked_for(stored.article.text, pane.quoted, pane.digest)
    words = _moved(pane.words, pane.quoted, quoted)
    return _article(stored, kickers[pane.shown_as], quoted, words, [note] if note else [])


def render_text(stored: StoredArticle, quoted: Span | None = None, digest: str = "") -> Markup:
    """The text of a stored article alone, the quoted words in `<mark>`, boilerplate in grey."""
    quoted, note = _asked_for(stored.article.text, quoted, digest)
    begin = _after_headline(stored.article, quoted)
    return part(
        "article_text.html",
        notes=_notes(stored, []),
        missing=note,
        language=stored.article.language or "",
        paragraphs=list(_paragraphs(stored.article.text, begin, quoted, None, stored.boilerplate)),
    )


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


def _asked_for(text: str, quoted: Span | None, digest: str) -> tuple[Span | None, str]:
    """The words to mark, wherever a newer text has them, and what to say where they are gone."""
    if quoted is None:
        return None, ""
    if not digest and not quoted.start < quoted.end <= len(text):
        return None, _("The article has no such words: its text is shorter than the link says.")
    if not digest or Place.digest_of(text[quoted.start : quoted.end]) == digest:
        return quoted, ""
    length = quoted.end - quoted.start
    if length < 1 or len(text) * length > _MOST_COMPARED:
        return None, _gone()
    starts = range(len(text) - length + 1)
    moved = (n for n in starts if Place.digest_of(text[n : n + length]) == digest)
    start = next(moved, None)
    return (None, _gone()) if start is None else (Span(start, start + length), "")


def _gone() -> str:
    return _("The article has been changed since; the cited words are no longer in it.")


def _moved(words: Span | None, before: Span | None, now: Span | None) -> Span | None:
    """Words within a quote, where the quote stands now; None where they are not within it."""
    if words is None or before is None or now is None:
        return None
    if not before.start <= words.start < words.end <= before.end:
        return None
    by = now.start - before.start
    return Span(words.start + by, words.end + by)


def _after_headline(article: Article, quoted: Span | None) -> int:
    """Where the text goes on after a first line that the title already shows."""
    first = _PARAGRAPH.search(article.text)
    if first is None or plain_line(first.group()) != plain_line(article.title):
        return 0
    return 0 if quoted is not None and quoted.start < first.end() else first.end()


def _byline(stored: StoredArticle) -> str:
    article = stored.article
    by = published_by(article.publisher, stored.publisher_claimed)
    parts = [by or _("publisher not named"), day_in_words(article.published)]
    if article.authors:
        names = ", ".join(map(shown_name, article.authors))
        parts.insert(0, _("By %(names)s", names=names))
    return " · ".join(filter(None, [*parts, kind_told(article.kind)]))


def _notes(stored: StoredArticle, further: Sequence[str]) -> str:
    notes = []
    made = stored.article.provenance.get("title", "")
    if made.startswith("made"):
        notes.append(_("The title was made from the first sentence."))
    if stored.boilerplate:
        notes.append(_("Grey passages are no part of the story and are not searched."))
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
