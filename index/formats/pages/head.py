"""What the head of a page says: its `meta` elements, its things, its addresses."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from index.formats.fields.lines import Found
from index.formats.pages.things import Thing, page_of, plain, story_of, things_of
from index.formats.pages.tree import Element, words_of

_MOST_H1 = 50


@dataclass(frozen=True, slots=True)
class PageHead:
    """A page's own words about itself.

    Attributes:
        root: The page's root element.
        metas: The contents of `meta` elements, without empty ones, by `meta_key` of their names;
            each with the name as it is written.
        things: What its JSON-LD and microdata describe.
        story: Of these the article; empty where there is none.
        page: Of these the web page; empty where there is none.
        title: The `title` element's words.
        headings: The words of its `h1` elements, in order, without empty ones.
    """

    root: Element
    metas: Mapping[str, tuple[Found, ...]]
    things: tuple[Thing, ...]
    story: Thing
    page: Thing
    title: str
    headings: tuple[str, ...]

    def meta(self, *names: str) -> Iterator[Found]:
        """Yield the contents of the named `meta` elements, and where each stands."""
        for name in names:
            yield from self.metas.get(meta_key(name), ())


def head_of(root: Element) -> PageHead:
    """Read the head of a page, before anything is taken out of its tree."""
    metas = _metas(root)
    things = things_of(root)
    headings = (plain(words_of(h1)) for h1 in islice(root.iter("h1"), _MOST_H1))
    shown = tuple(filter(None, headings))
    named = (found.value for key in ("og:title", "twitter:title") for found in metas.get(key, ()))
    title = next((plain(words_of(each)) for each in root.iterfind("head/title")), "")
    return PageHead(
        root=root,
        metas=metas,
        things=tuple(things),
        story=story_of(things, (*shown, *named)),
        page=page_of(things),
        title=title,
        headings=shown,
    )


def meta_key(name: str) -> str:
    """Return one form for the ways to write a name: "article:published_time", "DC.date-issued"."""
    return re.sub(r"[\s:._-]+", ":", name.strip().lower())


def _metas(root: Element) -> dict[str, tuple[Found, ...]]:
    found: dict[str, tuple[Found, ...]] = {}
    for meta in root.iter("meta"):
        value = plain(meta.get("content") or meta.get("value") or "")
        names = {meta.get(attribute) for attribute in ("property", "name", "http-equiv")}
        for name in sorted(filter(None, names)) if value else ():
            key = meta_key(name)
            found[key] = (*found.get(key, ()), Found(value, f"meta {name.strip()}"))
    return found
