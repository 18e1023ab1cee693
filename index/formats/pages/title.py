"""The headline of a page, without the site's name after it."""

import re
from collections.abc import Iterable, Sequence

from index.formats.fields.lines import Found
from index.formats.pages.head import PageHead
from index.formats.pages.things import found_at
from index.formats.pages.tree import letters_of

_NAMES = (
    "og:title", "twitter:title", "parsely-title", "sailthru.title", "cXenseParse:title",
    "dcterms.title", "dc.title", "citation_title", "article:title", "headline", "title",
)  # fmt: skip
_BETWEEN = re.compile(r"(?<=\s)(?:[-–—|·•*:/«»‹›<>~]|::|\|\|)(?=\s)|[｜┃│]|(?<=\S)[|»›](?=\s)")
_CUT_OFF = re.compile(r"(?:\.\.\.|…)$")
_LEAST_KEPT = 12
_LONGEST = 1_000
_LONGEST_SITE = 60


def title_candidates(head: PageHead, sites: Sequence[str]) -> list[Found]:
    """Return what the page gives as its headline, most trusted first, each without the site's name.

    Args:
        head: The page's own words about itself.
        sites: The names that the site goes by, its domain's among them.
    """
    given = [found_at(head.story, "headline")]
    given += head.meta(*_NAMES[:1])
    given += [Found(heading, "h1") for heading in _telling(head)]
    given += head.meta(*_NAMES[1:])
    given += [found_at(head.page, "name"), Found(head.title, "title")]
    given = [
        found for found in given
        if any(map(str.isalnum, found.value)) and len(found.value) <= _LONGEST
    ]  # fmt: skip
    whole = [found.value for found in given]
    bare = [Found(_bare(found.value, whole, sites), found.where) for found in given]
    return [found for found in bare if not _is_site(found.value, sites)] or bare


def chosen_title(candidates: Sequence[Found]) -> Found | None:
    """Return the headline that a reader sees, where another mark agrees; else the most trusted one.

    One that is cut off gives way to the whole of it.
    """
    if not candidates:
        return None
    agreed = (
        each for each in candidates
        if each.where == "h1" and any(
            other.where not in ("h1", "title") and letters_of(other.value) == letters_of(each.value)
            for other in candidates
        )
    )  # fmt: skip
    first = next(agreed, candidates[0])
    # An h1 may be made of pieces, with or without blanks between them.
    same = next(each for each in candidates if letters_of(each.value) == letters_of(first.value))
    first = Found(same.value, first.where)
    cut = letters_of(_CUT_OFF.sub("", first.value))
    if not _CUT_OFF.search(first.value):
        return first
    whole = (
        each for each in candidates if letters_of(each.value).startswith(cut) and each != first
    )
    return next((each for each in whole if not _CUT_OFF.search(each.value)), first)


def without_site(title: str, sites: Iterable[str]) -> str:
    """Return a title without a last part, behind a bar or dash, that names the site."""
    names = list(sites)
    while (cut := _last_cut(title)) and _is_site(title[cut[1] :], names):
        title = title[: cut[0]].rstrip()
    return title


def _telling(head: PageHead) -> list[str]:
    """Return the h1 elements' words, those first that another mark begins or ends with."""
    others = [
        letters_of(text) for text in (head.title, *(each.value for each in head.meta("og:title")))
    ]
    agreed = [
        text for text in head.headings
        if any(other.startswith(letters_of(text)) or letters_of(text) in other for other in others)
        and len(letters_of(text)) >= _LEAST_KEPT
    ]  # fmt: skip
    rest = sorted((text for text in head.headings if text not in agreed), key=len, reverse=True)
    return [*agreed, *rest]


def _bare(title: str, others: Sequence[str], sites: Sequence[str]) -> str:
    """Drop the site's name, and whatever follows a headline that is given alone elsewhere."""
    bare = without_site(title, sites)
    alone = {letters_of(other): other for other in others}
    for cut in _cuts(bare):
        kept = letters_of(bare[: cut[0]])
        if kept in alone and len(kept) >= _LEAST_KEPT and len(bare) - cut[1] <= _LONGEST_SITE:
            return bare[: cut[0]].rstrip()
    return bare


def _cuts(title: str) -> list[tuple[int, int]]:
    return [match.span() for match in _BETWEEN.finditer(title) if match.start() > 0]


def _last_cut(title: str) -> tuple[int, int] | None:
    cuts = _cuts(title)
    return cuts[-1] if cuts else None


def _is_site(part: str, sites: Iterable[str]) -> bool:
    letters = letters_of(part)
    return any(letters == letters_of(site) for site in sites if site) if letters else True
