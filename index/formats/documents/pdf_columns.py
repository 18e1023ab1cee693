"""The columns of a page: where white runs down between its lines."""

from index.formats.documents.pdf_page import Stretch

_CROSSED_BY = 0.12  # of the stretches at most: headlines go over several columns
_NARROWEST = 4.0
_LETTERS_A_LINE = 12
_LINES_A_COLUMN = 4


def columns_of(stretches: list[Stretch], gutters: list[float]) -> list[tuple[float, float]]:
    """Return the sides of what stands between gutters, from left to right."""
    bounds = [float("-inf"), *gutters, float("inf")]
    columns = []
    for left, right in zip(bounds, bounds[1:], strict=False):
        column = [each for each in stretches if left <= (each.left + each.right) / 2 < right]
        if column:
            columns.append((min(each.left for each in column), max(each.right for each in column)))
    return columns


def crosses(stretch: Stretch, gutter: float) -> bool:
    """Say whether a stretch stands on both sides of a gutter."""
    return stretch.left < gutter - 1 and stretch.right > gutter + 1


def gutters_of(stretches: list[Stretch]) -> list[float]:
    """Return where, from left to right, hardly anything stands and much on both sides."""
    if len(stretches) < 2 * _LINES_A_COLUMN:
        return []
    first = int(min(each.left for each in stretches))
    last = int(max(each.right for each in stretches)) + 1
    covered = [0] * (last - first + 2)
    for each in stretches:
        covered[max(0, int(each.left) - first)] += 1
        covered[min(last, int(each.right) + 1) - first] -= 1
    most = max(1.0, _CROSSED_BY * len(stretches))
    found: list[float] = []
    running, start = 0, None
    for at, change in enumerate(covered):
        running += change
        if running <= most and start is None:
            start = at
        elif running > most and start is not None:
            middle = first + (start + at) / 2
            if start and at - start >= _NARROWEST and _is_between(middle, stretches, found):
                found.append(middle)
            start = None
    return found


def gutters_kept_up(gutters: list[float], stretches: list[Stretch]) -> list[float]:
    """Return the gutters of the page before where a page with a few lines keeps them free too."""
    over = sum(any(crosses(each, gutter) for gutter in gutters) for each in stretches)
    few = len(stretches) < 8 * _LINES_A_COLUMN
    return gutters if few and over <= max(1, _CROSSED_BY * len(stretches)) else []


def _is_between(gutter: float, stretches: list[Stretch], found: list[float]) -> bool:
    """Whether text runs on both sides: lines of some length, and as many as a column has."""
    before = found[-1] if found else float("-inf")
    sides = (
        [each for each in stretches if each.right <= gutter + 1 and each.left >= before - 1],
        [each for each in stretches if each.left >= gutter - 1],
    )
    return all(map(_is_column, sides))


def _is_column(side: list[Stretch]) -> bool:
    lines = len({round(each.bottom / 3) for each in side})
    letters = sum(len(each.text) for each in side)
    return lines >= _LINES_A_COLUMN and letters >= _LETTERS_A_LINE * lines
