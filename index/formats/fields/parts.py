"""The parts of a text that holds several articles, and how its lines are taken apart."""

import re
from typing import NamedTuple

from index.formats.fields.bylines import byline_names
from index.formats.fields.fields import Fields

RULE = re.compile(r"[-_=*—]{5,}")
"""A line between the documents of an export, as copying or converting leaves it."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_COMPANY = re.compile(r"\b(?:the|staff|news|press|agency|service|desk|times|post)\b", re.IGNORECASE)
_PAGE = re.compile(r"(?:pg|page|pp?|seite|s)\.?\s*[A-Z]?-?\d", re.IGNORECASE)


class Part(NamedTuple):
    """One article of several: its first line's number, from 1, its text, what is said of it."""

    line: int
    text: str
    fields: Fields = Fields()


class Paragraph(NamedTuple):
    """Lines without a blank one between, bare of blanks, and the number of the first, from 0."""

    place: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its lines as one."""
        return " ".join(self.lines)


def lines_in(text: str) -> list[str]:
    """Return the lines of a text, without their ends."""
    return _LINE_END.split(text)


def stretches(lines: list[str], starts: list[int]) -> list[tuple[int, list[str]]]:
    """Return the lines from each start to the next one, with the number of the first, from 0."""
    ends = [*starts[1:], len(lines)] if starts else []
    return [(start, lines[start:end]) for start, end in zip(starts, ends, strict=True)]


def paragraphs(lines: list[str], breaks: re.Pattern[str] | None = None) -> list[Paragraph]:
    """Return the paragraphs; a line that matches `breaks` begins one, blank line or not."""
    found: list[Paragraph] = []
    block: list[str] = []
    for place, line in enumerate([*lines, ""]):
        bare = line.strip()
        if block and (not bare or breaks and breaks.match(bare)):
            found.append(Paragraph(place - len(block), tuple(block)))
            block = []
        if bare:
            block.append(bare)
    return found


def body_of(lines: list[str]) -> str:
    """Return lines as a text, without the blank ones around them and what indents them all."""
    text = "\n".join(line.rstrip() for line in lines).strip("\n")
    margins = [len(line) - len(line.lstrip()) for line in text.split("\n") if line.strip()]
    margin = min(margins, default=0)
    return "\n".join(line[margin:] for line in text.split("\n"))


def names_in(credit: str) -> tuple[str, ...]:
    """Return the persons of a byline's value: "Jane Doe; John Roe", "Doe, Jane", "By Jane Doe"."""
    credit = " ".join(credit.split()).strip(" .,;")
    single = [part.strip(" .") for part in re.split(r" ?[;|] ?| / ", credit)]
    turned = [_turned(name) for name in single if name]
    bare = re.sub(r"^by\s+", "", ", ".join(turned), flags=re.IGNORECASE)
    if names := byline_names(f"By {bare}"):
        return names
    return tuple(name for name in turned if len(name.split()) in (2, 3, 4) and _is_name(name))


def section_in(value: str) -> str | None:
    """Return the section of "NEWS; Pg. 7", None where there are pages only."""
    parts = [part.strip() for part in value.split(";")]
    return next((part for part in parts if part and not _PAGE.match(part)), None)


def _turned(name: str) -> str:
    """Return "Doe, Jane" as "Jane Doe"; what has more than one comma is a list."""
    last, comma, first = name.partition(",")
    if not comma or "," in first or len(first.split()) > 3 or len(last.split()) > 2:
        return name
    if " " in last.strip() and " " in first.strip() or _COMPANY.search(name):
        return name
    return f"{first.strip()} {last.strip()}" if first.strip() else last.strip()


def _is_name(name: str) -> bool:
    return not _COMPANY.search(name) and all(word[:1].isupper() for word in name.split()[::2])
