"""What the reader may limit the search to, as HTML."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from index import ArchiveStats, Filters
from index.naming.claims import NOT_NAMED, claimed_label
from index.prose.names import shown_name
from ui.bylines import claims
from ui.web.browsing.shown import value_shown
from ui.web.html.templating import rendered
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
    shows what is in force, and `static/asking.js` sends it along with a question.
    """
    return rendered(
        "search_in.html",
        scope=limits_in_words(scope),
        publishers=_listed(_publishers(stats)),
        sections=_listed(_values("section", stats.sections, stats.articles)),
        kinds=_listed(_values("kind", stats.kinds, stats.articles)),
        languages=_listed(_values("language", stats.languages, stats.articles)),
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


def _values(name: str, counts: Sequence[tuple[str, int]], articles: int) -> Iterator[_Choice]:
    """Each value, and last the articles that have none; nothing where none has one."""
    untold = articles - sum(count for _, count in counts)
    for value, count in [*counts, *([(NOT_NAMED, untold)] if counts and untold else [])]:
        yield _Choice(value, value_shown(name, value), count)


def _publishers(stats: ArchiveStats) -> Iterator[_Choice]:
    """Each publisher, and apart from it the articles that only claim it in their text.

    Those that name none come where they belong by their number.
    """
    if not stats.publishers:
        return
    unnamed = _Choice(NOT_NAMED, value_shown("publisher", NOT_NAMED), stats.unnamed)
    for choice in _named_publishers(stats):
        if unnamed.articles > choice.articles:
            yield unnamed
            unnamed = unnamed._replace(articles=0)
        yield choice
    if unnamed.articles:
        yield unnamed


def _named_publishers(stats: ArchiveStats) -> Iterator[_Choice]:
    claimed = dict(stats.claimed)
    for name, count in stats.publishers:
        only = claimed.get(name, 0)
        if count > only:
            yield _Choice(name, shown_name(name), count - only)
        if only:
            shown = f"{shown_name(name)}, {claims(only, only)}"
            yield _Choice(claimed_label(name), shown, only)
