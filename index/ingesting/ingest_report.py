"""What a run of ingestion tells: how far it is, and what became of each article."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.articles import Rejected
from index.naming.doubts import Doubt


@dataclass(frozen=True, slots=True)
class Contested:
    """An article that two sources have, and not the same.

    Attributes:
        article_id: The id that both have.
        title: Of the one that the archive holds.
        origin: Where that one was read from; None where a program handed it over.
        other: The same of the other one, which the archive does not show.
    """

    article_id: str
    title: str
    origin: str | None
    other: str | None


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What a run did, by article id; `rejected` says of each file or record why not.

    `missing` are articles that came from the same folder earlier and stand there no more;
    `pruned` those of them that were removed. `replaced` are those of `updated` that came from
    another source before, `kept` those that another source has otherwise and that were left as
    they are. `titles` has the title of each that is `updated`. `older` are versions of which
    a newer one is in the archive; `removed` those left out because they were removed from it.
    `doubts` are about those that are `added` or `updated`.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    missing: tuple[str, ...] = ()
    pruned: tuple[str, ...] = ()
    chunks: int = 0
    replaced: tuple[Contested, ...] = ()
    kept: tuple[Contested, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    older: tuple[Contested, ...] = ()
    removed: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Attributes:
        articles: Those it is done with: unchanged, rejected, kept, or new and to be found from
            now on.
        chunks: How many were embedded.
        total: How many articles there are to look at, where that is known.
        read: How many it has looked at, those too that are not to be found yet.
        found: How many chunks were made of them, embedded or not.
    """

    articles: int
    chunks: int
    total: int | None
    read: int = 0
    found: int = 0
