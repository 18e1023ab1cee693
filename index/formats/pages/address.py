"""Where a page was published: its own address, and the name of the site in it."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from index.formats.fields.fields import web_address
from index.formats.fields.lines import Found
from index.formats.pages.head import PageHead
from index.formats.pages.things import Thing, text_at

# What browsers write into pages that they save, with the address's length:
# <!-- saved from url=(0038)https://example.org/a --> ; SingleFile writes "url: https://...".
_SAVED = re.compile(
    r"<!--[^>]{0,200}?(?:saved from url=\(\d+\)|\burl:\s*)(https?://[^\s<>\"]{4,2000})"
)
_SECOND_LEVEL = re.compile(r"\.(?:com?|org|net|gov|gob|edu|ac|gen|ne|or|go|nom|web)\.[a-z]{2}$")
_SAVED_WITHIN = 10_000
_LONGEST = 2_000


def addresses(head: PageHead, text: str, given: str | None) -> list[Found]:
    """Return the web addresses by which a page calls itself, most trusted first.

    Args:
        head: The page's own words about itself.
        text: The page, for the comment that a browser puts into what it saves.
        given: Where the page was fetched from, if that is known.
    """
    saved = _SAVED.search(text[:_SAVED_WITHIN])
    base = given or (saved[1] if saved else "")
    found = [each for each in _named(head) if 0 < len(each.value) <= _LONGEST]
    if saved:
        found.append(Found(saved[1], "the address it was saved from"))
    if given:
        found.append(Found(given, "the address it was fetched from"))
    whole = [Found(_joined(base, each.value), each.where) for each in found]
    valid = [Found(address, where) for value, where in whole if (address := web_address(value))]
    # What links to another host as its original is a copy: it was published at its own.
    own = [each.value for each in valid if each.where != "canonical link"]
    host = host_of(next(reversed(own) if given or saved else iter(own), None))
    return sorted(
        valid,
        key=lambda each: (host not in (None, host_of(each.value)), _is_front_page(each.value)),
    )


def host_of(url: str | None) -> str | None:
    """Return an address's host without "www."."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def site_label(url: str | None) -> str | None:
    """Return the name in an address's domain, its letters and digits: "dailypost"."""
    host = host_of(url)
    if not host or "." not in host:
        return None
    shorter = _SECOND_LEVEL.sub("", host)
    name = shorter if shorter != host else host.rpartition(".")[0]
    return "".join(filter(str.isalnum, name.rpartition(".")[2])) or None


def _named(head: PageHead) -> Iterator[Found]:
    for link in head.root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            yield Found(link.get("href"), "canonical link")
    yield from head.meta("og:url")
    for name in ("mainEntityOfPage", "url", "@id"):
        yield Found(_address_at(head.story, name), f"JSON-LD {name}")
    yield from head.meta("twitter:url", "parsely-link", "dc.identifier", "citation_public_url")


def _address_at(thing: Thing, name: str) -> str:
    value = thing.get(name)
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value if isinstance(value, str) else text_at(thing, name)


def _joined(base: str, address: str) -> str:
    """Return an address that may be relative to `base` as a whole one, if that is known."""
    address = address.strip()
    if not base:
        return f"https:{address}" if address.startswith("//") else address
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _is_front_page(url: str) -> bool:
    """Say whether an address is the site's own: some pages give it as theirs."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query
