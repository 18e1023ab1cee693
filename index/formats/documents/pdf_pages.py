"""The lines of a PDF's pages, with where they stand. Home of pdfminer.six."""

import logging
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pdfminer import pdftypes
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTChar, LTContainer, LTFigure, LTImage, LTTextLine
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import decode_text

from index.formats.documents.pdf_page import Page, Pages, Stretch, Unreadable

LARGEST_STREAM = 64 * 1024 * 1024
LARGEST_PAGE = 14_400.0  # points; a PDF has none that is larger
MOST_PAGES = 2000
MOST_LETTERS = 20_000_000
# Words of a justified line may stand further apart than columns do: they are joined later, by
# place, so that no line ever goes on in the next column.
_LAYOUT = LAParams(char_margin=1.2, boxes_flow=None, all_texts=True)

# Its warnings about damaged files would be printed where nobody has set logging up.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())


class _BoundedZlib:
    """What pdfminer uses of `zlib`, with an end: some kilobytes can be packed gigabytes."""

    error = zlib.error

    @staticmethod
    def decompressobj() -> "_Bounded":
        return _Bounded()

    @staticmethod
    def decompress(data: bytes) -> bytes:
        unpacker = _Bounded()
        return unpacker.decompress(data) + unpacker.flush()


class _Bounded:
    """An unpacker that stops at `LARGEST_STREAM`."""

    def __init__(self) -> None:
        self._unpacker = zlib.decompressobj()
        self._left = LARGEST_STREAM

    def decompress(self, data: bytes) -> bytes:
        unpacked = self._unpacker.decompress(data, self._left)
        self._left -= len(unpacked)
        if self._left <= 0:
            raise Unreadable("a part of it unpacks to more than 64 MB; leave it out")
        return unpacked

    def flush(self) -> bytes:
        if not self._unpacker.eof:
            raise zlib.error("incomplete or truncated stream")
        return b""


pdftypes.zlib = _BoundedZlib  # type: ignore[assignment, attr-defined]


def read_pages(path: Path) -> Pages:
    """Return what is on the pages of a PDF.

    Raises:
        Unreadable: It is encrypted, damaged or too large.
        OSError: The file cannot be read.
    """
    with path.open("rb") as stream:
        try:
            document = PDFDocument(PDFParser(stream))
            about = _about(document)
            return Pages(tuple(_pages(document)), about)
        except PDFPasswordIncorrect:
            reason = "the file is encrypted with a password; save it without one"
            raise Unreadable(reason) from None
        except (Unreadable, OSError):
            raise
        except Exception as error:
            # Damaged files make pdfminer raise whatever Python does: KeyError, TypeError, ...
            raise Unreadable("the PDF is damaged or breaks off; save it again") from error


def _about(document: PDFDocument) -> dict[str, str]:
    """The document's information, as far as it is strings."""
    about: dict[str, str] = {}
    for info in reversed(document.info):
        for name, value in info.items():
            resolved: Any = pdftypes.resolve1(value)
            if isinstance(resolved, bytes):
                about[str(name)] = " ".join(decode_text(resolved).replace("\0", "").split())
    return about


def _pages(document: PDFDocument) -> Iterator[Page]:
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=_LAYOUT)
    interpreter = PDFPageInterpreter(resources, device)
    letters = 0
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        if number > MOST_PAGES:
            raise Unreadable(f"it has more than {MOST_PAGES:,} pages; divide it")
        interpreter.process_page(page)
        layout = device.get_result()
        height, width = (min(side, LARGEST_PAGE) for side in (layout.height, layout.width))
        found = tuple(each for each in _stretches(layout) if _is_on(each, width, height))
        letters += sum(len(each.text) for each in found)
        if letters > MOST_LETTERS:
            raise Unreadable(f"it has more than {MOST_LETTERS:,} letters; divide it")
        yield Page(height, found, _has_pictures(layout))


def _is_on(stretch: Stretch, width: float, height: float) -> bool:
    """Whether a stretch is where a reader sees it: damaged files have places far off the page."""
    return 0 <= stretch.left <= stretch.right <= width and 0 <= stretch.bottom <= height


def _stretches(container: LTContainer[Any]) -> Iterator[Stretch]:
    for item in container:
        if isinstance(item, LTTextLine):
            if stretch := _stretch(item):
                yield stretch
        elif isinstance(item, LTContainer):
            yield from _stretches(item)


def _stretch(line: LTTextLine) -> Stretch | None:
    """The line's text with one blank between words; None where it stands upright or is empty."""
    letters = [item for item in line if isinstance(item, LTChar)]
    text = " ".join(_text_of(line).replace("\0", "").split())
    if not text or not letters or not all(letter.upright for letter in letters[:3]):
        return None
    size = sorted(letter.size for letter in letters)[len(letters) // 2]
    return Stretch(line.x0, line.y0, line.x1, line.y1, size, text)


def _text_of(line: LTTextLine) -> str:
    """The letters of a line without the blanks that the next letter is drawn over.

    Browsers draw a blank in a soft hyphen's place, and go on where it began.
    """
    items = list(line)
    pieces = []
    for item, after in zip(items, [*items[1:], None], strict=True):
        overdrawn = isinstance(item, LTChar) and isinstance(after, LTChar) and _is_over(item, after)
        if not overdrawn:
            pieces.append(item.get_text())
    return "".join(pieces)


def _is_over(blank: LTChar, after: LTChar) -> bool:
    return blank.get_text().isspace() and after.x0 < blank.x0 + 0.3 * (blank.x1 - blank.x0)


def _has_pictures(container: LTContainer[Any]) -> bool:
    return any(
        isinstance(item, LTImage) or isinstance(item, LTFigure) and _has_pictures(item)
        for item in container
    )
