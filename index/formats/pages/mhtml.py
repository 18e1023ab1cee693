"""Pages that browsers save as one file, `.mhtml` or `.mht` (RFC 2557)."""

import codecs
import datetime
import email
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from index.articles import Article, Rejected
from index.formats.fields.fields import web_address
from index.formats.fields.moments import moment_of
from index.formats.pages.html import article_from_html
from index.formats.raw.file import File

LONGEST_ARCHIVE = 100_000_000
_PAGES = ("text/html", "application/xhtml+xml")
# What browsers write in the place of a sender, and of their own.
_SAVED = re.compile(
    rb"(?:from:[ \t]*[\"<]?saved by |snapshot-content-location:)[^\r\n]", re.IGNORECASE
)


def looks_like_mhtml(head: bytes) -> bool:
    """Say whether the first bytes of a file, some thousand, begin a page that a browser saved."""
    fields = re.split(rb"\r?\n\r?\n", head.lstrip(b"\r\n"), maxsplit=1)[0]
    return any(map(_SAVED.match, fields.splitlines()))


def read_mhtml(file: File) -> Iterator[Article | Rejected]:
    """Yield the article of the page in an MHTML file, or why there is none.

    The page is the part that the file's headers call its own, else the first page in it; its
    address is that part's Content-Location.

    Raises:
        OSError: The file cannot be read.
    """
    if file.path.stat().st_size > LONGEST_ARCHIVE:
        megabytes = LONGEST_ARCHIVE // 1_000_000
        yield Rejected(file.origin, f"the file has more than {megabytes} MB; save the page alone")
        return
    message = email.message_from_bytes(file.path.read_bytes())
    page = _page(message)
    if page is None:
        yield Rejected(
            file.origin, "the file holds no web page; save the page again, or leave it out"
        )
        return
    made = article_from_html(_content(page), file.name, file.origin, url=_address(message, page))
    saved = moment_of(str(message.get("Date", "")), datetime.date.today())
    yield made if isinstance(made, Rejected) else replace(made, crawled=saved)


def _page(message: Message) -> Message | None:
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    start = message.get_param("start")
    saved = message.get("Snapshot-Content-Location")
    for page in pages:
        if start and page.get("Content-ID") == start:
            return page
        if saved and str(page.get("Content-Location", "")).strip() == str(saved).strip():
            return page
    return next(iter(pages), None)


def _content(page: Message) -> bytes:
    """Return the page's bytes; where its header names their charset, as UTF-8 with a mark."""
    raw = page.get_payload(decode=True)
    content = raw if isinstance(raw, bytes) else b""
    charset = page.get_content_charset()
    try:
        text = content.decode(charset) if charset else None
    except (LookupError, ValueError):
        text = None
    return content if text is None else codecs.BOM_UTF8 + text.encode("utf-8", "replace")


def _address(message: Message, page: Message) -> str | None:
    given = (page.get("Content-Location"), message.get("Snapshot-Content-Location"))
    return next((found for each in given if each and (found := web_address(str(each)))), None)
