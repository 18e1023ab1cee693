"""A cell of a table that is written for a spreadsheet."""

from index.prose.invisible import one_line

# A spreadsheet takes a cell that begins with one of these for a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")


def cell(value: str) -> str:
    """A value on one line, without what shows nothing, that no spreadsheet takes for a formula."""
    shown = one_line(value)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
