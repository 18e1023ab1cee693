"""RSS and Atom feeds (.rss, .atom, .xml): one article an entry."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from index.articles import Article, Rejected
from index.errors import ArticleError
from index.formats.collections.feed_ends import mended
from index.formats.collections.xml_root import root_of
from index.formats.fields.fields import web_address
from index.formats.fields.mapping import Mapping
from index.formats.pages.fragments import plain_text
from index.formats.pages.tree import letters_of
from index.formats.raw.file import Fetched, File
from index.formats.records.records import article_from_record, at_number, named

LARGEST = 32 * 1024 * 1024
_FEEDS = ("rss", "feed", "rdf", "channel")
_NO_FEEDS = {
    "urlset": "a sitemap, which lists addresses and has no texts",
    "sitemapindex": "a list of sitemaps, which lists addresses and has no texts",
    "opml": "an OPML outline, which lists feeds and has no texts",
}
# Characters. A description that long is no summary.
_LONG = 2_000
# Letters of "The post ... appeared first on ...", in whatever language.
_LONGEST_SOURCE = 40


def looks_like_feed(head: bytes) -> bool:
    """Say whether the first bytes of a file, some thousand, begin a feed, a sitemap or OPML."""
    return root_of(head) in (*_FEEDS, *_NO_FEEDS)


def read_feed(file: File) -> Iterator[Article | Rejected]:
    """Yield the article of each entry of a feed, or why there is none.

    The text is the entry's content where it has any, else its summary, which the provenance tells.
    The publisher is the feed's title, or that of the feed which an entry says it is from. The id
    of an article is its normalised URL, else the entry's id, else the file's name and `#<number>`.

    Args:
        file: RSS 0.9 to 2.0, RDF or Atom, up to `LARGEST` bytes.

    Raises:
        OSError: The file cannot be read.
    """
    raw = file.path.read_bytes() if file.path.stat().st_size <= LARGEST else b""
    reason = _obstacle(raw, file)
    if reason:
        yield Rejected(file.origin, reason)
        return
    whole = mended(raw)
    feed = None if whole is None else _parsed(whole, file.fetched)
    if feed is None:
        yield Rejected(file.origin, "the feed is no XML that can be read; check its end")
        return
    for number, entry in enumerate(feed.entries, start=1):
        yield _article(entry, feed.feed, file, number)
    if not feed.entries:
        yield Rejected(file.origin, "the feed has no entries; leave it out")
    elif whole is not raw:
        yield Rejected(file.origin, f"the feed breaks off after entry {len(feed.entries)}")


def _obstacle(raw: bytes, file: File) -> str | None:
    if not raw:
        size = file.path.stat().st_size
        return (
            f"a feed of {size:,} bytes is too large" if size else "the file is empty; leave it out"
        )
    root = root_of(raw[:65536])
    if root in _NO_FEEDS:
        return f"it is {_NO_FEEDS[root]}; leave it out"
    return None if root in _FEEDS else f"it is no feed: its first element is '{root}'"


def _parsed(raw: bytes, fetched: Fetched | None) -> Any:  # noqa: ANN401
    import feedparser

    headers = {"content-location": fetched.address} if fetched else {}
    if fetched and fetched.charset:
        headers["content-type"] = f"application/xml; charset={fetched.charset}"
    # Bytes alone it would take for an address or a path, and open what is there.
    try:
        return feedparser.parse(
            BytesIO(raw),
            resolve_relative_uris=False,
            sanitize_html=False,
            response_headers=headers,
        )
    except (ValueError, LookupError):  # what names its encoding is not in that encoding
        return None


def _article(entry: Any, feed: Any, file: File, number: int) -> Article | Rejected:  # noqa: ANN401
    record = _record(entry, feed)
    keys = {} if "published" in record else {"published": "updated"}
    place = at_number(file, number)
    link = web_address(record.get("link", ""))
    try:
        if "content" not in record and len(plain_text(record.get("description", ""))) >= _LONG:
            keys["text"] = "description"
    except ArticleError as error:
        return Rejected(place.origin, str(error), link)
    made = named(article_from_record(record, place, Mapping(keys)), "the entry's")
    if isinstance(made, Rejected):
        return replace(made, url=link)
    return _without_source(made, str(feed.get("title") or ""))


def _without_source(article: Article, feed: str) -> Article:
    """Leave out the last paragraph where it only says in which feed the entry appeared."""
    above, _, last = article.text.rstrip().rpartition("\n")
    words, title, site = map(letters_of, (last, article.title, feed))
    rest = len(words) - len(title) - len(site)
    if not title or not site or title not in words or not words.endswith(site):
        return article
    said = 0 < rest <= _LONGEST_SOURCE and any(map(str.isalnum, above))
    return replace(article, text=above.rstrip()) if said else article


def _record(entry: Any, feed: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return what an entry says, under keys that records have, without what it lacks."""
    content = [each.get("value") for each in entry.get("content", ()) if each.get("value")]
    its_own = entry.get("source") or {}
    said = {
        "title": entry.get("title"),
        "content": content[0] if content else None,
        "description": entry.get("summary"),
        "published": entry.get("published"),
        # Its own `get` would give the date of publication where there is no other.
        "updated": entry["updated"] if "updated" in entry else None,
        "authors": _authors(entry),
        "link": entry.get("feedburner_origlink") or entry.get("link"),
        "id": entry.get("id"),
        "categories": [each.get("label") or each.get("term") for each in entry.get("tags", ())],
        "language": feed.get("language"),
        "source": its_own if its_own.get("title") else None,
        "feed": {"title": feed.get("publisher") or feed.get("title")},
    }
    return {key: value for key, value in said.items() if value}


def _authors(entry: Any) -> Any:  # noqa: ANN401
    # Of an address with a long last part feedparser takes the end for the beginning of a name.
    written = entry.get("author") or ""
    names = [each.get("name") for each in entry.get("authors", ()) if each.get("name")]
    return written if "@" in written or not names else names
