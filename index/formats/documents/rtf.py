"""RTF: the text of a document, by striprtf."""

import re
from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from index.articles import Article, Rejected
from index.formats.documents.documents import About, Paragraph, document_articles
from index.formats.raw.file import File

LARGEST_FILE = 64 * 1024 * 1024
_PICTURE = re.compile(rb"(?:[0-9a-fA-F]{64,}\s{0,4}){2,}")
_PAGE = re.compile(r"\\page(?![a-z])")
# striprtf would write a link's address behind its words, where no reader sees it.
_LINK = re.compile(r"(\\fldinst[\s{\\a-z0-9]{0,80})HYPERLINK")
_BREAK = "\ue00f"  # a private letter, which no text has
_INFO = re.compile(r"\{\\(?P<name>title|author)\s(?P<value>[^{}\\]{1,300})\}")


def looks_like_rtf(head: bytes) -> bool:
    """Say whether a file that begins with `head` is RTF."""
    return head.lstrip().startswith(b"{\\rtf")


def read_rtf(file: File) -> Iterator[Article | Rejected]:
    """Yield the articles of an RTF document, or why there is none.

    Raises:
        OSError: The file cannot be read.
    """
    if file.path.stat().st_size > LARGEST_FILE:
        yield Rejected(file.origin, "it is larger than 64 MB; divide it")
        return
    raw = file.path.read_bytes()
    if not looks_like_rtf(raw[:64]):
        yield Rejected(file.origin, "it does not begin as RTF does; save it again")
        return
    source = _PICTURE.sub(b"", raw).decode("latin-1")
    try:
        paged = _PAGE.sub(r"\\par \\u57359?\\par ", _LINK.sub(r"\1LINK", source))
        text: str = rtf_to_text(paged, errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, RecursionError, IndexError, KeyError, OverflowError):
        yield Rejected(file.origin, "the RTF is damaged; save it again")
        return
    info = {found["name"]: found["value"] for found in _INFO.finditer(source[:20_000])}
    paragraphs = [Paragraph(line) for line in text.replace(_BREAK, "\f").split("\n")]
    about = About(info.get("title", ""), info.get("author", ""))
    yield from document_articles(paragraphs, about, file)
