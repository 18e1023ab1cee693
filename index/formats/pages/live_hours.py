"""The hours over the entries of a live blog's page, which its story is to keep as lines."""

import re

from index.formats.pages.head import PageHead
from index.formats.pages.pruning import HOURS
from index.formats.pages.things import type_of
from index.formats.pages.tree import Element, words_of
from index.prose.boilerplate_patterns import HOUR
from index.prose.live import LEAST_STAMPS

_HOUR = re.compile(HOUR, re.IGNORECASE)
_TOLD = ("p", "h2", "h3", "h4")
_LONGEST = 40


def keep_hours(head: PageHead) -> None:
    """Mark, in place, the hours that stand by themselves, of a live blog only.

    Unmarked they are lost with all else that tells when, and with them which entry is the newest.
    """
    if type_of(head.story) != "LiveBlogPosting":
        return
    hours = [each for each in map(_block_of, head.root.iter("time")) if each is not None]
    for block in hours if len(hours) >= LEAST_STAMPS else ():
        words, tail = words_of(block), block.tail
        block.clear()
        block.tag, block.text, block.tail = "p", HOURS + words, tail


def _block_of(time: Element) -> Element | None:
    """Return what is nothing but an hour, the paragraph around it where it has one.

    It stands beside its entry's paragraphs or subhead: around a line of its own, with names and
    marks in it, more would be taken for the story than the hour.
    """
    above, words = time.getparent(), words_of(time)
    if above is None or len(words) > _LONGEST or not _HOUR.fullmatch(words):
        return None
    block = above if above.tag == "p" and words_of(above) == words else time
    around = block.getparent()
    beside = (each for each in around if each is not block) if around is not None else ()
    told = any(each.tag in _TOLD for each in beside) and not (block.tail or "").strip()
    return block if told else None
