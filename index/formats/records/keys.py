"""Under which keys programs that collect news keep the fields of an article."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from index.formats.fields.mapping import Mapping as Mapped

Fields = Mapping[str, Any]

# The most telling first; capitals and marks in keys are all one: "datePublished" is here too as
# "date_published". A point leads into an object. Sources: our own records; the interfaces of
# NewsAPI, GNews, the Guardian, the New York Times, Event Registry, Aylien, Webz.io, WordPress;
# news-please, newspaper and trafilatura; Media Cloud; GDELT; CSL JSON; JSON Feed; Google Reader,
# Feedly and Inoreader; IPTC ninjs; schema.org's NewsArticle; public collections of news.
KEYS: Mapping[str, tuple[str, ...]] = {
    "title": (
        "title", "headline.main", "headline", "webTitle", "fields.headline", "heading", "headlines",
        "article_title", "news_title", "title_page", "name", "subject", "og:title",
    ),
    "text": (
        "text", "maintext", "fields.bodyText", "bodyText", "articleBody", "body_text", "body",
        "content_text", "content", "content_html", "content:encoded", "full_text", "article_text",
        "article_content", "article_body", "news_content", "cleaned_text", "clean_text",
        "plain_text", "text_content", "main_text", "raw_text", "fields.body", "body_xhtml",
        "body_html", "blocks.body.bodyTextSummary", "blocks.body.bodyHtml", "story", "article",
        "document", "post_content", "html", "raw_html", "page_html",
    ),
    "summary": (
        "abstract", "lead_paragraph", "description", "short_description", "summary", "snippet",
        "fields.trailText", "trailText", "excerpt", "description_text", "desc", "lead",
        "highlights",
    ),
    "published": (
        "published", "publishedAt", "date_published", "published_date", "publish_date",
        "date_publish", "webPublicationDate", "pub_date", "publication_date", "published_on",
        "published_time", "article:published_time", "issued", "firstcreated", "dateTimePub",
        "date_created", "date", "news_date", "article_date", "date_time", "time", "seendate",
    ),
    "updated": (
        "updated", "updatedAt", "date_modified", "modified", "modifiedAt", "modified_date",
        "date_modify", "fields.lastModified", "last_modified", "last_updated", "updated_date",
        "date_updated", "article:modified_time", "versioncreated",
    ),
    "crawled": (
        "crawled", "crawled_at", "crawl_date", "crawl_time", "date_crawled", "date_download",
        "download_date", "downloaded_at", "fetched", "fetched_at", "fetch_time", "date_fetched",
        "scraped", "scraped_at", "scrape_date", "date_scraped", "retrieved", "retrieved_at",
        "retrieved_date", "collected_at", "collect_date", "indexed_date", "indexed_at", "accessed",
        "seendate", "timestamp_crawl", "warc_date",
    ),
    "publisher": (
        "publisher", "container-title", "media_name", "source_name", "sourceCommonName",
        "publication", "publication_name", "outlet", "outlet_name", "newspaper", "newspaper_name",
        "site_name", "og:site_name", "name_source", "fields.publication", "provider",
        "source-hostname", "thread.site_full", "source", "thread.site", "site", "news_source",
        "source_id", "source_domain", "domain", "domain_url", "hostname", "clean_url", "media_url",
        "source_url", "copyrightholder", "feed.title", "origin.title",
        "yoast_head_json.og_site_name",
    ),
    "authors": (
        "authors", "author", "byline.original", "fields.byline", "byline.person", "byline",
        "byline.organization", "writers", "writer", "creator", "dc:creator", "author_name",
        "author_names", "journalist", "reporter", "_embedded.author", "yoast_head_json.author",
        "author_info",
    ),
    "section": (
        "section", "sectionName", "articleSection", "section_title", "thread.section_title",
        "category", "categories", "news_category", "news_desk", "desk", "channel", "rubric",
        "topic",
    ),
    "url": (
        "url", "webUrl", "link", "story_url", "article_url", "news_url", "canonical_url",
        "canonical_link", "permalink", "links.permalink", "og:url", "mainEntityOfPage",
        "canonical.href", "alternate.href",
        "document_identifier", "uri", "href", "source_url", "guid", "id",
    ),
    "id": (
        "id", "guid", "uuid", "article_id", "doc_id", "document_id", "stories_id", "story_id",
        "news_id", "post_id", "uri", "identifier", "docno", "doi",
    ),
    "language": ("language", "lang", "inLanguage", "language_code", "thread.language"),
    "kind": (
        "kind", "type_of_material", "document_type", "article_type", "item_type", "type", "genre",
        "pillarName",
    ),
}  # fmt: skip
# Objects that hold the whole record, with what a database or an interface says about it around.
_AROUND = ("source", "article", "story", "document", "doc", "data", "attributes", "row", "item")
_TELLING = ("text", "body", "content", "title", "headline", "url")
_MARKS = re.compile(r"[\W_]+")
_MOST_OF_A_LIST = 1000
_LONGEST_KEY = 200


class Value(NamedTuple):
    """What a record has under a key; `key` is as it is written, "story.body" for an inner one."""

    key: str
    value: Any


class _Scope(NamedTuple):
    """An object whose keys count: its own key with a point, and key and value by the plain key."""

    prefix: str
    fields: Mapping[str, tuple[str, Any]]


Scopes = tuple[_Scope, ...]


def scopes_of(record: Fields) -> Scopes:
    """Return where the fields of a record are: in objects that hold a whole record, then in it."""
    inner = {key: value for key, value in record.items() if _holds_a_record(key, value)}
    around = {key: value for key, value in record.items() if key not in inner}
    scopes = (_Scope(f"{key}.", _by_plain_key(value)) for key, value in inner.items())
    return (*scopes, _Scope("", _by_plain_key(around)))


def values_for(scopes: Scopes, field: str, mapping: Mapped) -> Iterator[Value]:
    """Yield what a record has under the keys of a field, the most telling first, without nulls.

    Args:
        scopes: The record's.
        field: A name of `KEYS`.
        mapping: Keys that hold in the place of those of `KEYS`.
    """
    return (found for found in _found(scopes, field, mapping) if found.value is not None)


def key_for(scopes: Scopes, field: str, mapping: Mapped) -> str | None:
    """Return the first key of a field that a record has, with whatever value, null too."""
    return next((found.key for found in _found(scopes, field, mapping)), None)


def is_key_of(name: str, field: str, mapping: Mapped) -> bool:
    """Say whether a key, such as a column's name, is one of a field's."""
    if field in mapping.keys:
        return _plain(name) == "".join(_path(mapping.keys[field]))
    return _plain(name) in _plain_keys(field)


def _holds_a_record(key: str, value: object) -> bool:
    if not isinstance(value, dict) or _plain(key) not in _AROUND:
        return False
    names = {_plain(name) for name in value}
    # NewsAPI's "source" has a name and an address, and is no article.
    return sum(name in names for name in _TELLING) >= 2


def _found(scopes: Scopes, field: str, mapping: Mapped) -> Iterator[Value]:
    for path in _paths(field, mapping):
        for prefix, fields in scopes:
            key, value = fields.get("".join(path), ("", None))
            if key:
                yield Value(prefix + key, value)
            key, value = fields.get(path[0], ("", None))
            if key and len(path) > 1:
                yield from _inside(value, path[1:], prefix + key)


def _paths(field: str, mapping: Mapped) -> Iterator[tuple[str, ...]]:
    if field in mapping.keys:
        yield _path(mapping.keys[field])
    elif field != "summary" or "text" not in mapping.keys:
        yield from map(_path, KEYS[field])


def _inside(value: object, path: tuple[str, ...], above: str) -> Iterator[Value]:
    """Yield what lies at the path; of the objects of a list all that they have there, as a list."""
    if not path:
        yield Value(above, value)
    elif isinstance(value, list):
        inner = (item for item in value[:_MOST_OF_A_LIST] if isinstance(item, dict))
        found = [each for item in inner for each in _inside(item, path, above)]
        if found:
            yield Value(found[0].key, [each.value for each in found])
    elif isinstance(value, dict):
        key, inner_value = _by_plain_key(value).get(path[0], ("", None))
        if key:
            yield from _inside(inner_value, path[1:], f"{above}.{key}")


def _by_plain_key(record: Fields) -> dict[str, tuple[str, Any]]:
    """Return key and value by the plain key; of keys that are one the first that has a value."""
    found: dict[str, tuple[str, Any]] = {}
    for key, value in record.items():
        plain = _plain(key)
        if plain not in found or found[plain][1] in (None, ""):
            found[plain] = (key, value)
    return found


@lru_cache(maxsize=4096)
def _plain(key: str) -> str:
    return _MARKS.sub("", key[:_LONGEST_KEY]).casefold() or key[:_LONGEST_KEY]


@cache
def _plain_keys(field: str) -> frozenset[str]:
    return frozenset("".join(_path(key)) for key in KEYS[field])


@lru_cache(maxsize=1024)
def _path(alias: str) -> tuple[str, ...]:
    return tuple(map(_plain, alias.split(".")))
