"""The names in filters as an archive spells them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import get_close_matches

from index.archive import Archive
from index.errors import FilterError, Remedy
from index.filters import Filters

_NEAREST = 3


def resolved(filters: Filters, archive: Archive) -> Filters:
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
        publishers=_spelled(
            "publisher", filters.publishers, catalog.articles.publishers, known, archive
        ),
        sections=_spelled("section", filters.sections, catalog.articles.sections, known, archive),
        article_ids=tuple(archive.article(name, known).article.id for name in filters.article_ids),
    )


def _spelled(
    kind: str,
    names: Sequence[str],
    stored: Callable[[Filters], list[tuple[str, int]]],
    known: Filters,
    archive: Archive,
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
            raise FilterError(
                _unknown(kind, name, spellings, archive),
                remedy=Remedy.LIST_NAMES,
                archive=archive.path,
            )
        found += [name] if name in same else same
    return tuple(dict.fromkeys(found))


def _unknown(kind: str, name: str, spellings: dict[str, list[str]], archive: Archive) -> str:
    wanted = _folded(name)
    near = [folded for folded in spellings if wanted and wanted in folded][:_NEAREST]
    near = near or get_close_matches(wanted, spellings, n=_NEAREST)
    meant = " or ".join(f"'{spellings[folded][0]}'" for folded in near)
    said = f"No {kind} in {archive.path} is called '{name}'"
    return f"{said}; did you mean {meant}?" if meant else f"{said}."


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
