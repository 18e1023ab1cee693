"""Of several versions of one article, which counts. Pure."""

from typing import NamedTuple

from index.articles import Article
from index.naming.identity import content_hash


class Version(NamedTuple):
    """How new a version is: of two, the greater one counts, whatever was read first.

    Attributes:
        day: The later of the days of its change and of its publication; "" where none is known.
        moment: The moment of these, in UTC, as far as the source tells it.
        crawled: When it was fetched.
        length: Of its text: of what was fetched at one time, the whole page has more than a part.
        safe: Whether its address is of https.
        plain: How short its address is, as a number that is greater for a shorter one.
        content: Its hash, so that two are never equal unless they are one.
    """

    day: str
    moment: str
    crawled: str
    length: int
    safe: bool
    plain: int
    content: str

    @property
    def dated(self) -> tuple[str, str, str]:
        """What dates say of it."""
        return self.day, self.moment, self.crawled


def version_of(article: Article) -> Version:
    """How new an article is."""
    url = article.url or ""
    return Version(
        day=max(article.updated or "", article.published or ""),
        moment=article.moment or "",
        crawled=article.crawled or "",
        length=len(article.text),
        safe=url.lower().startswith("https:"),
        plain=-len(url),
        content=content_hash(article),
    )
