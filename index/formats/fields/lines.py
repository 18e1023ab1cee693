"""The lines of a text that say something about it rather than tell the story."""

import re
from typing import NamedTuple

HEAD = 8
FOOT = 5
# Marks at the end are looked for where they begin, and not again at each of them.
_MARKS = re.compile(r"^[\s#>*_]+|(?<![\s*_])[\s*_]+$")
_BARS = re.compile(r"(?:(?<!\s)\s++)?[|•·]\s*|(?<!\s)\s++[-–—/]++\s+")


class Line(NamedTuple):
    """A line that says something: its place among these, from 0, and its text without marks."""

    place: int
    text: str


class Found(NamedTuple):
    """The value of a field, and where it was found, in words."""

    value: str
    where: str


def lines_of(text: str) -> list[Line]:
    """Return the lines with a letter or digit, without Markdown's marks at their ends."""
    bare = [_MARKS.sub("", line) for line in re.split(r"[\r\n]+", text)]
    return [Line(place, line) for place, line in enumerate(filter(_says_something, bare))]


def head(lines: list[Line]) -> list[Line]:
    """Return the first lines, where a byline or a date may stand."""
    return lines[:HEAD]


def foot(lines: list[Line]) -> list[Line]:
    """Return the last lines, without those of the head."""
    return lines[HEAD:][-FOOT:]


def segments(line: str) -> list[str]:
    """Cut "May 3, 2024 | By Jane Doe" at its bars, bullets and spaced dashes."""
    return [part for part in _BARS.split(line.strip()) if part]


def quoted(line: str, longest: int = 90) -> str:
    """Return "the line '...'", for a field's provenance."""
    line = " ".join(line.split())
    return f"the line '{line if len(line) <= longest else line[: longest - 1].rstrip() + '…'}'"


def _says_something(line: str) -> bool:
    return any(map(str.isalnum, line))
