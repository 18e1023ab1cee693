"""What may be found: one value for every door."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from index.errors import FilterError


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
        kinds: Only these kinds, words of `Article.kind`; empty for all.
        languages: Only these languages, ISO 639-1; empty for all.
    """

    publishers: tuple[str, ...] = ()
    published_from: date | None = None
    published_to: date | None = None
    as_of: date | None = None
    undated: bool = False
    article_ids: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

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
            FilterError: Both name publishers, sections, kinds, languages or articles, and none is
                in both.
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
            kinds=_both("kind", self.kinds, others.kinds),
            languages=_both("language", self.languages, others.languages),
        )


EVERYTHING = Filters()


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
