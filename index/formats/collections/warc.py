"""Web archives (.warc, .arc, gzipped or not): one article a page that was fetched."""

import datetime
import gzip
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from index.articles import Article, Rejected
from index.formats.collections.warc_stream import LONGEST_PAGE, Broken, payload_of, records_of
from index.formats.fields.moments import moment_of
from index.formats.fields.urls import normalised_url
from index.formats.raw.encoding import as_utf8
from index.formats.raw.file import File
from index.formats.records.records import Place, at_number

_PAGES = ("text/html", "application/xhtml+xml")
_WORDS = "text/plain"
_FETCHED = ("response", "resource", "conversion")
# What may hold articles and is not read here; pictures, styles and scripts are parts of pages.
_DOCUMENTS = re.compile(
    r"application/(?:pdf|rtf|msword|epub\+zip|vnd\.(?:openxmlformats|oasis)[\w.-]{1,80})|text/plain"
)
_CHARSET = re.compile(r"charset\s?=\s?[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_BEGINS = re.compile(rb"WARC/\d|filedesc://")


def looks_like_warc(head: bytes) -> bool:
    """Say whether the first bytes of a file, some thousand, begin a web archive, gzipped or not."""
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, 1024)
        except zlib.error:
            return False
    return _BEGINS.match(head) is not None


def read_warc(file: File) -> Iterator[Article | Rejected]:
    """Yield the article of each page in a web archive, or why it has none.

    Pages are the HTML answers (response or resource records) with status 200 or none, and the text
    that was made of pages (conversion records, "WET"). Other records are passed over; documents
    that are not read here are counted in one note. When a page was fetched is never when it was
    published. The id of an article is its normalised URL, else the file's name and `#<number>` of
    the record. Records are read one by one.

    Args:
        file: WARC 1.0 or 1.1, or ARC.

    Raises:
        OSError: The file cannot be read.
    """
    passed: Counter[str] = Counter()
    whole = pages = broken = 0
    with _opened(file) as stream:
        try:
            for record in records_of(stream):
                found = _article(record, file, whole + 1)
                whole += 1
                if found is None:
                    passed.update([_kind(record) or "no type"] * (record.rec_type in _FETCHED))
                else:
                    pages += 1
                    yield found
        except Broken as error:
            broken = 1
            yield Rejected(file.origin, f"the web archive {error} after record {whole:,}")
    if note := _note(passed, pages + broken):
        yield Rejected(file.origin, note)


def _opened(file: File) -> IO[bytes]:
    with file.path.open("rb") as stream:
        zipped = stream.read(2) == b"\x1f\x8b"
    return gzip.open(file.path) if zipped else file.path.open("rb")  # type: ignore[return-value]


def _article(record: Any, file: File, number: int) -> Article | Rejected | None:  # noqa: ANN401
    """Return the article of a record, why it has none, or None where it is no page."""
    kind = _kind(record)
    if record.rec_type == "conversion" and kind == _WORDS:
        read = _of_words
    elif record.rec_type in ("response", "resource") and kind in _PAGES and _was_found(record):
        read = _of_page
    else:
        return None
    place = at_number(file, number)
    raw = payload_of(record)
    if len(raw) > LONGEST_PAGE:
        return Rejected(place.origin, f"the page has more than {LONGEST_PAGE:,} bytes")
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    made = read(raw, record, place, address if normalised_url(address) else None)
    fetched = moment_of(record.rec_headers.get_header("WARC-Date"), datetime.date.today())
    return made if isinstance(made, Rejected) else replace(made, crawled=fetched)


def _of_page(raw: bytes, record: Any, place: Place, url: str | None) -> Article | Rejected:  # noqa: ANN401
    from index.formats.pages.html import article_from_html

    headers = record.http_headers
    said = headers.get_header("Content-Type", "") if headers else ""
    declared = _CHARSET.search(said or "")
    page = as_utf8(raw, declared[1]) if declared else raw
    return article_from_html(page, place.name, place.origin, url=url)


def _of_words(raw: bytes, record: Any, place: Place, url: str | None) -> Article | Rejected:  # noqa: ANN401
    from index.formats.plain.text import article_from_text

    text = raw.decode("utf-8", "replace")
    if not any(map(str.isalnum, text)):
        return Rejected(place.origin, "the page holds no words")
    article = article_from_text(text, place.name, place.origin)
    if url is None:
        return article
    where = {**article.provenance, "url": "the record's WARC-Target-URI"}
    return replace(article, id=normalised_url(url) or place.name, url=url, provenance=where)


def _kind(record: Any) -> str:  # noqa: ANN401
    """Return the media type of what was fetched, without its parameters."""
    headers = record.http_headers or record.rec_headers
    return str(headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()


def _was_found(record: Any) -> bool:  # noqa: ANN401
    headers = record.http_headers
    return headers is None or str(headers.get_statuscode() or "200") == "200"


def _note(passed: Counter[str], pages: int) -> str | None:
    """Say what was not read: documents, or where there is no page everything."""
    told = {kind: n for kind, n in passed.items() if not pages or _DOCUMENTS.fullmatch(kind)}
    if not told:
        return None if pages else "the web archive holds no pages; leave it out"
    listed = ", ".join(f"{kind} ({n:,})" for kind, n in sorted(told.items()))
    return f"what is no web page in the archive was not read: {listed}"
