"""DOCX: the paragraphs of a Word document as its readers see them."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from index.articles import Article, Rejected
from index.formats.documents.documents import PAGE_BREAK, About, Paragraph, packaged_articles
from index.formats.documents.packages import BadPackage, Package, attribute, local_name, opened
from index.formats.raw.file import File

_NO_WORD = "it is no Word document; save it as .docx again"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
# Deleted text, what a field is computed by, the older copy of a drawing, and properties.
_UNREAD = frozenset(("del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "sectPr"))
_BREAKS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)


def looks_like_docx(head: bytes) -> bool:
    """Say whether a file that begins with `head` is a Word document in a zip package."""
    other = b"xl/" in head or b"ppt/" in head
    office = b"word/" in head or b"[Content_Types].xml" in head and not other
    return head.startswith(b"PK") and office


def read_docx(file: File) -> Iterator[Article | Rejected]:
    """Return the articles of a Word document, or why there is none.

    Raises:
        OSError: The file cannot be read.
    """
    return packaged_articles(_read, file)


def _read(file: File) -> tuple[list[Paragraph], About]:
    with file.path.open("rb") as stream:
        if stream.read(4) == _OLD_WORD:
            raise BadPackage("it is encrypted, or of Word before 2007; save it as .docx again")
    with opened(file.path) as package:
        main = _main_part(package)
        body = package.tree(main)
        if body is None:
            raise BadPackage(_NO_WORD)
        levels = _levels(package.tree(main.rpartition("/")[0] + "/styles.xml"))
        paragraphs = list(_paragraphs(body, levels))
        notes = package.tree(main.rpartition("/")[0] + "/footnotes.xml")
        if notes is not None:
            paragraphs.extend(each for each in _paragraphs(notes, {}) if each.text.strip())
        return paragraphs, _about(package)


def _main_part(package: Package) -> str:
    """The name of the document's part, which some programs call otherwise."""
    relations = package.tree("_rels/.rels")
    for relation in relations if relations is not None else ():
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return (attribute(relation, "Target") or "").lstrip("/")
    return "word/document.xml"


def _levels(styles: Element | None) -> dict[str, int]:
    """The level of each style that is a heading's; their names are English in every Word."""
    levels: dict[str, int] = {}
    for style in styles if styles is not None else ():
        named = [attribute(each, "val") or "" for each in style if local_name(each) == "name"]
        style_id = attribute(style, "styleId")
        if not named or not style_id:
            continue
        heading = _HEADING.fullmatch(named[0])
        if heading or named[0].lower() == "title":
            levels[style_id] = int(heading[1]) if heading else 1
    return levels


def _paragraphs(element: Element, levels: dict[str, int]) -> Iterator[Paragraph]:
    """Yield the paragraphs below an element in their order, text boxes behind their paragraph."""
    for child in element:
        name = local_name(child)
        if name in _UNREAD:
            continue
        if name == "p":
            text, boxes = _text(child)
            level = levels.get(_style(child), 0)
            for number, piece in enumerate(text.split(PAGE_BREAK)):
                if number:
                    yield Paragraph(PAGE_BREAK)
                yield Paragraph(piece, level)
            for box in boxes:
                yield from _paragraphs(box, levels)
        else:
            yield from _paragraphs(child, levels)


def _style(paragraph: Element) -> str:
    for properties in paragraph:
        if local_name(properties) == "pPr":
            found = (attribute(each, "val") for each in properties if local_name(each) == "pStyle")
            return next(found, None) or ""
    return ""


def _text(paragraph: Element) -> tuple[str, list[Element]]:
    """The text of a paragraph, and the text boxes in it."""
    pieces: list[str] = []
    boxes: list[Element] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        name = local_name(element)
        if name == "t":
            pieces.append(element.text or "")
        elif name == "br":
            pieces.append(PAGE_BREAK if attribute(element, "type") == "page" else "\n")
        elif name in _BREAKS:
            pieces.append(_BREAKS[name])
        elif name == "txbxContent":
            boxes.append(element)
        elif name not in _UNREAD and not _is_hidden(element):
            waiting.extend(reversed(element))
    return "".join(pieces), boxes


def _is_hidden(run: Element) -> bool:
    """Whether a run has the property of hidden text."""
    if local_name(run) != "r":
        return False
    properties = (each for part in run if local_name(part) == "rPr" for each in part)
    return any(
        local_name(each) == "vanish" and attribute(each, "val") not in ("0", "false")
        for each in properties
    )


def _about(package: Package) -> About:
    core = package.tree("docProps/core.xml")
    values = {local_name(each): each.text or "" for each in core} if core is not None else {}
    return About(values.get("title", ""), values.get("creator", ""))
