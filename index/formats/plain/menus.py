"""What a page has over its article, where it came into a plain text: menus, notices, its name."""

import re

from index.formats.fields.buttons import is_button
from index.formats.fields.credits import is_outlet
from index.formats.fields.headlines import MADE, find_title
from index.prose.boilerplate import opening

_LINE = re.compile(r"[^\r\n]+")
_LONGEST = 10_000


def below_menus(text: str) -> str:
    """Return a text with the lines of its page's menus and notices over it left blank."""
    # A button that stands among known lines must not end them.
    bare = _LINE.sub(_without_button, text[:_LONGEST])
    end = opening(bare)
    if end:
        end += _name_end(text[end:])
    if not end or not any(map(str.isalnum, text[end:])):
        return text
    return _blank(text[:end]) + text[end:]


def _without_button(line: re.Match[str]) -> str:
    return _blank(line[0]) if is_button(line[0]) else line[0]


def _blank(text: str) -> str:
    """Return blanks in the place of a text, its line ends as they are."""
    return re.sub(r"[^\r\n]", " ", text)


def _name_end(text: str) -> int:
    """Return where a text goes on below its outlet's name, where a headline follows; else 0."""
    first = _LINE.search(text)
    if not first or not is_outlet(first[0].strip()):
        return 0
    below = text[first.end() :]
    headed = any(map(str.isalnum, below)) and find_title(below).where != MADE
    return first.end() if headed else 0
