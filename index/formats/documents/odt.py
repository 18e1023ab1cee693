"""ODT: the paragraphs of an OpenDocument text as its readers see them."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from index.articles import Article, Rejected
from index.formats.documents.documents import About, Paragraph, packaged_articles
from index.formats.documents.packages import BadPackage, attribute, local_name, opened
from index.formats.raw.file import File

_NO_TEXT = "it is no OpenDocument text; save it as .odt again"
# Deleted text, comments, and the marks of footnotes.
_UNREAD = frozenset(
    ("tracked-changes", "annotation", "annotation-end", "note-citation", "sequence-decls", "forms")
)
_MOST_BLANKS = 100


def looks_like_odt(head: bytes) -> bool:
    """Say whether a file that begins with `head` is an OpenDocument text."""
    return head.startswith(b"PK") and b"application/vnd.oasis.opendocument.text" in head[:200]


def read_odt(file: File) -> Iterator[Article | Rejected]:
    """Return the articles of an OpenDocument text, or why there is none.

    Raises:
        OSError: The file cannot be read.
    """
    return packaged_articles(_read, file)


def _read(file: File) -> tuple[list[Paragraph], About]:
    with opened(file.path) as package:
        manifest = package.read("META-INF/manifest.xml") or b""
        if b"encryption-data" in manifest:
            raise BadPackage("the file is encrypted with a password; save it without one")
        content = package.tree("content.xml")
        if content is None:
            raise BadPackage(_NO_TEXT)
        meta = package.tree("meta.xml")
        values = {
            local_name(each): each.text or "" for each in (() if meta is None else meta.iter())
        }
        creator = values.get("initial-creator") or values.get("creator", "")
        return list(_paragraphs(content)), About(values.get("title", ""), creator)


def _paragraphs(element: Element) -> Iterator[Paragraph]:
    """Yield headings and paragraphs in their order, what is framed in one behind it."""
    for child in element:
        name = local_name(child)
        if name in _UNREAD:
            continue
        if name in ("p", "h"):
            text, inner = _text(child)
            yield Paragraph(text, _level(child))
            for each in inner:
                yield from _paragraphs(each)
        else:
            yield from _paragraphs(child)


def _level(element: Element) -> int:
    if local_name(element) == "h":
        written = attribute(element, "outline-level") or "1"
        return int(written) if written.isdecimal() else 1
    return 1 if attribute(element, "style-name") == "Title" else 0


def _text(paragraph: Element) -> tuple[str, list[Element]]:
    """The text of a paragraph, and the frames and notes in it."""
    pieces = [paragraph.text or ""]
    inner: list[Element] = []
    for child in paragraph:
        name = local_name(child)
        if name == "s":
            written = attribute(child, "c") or "1"
            pieces.append(" " * min(int(written) if written.isdecimal() else 1, _MOST_BLANKS))
        elif name in ("tab", "line-break"):
            pieces.append("\t" if name == "tab" else "\n")
        elif name in ("frame", "note-body", "text-box"):
            inner.append(child)
        elif name not in _UNREAD:
            text, more = _text(child)
            pieces.append(text)
            inner.extend(more)
        pieces.append(child.tail or "")
    return "".join(pieces), inner
