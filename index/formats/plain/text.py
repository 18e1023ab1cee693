"""Plain text and Markdown: one article a file, or several, with what their own lines say."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from index.articles import Article, Rejected
from index.formats.fields.bylines import find_authors
from index.formats.fields.credits import find_credits, find_outlet
from index.formats.fields.fields import Fields, day_of, joined, noted, told, with_fields
from index.formats.fields.headlines import MADE, find_title
from index.formats.fields.lines import Line, lines_of
from index.formats.fields.parts import Part
from index.formats.fields.published import find_published, find_updated
from index.formats.fields.publishers import find_publisher
from index.formats.plain.exports import doubt_of, split_export
from index.formats.plain.front_matter import LONGEST, FrontMatter, front_matter, next_front_matter
from index.formats.plain.markdown import SUFFIXES, shown
from index.formats.plain.menus import below_menus
from index.formats.raw.encoding import decoded
from index.formats.raw.file import File
from index.formats.raw.mending import mended, unwrapped

NOTHING = Fields()
_MARK = re.compile(r"^#{1,3} |\f", re.MULTILINE)
_WORDLESS = "the file holds no words; leave it out"
_DAY_IN_NAME = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
_SUFFIXES_OF_NAME = re.compile(r"(?:\.[A-Za-z]\w{0,9}){1,3}$")
# The day before which a file was fetched says nothing of its article.
_FETCHED = re.compile(
    r"(?<![a-z])(?:access|archiv|backup|captur|copy|copies|crawl|download|dump|export|fetch|print|"
    r"retriev|sav|scrap|snapshot)",
    re.IGNORECASE,
)


class _Piece(NamedTuple):
    """A stretch of a text that is an article: its first line from 1, and what is said of it."""

    line: int
    text: str
    fields: Fields = Fields()
    doubt: str | None = None
    markdown: bool = False


def read_text(file: File) -> Iterator[Article | Rejected]:
    """Yield the articles in the file, or why there is none.

    The text is what people read: decoded, mended and unwrapped, as its provenance names, without
    front matter and what a database puts around an article; line ends stay as they are. The id is
    the article's address, else the file's name, with `#L<line>` where the file has several.

    Raises:
        OSError: The file cannot be read.
    """
    raw = file.path.read_bytes()
    found = decoded(raw) if raw else "the file is empty; leave it out"
    if isinstance(found, str):
        yield Rejected(file.origin, found)
        return
    note = f"decoded from {found.encoding}" if found.encoding else None
    text, mending = mended(found.text)
    if not _has_words(text):
        yield Rejected(file.origin, _WORDLESS)
        return
    yield from _read_pieces(
        _pieces(text, file.name.lower().endswith(SUFFIXES)), file, (note, mending)
    )


def articles_in(
    text: str, file: File, given: Fields = NOTHING, otherwise: Fields = NOTHING
) -> Iterator[Article | Rejected]:
    """Yield the articles of a document's plain text, or why there is none.

    Args:
        text: The text with a blank line between paragraphs; headings may have marks ("# ").
        file: The document; of several articles each has its name and `#<number>` as id.
        given: What the document says of its one article, and what is right.
        otherwise: What it says where neither that nor the text does.
    """
    text, mending = mended(text)
    if not _has_words(text):
        yield Rejected(file.origin, _WORDLESS)
        return
    parts = split_export(text)
    if parts is None or len(parts) == 1:
        (part,) = parts or [Part(1, text)]
        piece = _Piece(1, _unmarked(part.text), joined(part.fields, given), doubt_of(part.text))
        article = _article(piece, file.name, file.origin, (mending,))
        yield _dated_by_name(_completed(article, otherwise), file.name)
        return
    for number, part in enumerate(parts, start=1):
        piece = _Piece(number, _unmarked(part.text), part.fields)
        yield _article(piece, f"{file.name}#{number}", f"{file.origin}#{number}", (mending,))


def _unmarked(text: str) -> str:
    """Take the marks of headings and of pages out of a document's text."""
    return re.sub(r"\n{3,}", "\n\n", _MARK.sub("", text)).strip("\n") + "\n"


def _completed(article: Article | Rejected, otherwise: Fields) -> Article | Rejected:
    """Add what a document says of itself where its text says nothing."""
    if isinstance(article, Rejected):
        return article
    title = otherwise.title if article.provenance["title"] == MADE else None
    authors = () if article.authors else otherwise.authors
    return with_fields(article, told(Fields(title=title, authors=authors), otherwise.provenance))


