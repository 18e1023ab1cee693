"""What may be found: one value for every door."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from index.errors import FilterError

if TYPE_CHECKING:
    from index.archive import Archive

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits on the articles that a search may return; the default has none.

    Attributes:
        publishers: Only these publishers, spelled as stored; empty for all.
        published_from: Nothing that was certainly published before this day.
        published_to: Nothing that may have been published after this day.
        as_of: The day the question is asked: like `published_to`, except that undated
            articles stay.
        undated: Whether articles without a date pass `published_from` and `published_to`.
        article_ids: Only these articles; empty for all.
        sections: Only these sections, spelled as stored; empty for all.
    """

    publishers: tuple[str, ...] = ()
    published_from: date | None = None
    published_to: date | None = None
    as_of: date | None = None
    undated: bool = False
    article_ids: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether they limit when an article was published."""
        return self.published_from is not None or self.published_to is not None

    def until(self, as_of: date | None) -> "Filters":
        """The same, asked on a day: of two days the earlier holds."""
        return replace(self, as_of=_tighter(min, self.as_of, as_of))

    def between(self, first: date | None, last: date | None, *, undated: bool) -> "Filters":
        """The same, and published from `first` to `last`; None leaves a side as it is.

        Args:
            first: The first day that may pass.
            last: The last day that may pass.
            undated: Whether undated articles may pass too; where these filters already limit
                the dates, they must let them pass as well.
        """
        return self.within(Filters(published_from=first, published_to=last, undated=undated))

    def within(self, others: "Filters") -> "Filters":
        """What passes both these filters and others, names compared as they are spelled.

        Raises:
            FilterError: Both name publishers, sections or articles, and none is in both.
        """
        limiting = [each for each in (self, others) if each.dated]
        return Filters(
            publishers=_both("publisher", self.publishers, others.publishers),
            published_from=_tighter(max, self.published_from, others.published_from),
            published_to=_tighter(min, self.published_to, others.published_to),
            as_of=_tighter(min, self.as_of, others.as_of),
            undated=bool(limiting) and all(each.undated for each in limiting),
            article_ids=_both("article", self.article_ids, others.article_ids),
            sections=_both("section", self.sections, others.sections),
        )


def resolved(filters: Filters, archive: "Archive") -> Filters:
    """The filters with every name as the archive spells it.

    Publishers and sections are compared without regard to capitals and spaces, articles are
    named as `Archive.article` takes them. Names are looked for among what was published by
    `as_of`, for nothing later is there to be known of.

    Raises:
        FilterError: The archive has no such publisher or section, or `published_from` is after
            `published_to`.
        NoSuchArticle: No article, or more than one, answers to a name.
    """
    first, last = filters.published_from, filters.published_to
    if first and last and first > last:
        raise FilterError(
            f"Nothing can be published from {first} to {last}. Give the earlier day first."
        )
    known, catalog = Filters(as_of=filters.as_of), archive.catalog
    return replace(
        filters,
        publishers=_spelled("publisher", filters.publishers, catalog.publishers, known, archive),
        sections=_spelled("section", filters.sections, catalog.sections, known, archive),
        article_ids=tuple(archive.article(name, known).article.id for name in filters.article_ids),
    )


def _spelled(
    kind: str,
    names: Sequence[str],
    stored: Callable[[Filters], list[tuple[str, int]]],
    known: Filters,
    archive: "Archive",
) -> tuple[str, ...]:
    """Each name as stored; all spellings where only capitals tell them apart and none is exact."""
    if not names:
        return ()
    spellings: dict[str, list[str]] = {}
    for spelling, _ in stored(known):
        spellings.setdefault(_folded(spelling), []).append(spelling)
    found: list[str] = []
    for name in names:
        same = spellings.get(_folded(name))
        if not same:
            raise FilterError(_unknown(kind, name, spellings, archive))
        found += [name] if name in same else same
    return tuple(dict.fromkeys(found))


def _unknown(kind: str, name: str, spellings: dict[str, list[str]], archive: "Archive") -> str:
    wanted = _folded(name)
    near = [folded for folded in spellings if wanted and wanted in folded][:_NEAREST]
    near = near or get_close_matches(wanted, spellings, n=_NEAREST)
    meant = " or ".join(f"'{spellings[folded][0]}'" for folded in near)
    said = f"No {kind} in {archive.path} is called '{name}'"
    asked = f"{said}; did you mean {meant}?" if meant else f"{said}."
    return f"{asked} All are listed by: dateline stats --archive {archive.path}"


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _both(kind: str, one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    if not one or not other:
        return one or other
    both = tuple(name for name in one if name in other)
    if not both:
        raise FilterError(
            f"No {kind} is both among {', '.join(one)} and among {', '.join(other)}. "
            "Take one of the two limits away."
        )
    return both


def _tighter(
    choose: Callable[[date, date], date], one: date | None, other: date | None
) -> date | None:
    if one is None or other is None:
        return one or other
    return choose(one, other)
