"""What the reader may limit the search to, as HTML. Every name of an article is escaped here."""

from collections.abc import Sequence
from datetime import date
from html import escape as exact

from index import ArchiveStats, Filters
from ui.web.escaping import escape
from ui.wording import only

_FIND_FROM = 9
"""From how many names on there is a box to find one in."""


def render_search_in(stats: ArchiveStats, scope: Filters) -> str:
    """The button that opens the limits, a place for those in force, and the limits themselves.

    `stats` and `scope` are what every reader of the page is limited to; `static/search_in.js`
    shows what is in force, and `static/asked.js` sends it along with a question.
    """
    said = only(scope)
    fixed = f'<p class="scope">{escape(said)}</p>' if said else ""
    return (
        '<div class="limits-bar"><button type="button" class="toggle" aria-expanded="false" '
        f'aria-controls="limits">Search in</button>{fixed}<ul class="in-force" '
        'aria-label="Limits on the next question"></ul></div>'
        '<form id="limits" aria-label="Search in" hidden>'
        f"{_names('publishers', 'Publishers', stats.publishers)}"
        f"{_names('sections', 'Sections', stats.sections)}"
        f"{_days(stats, scope) if stats.first else _UNDATED}</form>"
    )


_UNDATED = '<p class="hint">No article here bears a date.</p>'


def _names(field: str, heading: str, counts: Sequence[tuple[str, int]]) -> str:
    if not counts:
        return ""
    find = (
        f'<input type="search" class="find" aria-label="Find in: {heading.lower()}" '
        'placeholder="Find" autocomplete="off">'
        if len(counts) >= _FIND_FROM
        else ""
    )
    rows = "".join(
        f'<label><input type="checkbox" name="{field}" value="{exact(name)}"><span>'
        f'{escape(name)}</span><span class="count">{count:,}</span></label>'
        for name, count in counts
    )
    return f'<fieldset><legend>{heading}</legend>{find}<div class="names">{rows}</div></fieldset>'


def _days(stats: ArchiveStats, scope: Filters) -> str:
    latest = scope.as_of
    undated = (
        '<label><input type="checkbox" name="undated" value="yes"><span>Undated articles too'
        f'</span><span class="count">{stats.undated:,}</span></label>'
        if stats.undated
        else ""
    )
    return (
        f'<fieldset class="days"><legend>Published</legend>{_day("from", "From", latest)}'
        f"{_day('to', 'To', latest)}{undated}</fieldset>"
        f'<fieldset class="days"><legend>Asked</legend>{_day("as_of", "As of", latest)}'
        '<p class="hint">Answers as on that day: nothing published later is found.</p></fieldset>'
    )


def _day(field: str, label: str, latest: date | None) -> str:
    limit = f' max="{latest}"' if latest else ""
    return f'<label><span>{label}</span><input type="date" name="{field}"{limit}></label>'
