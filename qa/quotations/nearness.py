"""How near a quotation stands to who says something in its sentence. Pure."""

from collections.abc import Sequence

from qa.quotations.attributions import Attribution
from qa.quotations.marks import HIDDEN, Marked
from qa.quotations.speakers import Speaker
from qa.quotations.units import Unit


def distance(piece: Marked, one: Attribution, unit: Unit) -> int:
    """How many words stand between a quotation and who says something."""
    start, end = piece.outer - unit.span.start, piece.after - unit.span.start
    if one.span.end <= start:
        gap, other = unit.frame[one.span.end : start], 0
    else:
        # Behind a quotation its speaker follows at once: “...,” Vos said.
        gap, other = unit.frame[end : one.span.start], 1
    return 2 * len(gap.replace(HIDDEN, " ").split()) + other


def may_give(one: Attribution, piece: Marked, unit: Unit) -> bool:
    """Whether a quotation stands behind who says something, right before, or in the clause."""
    start, end = piece.outer - unit.span.start, piece.after - unit.span.start
    if one.span.end <= start:
        return True
    if one.clause and one.clause.start <= start and end <= one.clause.end + 1:
        return True
    return not any(map(str.isalnum, unit.frame[end : one.span.start].replace(HIDDEN, "")))


def within_subject(
    piece: Marked, unit: Unit, told: Sequence[tuple[Attribution, Speaker | None]]
) -> bool:
    """Whether a quotation stands between a subject and its verb, as a nickname does."""
    at = piece.outer - unit.span.start
    return any(one.span.start < at < one.span.end for one, _ in told)
