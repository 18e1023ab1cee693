"""From where lines stand on pages to paragraphs in the order in which people read them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from index.formats.documents.pdf_columns import columns_of, crosses, gutters_kept_up, gutters_of
from index.formats.documents.pdf_page import Page, Stretch

_MARGIN = 0.1
_PAGE_NUMBER = re.compile(
    r"[-–—•|\s]{0,4}(?:(?:page|seite|p\.?|pg\.?|s\.)\s?)?[A-Z]?-?\d{1,4}"
    r"(?:\s?(?:of|/|von|de|sur)\s?\d{1,4})?[-–—•|\s]{0,4}",
    re.IGNORECASE,
)
_PRINTED_ON = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},?\s\d{1,2}[:.]\d{2}(?:\s?[AP]M)?\b.{0,300}", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?P<url>https?://\S+)(?:\s+\d{1,4}\s?(?:/|of)\s?\d{1,4})?")
_ENDS = re.compile(r"[.!?:…][\"'”’»)\]]{0,3}$")


class Row(NamedTuple):
    """A line within a column: its stretches joined, and the column's sides."""

    left: float
    bottom: float
    right: float
    top: float
    size: float
    text: str
    column: tuple[float, float]
    place: tuple[int, int]  # the page, and the column on it


class Block(NamedTuple):
    """A paragraph: its lines in order, and the size of its letters in points."""

    lines: tuple[str, ...]
    size: float
    page: int


def blocks_of(pages: Sequence[Page]) -> list[Block]:
    """Return the paragraphs of pages in reading order, without what repeats at their edges.

    A page's columns are found by the white between them; what goes over several is read where
    it stands, and the columns below it from left to right.
    """
    repeated = _repeated(pages)
    rows: list[Row] = []
    gutters: list[float] = []
    for number, page in enumerate(pages):
        kept = _with_drop_caps(list(_without_edges(page, repeated)))
        gutters = gutters_of(kept) or gutters_kept_up(gutters, kept)
        rows.extend(_in_order(kept, gutters, number))
    return list(_paragraphs(rows))


def printed_from(pages: Sequence[Page]) -> str | None:
    """Return the address that a browser prints below each page, where it is whole."""
    for page in pages[:1]:
        for each in _edges(page):
            found = _ADDRESS.fullmatch(each.text)
            if found and "…" not in each.text and not found["url"].endswith("..."):
                return found["url"]
    return None


def _edges(page: Page) -> list[Stretch]:
    """What stands in the outer tenths of a page's height."""
    edge = _MARGIN * page.height
    return [each for each in page.stretches if each.bottom < edge or each.top > page.height - edge]


def _repeated(pages: Sequence[Page]) -> set[str]:
    """What stands at the edges of several pages, its numbers aside."""
    seen = Counter(
        key for page in pages for key in {_without_numbers(each.text) for each in _edges(page)}
    )
    enough = max(2, round(0.3 * len(pages)))
    return {key for key, pages_with_it in seen.items() if pages_with_it >= enough}


def _without_numbers(text: str) -> str:
    return re.sub(r"\d+", "#", text).casefold()


def _without_edges(page: Page, repeated: set[str]) -> Iterator[Stretch]:
    edges = set(_edges(page))
    printed = [each.top for each in edges if _PRINTED_ON.fullmatch(each.text)]
    for each in page.stretches:
        furniture = each in edges and (
            _without_numbers(each.text) in repeated
            or _PAGE_NUMBER.fullmatch(each.text)
            or _ADDRESS.fullmatch(each.text)
            or any(abs(each.top - top) < 3 for top in printed)
        )
        if not furniture:
            yield each


def _with_drop_caps(stretches: list[Stretch]) -> list[Stretch]:
    """Put a first letter that is some lines high before the rest of its word."""
    if not stretches:
        return []
    usual = median(each.size for each in stretches)
    found = list(stretches)
    for cap in stretches:
        if len(cap.text) > 2 or not cap.text[0].isupper() or cap.size < 1.8 * usual:
            continue
        beside = [
            each
            for each in found
            if 0 <= each.left - cap.right + 1 < usual and cap.bottom < each.bottom < cap.top
        ]
        if beside:
            first = max(beside, key=lambda each: each.top)
            for each in beside:
                text = cap.text + each.text if each is first else each.text
                found[found.index(each)] = each._replace(left=cap.left, text=text)
            found.remove(cap)
    return found


