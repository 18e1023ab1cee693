"""PDF: the text of its pages as people read it, and what is known of it otherwise."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.articles import Article, Rejected
from index.formats.documents.metadata import plausible_authors, plausible_title
from index.formats.documents.pdf_layout import Block, blocks_of, printed_from
from index.formats.documents.pdf_page import Page, Pages, Unreadable
from index.formats.fields.credits import is_outlet
from index.formats.fields.fields import Fields, day_of, joined, noted, told
from index.formats.fields.urls import normalised_url
from index.formats.plain.exports import split_export
from index.formats.plain.text import articles_in
from index.formats.raw.file import File
from index.formats.raw.wrapping import divided_words_joined

LARGEST_FILE = 300 * 1024 * 1024
_SCANNED = "its pages are pictures; make text of it by OCR first"
_WORDLESS = "it has no text; leave it out"
_NO_LETTERS = (
    "its fonts do not say which letters they show; make text of it by OCR, or save it again"
)
_UNKNOWN_LETTER = re.compile(r"\(cid:\d{1,6}\)")
_SMALLEST_HEADLINE = 1.2  # times the size of the text
_LONGEST_HEADLINE = 200
# Whoever sets a newspaper makes its file on the day; whoever prints or saves one, later.
_TYPESETTERS = re.compile(r"\b(?:InDesign|QuarkXPress|Scribus)\b", re.IGNORECASE)
_CREATED = re.compile(r"D:(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)")


def looks_like_pdf(head: bytes) -> bool:
    """Say whether a file that begins with `head` is a PDF; some have bytes before the mark."""
    return b"%PDF-" in head[:1024]


def read_pdf(file: File) -> Iterator[Article | Rejected]:
    """Yield the article in a PDF, those of a database's export, or why there is none.

    The day of its making is its date only where a typesetter's program made it and its text
    tells none.

    Raises:
        OSError: The file cannot be read.
    """
    from index.formats.documents.pdf_pages import read_pages  # pdfminer, which asking does not need

    if file.path.stat().st_size > LARGEST_FILE:
        yield Rejected(file.origin, "it is larger than 300 MB; divide it")
        return
    try:
        read = read_pages(file.path)
    except Unreadable as obstacle:
        yield Rejected(file.origin, str(obstacle))
        return
    blocks = blocks_of(read.pages)
    if reason := _obstacle(read, blocks):
        yield Rejected(file.origin, reason)
        return
    yield from _articles(read, blocks, file)


def _obstacle(read: Pages, blocks: Sequence[Block]) -> str | None:
    text = " ".join(line for block in blocks for line in block.lines)
    letters = sum(map(str.isalpha, _UNKNOWN_LETTER.sub("", text)))
    pictured = sum(page.pictures for page in read.pages)
    if letters < 20 * max(1, len(read.pages)) and pictured >= 0.5 * len(read.pages):
        return _SCANNED
    if len(_UNKNOWN_LETTER.findall(text)) > 0.2 * max(1, letters):
        return _NO_LETTERS
    return None if letters else _WORDLESS


def _articles(read: Pages, blocks: list[Block], file: File) -> Iterator[Article | Rejected]:
    by_lines = "\n\n".join("\n".join(block.lines) for block in blocks)
    text = "\n\n".join(map(_joined, blocks))
    split = split_export(by_lines)
    if split:
        yield from articles_in(by_lines, file)
        return
    given = joined(_headline(blocks), _address(read.pages))
    for article in articles_in(text, file, given, _about(read, text)):
        yield article if isinstance(article, Rejected) else _dated(article, read)


def _joined(block: Block) -> str:
    """A paragraph on one line, its divided words whole."""
    return divided_words_joined("\n".join(block.lines)).replace("\n", " ")


def _headline(blocks: list[Block]) -> Fields:
    """The largest paragraph of the first page, where it is larger than the text."""
    sizes = Counter[float]()
    for block in blocks:
        sizes[round(block.size, 1)] += sum(map(len, block.lines))
    usual = sizes.most_common(1)[0][0]
    first = [block for block in blocks if block.page == 0]
    large = [
        block
        for block in first
        if block.size >= _SMALLEST_HEADLINE * usual
        and len(_joined(block)) <= _LONGEST_HEADLINE
        and len(_joined(block).split()) > 2
        and not is_outlet(_joined(block))
    ]
    if not large or len(blocks) < 2:
        return Fields()
    title = _joined(max(large, key=lambda block: block.size))
    return Fields(title=title, provenance={"title": "the largest line of the first page"})


def _address(pages: Sequence[Page]) -> Fields:
    url = printed_from(pages)
    fit = url if url and normalised_url(url) else None
    return told(Fields(url=fit), {"url": "the address printed on its pages"})


def _about(read: Pages, text: str) -> Fields:
    """What the document's information says, as far as it is likely."""
    title = plausible_title(read.about.get("Title", ""), text)
    authors = plausible_authors(read.about.get("Author", ""), text)
    where = {"title": "the PDF's title", "authors": "the PDF's author"}
    return told(Fields(title=title, authors=authors), where)


def _dated(article: Article, read: Pages) -> Article:
    """Take the day on which a typesetter's program made the file, where the text tells none."""
    program = _TYPESETTERS.search(f"{read.about.get('Creator')} {read.about.get('Producer')}")
    created = _CREATED.match(read.about.get("CreationDate", ""))
    day = day_of("-".join(created.groups())) if created else None
    if article.published or not program or not day:
        return article
    where = f"the day on which {program[0]} made the file"
    return noted(replace(article, published=day), published=where)
