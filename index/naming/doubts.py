"""What is to be told of an article that was read, and perhaps not as it is."""

from collections.abc import Iterator
from typing import NamedTuple

from index.articles import Article
from index.prose.language import ENGLISH

NO_DATE = "no date was found"


class Doubt(NamedTuple):
    """One doubt about an article, and where the article was read from."""

    article_id: str
    origin: str
    reason: str


def doubts_about(article: Article) -> Iterator[Doubt]:
    """Yields that it has no date, is in another language, or perhaps is several articles."""
    for reason in _reasons(article):
        yield Doubt(article.id, article.origin or article.id, reason)


def _reasons(article: Article) -> Iterator[str]:
    if article.published is None:
        yield NO_DATE
    if article.language not in (None, ENGLISH):
        yield f"its language is '{article.language}', and answers are made for English"
    if "doubt" in article.provenance:
        yield article.provenance["doubt"]