def _in_order(stretches: list[Stretch], gutters: list[float], page: int) -> list[Row]:
    """Cut a page at what goes over its gutters, and read what is between by columns."""
    if not stretches:
        return []
    over = {each for each in stretches if any(crosses(each, gutter) for gutter in gutters)}
    left = [each for each in stretches if each not in over]
    columns = columns_of(left, gutters)
    whole = (min(each.left for each in stretches), max(each.right for each in stretches))
    rows: list[Row] = []
    for top in [*sorted({each.top for each in over}, reverse=True), float("-inf")]:
        above = [each for each in left if each.bottom >= top - 1]
        left = [each for each in left if each.bottom < top - 1]
        for column in columns:
            within = [each for each in above if column[0] <= each.left <= column[1]]
            rows.extend(_rows(within, column, (page, len(rows))))
        rows.extend(_rows([each for each in over if each.top == top], whole, (page, len(rows))))
    return rows


def _rows(
    stretches: list[Stretch], column: tuple[float, float], place: tuple[int, int]
) -> list[Row]:
    """Join what stands on one line of a column, from top to bottom."""
    lines: list[list[Stretch]] = []
    for each in sorted(stretches, key=lambda each: -(each.bottom + each.top)):
        middle = (each.bottom + each.top) / 2
        if lines and lines[-1][0].bottom <= middle <= lines[-1][0].top:
            lines[-1].append(each)
        else:
            lines.append([each])
    return [_row(sorted(line), column, place) for line in lines]


def _row(line: list[Stretch], column: tuple[float, float], place: tuple[int, int]) -> Row:
    text = " ".join(each.text for each in line)
    size = max(line, key=lambda each: len(each.text)).size
    bottom, top = min(each.bottom for each in line), max(each.top for each in line)
    right = max(each.right for each in line)
    return Row(line[0].left, bottom, right, top, size, text, column, place)


def _paragraphs(rows: list[Row]) -> Iterator[Block]:
    pitch = _pitch(rows)
    block: list[Row] = []
    for row in rows:
        if block and _begins_anew(block, row, pitch):
            yield _block(block)
            block = []
        block.append(row)
    if block:
        yield _block(block)


def _pitch(rows: list[Row]) -> float:
    """How far apart lines are, in sizes of their letters."""
    below = [
        (before.top - row.top) / row.size
        for before, row in zip(rows, rows[1:], strict=False)
        if before.place == row.place and row.size and 0 < before.top - row.top < 4 * row.size
    ]
    return median(below) if below else 1.2


def _begins_anew(block: list[Row], row: Row, pitch: float) -> bool:
    """Whether a line begins a paragraph: by its distance, its indent, or the line above's end."""
    before = block[-1]
    if abs(row.size - before.size) > 0.1 * before.size:
        return True
    ended = _ENDS.search(before.text) is not None
    indent = row.left - row.column[0]
    if before.place != row.place:
        return (ended and indent > 0.7 * row.size) or _had_room(before, row)
    if before.top - row.top > (pitch + 0.35) * row.size:
        return True
    if indent > 0.7 * row.size and before.left - before.column[0] < 0.3 * row.size:
        return True
    return ended and _is_short(before) or _had_room(before, row)


def _had_room(before: Row, row: Row) -> bool:
    """Whether the next line's first word had room in the line before, so that its end was meant."""
    if row.text[0].islower():
        return False
    letter = (row.right - row.left) / max(1, len(row.text))
    needed = (len(row.text.split()[0]) + 2) * letter + before.size
    return before.column[1] - before.right > needed


def _is_short(row: Row) -> bool:
    """Whether a line ends well before its column does."""
    left, right = row.column
    return row.right < right - 0.12 * (right - left)


def _block(rows: list[Row]) -> Block:
    size = median(row.size for row in rows)
    return Block(tuple(row.text for row in rows), size, rows[0].place[0])
