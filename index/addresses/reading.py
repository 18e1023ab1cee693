"""From a web address to articles: a page is read as a saved one, a feed entry by entry."""

import hashlib
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

from index.addresses.bounds import Fetching, NotFetched
from index.addresses.fetching import Fetcher, Page, Validators
from index.articles import Article, Rejected
from index.formats import Reading, read_apart
from index.formats.collections.feeds import looks_like_feed
from index.formats.documents.pdf import looks_like_pdf
from index.formats.fields.fields import noted
from index.formats.fields.urls import normalised_url
from index.formats.pages.tree import looks_like_html
from index.formats.raw.file import Fetched
from index.naming.identity import content_hash
from index.visits import Visit

_HEAD = 4096
_PAGES = ("text/html", "application/xhtml+xml")


class AddressReader:
    """Reads addresses in one run.

    Attributes:
        unchanged: Ids of articles whose addresses have not changed.
        visited: What came of each address, to be remembered if the archive takes the articles.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        fetching: Fetching,
        visits: Mapping[str, Visit],
        origin_of: Callable[[str], str | None],
        today: date,
    ) -> None:
        """Takes what is known.

        Args:
            fetcher: Fetches.
            fetching: The bounds.
            visits: What came of addresses before.
            origin_of: The place that an article, by its id, was read from; None where the archive
                does not have it whole.
            today: The day that provenance names.
        """
        self._fetcher = fetcher
        self._fetching = fetching
        self._visits = visits
        self._origin_of = origin_of
        self._today = today.isoformat()
        self._begun: set[str] = set()
        self.unchanged: list[str] = []
        self.visited: dict[str, Visit] = {}

    def read(self, address: str) -> Iterator[Article | Rejected]:
        """Yields the articles of a page or of a feed, and what could not be had, and why."""
        try:
            page = self._fetch(address)
            if page is None:
                self._same(address)
            elif looks_like_feed(page.content[:_HEAD]):
                yield from self._feed(address, page)
            else:
                yield from self._page(address, page)
        except NotFetched as error:
            yield Rejected(address, str(error))

    def _page(self, address: str, page: Page) -> Iterator[Article | Rejected]:
        ids = []
        for found in self._articles(page):
            ids += [found.id] if isinstance(found, Article) else []
            yield found
        self._visited(address, page.validators, ids)

    def _feed(self, address: str, page: Page) -> Iterator[Article | Rejected]:
        most = self._fetching.entries
        # All of it, so that the process that read it is free to read the pages.
        entries = list(islice(self._articles(page), most + 1))
        ids, all_well = [], True
        for own in entries[:most]:
            for found in self._entry(own):
                if isinstance(found, Article):
                    ids.append(found.id)
                else:
                    all_well = False
                yield found
            visit = self.visited.get(own.url or "")
            ids += visit.articles if visit else ()
        if len(entries) > most:
            yield Rejected(address, f"the feed has more than {most:,} entries; the first were read")
        # One whose page could not be had is asked for again, although the feed stays as it is.
        if all_well:
            self._visited(address, page.validators, list(dict.fromkeys(ids)))

    def _entry(self, own: Article | Rejected) -> Iterator[Article | Rejected]:
        """Yields what the page of an entry holds, or what the feed says of it instead."""
        link = own.url
        if link is None:
            yield own
            return
        if link in self._begun:
            return
        self._begun.add(link)
        entry, before = _said_by(own), self._visits.get(link)
        if before and (before.entry, before.day) == (entry, self._today) and self._has(before):
            self._same(link)
            return
        try:
            page = self._fetch(link)
            found = [] if page is None else self._article_page(page)
        except NotFetched as error:
            yield from self._instead(own, link, str(error))
            return
        if page is None:
            self._same(link, entry)
        else:
            self._visited(link, page.validators, [each.id for each in found], entry)
            yield from found

    def _article_page(self, page: Page) -> list[Article]:
        """The articles of an entry's page; raises NotFetched where it holds none."""
        if looks_like_feed(page.content[:_HEAD]):
            raise NotFetched("its address is that of another feed")
        found = list(self._articles(page))
        articles = [each for each in found if isinstance(each, Article)]
        if not articles:
            reasons = [each.reason for each in found if isinstance(each, Rejected)]
            raise NotFetched(next(iter(reasons), "no article was found there"))
        return articles

    def _instead(
        self, own: Article | Rejected, link: str, reason: str
    ) -> Iterator[Article | Rejected]:
        """Yields an entry's own text where its page cannot be had, and never was."""
        before = self._visits.get(link)
        ids = before.articles if before else ()
        if isinstance(own, Article) and not ids and not self._is_of_feed(own):
            ids = (own.id,)
        if ids and self._holds(ids):
            self.unchanged += ids
            yield Rejected(link, f"{reason}. What the archive has of it is kept")
        elif isinstance(own, Article):
            yield own
            yield Rejected(link, f"{reason}. The feed's own text was taken instead")
        else:
            yield Rejected(link, reason)

    def _is_of_feed(self, own: Article) -> bool:
        """Whether the archive has the text of the same feed, not of the entry's page."""
        stored = self._origin_of(own.id) or ""
        return stored.rpartition("#")[0] == (own.origin or "").rpartition("#")[0]

    def _holds(self, ids: Collection[str]) -> bool:
        return all(self._origin_of(key) is not None for key in ids)

    def _articles(self, page: Page) -> Iterator[Article | Rejected]:
        """Yields what a page or a feed holds, read in a process of its own."""
        fetched = Fetched(page.address, page.charset)
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
            file = Path(folder) / f"fetched{_suffix(page)}"
            file.write_bytes(page.content)
            for found in read_apart(file, Reading(fetched=fetched)):
                yield found if isinstance(found, Rejected) else self._dated(found, page)

    def _dated(self, article: Article, page: Page) -> Article:
        """The article with the day it was fetched, and its address where it names none."""
        crawled = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S")
        dated = noted(replace(article, crawled=crawled), origin=f"fetched on {self._today}")
        if article.url is not None or article.id != normalised_url(page.address):
            return dated
        return noted(replace(dated, url=page.address), url="the address it was fetched from")

    def _fetch(self, address: str) -> Page | None:
        before = self._visits.get(address)
        if before is None or not (before.etag or before.modified) or not self._has(before):
            return self._fetcher.fetch(address)
        return self._fetcher.fetch(address, Validators(before.place, before.etag, before.modified))

    def _has(self, visit: Visit) -> bool:
        return bool(visit.articles) and self._holds(visit.articles)

    def _same(self, address: str, entry: str | None = None) -> None:
        before = self._visits[address]
        self.unchanged += before.articles
        said = before.entry if entry is None else entry
        self.visited[address] = replace(before, day=self._today, entry=said)

    def _visited(
        self, address: str, validators: Validators, ids: list[str], entry: str = ""
    ) -> None:
        self.visited[address] = Visit(
            self._today, tuple(ids), validators.address, validators.etag, validators.modified, entry
        )


def _suffix(page: Page) -> str:
    """The end of a file's name that tells what it is.

    Raises:
        NotFetched: It is nothing that is read from an address.
    """
    head = page.content[:_HEAD]
    if looks_like_feed(head):
        return ".xml"
    if looks_like_pdf(head):
        return ".pdf"
    if page.kind in _PAGES or looks_like_html(head):
        return ".html"
    raise NotFetched(
        f"it is {page.kind or 'of a kind that its server does not name'}; pages, feeds and PDF are "
        "read from addresses: save it, and index the file"
    )


def _said_by(own: Article | Rejected) -> str:
    """A hash of what a feed says of an entry, wherever in the feed it stands."""
    if isinstance(own, Article):
        return content_hash(own)
    return hashlib.sha256(own.reason.encode()).hexdigest()
