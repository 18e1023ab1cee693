"""What the reader may limit the search to, as HTML."""

from index import ArchiveStats, Filters
from ui.web.templating import rendered
from ui.wording import limits_in_words

_FIND_FROM = 9
"""From how many names on there is a box to find one in."""


def render_search_in(stats: ArchiveStats, scope: Filters) -> str:
    """The button that opens the limits, a place for those in force, and the limits themselves.

    `stats` and `scope` are what every reader of the page is limited to; `static/search_in.js`
    shows what is in force, and `static/asked.js` sends it along with a question.
    """
    return rendered(
        "search_in.html",
        scope=limits_in_words(scope),
        publishers=stats.publishers,
        sections=stats.sections,
        dated=bool(stats.first),
        undated=stats.undated,
        latest=scope.as_of or "",
        find_from=_FIND_FROM,
    )
