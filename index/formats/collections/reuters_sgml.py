"""Reuters-21578 (.sgm): David Lewis's collection of newswire stories of 1987, in SGML.

Its README describes the elements: https://kdd.ics.uci.edu/databases/reuters21578/README.txt
"""

import html
import re
from collections.abc import Iterator
from typing import IO

from index.articles import Article, Rejected
from index.errors import ArticleError
from index.formats.fields.dates import find_date
from index.formats.fields.fields import Fields, told, with_fields
from index.formats.fields.headlines import MADE, title_from
from index.formats.pages.authors import split_names
from index.formats.raw.file import File
from index.formats.records.fields import storable
from index.formats.records.records import Place, at_number

LARGEST_STORY = 4 * 1024 * 1024
_BLOCK = 256 * 1024
_BEGIN, _END = b"<REUTERS", b"</REUTERS>"
_NUMBER = re.compile(r"\bNEWID\s?=\s?\"(\d{1,9})\"", re.IGNORECASE)
_ELEMENTS = {
    "title": "the element TITLE",
    "publisher": "the element REUTERS",
    "published": "the element DATE",
    "authors": "the element AUTHOR",
    "section": "the element TOPICS",
}
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
# The mark at the end of a story, with who sent it.
_SIGNED = re.compile(r"\n\s{0,9}reuters?\s{0,9}$", re.IGNORECASE)
_DATELINE_ENDS = re.compile(r"\s[-–—]{1,2}$")


def looks_like_reuters(head: bytes) -> bool:
    """Say whether the first bytes of a file, some thousand, begin a file of Reuters-21578."""
    begun = head.lstrip()
    return begun.startswith(_BEGIN) or begun.startswith(b"<!DOCTYPE lewis")


def read_reuters(file: File) -> Iterator[Article | Rejected]:
    """Yield each story, or why it is none, one after the other.

    The text is dateline and body, without the line that signs it; the publisher is Reuters, as the
    element of each story says; the section is the first of its topics. The id of an article is
    `reuters-21578/<NEWID>`, else the file's name and `#<number>`.

    Args:
        file: Latin-1, as the collection is.

    Raises:
        OSError: The file cannot be read.
    """
    number = 0
    with file.path.open("rb") as stream:
        for number, raw in enumerate(_stories(stream), start=1):
            place = at_number(file, number)
            if raw is None:
                yield Rejected(place.origin, f"the story breaks off, or has more than "
                               f"{LARGEST_STORY:,} bytes")  # fmt: skip
                return
            yield _story(raw.decode("latin-1"), place)
    if not number:
        yield Rejected(file.origin, "the file has no <REUTERS> element; leave it out")


def _stories(stream: IO[bytes]) -> Iterator[bytes | None]:
    """Yield the bytes of each element; None in the end where one does not end."""
    kept = b""
    while True:
        block = stream.read(_BLOCK)
        # The end of an element may lie across two blocks.
        searched = max(0, len(kept) - len(_END))
        kept += block
        while (end := kept.find(_END, searched)) >= 0:
            begin = kept.find(_BEGIN, 0, end)
            if begin >= 0:
                yield kept[begin:end]
            kept, searched = kept[end + len(_END) :], 0
        if not block or len(kept) > LARGEST_STORY:
            break
    if _BEGIN in kept:
        yield None


def _story(raw: str, place: Place) -> Article | Rejected:
    number = _NUMBER.search(raw[:1000])
    try:
        return _article(raw, number[1] if number else None, place)
    except ArticleError as error:
        return Rejected(place.origin, str(error))


def _article(raw: str, number: str | None, place: Place) -> Article:
    text = storable("BODY", _text(raw))
    title = " ".join(_words(raw, "TITLE").split())
    written = find_date(_words(raw, "DATE"))
    authors = split_names([_words(raw, "AUTHOR").rpartition("Reuter")[0] or _words(raw, "AUTHOR")])
    topics = re.findall(r"<D>([^<>]{1,100})</D>", _element(raw, "TOPICS"))
    said = Fields(
        title=title or None,
        publisher="Reuters",
        published=written.iso if written else None,
        authors=authors,
        section=html.unescape(topics[0]) if topics else None,
    )
    article = Article(
        id=f"reuters-21578/{number}" if number else place.name,
        title=title or title_from(text),
        text=text,
        origin=place.origin,
        provenance={"title": MADE, "text": "the element TEXT"},
    )
    return with_fields(article, told(said, _ELEMENTS))


def _text(raw: str) -> str:
    """Return dateline and body; of a story that is marked up no further what is in its TEXT."""
    body = _words(raw, "BODY") or _words(re.sub(r"<TITLE>[^<]{0,999}</TITLE>", "", raw), "TEXT")
    body = _SIGNED.sub("", body.rstrip()).strip("\n")
    if not any(map(str.isalnum, body)):
        raise ArticleError("the story has no words")
    dateline = " ".join(_words(raw, "DATELINE").split())
    if not dateline:
        return body.strip()
    apart = " " if _DATELINE_ENDS.search(dateline) else "\n"
    return f"{dateline}{apart}{body.strip()}"


def _words(raw: str, name: str) -> str:
    """Return the words of an element, with characters for its entities and without controls."""
    inside = re.sub(r"<[^<>]{1,200}>", "", _element(raw, name))
    return _CONTROLS.sub("", html.unescape(inside))


def _element(raw: str, name: str) -> str:
    """Return what is in the first element of a name, "" where there is none."""
    begin = raw.find(f"<{name}")
    opened = raw.find(">", begin)
    end = raw.find(f"</{name}>", opened)
    return raw[opened + 1 : end] if min(begin, opened, end) >= 0 else ""
