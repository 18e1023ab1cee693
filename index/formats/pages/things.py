"""What a page says of itself in structured data: JSON-LD and microdata, as schema.org's things."""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from index.formats.fields.lines import Found
from index.formats.pages.tree import Element, letters_of, words_of
from index.prose.invisible import one_line

Thing = Mapping[str, Any]

_STORIES = re.compile(
    r"\w*NewsArticle|\w*Article|\w*BlogPosting|SocialMediaPosting|Report|Review", re.I
)
_PAGES = re.compile(r"\w*WebPage|AboutPage|ItemPage", re.I)
# Where a thing stands that is the page's own, not one that it mentions.
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage")
_OWN = (None, "mainEntity", "mainEntityOfPage")
_SOURCES = "@sources"
_ADDRESSES = ("url", "mainEntityOfPage", "sameAs", "image", "thumbnailUrl", "logo")
_BEFORE = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)\s*")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_LONGEST_TEXT = 20_000
_MOST_THINGS = 2_000
_MOST_DATA = 5_000_000


def things_of(root: Element) -> list[Thing]:
    """Return the things that the page's JSON-LD and microdata describe, in order."""
    found: list[Thing] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            found += (_from("JSON-LD", each) for each in _spread(_read(script.text or "")))
    found += (_from("microdata", each) for each in _microdata(root))
    return found[:_MOST_THINGS]


def story_of(things: Iterable[Thing], titles: Iterable[str] = ()) -> Thing:
    """Return the thing that is the page's article, {} where none is: the one that it headlines.

    Where the page bears no headline of several, they are what it lists. What other things of the
    same headline say besides is added.

    Args:
        things: What the page describes.
        titles: Headlines that it shows elsewhere.
    """
    stories = [thing for thing in things if _STORIES.fullmatch(type_of(thing))]
    shown = {letters_of(title) for title in titles} - {""}
    headlines = [letters_of(text_at(story, "headline")) for story in stories]
    borne = next((headline for headline in headlines if headline in shown), None)
    told = {headline for headline in headlines if headline}
    if borne is None and len(told) > 1:
        return {}
    headline = borne if borne is not None else next(iter(told), "")
    same = [each for each, own in zip(stories, headlines, strict=True) if own == headline]
    return _joined(same) if same else {}


def page_of(things: Iterable[Thing]) -> Thing:
    """Return the thing that is the web page, which may bear dates where no article does."""
    return next((thing for thing in things if _PAGES.fullmatch(type_of(thing))), {})


def type_of(thing: Thing) -> str:
    """Return schema.org's name for what a thing is; of several the one that tells most."""
    kinds = [str(kind).rpartition("/")[2].rpartition(":")[2] for kind in _list(thing.get("@type"))]
    return max(kinds, key=len, default="")


def values_at(thing: Thing, name: str, things: Sequence[Thing] = ()) -> list[object]:
    """Return the values of a property; one that points to one of `things` becomes that thing."""
    values = _list(thing.get(name))
    return [_pointed_to(value, things) if isinstance(value, Mapping) else value for value in values]


def text_at(thing: Thing, name: str) -> str:
    """Return the first text that a property has, as a reader would see it; else ""."""
    texts = (plain(value) for value in _list(thing.get(name)) if isinstance(value, str | int))
    return next(filter(None, texts), "")


def found_at(thing: Thing, name: str, note: str = "") -> Found:
    """Return the first text that a property has, and where it stands: "JSON-LD headline"."""
    source = thing.get(_SOURCES, {}).get(name, "JSON-LD")
    return Found(text_at(thing, name), f"{source} {name}{note}")


def plain(text: object) -> str:
    """Return a text on one line, without entities, markup and characters that show nothing."""
    once = html.unescape(str(text)[:_LONGEST_TEXT])
    twice = html.unescape(once) if "&" in once else once
    return one_line(_MARKUP.sub(" ", twice) if "<" in twice else twice)


def _from(source: str, thing: Thing) -> Thing:
    return {**thing, _SOURCES: dict.fromkeys(thing, source)}


def _joined(things: Iterable[Thing]) -> Thing:
    """Return one thing with the properties of all, of each the first one's."""
    joined: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for thing in things:
        new = [name for name, value in thing.items() if value and not joined.get(name)]
        joined.update({name: thing[name] for name in new})
        sources.update({name: thing[_SOURCES].get(name, "") for name in new})
    return {**joined, _SOURCES: sources}


def _read(script: str) -> object:
    """Return the data of a script element, mended where only commas or comments are wrong."""
    script = _BEFORE.sub("", script[:_MOST_DATA])
    for data in (script, re.sub(r",(?=\s*[\]}])", "", script)):
        try:
            return json.JSONDecoder(strict=False).raw_decode(data.lstrip())[0]
        except (ValueError, RecursionError):
            continue
    return None


def _spread(data: object) -> Iterator[Thing]:
    waiting = [data]
    for _ in range(_MOST_THINGS):
        if not waiting:
            return
        each = waiting.pop(0)
        if isinstance(each, list):
            waiting[:0] = each
        elif isinstance(each, dict):
            if "@type" in each:
                yield each
            waiting[:0] = [
                each[name] for name in _INSIDE if isinstance(each.get(name), dict | list)
            ]


def _pointed_to(value: Thing, things: Sequence[Thing]) -> Thing:
    if not set(value) <= {"@id", "@type"} or "@id" not in value:
        return value
    same = (thing for thing in things if thing.get("@id") == value["@id"] and len(thing) > 2)
    return next(same, value)


def _microdata(root: Element) -> list[Thing]:
    """Return the page's items (https://html.spec.whatwg.org/multipage/microdata.html)."""
    items: dict[Element, dict[str, Any]] = {}
    for element in root.xpath("//*[@itemscope or @itemprop]"):
        if element.get("itemscope") is not None:
            kind = (element.get("itemtype") or "").split(" ")[0].rstrip("/")
            items[element] = {"@type": kind.rpartition("/")[2]}
        names = (element.get("itemprop") or "").split()
        owner = next((above for above in element.iterancestors() if above in items), None)
        if names and owner is not None:
            value = items.get(element) or _value(element, names[0])
            for name in names:
                items[owner].setdefault(name, []).append(value)
    return [item for element, item in items.items() if element.get("itemprop") in _OWN]


def _value(element: Element, name: str) -> str:
    for attribute in ("content", "datetime"):
        if element.get(attribute):
            return str(element.get(attribute))
    if name in _ADDRESSES or element.tag == "link":
        return str(element.get("href") or element.get("src") or "")
    return words_of(element)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
