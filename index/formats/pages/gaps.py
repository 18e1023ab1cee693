"""What the extraction of a story missed: blocks that stand among those it found."""

from collections.abc import Sequence
from itertools import islice

from index.formats.pages.body import Paragraph
from index.formats.pages.pruning import CAPTION, LINKED
from index.formats.pages.tree import Element, letters_of, words_of

_HEADS = ("h2", "h3", "h4", "h5")
_LISTS = ("ul", "ol")
_LEAST = 40  # letters
_LEAST_HEAD = 4
_LINKED_SHARE = 0.5
_SIBLINGS = 2
_AROUND = 2  # elements around a paragraph that was found
_MOST_BLOCKS = 5_000


def filled(root: Element, found: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs found, with what stands beside at least two of them, before the last.

    Args:
        root: The pruned page.
        found: What was taken for its story, in the page's order.
    """
    blocks = list(islice(root.iter("p", *_HEADS, *_LISTS), _MOST_BLOCKS))
    letters = [letters_of(words_of(block)) for block in blocks]
    whole = "\n".join(letters_of(each.text) for each in found)
    taken = [bool(each) and (each[:_LEAST] in whole or each[-_LEAST:] in whole) for each in letters]
    beside = _beside(blocks, letters, taken)
    end = max((place for place, is_taken in enumerate(taken) if is_taken), default=0)
    kept, shown, last = list(found), [letters_of(each.text) for each in found], -1
    for block, own, is_taken in zip(blocks[:end], letters, taken, strict=False):
        if is_taken:
            last = _place(shown, own[:_LEAST], last)
        elif _stands_among(block, beside) and (missed := _missed(block)):
            last += 1
            kept.insert(last, missed)
            shown.insert(last, own)
    return kept


def _beside(
    blocks: Sequence[Element], letters: Sequence[str], taken: Sequence[bool]
) -> dict[Element, int]:
    """Return how many of the paragraphs that were found stand in an element."""
    beside: dict[Element, int] = {}
    for block, own, is_taken in zip(blocks, letters, taken, strict=True):
        if is_taken and block.tag == "p" and len(own) >= _LEAST:
            for around in islice(block.iterancestors(), _AROUND):
                beside[around] = beside.get(around, 0) + 1
    return beside


def _stands_among(block: Element, beside: dict[Element, int]) -> bool:
    """Say whether enough was found around a block; a list may have an element of its own there."""
    around = islice(block.iterancestors(), 2 if block.tag in _LISTS else 1)
    return any(beside.get(element, 0) >= _SIBLINGS for element in around)


def _place(shown: Sequence[str], letters: str, last: int) -> int:
    """Return where a block stands among the paragraphs, not before the last one that was placed."""
    places = (place for place in range(max(last, 0), len(shown)) if letters in shown[place])
    return next(places, last)


def _missed(block: Element) -> Paragraph | None:
    """Return the paragraph that a block is, if it tells a story: no caption, no links."""
    words = words_of(block)
    linked = sum(len(words_of(link)) for link in block.iter("a"))
    least = _LEAST_HEAD if block.tag in _HEADS else _LEAST
    if len(letters_of(words)) < least or linked >= _LINKED_SHARE * len(words):
        return None
    if CAPTION in words or LINKED in words:
        return None
    if block.tag in _LISTS:
        items = (_told(item) for item in block.iterchildren("li"))
        return Paragraph("\n".join(f"- {item}" for item in items if item), "list")
    return Paragraph(_told(block), "head" if block.tag in _HEADS else "text")


def _told(block: Element) -> str:
    """Return a block's words with blanks only where the page has them, or a line ends."""
    for line_end in block.iter("br", "p", "li"):
        if line_end is not block:
            line_end.tail = f" {line_end.tail or ''}"
    return " ".join("".join(block.itertext()).split())
