"""EPUB: an article for each chapter that has its own heading, such as those of a newspaper."""

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from index.articles import Article, Rejected
from index.formats.documents.documents import Paragraph
from index.formats.documents.markup_text import paragraphs_of
from index.formats.documents.packages import BadPackage, Package, attribute, local_name, opened
from index.formats.fields.fields import Fields, day_of, joined, language_of, told, web_address
from index.formats.plain.text import articles_in
from index.formats.raw.file import File

_NO_BOOK = "it is no EPUB; save it again"
_MOST_CHAPTERS = 5000
_FEWEST_WORDS = 20
_PAGES = re.compile(r"(?:x?html|htm|xml)$", re.IGNORECASE)
_DATED_TITLE = re.compile(r"(?P<name>.{1,199}?\S)\s*\[(?P<day>[^\[\]]{4,40})\]$")
# What calibre puts around each article of a paper that it fetched.
_NAVIGATION = frozenset(
    "next|previous|main menu|section menu|articles|sections|article|section|".split("|")
)
_FETCHED = re.compile(r"This article was downloaded by calibre from\s*(?P<url>\S*)", re.IGNORECASE)
_FRONT = re.compile(
    r"(?:table of )?contents|cover|title page|copyright|colophon|imprint|index|toc", re.IGNORECASE
)


class _Book(NamedTuple):
    """What an EPUB says of itself, its chapters' names in order, and the section of each."""

    values: dict[str, str]
    authors: str
    chapters: list[str]
    sections: dict[str, str]


class _Chapter(NamedTuple):
    paragraphs: list[Paragraph]
    heading: str | None
    url: str | None
    section: str | None


def looks_like_epub(head: bytes) -> bool:
    """Say whether a file that begins with `head` is an EPUB."""
    return head.startswith(b"PK") and b"application/epub+zip" in head[:200]


def read_epub(file: File) -> Iterator[Article | Rejected]:
    """Yield an article for each chapter that has a heading of its own and text, in their order.

    What follows without a heading belongs to the chapter before. Of several articles each has
    the file's name and `#<number>` as id, or its address.

    Raises:
        OSError: The file cannot be read.
    """
    try:
        with opened(file.path) as package:
            book = _book(package)
            chapters = list(_chapters(package, book))
    except (BadPackage, RecursionError) as error:
        yield Rejected(file.origin, str(error) if isinstance(error, BadPackage) else _NO_BOOK)
        return
    if not chapters:
        yield Rejected(file.origin, "it has no chapter with text; leave it out")
    for number, chapter in enumerate(chapters, start=1):
        alone = len(chapters) == 1
        own = (
            file
            if alone
            else file._replace(name=f"{file.name}#{number}", origin=f"{file.origin}#{number}")
        )
        yield from _articles(chapter, book, own, alone=alone)


def _articles(
    chapter: _Chapter, book: _Book, file: File, *, alone: bool
) -> Iterator[Article | Rejected]:
    fields = joined(
        told(
            Fields(title=chapter.heading, url=chapter.url, section=chapter.section),
            {
                "title": "the chapter's heading",
                "url": "the address that calibre fetched it from",
                "section": "the table of contents",
            },
        ),
        _of_the_paper(book),
    )
    title = book.values.get("title", "") if alone else ""
    otherwise = told(
        Fields(title=title or None, language=language_of(book.values.get("language", ""))),
        {"title": "the book's title", "language": "the book's language"},
    )
    text = "\n\n".join(each.text for each in chapter.paragraphs)
    yield from articles_in(text, file, joined(fields, _language(otherwise)), otherwise)


def _language(fields: Fields) -> Fields:
    return told(Fields(language=fields.language), fields.provenance)


def _of_the_paper(book: _Book) -> Fields:
    """Paper and day, where the EPUB is an issue: "The Courier [Fri, 03 May 2024]"."""
    found = _DATED_TITLE.fullmatch(book.values.get("title", ""))
    day = day_of(found["day"]) if found else None
    if not found or not day:
        return Fields()
    where = {"publisher": "the issue's title", "published": "the issue's title"}
    return told(Fields(publisher=found["name"], published=day), where)


