"""What stands between the headline of a page and its story: byline, day, and the standfirst."""

import re
from collections.abc import Iterator, Sequence

from index.formats.pages.pruning import CAPTION, HOURS, LINKED
from index.formats.pages.tree import Element, letters_of, words_of

_INLINE = {
    "a",
    "b",
    "i",
    "em",
    "strong",
    "span",
    "time",
    "br",
    "abbr",
    "small",
    "u",
    "sup",
    "sub",
    "font",
    "img",
}
_SKIPPED = {"nav", "aside", "footer", "form", "button", "figure", "ul", "ol", "table", "noscript"}
_MARKS = {ord(LINKED): " ", ord(HOURS): " "}
_MOST_LINES = 60
_LONGEST_LINE = 1_200
_START = 40
_CUT_OFF = re.compile(r"(?:\.\.\.|…)\s*$")
_LEAST_TITLE, _LEAST_LETTERS = 8, 30
_MOST_OF = 0.7


def opening_lines(root: Element, headlines: Sequence[str], first: str) -> list[str]:
    """Return the lines between the element that bears the headline and the story's first words.

    Args:
        root: The pruned page.
        headlines: What the page gives as its headline.
        first: The first paragraph of the story; "" where it is not known.
    """
    shown = {letters_of(title) for title in headlines if len(letters_of(title)) > _LEAST_TITLE}
    start = letters_of(first)[:_START]
    lines: list[str] = []
    under = ""
    for tag, words in _lines(root):
        letters = letters_of(words)
        if letters in shown:
            if not under or tag == "h1" != under:
                under, lines = tag, []
        elif start and letters.startswith(start) and under:
            return lines
        elif under and len(lines) < _MOST_LINES:
            lines.append(words)
    return [] if start else lines


def standfirst(lines: Sequence[str], summaries: Sequence[str]) -> str | None:
    """Return the line that sums the story up: one that the page gives as its summary.

    Args:
        lines: What stands over the story.
        summaries: What the page's marks give as its description, which may be cut off.
    """
    told = [letters_of(_CUT_OFF.sub("", summary)) for summary in summaries]
    told = [each for each in told if len(each) >= _LEAST_LETTERS]
    for line in lines:
        letters = letters_of(line)
        if any(letters.startswith(each) or _is_most_of(each, letters) for each in told):
            return line
    return None


def _is_most_of(summary: str, letters: str) -> bool:
    shorter, longer = sorted((summary, letters), key=len)
    return shorter in longer and len(shorter) >= _MOST_OF * len(longer)


def _lines(root: Element) -> Iterator[tuple[str, str]]:
    """Yield the tag and words of each innermost block, outside of what is no part of an article."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in _SKIPPED or element.tag == "head":
            continue
        if all(child.tag in _INLINE for child in element.iterdescendants()):
            words = " ".join(words_of(element).translate(_MARKS).split())
            if words and len(words) <= _LONGEST_LINE and CAPTION not in words:
                yield element.tag, words
        else:
            if (element.text or "").strip():
                yield element.tag, " ".join(element.text.split())
            waiting.extend(reversed(element))
