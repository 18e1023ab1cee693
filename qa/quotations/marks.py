"""Quotation marks: which words of a text stand between them. Pure."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# A line that is longer was not wrapped by hand: what is open at its end ends there.
WIDEST_WRAPPED = 130
HIDDEN = "\ue000"
"""Stands in a masked text for each character of a quotation."""

_CLOSES = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "‘": "’", "'": "'"}
# Two single marks are a double one.
_MARK = re.compile("''|[“”„«»\"‘’']")
_LINE = re.compile(r"[^\r\n]+")
_CLOSED_BY = ",.!?…;—"


class Marked(NamedTuple):
    """Words between marks: `start` to `end` without them, `outer` and `after` with them.

    `depth` is 0 for a quotation in the text, 1 for one within that; `closed` tells whether a mark
    ends it.
    """

    start: int
    end: int
    outer: int
    after: int
    depth: int
    closed: bool


def marked(text: str) -> tuple[Marked, ...]:
    """The quotations of a text in the order in which they begin, those within others too."""
    found: list[Marked] = []
    for start, end in _blocks(text):
        found += _of_block(text, start, end)
    return tuple(sorted(found, key=lambda each: (each.outer, each.depth)))


def masked(text: str, start: int, end: int, inside: tuple[Marked, ...]) -> str:
    """Code points `start` to `end` of a text, each character of some quotations hidden."""
    pieces, at = [], start
    for each in inside:
        if each.outer >= at and each.outer < end:
            after = min(each.after, end)
            pieces += [text[at : each.outer], HIDDEN * (after - each.outer)]
            at = after
    return "".join([*pieces, text[at:end]])


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Lines, those together that were wrapped by hand."""
    begin = last = -1
    for line in _LINE.finditer(text):
        joined = 0 <= last and line.start() - last <= 1 and line.start() - begin < 4000
        if begin >= 0 and not (joined and _wrapped(text, begin, last)):
            yield begin, last
            begin = -1
        if begin < 0:
            begin = line.start()
        last = line.end()
    if begin >= 0:
        yield begin, last


def _wrapped(text: str, begin: int, last: int) -> bool:
    """Whether the last line of a block is as long as lines that are wrapped, and goes on."""
    length = last - max(begin, text.rfind("\n", begin, last) + 1)
    return 40 <= length <= WIDEST_WRAPPED and text[last - 1] not in '.!?”"’»'


def _of_block(text: str, start: int, end: int) -> Iterator[Marked]:
    open_marks: list[tuple[str, int]] = []
    for match in _MARK.finditer(text, start, end):
        at, mark = match.start(), match[0] if len(match[0]) == 1 else '"'
        if (
            open_marks
            and _may_close(mark, open_marks[-1][0])
            and _closes(text, at, end, mark, open_marks[-1][0])
        ):
            yield _popped(open_marks, at, match.end(), closed=True)
        elif len(open_marks) > 1 and mark in _CLOSES[open_marks[0][0]] and mark not in "’'":
            open_marks.pop()  # An inner mark that nothing closes was an apostrophe.
            yield _popped(open_marks, at, match.end(), closed=True)
        elif _opens(text, start, at, end, mark):
            if open_marks and open_marks[-1][0] == mark:
                yield _popped(open_marks, at, at, closed=False)
            if len(open_marks) < 3:
                open_marks.append((mark, at))
    while open_marks:
        if open_marks[-1][0] in "'‘":
            open_marks.pop()
        else:
            yield _popped(open_marks, end, end, closed=False)


def _may_close(mark: str, opening: str) -> bool:
    """Whether a mark is the other half; “ stands at the end of words, too, by mistake."""
    return mark in _CLOSES[opening] or (mark == "“" and opening == "“")


def _popped(open_marks: list[tuple[str, int]], end: int, after: int, *, closed: bool) -> Marked:
    _, outer = open_marks.pop()
    return Marked(outer + 1, max(outer + 1, end), outer, after, len(open_marks), closed)


def _opens(text: str, start: int, at: int, end: int, mark: str) -> bool:
    before = text[at - 1] if at > start else " "
    behind = text[at + 1] if at + 1 < end else " "
    if mark in "“„":
        return True
    if mark in "”’" or behind.isspace():
        return False
    free = not (before.isalnum() or before in ".,;!?")
    if mark in "'‘":
        return free and (behind.isalpha() or behind in '“"[¿¡…') and _single_ends(text, at, end)
    return free or mark == "«"


def _single_ends(text: str, at: int, end: int) -> bool:
    """Whether a single mark has its other half not far behind."""
    close = "’" if text[at] == "‘" else "'"
    n = text.find(close, at + 3, min(end, at + 1500))
    while n >= 0:
        if not text[n + 1 : n + 2].isalnum() and not text[n - 1].isspace():
            return True
        n = text.find(close, n + 1, min(end, at + 1500))
    return False


def _closes(text: str, at: int, end: int, mark: str, opening: str) -> bool:
    before = text[at - 1]
    behind = text[at + 1] if at + 1 < end else " "
    if mark == "“" and opening == "“":
        return before in _CLOSED_BY and behind.isspace()
    if mark not in "’'":
        return mark != '"' or not (before.isspace() and behind.isalnum())
    if behind.isalnum() or before.isspace():
        return False
    if before in _CLOSED_BY or before != "s":
        return True
    # “the bakers’ hall” within single marks: a genitive where a word and another mark follow.
    genitive = behind == " " and text[at + 2 : at + 3].islower()
    later = text.find(mark, at + 1, min(end, at + 200))
    another = text.find("‘", at + 1, min(end, at + 200)) if mark == "’" else -1
    later_ends = later > 0 and not text[later + 1 : later + 2].isalnum()
    return not (genitive and later_ends and (another < 0 or later < another))
