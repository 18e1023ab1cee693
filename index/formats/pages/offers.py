"""Boxes on a page that offer a subscription, an account or a newsletter, found by their words."""

from collections.abc import Iterator
from itertools import islice

from index.formats.pages.pruning import LINKED
from index.formats.pages.tree import Element, words_of
from index.prose.boilerplate import is_boilerplate

_BOXES = ("section", "div", "aside", "form", "dialog")
_BLOCKS = ("p", "li", "h2", "h3", "h4", "h5", "h6", "button", "label", "a", "span", "div")
_ACTIONS = ("a", "button", "input")
_STORY = ("h1", "article", "main", "figure", "table", "blockquote")
_LEAST_KNOWN = 2
_MOST_WORDS, _MOST_ELEMENTS = 120, 60


def drop_offers(root: Element) -> None:
    """Take out, in place, the boxes of whose lines two thirds offer something to subscribe to.

    What else stands in such a box, as how many read the paper, is no part of the story either.
    """
    for box in list(root.iter(*_BOXES)):
        if box.getparent() is not None and _is_offer(box):
            box.drop_tree()


def _is_offer(box: Element) -> bool:
    elements = list(islice(box.iter(), _MOST_ELEMENTS + 1))
    tags = {each.tag for each in elements}
    if len(elements) > _MOST_ELEMENTS or len(box) < _LEAST_KNOWN:
        return False
    if tags.isdisjoint(_ACTIONS) or not tags.isdisjoint(_STORY):
        return False
    if len(words_of(box).split()) > _MOST_WORDS:
        return False
    lines = list(_lines(box))
    known = sum(map(is_boilerplate, lines))
    return known >= _LEAST_KNOWN and known * 3 >= len(lines) * 2


def _lines(box: Element) -> Iterator[str]:
    """Yield the words of the box's blocks that stand in no other one of it."""
    waiting = list(reversed(box))
    while waiting:
        element = waiting.pop()
        inner = next(element.iterdescendants("p", "li", "h2", "h3", "h4", "button", "div"), None)
        if element.tag in _BLOCKS and inner is None:
            if words := words_of(element).replace(LINKED, ""):
                yield words
        else:
            waiting.extend(reversed(element))
