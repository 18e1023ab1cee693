"""The names in filters as an archive spells them."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from index.archive import Archive
from index.errors import FilterError, Remedy
from index.filters import EVERYTHING, Filters
from index.formats.records.terms import kind_of, language_of
from index.naming.claims import NOT_NAMED, claimed_label, of_label
from index.prose.names import LOOKALIKE_MARK, is_lookalike, plain_name, shown_name
from index.prose.words import folded

_NEAREST = 3


def resolved(filters: Filters, archive: Archive, within: Filters = EVERYTHING) -> Filters:
    """The filters with every name as the archive spells it.

    Publishers and sections are compared without regard to capitals, accents and spaces, and to
    how a letter is encoded or dressed (`index.prose.names.plain_name`), but never taken for others
    that only look the same. Articles are named as `Archive.article` takes them. A publisher's name
    stands for the articles whose records or pages declare it, and for those whose text only
    claims it where none declares it; the name with `index.naming.claims.CLAIMED` stands for those
    that claim it, and `NOT_NAMED` for articles that name none. Names are looked for among what was
    published by `as_of`, for nothing later is there to be known of, and among what passes
    `within`, names as the archive spells them, for whoever may see no more than that.

    Raises:
        FilterError: The archive has no such publisher, section, kind or language, or
            `published_from` is after `published_to`.
        NoSuchArticle: No article, or more than one, answers to a name.
    """
    first, last = filters.published_from, filters.published_to
    if first and last and first > last:
        raise FilterError(
            f"Nothing can be published from {first} to {last}. Give the earlier day first."
        )
    known = within.until(filters.as_of)
    return replace(
        filters,
        publishers=_publishers(filters.publishers, known, archive),
        sections=_sections(filters.sections, known, archive),
        kinds=_terms("kind", filters.kinds, known, archive),
        languages=_terms("language", filters.languages, known, archive),
        article_ids=tuple(archive.article(name, known).article.id for name in filters.article_ids),
    )


def publisher_labels(names: Sequence[str], archive: Archive, known: Filters) -> tuple[str, ...]:
    """What filters call the articles of publishers that were named as one.

    Args:
        names: The publishers' names as stored.
        archive: Where they are.
        known: What of it is known of.

    Returns:
        The names that some record or page declares; where there is none, all as claimed.
    """
    articles = archive.catalog.articles
    claimed, counts = articles.claimed(known), dict(articles.publishers(known))
    declared = tuple(name for name in names if counts.get(name, 0) > claimed.get(name, 0))
    return declared or tuple(map(claimed_label, names))


def _publishers(labels: Sequence[str], known: Filters, archive: Archive) -> tuple[str, ...]:
    """The labels of publishers; of several spellings the one that was written, if it is there."""
    found: list[str] = []
    for written in labels:
        if _is_not_named(written):
            found.append(NOT_NAMED)
            continue
        name, only_claimed = of_label(_unmarked(written))
        stored = [each for each, _ in archive.catalog.articles.publishers(known)]
        claimed = archive.catalog.articles.claimed(known)
        same = _same(name, [each for each in stored if each in claimed or not only_claimed])
        if not same:
            raise _unknown("publisher", written, stored, archive)
        if only_claimed:
            fitting = tuple(map(claimed_label, same))
        else:
            fitting = publisher_labels(same, archive, known)
        exact = [label for label in (name, claimed_label(name)) if label in fitting]
        found += exact or fitting
    return tuple(dict.fromkeys(found))


def _sections(names: Sequence[str], known: Filters, archive: Archive) -> tuple[str, ...]:
    found: list[str] = []
    for written in names:
        if _is_not_named(written):
            found.append(NOT_NAMED)
            continue
        name = _unmarked(written)
        stored = [each for each, _ in archive.catalog.articles.sections(known)]
        same = _same(name, stored)
        if not same:
            raise _unknown("section", written, stored, archive)
        found += [name] if name in same else same
    return tuple(dict.fromkeys(found))


def _terms(what: str, names: Sequence[str], known: Filters, archive: Archive) -> tuple[str, ...]:
    """Kinds or languages, by the words that articles have for them, or by their names."""
    articles = archive.catalog.articles
    read, stored = (
        (kind_of, articles.kinds(known))
        if what == "kind"
        else (language_of, articles.languages(known))
    )
    found: list[str] = []
    for written in names:
        if _is_not_named(written):
            found.append(NOT_NAMED)
            continue
        term = read(written) or folded(written)
        if term not in dict(stored):
            raise _unknown(what, written, [each for each, _ in stored], archive)
        found.append(term)
    return tuple(dict.fromkeys(found))


def _is_not_named(written: str) -> bool:
    """Whether it is no name, but stands for those that name none."""
    return _folded(written) == NOT_NAMED


def _same(name: str, stored: Sequence[str]) -> list[str]:
    """Those of the stored names that only capitals, accents and spaces tell from a name."""
    wanted = _folded(name)
    return [each for each in stored if _folded(each) == wanted]


def _unknown(kind: str, name: str, stored: Sequence[str], archive: Archive) -> FilterError:
    spellings: dict[str, str] = {}
    for each in stored:
        spellings.setdefault(_folded(each), each)
    wanted = _folded(of_label(name)[0])
    near = [folded for folded in spellings if wanted and wanted in folded][:_NEAREST]
    near = near or get_close_matches(wanted, spellings, n=_NEAREST)
    meant = " or ".join(f"'{shown_name(spellings[folded])}'" for folded in near)
    said = f"No {kind} in {archive.path} is called '{name}'"
    return FilterError(
        f"{said}; did you mean {meant}?" if meant else f"{said}.",
        remedy=Remedy.LIST_NAMES,
        archive=archive.path,
    )


def _unmarked(written: str) -> str:
    """A name as it was written, without the mark that lists put behind what looks like another."""
    name = plain_name(written)
    bare = name.replace(LOOKALIKE_MARK, "")
    return bare if is_lookalike(bare) else name


def _folded(name: str) -> str:
    return " ".join(folded(name).split())
