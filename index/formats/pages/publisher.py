"""Who published a page, in the words by which the publication calls itself."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from index.formats.fields.lines import Found
from index.formats.pages.address import host_of, site_label
from index.formats.pages.head import PageHead
from index.formats.pages.things import plain, text_at, type_of, values_at
from index.formats.pages.tree import words_of

_SITE_METAS = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher")
_APP_METAS = (
    "application-name", "apple-mobile-web-app-title", "al:ios:app_name", "al:android:app_name",
)  # fmt: skip
_SITES = re.compile(r"WebSite|(?:News)?Media\w*|\w*Organization|Newspaper|Periodical", re.I)
# Legal forms: who has one owns the publication, and is not what it is called.
_COMPANY = re.compile(
    r"(?<=[\s,])(?:G?mbH|AG|KG|SE|e\.\s?V\.?|Inc|LLC|L\.L\.C|LLP|Ltd|Limited|plc|Pty|Pvt|Corp|S\.?A\.?S?"
    r"|S\.?L\.?U?|S\.?p\.?A|S\.?r\.?l|B\.?V|N\.?V|A/S|AS|ASA|AB|Oy|Oyj|a\.\s?s|s\.\s?r\.\s?o"
    r"|sp\. z o\.\s?o|d\.o\.o|Kft|Zrt|Ltda|株式会社|有限公司)\.?(?=[\s,)&]|$)",
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)[\s\d©,:–-]{0,30}(?P<name>[^|.©\d\n]{2,60})", re.I)
_LEADING = re.compile(r"^(?:the|der|die|das|le|la|les|el|los|il|o|a)\s+", re.I)
_MOST_WORDS = 6
_LONGEST = 100
_MOST_LEAVES = 20_000


def publisher_candidates(head: PageHead, url: str | None) -> list[Found]:
    """Return the names that the page gives its publisher, most trusted first.

    Args:
        head: The page's own words about itself.
        url: The page's address; its domain is the last name, if no other is given.
    """
    given = [found for found in _declared(head) if _is_name(found.value)]
    own = [found for found in given if not _COMPANY.search(found.value)]
    companies = [
        Found(_COMPANY.split(each.value)[0].rstrip(" ,"), each.where)
        for each in given
        if each not in own
    ]
    found = [*own, *companies]
    domain = site_label(url)
    if not found:
        found = [*(_spelled(head, domain) if domain else ()), *_at_home(head)]
        found += [Found(host_of(url) or domain, "the address")] if domain else []
    return found


def chosen_publisher(candidates: Sequence[Found], url: str | None) -> Found | None:
    """Return the first name, in the fullest way that the page writes it.

    A name comes before a domain, and a whole name that the address has before a part of it.
    """
    if not candidates:
        return None
    first = next((each for each in candidates if not _is_domain(each.value)), candidates[0])
    if _letters(candidates[0].value) == site_label(url) and candidates[0].value[0].isupper():
        first = candidates[0]
    same = [each for each in candidates if _letters(each.value) == _letters(first.value)]
    best = max(same, key=lambda each: _spelling(each.value))
    label = site_label(url)
    fuller = (
        each for each in candidates
        if label and _letters(each.value) == label != _letters(best.value)
        and {*_words(best.value)} < {*_words(each.value)}
    )  # fmt: skip
    return next(fuller, best)


def _declared(head: PageHead) -> Iterator[Found]:
    for value in values_at(head.story, "publisher", head.things):
        name = text_at(value, "name") if isinstance(value, Mapping) else plain(value)
        yield Found(name, "JSON-LD publisher")
    yield from head.meta(*_SITE_METAS)
    for thing in head.things:
        if _SITES.fullmatch(type_of(thing)):
            yield Found(text_at(thing, "name"), f"JSON-LD {type_of(thing)}")
    yield from (found for found in head.meta(*_APP_METAS) if len(found.value.split()) <= 4)


def _is_name(name: str) -> bool:
    return (
        any(map(str.isalpha, name))
        and len(name.split()) <= _MOST_WORDS
        and len(name) <= _LONGEST
        and "://" not in name
        and not name.startswith("@")
    )


def _spelled(head: PageHead, label: str) -> Iterator[Found]:
    """Find the domain's name written as words: in the title, of a picture, under a copyright."""
    for where, text in _texts(head):
        for part in (text, *re.split(r"(?<=\s)[-–—|:·*](?=\s)|｜", text)):
            if _letters(part) == label and _is_name(part):
                yield Found(part.strip(), where)
    for where, text in _texts(head):
        if (match := _COPYRIGHT.search(text)) and _letters(match["name"]) == label:
            yield Found(match["name"].strip(), where)


def _at_home(head: PageHead) -> Iterator[Found]:
    """Find the last part of the title that is the words of a link to the site's first page."""
    parts = re.split(r"(?<=\s)[-–—|:·](?=\s)", head.title)
    last = parts[-1].strip()
    if len(parts) < 2 or not _is_name(last) or last in head.headings:
        return
    for link in islice(head.root.iter("a"), _MOST_LEAVES):
        home = "home" in (link.get("rel") or "").split() or (link.get("href") or "").strip() == "/"
        if home and _letters(words_of(link)) == _letters(last):
            yield Found(last, "title")
            return


def _texts(head: PageHead) -> Iterator[tuple[str, str]]:
    yield "title", head.title
    leaves = head.root.iter("img", "a", "footer", "p", "span", "div")
    for element in islice(leaves, _MOST_LEAVES):
        for attribute in ("alt", "title", "aria-label"):
            if element.get(attribute):
                yield f"the page's {element.tag} {attribute}", plain(element.get(attribute))
        if element.text and len(element) == 0:
            yield "the page's own words", plain(element.text[:200])


def _spelling(name: str) -> tuple[int, bool, bool]:
    """Order spellings of one name: those in more words, then with capitals, then no domains."""
    return len(name.split()), any(map(str.isupper, name)), not _is_domain(name)


def _is_domain(name: str) -> bool:
    return re.fullmatch(r"[\w.-]+\.[a-zA-Z]{2,4}", name) is not None


def _words(name: str) -> Iterable[str]:
    return re.findall(r"\w+", name.casefold())


def _letters(name: str) -> str:
    bare = re.sub(
        r"\.(?:[a-z]{2,4})(?:\.[a-z]{2})?$", "", _LEADING.sub("", name.casefold().strip())
    )
    return "".join(filter(str.isalnum, bare))
