"""What may be found: one value for every door."""

from dataclasses import dataclass
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
    """

    publishers: tuple[str, ...] = ()
    published_from: date | None = None
    published_to: date | None = None
    as_of: date | None = None
    undated: bool = False
    article_ids: tuple[str, ...] = ()
