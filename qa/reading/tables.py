"""A cell of a table in a passage that a question names by its row and its column. Pure.

The readers were trained on sentences: a row's cells mean something under their headings alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from index import Span
from index.prose.words import content_words, stem, words
from qa.english.verbs import BASES
from qa.passages import Passage
from qa.questions.analysis import AT_LENGTH, AnswerType, Question
from qa.reading.candidates import Candidate
from qa.reading.named_here import all_named_here
from qa.reading.reader import ScoredSpan

# What a cell found by its row and its column has for its odds: the readers' where they are sure.
SURE_READ = 8.0
SURE_JUDGED = 4.0
_LINE = re.compile(r"^.*$", re.MULTILINE)  # also an empty one, which parts two tables
_CELL = re.compile(r"[^|\t]+")
_NUMBER = re.compile(r"[^\w\s]?\d[\d.,\s]*%?")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_RULE = re.compile(r"[\s|:=+–—-]+")
# A column of changes is no answer to how many there are, and the other way round.
_CHANGES = frozenset(
    "change changed gain gained gains lose loses lost more fewer less rise rose fall fell drop "
    "dropped increase increased decrease decreased".split()
)
_OF_NUMBERS = {AnswerType.NUMBER: True, AnswerType.PERSON: False, AnswerType.NAME: False}
# "Winner" is of "win", "scorer" of "score".
_WHO_DOES = re.compile(r"(?P<base>\w{3,})[eo]r")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a table, and its cells: offsets in the passage's text."""

    line: Span
    cells: tuple[Span, ...]


def tabled(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates; one that is a row of a table with the cell that is asked for is sure.

    A question names a cell where it has the words of its row's first cell and of its column's
    heading. Its other words must all stand in the same passage, so that no other year and no other
    vote is meant.
    """
    cells = {id(each.passage): _cell_asked(question, each.passage) for each in found}
    top = max((each.score for each in found), default=0.0)
    return [_sure(each, cells[id(each.passage)], top) for each in found]


def _sure(candidate: Candidate, cell: Span | None, top: float) -> Candidate:
    inside = cell and candidate.span.start <= cell.start and cell.end <= candidate.span.end
    if cell is None or not inside:
        return candidate
    best = ScoredSpan(cell.start, cell.end, SURE_READ)
    return replace(candidate, best=best, judged=SURE_JUDGED, score=top + SURE_READ)


def _cell_asked(question: Question, passage: Passage) -> Span | None:
    """The one cell of the passage's tables that a question names; None where none or several."""
    if question.answer_type in AT_LENGTH or question.manifold:
        return None
    text, found = passage.text, []
    tables = list(_tables(text))
    labels = frozenset().union(*(_stems(text, row.cells[0]) for _, *rows in tables for row in rows))
    for heading, *rows in tables:
        row = _row_asked(question, text, rows)
        column = _column_asked(question, text, heading, rows)
        if row and column is not None:
            headed = _heads(text, heading.cells[column]) | _stems(text, row.cells[0])
            told = frozenset().union(*(_stems(text, cell) for cell in row.cells))
            of_others = (labels & question.names) - told - headed
            if of_others or _asks_for_a_change(question, headed):
                continue
            if all_named_here(question, passage, headed):
                found.append(row.cells[column])
    return found[0] if len(found) == 1 else None


def _tables(text: str) -> Iterator[list[_Row]]:
    """The tables of a text: two rows and more of as many cells, the first one the headings."""
    lines = [Span(*each.span()) for each in _LINE.finditer(text)]
    rows = [(line, _cells(text, line)) for line in lines if not _is_rule(text, line)]
    for count, some in groupby(rows, key=lambda each: len(each[1])):
        table = [_Row(line, cells) for line, cells in some]
        if (
            count > 1
            and len(table) > 1
            and not any(
                _is_number(text, each) and not _YEAR.fullmatch(text, each.start, each.end)
                for each in table[0].cells
            )
        ):
            yield table


def _is_rule(text: str, line: Span) -> bool:
    """Whether a line only parts headings and rows; an empty one parts tables."""
    written = text[line.start : line.end].strip()
    return bool(written) and _RULE.fullmatch(written) is not None


def _cells(text: str, line: Span) -> tuple[Span, ...]:
    found = []
    for each in _CELL.finditer(text, line.start, line.end):
        inner = each.group().strip()
        if inner:
            start = each.start() + each.group().index(inner)
            found.append(Span(start, start + len(inner)))
    return tuple(found)


def _row_asked(question: Question, text: str, rows: Sequence[_Row]) -> _Row | None:
    """The row whose first cell the question has; of several that with most words of it."""
    named = []
    for row in rows:
        label = _stems(text, row.cells[0])
        if label and label <= question.stems:
            named.append((len(label), row))
    most = max((count for count, _ in named), default=0)
    best = [row for count, row in named if count == most]
    return best[0] if len(best) == 1 else None


def _column_asked(question: Question, text: str, heading: _Row, rows: Sequence[_Row]) -> int | None:
    """Which column's heading a question has; None where none, or several."""
    asked = question.stems | {stem(BASES[each]) for each in _lower(question.text) if each in BASES}
    named = [n for n in range(1, len(heading.cells)) if _heads(text, heading.cells[n]) & asked]
    if question.answer_type in _OF_NUMBERS:
        wanted = _OF_NUMBERS[question.answer_type]
        named = [n for n in named if all(_is_number(text, r.cells[n]) is wanted for r in rows)]
    return named[0] if len(named) == 1 else None


def _asks_for_a_change(question: Question, heading: frozenset[str]) -> bool:
    """Whether a question asks what was gained or lost, where the heading does not say so."""
    return any(w in _CHANGES and stem(w) not in heading for w in _lower(question.text))


def _heads(text: str, cell: Span) -> frozenset[str]:
    """The stems of a heading, and the verb of one that says who does something."""
    found = _stems(text, cell)
    for each in _lower(text[cell.start : cell.end]):
        doing = _WHO_DOES.fullmatch(each)
        if doing:
            base = doing["base"]
            found |= {stem(base), stem(base[:-1]) if base[-1] == base[-2] else stem(f"{base}e")}
    return found


def _stems(text: str, cell: Span) -> frozenset[str]:
    return frozenset(each.stem for each in content_words(text[cell.start : cell.end]))


def _lower(text: str) -> list[str]:
    return [each.text.casefold() for each in words(text)]


def _is_number(text: str, cell: Span) -> bool:
    return _NUMBER.fullmatch(text, cell.start, cell.end) is not None
