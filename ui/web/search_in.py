"""What the reader may limit the search to, as HTML."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from index import ArchiveStats, Filters
from index.naming.claims import claimed_label
from index.prose.names import shown_name
from qa.english.bylines import claims
from ui.web.templating import rendered
from ui.wording import limits_in_words

_FIND_FROM = 9
"""From how many names on there is a box to find one in."""

_MOST_LISTED = 300
_MOST_LETTERS = 60_000
"""Of all names that are listed: they go to every reader. Others can be typed."""


class _Choice(NamedTuple):
    """A name to limit the search to: what filters call it, how it is shown, how many articles."""

    value: str
    shown: str
    articles: int


def render_search_in(stats: ArchiveStats, scope: Filters) -> str:
    """The button that opens the limits, a place for those in force, and the limits themselves.

    `stats` and `scope` are what every reader of the page is limited to; `static/search_in.js`
    shows what is in force, and `static/asked.js` sends it along with a question.
    """
    return rendered(
        "search_in.html",
        scope=limits_in_words(scope),
        publishers=_listed(_publishers(stats)),
        sections=_listed(_Choice(name, shown_name(name), n) for name, n in stats.sections),
        dated=bool(stats.first),
        undated=stats.undated,
        latest=scope.as_of or "",
        find_from=_FIND_FROM,
    )


class _Listed(NamedTuple):
    """The names with most articles, and how many others there are."""

    choices: list[_Choice]
    others: int


def _listed(choices: Iterable[_Choice]) -> _Listed:
    every, letters = list(choices), 0
    for count, each in enumerate(every):
        letters += len(each.shown)
        if count >= _MOST_LISTED or letters > _MOST_LETTERS:
            return _Listed(every[:count], len(every) - count)
    return _Listed(every, 0)


def _publishers(stats: ArchiveStats) -> Iterator[_Choice]:
    """Each publisher, and apart from it the articles that only claim it in their text."""
    claimed = dict(stats.claimed)
    for name, count in stats.publishers:
        only = claimed.get(name, 0)
        if count > only:
            yield _Choice(name, shown_name(name), count - only)
        if only:
            shown = f"{shown_name(name)}, {claims(only, only)}"
            yield _Choice(claimed_label(name), shown, only)
