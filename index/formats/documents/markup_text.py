"""The paragraphs of well-behaved XHTML, such as a book's chapters, and its headings."""

import re
from html.parser import HTMLParser

from index.formats.documents.documents import Paragraph

_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote section article header footer table tr"
    " figure figcaption pre hr body main address td th".split()
)
_UNREAD = frozenset("script style head nav template svg math iframe object noscript".split())
_HEADING = re.compile(r"h([1-6])")
_VOID = frozenset("br hr img meta link input area base col embed source track wbr".split())


class _Reader(HTMLParser):
    """Collects paragraphs; what a block element holds directly is one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Paragraph] = []
        self.title = ""
        self._pieces: list[str] = []
        self._level = 0
        self._unread: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begins a paragraph, or what is not read."""
        self._in_title = tag == "title"
        if tag in _UNREAD and tag not in _VOID:
            self._unread.append(tag)
        if tag == "br":
            self._pieces.append("\n")
        if tag in _BLOCKS:
            self.ended()
            heading = _HEADING.fullmatch(tag)
            self._level = int(heading[1]) if heading else 0

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes `<br/>` as a line's end; what else is empty has no text."""
        if tag == "br":
            self._pieces.append("\n")
        elif tag in _BLOCKS:
            self.ended()

    def handle_endtag(self, tag: str) -> None:
        """Ends a paragraph, or what is not read."""
        self._in_title = False
        if tag in self._unread:
            del self._unread[self._unread.index(tag) :]
        if tag in _BLOCKS:
            self.ended()

    def handle_data(self, data: str) -> None:
        """Takes text, but not of scripts."""
        if self._in_title:
            self.title += data
        elif not self._unread:
            self._pieces.append(re.sub(r"\s+", " ", data))

    def ended(self) -> None:
        """Ends the paragraph that was begun."""
        lines = (" ".join(line.split()) for line in "".join(self._pieces).split("\n"))
        if text := "\n".join(filter(None, lines)):
            self.found.append(Paragraph(text, self._level))
        self._pieces, self._level = [], 0


def paragraphs_of(markup: str) -> tuple[list[Paragraph], str]:
    """Return the paragraphs of XHTML in their order, and its title; headings have a level."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    reader.ended()
    return reader.found, " ".join(reader.title.split())
