"""The story of a page as trafilatura finds it: its paragraphs, in order, captions among them."""

import copy
import logging
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from index.formats.pages.pruning import CAPTION, HOURS, LINKED
from index.formats.pages.tree import Element

_BLANKS = re.compile(r"[ \t\r\f\v\xa0\u2000-\u200a\u202f\u205f\u3000]+")
# Where a word may be broken in a line, and the like: no part of the text.
_LAYOUT = dict.fromkeys(map(ord, "\xad\u200b\u2060\ufeff"))

_LONGEST_HEAP, _LEAST_STORY = 500, 60  # characters

# What it logs of a page without a story would be printed where nobody listens to it.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())


class Paragraph(NamedTuple):
    """A paragraph of a story.

    Attributes:
        text: Its words; of a list or a table one line for each item or row.
        kind: "text", "head", "list", "table", "quote", "caption", "link" for what only leads to
            other pages, or "hour" for that of a live blog's entry.
    """

    text: str
    kind: str


def paragraphs_of(root: Element) -> list[Paragraph]:
    """Return the paragraphs that trafilatura takes for the story of a pruned page.

    Of a story that is short for it, it makes one with all that stands around: then it is asked to
    take a shorter one.
    """
    found = _extracted(root)
    if len(found) == 1 and len(found[0].text) < _LONGEST_HEAP:
        return _extracted(root, _LEAST_STORY) or found
    return found


def _extracted(root: Element, least: int | None = None) -> list[Paragraph]:
    """Return what trafilatura finds; where `least` is given, so many characters are a story."""
    from trafilatura import bare_extraction
    from trafilatura.settings import DEFAULT_CONFIG

    config = DEFAULT_CONFIG
    if least is not None:
        config = copy.deepcopy(config)
        config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(least))
    document = bare_extraction(root, include_comments=False, with_metadata=False, config=config)
    if document is None or isinstance(document, dict):
        return []
    return [part for child in document.body for part in _paragraphs(child)]


def _paragraphs(element: Element) -> Iterator[Paragraph]:
    if element.tag == "list":
        items = [words for item in element.iter("item") if (words := _flat(item))]
        lines = [f"- {words}" for words in items if LINKED not in words]
        yield from _made(["\n".join(lines or items)], "list")
    elif element.tag == "table":
        rows = ([_flat(cell) for cell in row.iter("cell")] for row in element.iter("row"))
        lines = [" | ".join(filter(None, row)) for row in rows]
        yield from _made(["\n".join(filter(None, lines))], "table")
    else:
        pieces = re.split(r"\n\s*\n", _clean("".join(_texts(element))))
        yield from _made(pieces, element.tag if element.tag in ("head", "quote") else "text")
    if (element.tail or "").strip():
        yield from _made([_clean(element.tail)], "text")


def _made(texts: Iterable[str], kind: str) -> Iterator[Paragraph]:
    for text in texts:
        for place, part in enumerate(text.split(CAPTION)):
            if any(map(str.isalnum, part)):
                marked = "link" if LINKED in part else "hour" if HOURS in part else kind
                bare = part.replace(LINKED, "").replace(HOURS, "").strip()
                yield Paragraph(bare, "caption" if place % 2 else marked)


def _texts(element: Element) -> Iterator[str]:
    """Yield the words in an element, with line ends where it breaks them, two between paragraphs.

    A list within an item is left to itself.
    """
    if element.tag == "lb":
        yield "\n"
    elif element.tag == "p" and element.getparent().tag != "body":
        yield "\n\n"
    text = element.text or ""
    yield text if element.tag == "code" else text.replace("\n", " ")
    for child in element:
        if child.tag != "list" or element.tag != "item":
            yield from _texts(child)
        yield (child.tail or "").replace("\n", " ")


def _flat(element: Element) -> str:
    return " ".join(_clean("".join(_texts(element))).split())


def _clean(text: str) -> str:
    lines = (_BLANKS.sub(" ", line).strip() for line in text.translate(_LAYOUT).split("\n"))
    return "\n".join(lines).strip()
