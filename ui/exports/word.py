"""A document as DOCX: the one module that knows python-docx."""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from ui.exports.blocks import Block, Kind

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

# What XML 1.0 (2.2) has no room for, in whatever way it is written.
_IN_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Styles of python-docx's own template.
_STYLES = {
    Kind.TITLE: "Title",
    Kind.QUESTION: "Heading 1",
    Kind.HEADING: "Heading 2",
    Kind.QUOTE: "Quote",
    Kind.ITEM: "List Bullet",
}
_BOLD = (Kind.SHORT, Kind.SOURCE)
_SMALL = (Kind.WHERE, Kind.ADDRESS, Kind.SMALL)
_LONGEST_PROPERTY = 255


def word(blocks: Iterable[Block]) -> bytes:
    """A document for a word processor (Office Open XML)."""
    from docx import Document

    document = Document()
    _told(document)
    # Looked up once: the library would look through all styles for each paragraph.
    styles = {kind: document.styles[name].style_id for kind, name in _STYLES.items()}
    for block in blocks:
        _write(document, block, styles.get(block.kind))
        if block.kind is Kind.TITLE:
            document.core_properties.title = _legal(block.text)[:_LONGEST_PROPERTY]
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _told(document: "Document") -> None:
    """What the file says of itself: not what the library's template says, and no date of its."""
    properties = document.core_properties
    properties.author = "Dateline"
    properties.comments = ""
    known = properties._element  # the library cannot take a date out
    for each in list(known):
        if each.tag.rpartition("}")[2] in ("created", "modified", "lastModifiedBy"):
            known.remove(each)


def _write(document: "Document", block: Block, style: str | None) -> None:
    paragraph = document.add_paragraph()
    paragraph._p.style = style
    markers = "".join(f"[{number}]" for number in block.numbers)
    if block.kind is Kind.SOURCE and markers:
        paragraph.add_run(f"{markers} ")
    if block.label:
        paragraph.add_run(f"{_legal(block.label)}: ").bold = True
    _add(paragraph, block)
    if block.kind is not Kind.SOURCE and markers:
        paragraph.add_run(f" {markers}")
    _space(paragraph, block.kind)


def _add(paragraph: "Paragraph", block: Block) -> None:
    from docx.shared import Pt

    # A line end within a run is a break of the line, a tab a tab.
    run = paragraph.add_run(_legal(block.text))
    run.bold = True if block.kind in _BOLD else None
    if block.kind in _SMALL:
        run.font.size = Pt(9)


def _space(paragraph: "Paragraph", kind: Kind) -> None:
    from docx.shared import Pt

    if kind is Kind.SOURCE:
        paragraph.paragraph_format.keep_with_next = True
    if kind in (Kind.SOURCE, Kind.WHERE, Kind.ADDRESS):
        paragraph.paragraph_format.space_after = Pt(2)


def _legal(text: str) -> str:
    return _IN_NO_XML.sub("", text)