def _book(package: Package) -> _Book:
    container = package.tree("META-INF/container.xml")
    roots = [each for each in container.iter()] if container is not None else []
    named = [attribute(each, "full-path") for each in roots if local_name(each) == "rootfile"]
    name = next(filter(None, named), None)
    content = package.tree(name) if name else None
    if not name or content is None:
        raise BadPackage(_NO_BOOK)
    if package.read("META-INF/encryption.xml") and package.read("META-INF/rights.xml"):
        raise BadPackage("the book is locked to a reader's account; it cannot be read")
    folder = posixpath.dirname(name)
    values = {local_name(each): (each.text or "").strip() for each in content.iter()}
    chapters = _spine(content, folder)
    return _Book(values, values.get("creator", ""), chapters, _sections(package, content, folder))


def _spine(content: Element, folder: str) -> list[str]:
    """The names of the chapters' parts in reading order."""
    places: dict[str, str] = {}
    spine: list[str] = []
    for each in content.iter():
        properties = attribute(each, "properties") or ""
        if local_name(each) == "item" and "nav" not in properties.split():
            places[attribute(each, "id") or ""] = _place(folder, attribute(each, "href") or "")
        elif local_name(each) == "itemref":
            spine.append(attribute(each, "idref") or "")
    chapters = [places[each] for each in spine if each in places]
    return [each for each in dict.fromkeys(chapters) if _PAGES.search(each)][:_MOST_CHAPTERS]


def _place(folder: str, link: str) -> str:
    """The name of the part that a link leads to."""
    return posixpath.normpath(posixpath.join(folder, unquote(link.partition("#")[0])))


def _sections(package: Package, content: Element, folder: str) -> dict[str, str]:
    """The section of each chapter: the entry of the table of contents that it is below."""
    links = [
        attribute(each, "href") or ""
        for each in content.iter()
        if local_name(each) == "item" and (attribute(each, "media-type") or "").endswith("ncx+xml")
    ]
    contents = package.tree(_place(folder, links[0])) if links else None
    sections: dict[str, str] = {}
    for point in contents.iter() if contents is not None else ():
        if local_name(point) != "navPoint":
            continue
        for below in (each for each in point if local_name(each) == "navPoint"):
            sections.setdefault(_place(folder, _source(below)), _label(point))
    return sections


def _source(point: Element) -> str:
    found = (attribute(each, "src") for each in point if local_name(each) == "content")
    return next(found, None) or ""


def _label(point: Element) -> str:
    texts = (each.text or "" for part in point if local_name(part) == "navLabel" for each in part)
    return " ".join(next(texts, "").split())


def _chapters(package: Package, book: _Book) -> Iterator[_Chapter]:
    """Yield the chapters with a heading and text, each with what follows without a heading."""
    waiting: _Chapter | None = None
    for name in book.chapters:
        chapter = _chapter(package.read(name) or b"", book.sections.get(name))
        if not _has_text(chapter):
            continue
        if waiting and not chapter.heading and not chapter.url:
            waiting = waiting._replace(paragraphs=waiting.paragraphs + chapter.paragraphs)
            continue
        if waiting:
            yield waiting
        waiting = chapter
    if waiting:
        yield waiting


def _chapter(raw: bytes, section: str | None) -> _Chapter:
    found, _ = paragraphs_of(raw.decode("utf-8-sig", errors="replace"))
    url = next((seen["url"] for each in found if (seen := _FETCHED.search(each.text))), None)
    kept = [
        each for each in found if not _is_navigation(each.text) and not _FETCHED.search(each.text)
    ]
    headings = [each for each in kept[:4] if each.level]
    first = min(headings, key=lambda each: each.level).text if headings else None
    heading = " ".join(first.split()) if first and not _FRONT.fullmatch(first) else None
    return _Chapter(kept, heading, web_address(url) if url else None, section)


def _is_navigation(text: str) -> bool:
    return all(part.strip().lower() in _NAVIGATION for part in text.split("|"))


def _has_text(chapter: _Chapter) -> bool:
    """Whether it tells something: paragraphs that are no headings, and not a list of contents."""
    first = chapter.paragraphs[0].text if chapter.paragraphs else ""
    words = sum(len(each.text.split()) for each in chapter.paragraphs if not each.level)
    return words >= _FEWEST_WORDS and not _FRONT.fullmatch(first.strip())
