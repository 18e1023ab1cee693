"""An article as the archive holds it, and the row that it comes from."""

import json
from dataclasses import dataclass

from index.articles import Article, Span
from index.database import Row

# Beside the columns of `revisions`, what `stored_article` needs.
ORIGINAL = (
    "(SELECT article_id FROM revisions AS others WHERE others.story = revisions.story "
    "ORDER BY others.last_day = 0, others.last_day, others.rowid LIMIT 1) AS original"
)


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the archive holds it.

    Attributes:
        article: The article of the current revision.
        revision: Counted from 1 for each article.
        boilerplate: The spans of its text that are no part of the story.
        content_hash: SHA-256 of everything that makes a revision.
        copy_of: The id of the article that came first with the same story (the earliest
            published, of the same day the first indexed), or None where this one did.
        root: The folder it was indexed from.
    """

    article: Article
    revision: int
    boilerplate: tuple[Span, ...]
    content_hash: str
    copy_of: str | None
    root: str | None


def stored_article(row: Row) -> StoredArticle:
    """The article of a row of `revisions` with `ORIGINAL`."""
    article = Article(
        id=row["article_id"],
        title=row["title"],
        text=row["text"],
        publisher=row["publisher"],
        published=row["published"],
        authors=tuple(json.loads(row["authors"])),
        url=row["url"],
        section=row["section"],
        origin=row["origin"],
        provenance=json.loads(row["provenance"]),
    )
    return StoredArticle(
        article=article,
        revision=row["number"],
        boilerplate=tuple(Span(*span) for span in json.loads(row["boilerplate"])),
        content_hash=row["content_hash"],
        copy_of=None if row["original"] == article.id else row["original"],
        root=row["root"],
    )
