"""The page of an article: its text, what is known of it and from where, its copies and versions."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from index import ArticleRef, Filters, Span, StoredArticle
from index.formats.fields.urls import normalised_url, shown_url, without_user
from index.prose.names import shown_name
from index.storage.stored_article import Revision
from qa import QueryEngine
from ui.bylines import kind_shown, kind_told
from ui.language import _, day_in_words, language_name
from ui.web.browsing.asked import article_address
from ui.web.browsing.shown import publisher_shown
from ui.web.showing.framing import framed
from ui.web.showing.source import render_text

_USER = re.compile(r"(?<=://)[^/@\s']*@")


class _Fact(NamedTuple):
    """A field of an article, where it came from, and the web address it leads to."""

    name: str
    value: str
    where: str = ""
    link: str = ""


class _Copy(NamedTuple):
    """Another article that tells the same story."""

    address: str
    title: str
    where: str


class _Version(NamedTuple):
    """A version of the article, and what was changed with it."""

    name: str
    changes: list[str]


def render_article_page(
    engine: QueryEngine,
    stored: StoredArticle,
    filters: Filters,
    quoted: Span | None,
    *,
    as_of: date | None = None,
    sign_out: bool = False,
) -> str:
    """The whole page.

    Args:
        engine: Over whose archive.
        stored: The article.
        filters: What readers may see of the archive.
        quoted: Words of its text that are marked, where there are any to be.
        as_of: The day as on which it is looked at.
        sign_out: Whether the page has a button that posts to `logout`.
    """
    article = stored.article
    lookup = engine.archive.catalog.articles
    copies = lookup.story_members([article.id], filters).get(article.id, ())
    versions = lookup.revisions(article.id, filters)
    return framed(
        "article_page.html",
        root="../",
        here="",
        sign_out=sign_out,
        article=article,
        byline=_byline(stored),
        text=render_text(stored, quoted),
        facts=list(_facts(stored)),
        copies=[_copy(each, as_of) for each in copies],
        versions=list(_versions(versions)),
    )


def render_no_article(said: str, *, sign_out: bool = False) -> str:
    """The page where there is no article to show, and why."""
    return framed("no_article.html", root="../", here="", sign_out=sign_out, said=said)


def _byline(stored: StoredArticle) -> str:
    article = stored.article
    told = [
        _("By %(names)s", names=", ".join(map(shown_name, article.authors)))
        if article.authors
        else "",
        publisher_shown(article.publisher, stored.publisher_claimed),
        day_in_words(article.published),
        kind_told(article.kind),
    ]
    return " · ".join(filter(None, told))


def _facts(stored: StoredArticle) -> Iterator[_Fact]:
    """Every field that is there, and of the publisher and the date that they are not."""
    article = stored.article
    where = {name: _USER.sub("", said) for name, said in article.provenance.items()}
    publisher = publisher_shown(article.publisher, stored.publisher_claimed)
    yield _Fact(_("Title"), article.title, where.get("title", ""))
    yield _Fact(_("Publisher"), publisher, where.get("publisher", ""))
    yield _Fact(_("Published"), day_in_words(article.published), where.get("published", ""))
    if article.updated:
        yield _Fact(_("Updated"), day_in_words(article.updated), where.get("updated", ""))
    if article.authors:
        authors = ", ".join(map(shown_name, article.authors))
        yield _Fact(_("Authors"), authors, where.get("authors", ""))
    if article.section:
        yield _Fact(_("Section"), shown_name(article.section), where.get("section", ""))
    if article.kind:
        yield _Fact(_("Kind"), kind_shown(article.kind), where.get("kind", ""))
    if article.language:
        yield _Fact(_("Language"), language_name(article.language), where.get("language", ""))
    if article.url:
        link = without_user(article.url) if normalised_url(article.url) else ""
        yield _Fact(_("Address"), shown_url(article.url) or article.url, where.get("url", ""), link)
    if article.crawled:
        yield _Fact(_("Fetched"), day_in_words(article.crawled[:10]), where.get("crawled", ""))
    if article.origin:
        yield _Fact(_("Read from"), shown_url(article.origin) or _file_name(article.origin))
    yield _Fact(_("Name in the archive"), shown_url(article.id) or article.id)


def _file_name(origin: str) -> str:
    """The file's own name: where it lies on the server is nobody's business."""
    return re.split(r"[/\\]", origin)[-1]


def _copy(article: ArticleRef, as_of: date | None) -> _Copy:
    told = [
        publisher_shown(article.publisher, article.publisher_claimed),
        day_in_words(article.published),
    ]
    # Beside this page, not below it.
    address = article_address(article.article_id, as_of).removeprefix("article/")
    return _Copy(address, article.title, " · ".join(told))


def _versions(revisions: Sequence[Revision]) -> Iterator[_Version]:
    """The versions, the newest first; nothing where there is but one."""
    for before, after in reversed(list(pairwise(revisions))):
        yield _Version(_("Version %(n)s", n=after.number), list(_changes(before, after)))
    if len(revisions) > 1:
        first = revisions[0]
        told = [
            publisher_shown(first.publisher, first.publisher_claimed),
            day_in_words(first.published),
        ]
        yield _Version(_("Version %(n)s", n=first.number), [first.title, " · ".join(told)])


def _changes(before: Revision, after: Revision) -> Iterator[str]:
    fields = [
        (_("Title"), before.title, after.title),
        (
            _("Publisher"),
            publisher_shown(before.publisher, before.publisher_claimed),
            publisher_shown(after.publisher, after.publisher_claimed),
        ),
        (_("Published"), day_in_words(before.published), day_in_words(after.published)),
    ]
    changed = [each for each in fields if each[1] != each[2]]
    for name, old, new in changed:
        yield _("%(field)s: “%(old)s” became “%(new)s”", field=name, old=old, new=new)
    if not changed:
        yield _("The text, or a field that is not compared here, was changed.")
