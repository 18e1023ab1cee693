"""Saved web pages: one article each, of what the page says of itself and what a reader sees."""

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.articles import Article, Rejected
from index.formats.fields.fields import noted, with_fields
from index.formats.fields.headlines import MADE, title_from
from index.formats.pages.address import addresses, host_of, site_label
from index.formats.pages.body import Paragraph, paragraphs_of
from index.formats.pages.fields import Page, fields_of
from index.formats.pages.gaps import filled
from index.formats.pages.head import PageHead, head_of
from index.formats.pages.live_hours import keep_hours
from index.formats.pages.offers import drop_offers
from index.formats.pages.opening import opening_lines, standfirst
from index.formats.pages.pruning import prune
from index.formats.pages.publisher import publisher_candidates
from index.formats.pages.refusals import no_article, why_no_article
from index.formats.pages.story import joined, notes_of, story_paragraphs, summaries_of, told_body
from index.formats.pages.things import found_at
from index.formats.pages.title import title_candidates
from index.formats.pages.tree import (
    LONGEST_PAGE,
    MOST_ELEMENTS,
    Element,
    looks_like_html,
    text_of,
    tree_of,
    words_of,
)
from index.formats.pages.trimming import is_credit
from index.formats.raw.encoding import as_utf8
from index.formats.raw.file import File

__all__ = ["article_from_html", "looks_like_html", "read_html"]

_LONGEST_TEXT = 3_000_000
_EMPTY = "the page is empty; leave it out"
_TOO_LONG = (
    f"the page has more than {LONGEST_PAGE // 1_000_000} MB; save it without its pictures, or "
    "leave it out"
)
_TOO_MUCH = (
    f"the page has more than {MOST_ELEMENTS:,} elements or {_LONGEST_TEXT:,} characters, which no "
    "article has; save the article's own page, or leave it out"
)


class _Story(NamedTuple):
    """What was taken for the story, and where it stands on the page, in words."""

    paragraphs: Sequence[Paragraph]
    where: str


def read_html(file: File) -> Iterator[Article | Rejected]:
    """Yield the article of a saved page, or why there is none.

    Raises:
        OSError: The file cannot be read.
    """
    if file.path.stat().st_size > LONGEST_PAGE:
        yield Rejected(file.origin, _TOO_LONG)
        return
    raw = file.path.read_bytes()
    if file.fetched is None:
        yield article_from_html(raw, file.name, file.origin)
        return
    page = as_utf8(raw, file.fetched.charset) if file.fetched.charset else raw
    yield article_from_html(page, file.name, file.origin, url=file.fetched.address)


def article_from_html(
    raw: bytes, name: str, origin: str, *, url: str | None = None
) -> Article | Rejected:
    """Return the article of a page, or why there is none. Nothing is fetched.

    Args:
        raw: The page's bytes.
        name: The article's id where the page has no address.
        origin: What the page is called in reports.
        url: Where the page was fetched from, if that is known.
    """
    if len(raw) > LONGEST_PAGE:
        return Rejected(origin, _TOO_LONG)
    text = text_of(raw)
    root = tree_of(text)
    if root is None:
        return Rejected(origin, _EMPTY)
    return _read(root, text, name, origin, url)


def _read(root: Element, text: str, name: str, origin: str, url: str | None) -> Article | Rejected:
    head = head_of(root)
    scripts = sum(1 for _ in root.iter("script"))
    places = addresses(head, text, url)
    address = places[0].value if places else None
    prune(root, host_of(address))
    drop_offers(root)
    keep_hours(head)
    words = words_of(root)
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS or len(words) > _LONGEST_TEXT:
        return Rejected(origin, _TOO_MUCH)
    publishers = publisher_candidates(head, address)
    sites = [*(each.value for each in publishers), site_label(address) or ""]
    page = Page(head, title_candidates(head, sites), publishers, places)
    story = _story(head)
    page = _with_story(page, story)
    reason = why_no_article(head, address, story.paragraphs, page.lines, words, scripts)
    article = None if reason else _article(page, story, name, origin)
    return article or Rejected(origin, reason or no_article(words))


def _story(head: PageHead) -> _Story:
    found = filled(head.root, paragraphs_of(head.root))
    if told := told_body(head, found):
        return _Story(told, found_at(head.story, "articleBody").where)
    return _Story(found, "the page's paragraphs")


def _with_story(page: Page, story: _Story) -> Page:
    """Add what stands over the story, and its paragraphs: fields are read from both."""
    shown = _shown(page)
    texts = [
        each.text for each in story.paragraphs if each.kind == "text" and each.text not in shown
    ]
    first = next((text for text in texts if not is_credit(text)), "")
    lines = opening_lines(page.head.root, shown, first)
    return page._replace(lines=lines, story=texts)


def _shown(page: Page) -> list[str]:
    return [*(each.value for each in page.headlines), *page.head.headings]


def _article(page: Page, story: _Story, name: str, origin: str) -> Article | None:
    """Put the article together: its story wants the authors of its fields."""
    head = page.head
    fields = fields_of(page, datetime.date.today())
    lead = standfirst(page.lines, summaries_of(head))
    told = story_paragraphs(story.paragraphs, _shown(page), lead, fields.authors, notes_of(head))
    text, captions = joined(told)
    if not any(map(str.isalnum, text)):
        return None
    made = Article(
        name, title_from(text), text, captions=captions, origin=origin, provenance={"title": MADE}
    )
    return noted(with_fields(made, fields), text=story.where)
