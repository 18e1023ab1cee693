"""What may be found: one value for every door."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date


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
        limited = self.published_from is not None or self.published_to is not None
        return replace(
            self,
            published_from=_tighter(max, self.published_from, first),
            published_to=_tighter(min, self.published_to, last),
            undated=undated and (self.undated or not limited),
        )


def _tighter(
    choose: Callable[[date, date], date], one: date | None, other: date | None
) -> date | None:
    if one is None or other is None:
        return one or other
    return choose(one, other)
