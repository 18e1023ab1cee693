"""Cells as a table of plain text or of Markdown, with nothing in them that steers either."""

import html
from collections.abc import Sequence

WIDTH = 100
NONE = "-"


def aligned(cells: Sequence[Sequence[str]]) -> str:
    """Columns two blanks apart, the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = (
        "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])])
        for line in cells
    )
    return "\n".join(line.rstrip() for line in lines)


def piped(cells: Sequence[Sequence[str]]) -> str:
    """A table of Markdown, the first line its head, all columns but the first to the right."""
    rule = ["---", *("---:" for _ in cells[0][1:])]
    lines = [cells[0], rule, *cells[1:]]
    return "\n".join("| " + " | ".join(map(escaped, line)) + " |" for line in lines)


def escaped(text: str) -> str:
    """Text as one line of Markdown in which nothing of it is markup."""
    plain = html.escape(one_line(text), quote=False)
    return "".join(f"\\{each}" if each in "\\`*_[]|~$" else each for each in plain)


def clipped(text: str, width: int) -> str:
    """The text on one line, cut to `width` characters."""
    plain = one_line(text)
    return plain if len(plain) <= width else f"{plain[: width - 3]}..."


def one_line(text: str) -> str:
    """The text without line ends and without control characters, which would steer a terminal."""
    return "".join(each if each.isprintable() else " " for each in text)


def ratio(value: float | None) -> str:
    """A number from 0 to 1 with three places and no zero before the point."""
    return NONE if value is None else f"{value:.3f}".removeprefix("0")


def counted(questions: int) -> str:
    """How many questions, in words."""
    return "1 question" if questions == 1 else f"{questions:,} questions"
