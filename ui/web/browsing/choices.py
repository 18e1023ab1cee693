"""The values that a reader can limit the archive to, each with how many articles it has."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from index.prose.words import folded
from index.storage.browsing import Count
from ui.language import _
from ui.web.browsing.asked import FIELDS, FIND, Asked
from ui.web.browsing.shown import value_shown

_SHOWN = 12
_MOST_FOUND = 100
"""Of those that are looked for."""


class Choice(NamedTuple):
    """A value, how it is shown, how many articles have it, and whether it is chosen."""

    value: str
    shown: str
    articles: int
    chosen: bool


class Choices(NamedTuple):
    """The values of one thing; `others` are not shown, `find` looks for them."""

    name: str
    heading: str
    choices: list[Choice]
    others: int
    find_name: str
    find: str
    can_be_found: bool


def choices(
    counts: Mapping[str, Sequence[Count]], asked: Asked, chosen: Mapping[str, Sequence[str]]
) -> Iterator[Choices]:
    """Of each thing its values, those that are chosen first, then most frequent first.

    Args:
        counts: What `index.storage.browsing` counted.
        asked: What was asked for.
        chosen: By a name of `FIELDS`, the labels that articles are limited to.
    """
    headings = {
        "publisher": _("Publisher"),
        "section": _("Section"),
        "language": _("Language"),
        "kind": _("Kind"),
    }
    for name in FIELDS:
        wanted = folded(asked.find.get(name, "").strip())
        listed = list(_listed(name, counts[name], chosen[name]))
        found = [each for each in listed if each.chosen or wanted in folded(each.shown)]
        most = _MOST_FOUND if wanted else _SHOWN
        first = [each for n, each in enumerate(found) if n < most or each.chosen]
        yield Choices(
            name,
            headings[name],
            first,
            len(found) - len(first),
            FIND + name,
            asked.find.get(name, ""),
            len(listed) > _SHOWN,
        )


def _listed(name: str, counts: Iterable[Count], chosen: Sequence[str]) -> Iterator[Choice]:
    there = dict(counts)
    for value in chosen:
        yield Choice(value, value_shown(name, value), there.pop(value, 0), True)
    for value, articles in there.items():
        yield Choice(value, value_shown(name, value), articles, False)