def article_from_text(text: str, name: str, origin: str) -> Article:
    """Return the article that `text` is; its fields are those that its own lines name."""
    below = below_menus(text)
    title = find_title(below)
    article = Article(
        id=name,
        title=title.value,
        text=text,
        origin=origin,
        provenance={"title": title.where},
    )
    return with_fields(article, _fields_in(lines_of(below)))


def _fields_in(lines: list[Line]) -> Fields:
    authors, byline = find_authors(lines)
    if not authors:
        authors, byline = find_credits(lines)
    publisher = find_publisher(lines, authors) or find_outlet(lines)
    published = find_published(lines)
    updated = find_updated(lines)
    if updated and published and updated.value <= published.value:
        updated = None
    found = {"publisher": publisher, "published": published, "updated": updated}
    fields = Fields(
        publisher=publisher.value if publisher else None,
        published=published.value if published else None,
        authors=authors,
        updated=updated.value if updated else None,
    )
    return told(
        fields, {"authors": byline, **{name: each.where for name, each in found.items() if each}}
    )


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _pieces(text: str, markdown: bool) -> list[_Piece]:
    """Cut a text where its next front matter begins, and what is between as an export is."""
    pieces: list[_Piece] = []
    start, line = 0, 1
    while start < len(text):
        head = front_matter(text[start : start + LONGEST])
        fenced = head is not None and head.fenced and head.end > 0
        end = next_front_matter(text, start + head.end) if head and fenced else None
        pieces.extend(_below(text[start:end], line, head, markdown or fenced))
        line += _line(text[start:end], len(text)) - 1
        start = end or len(text)
    return pieces


def _below(text: str, line: int, head: FrontMatter | None, markdown: bool) -> Iterator[_Piece]:
    fields, end, doubt = (head.fields, head.end, head.doubt) if head else (Fields(), 0, None)
    body = text[end:].lstrip("\r\n") if end else text
    below = line + _line(text, len(text) - len(body)) - 1
    fenced = head is not None and head.fenced and end > 0
    if fenced:
        text, line = body, below
    parts = None if fenced and fields.title else split_export(text)
    if parts is None:
        yield _Piece(below, body, fields, doubt or doubt_of(body), markdown)
        return
    for part in parts:
        own = front_matter(part.text)
        story = part.text[own.end :].lstrip("\r\n") if own else part.text
        given = joined(part.fields, own.fields if own else fields)
        yield _Piece(line + part.line - 1, story, given, doubt, markdown)


def _line(text: str, at: int) -> int:
    """The number, from 1, of the line that a place of the text is in."""
    return 1 + len(re.findall(r"\r\n|\r|\n", text[:at]))


def _read_pieces(
    pieces: list[_Piece], file: File, notes: tuple[str | None, ...]
) -> Iterator[Article | Rejected]:
    for piece in pieces:
        several = len(pieces) > 1
        name = f"{file.name}#L{piece.line}" if several else file.name
        origin = f"{file.origin}:{piece.line}" if several else file.origin
        read = _article(piece, name, origin, notes)
        yield read if several else _dated_by_name(read, file.name)


def _article(
    piece: _Piece, name: str, origin: str, notes: tuple[str | None, ...]
) -> Article | Rejected:
    if not _has_words(piece.text):
        return Rejected(origin, "there are no words below its head; leave it out")
    text, unwrapping = unwrapped(piece.text)
    given = piece.fields
    if piece.markdown:
        found = shown(text)
        unmarked = "Markdown's marks taken out" if found.text != text else None
        if found.heading and _has_words(found.text):
            given = joined(given, _headed(found.heading))
        text, notes = found.text if _has_words(found.text) else text, (*notes, unmarked)
    article = with_fields(article_from_text(text, name, origin), given)
    said_of_text = "; ".join(filter(None, (*notes, unwrapping)))
    return noted(article, text=said_of_text or None, doubt=piece.doubt)


def _headed(heading: str) -> Fields:
    return Fields(title=heading, provenance={"title": "the first heading"})


def _dated_by_name(article: Article | Rejected, name: str) -> Article | Rejected:
    """Take the day that the file's name begins or ends with, where nothing else tells one."""
    day = _day_in_name(name.rpartition("/")[2])
    if not day or isinstance(article, Rejected) or "published" in article.provenance:
        return article
    return noted(replace(article, published=day), published="the file's name")


def _day_in_name(name: str) -> str | None:
    """Return the day that a name begins with, or else ends with, if it has no other."""
    stem = _SUFFIXES_OF_NAME.sub("", name)
    days = list(_DAY_IN_NAME.finditer(stem))
    if not days:
        return None
    before = stem[: days[0].start()]
    ends = len(days) == 1 and days[0].end() == len(stem)
    if before and (not ends or _FETCHED.search(before)):
        return None
    return day_of(days[0][0])
