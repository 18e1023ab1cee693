"""The rows of the catalogue, read as articles."""

import json

from index.articles import Article, ArticleRef, Span
from index.database import Row
from index.errors import ArchiveError
from index.storage.intact import damaged_article, is_intact
from index.storage.stored_article import Revision, StoredArticle

# Beside the columns of `revisions`, what `stored_article` needs.
ORIGINAL = (
    "(SELECT article_id FROM revisions AS others WHERE others.story = revisions.story "
    "ORDER BY others.last_day = 0, others.last_day, others.rowid LIMIT 1) AS original"
)


def article_ref(row: Row) -> ArticleRef:
    """The article of a row of `revisions`, as others name it."""
    return ArticleRef(
        article_id=row["article_id"],
        title=row["title"],
        publisher=row["publisher"],
        published=row["published"],
        url=row["url"],
        publisher_claimed=bool(row["publisher_claimed"]),
        kind=row["kind"],
    )


def revision(row: Row) -> Revision:
    """What is known of the revision of a row of `revisions`."""
    return Revision(
        number=row["number"],
        state=row["state"],
        title=row["title"],
        publisher=row["publisher"],
        published=row["published"],
        origin=row["origin"],
        root=row["root"],
        content_hash=row["content_hash"],
        publisher_claimed=bool(row["publisher_claimed"]),
    )


def stored_article(row: Row) -> StoredArticle:
    """The article of a row of `revisions` with `ORIGINAL`.

    Raises:
        ArchiveError: It is not as it was stored.
    """
    try:
        stored = _read(row)
        if is_intact(stored, row):
            return stored
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        raise damaged_article(row["article_id"]) from error
    raise damaged_article(row["article_id"])


def is_whole(row: Row) -> bool:
    """Whether the article of such a row is as it was stored."""
    try:
        stored_article(row)
    except ArchiveError:
        return False
    return True


def _read(row: Row) -> StoredArticle:
    article = Article(
        id=row["article_id"],
        title=row["title"],
        text=row["text"],
        publisher=row["publisher"],
        published=row["published"],
        authors=tuple(json.loads(row["authors"])),
        url=row["url"],
        section=row["section"],
        updated=row["updated"],
        kind=row["kind"],
        language=row["language"],
        captions=tuple(Span(*span) for span in json.loads(row["captions"])),
        origin=row["origin"],
        moment=row["moment"],
        crawled=row["crawled"],
        provenance=json.loads(row["provenance"]),
    )
    return StoredArticle(
        article=article,
        revision=row["number"],
        boilerplate=tuple(Span(*span) for span in json.loads(row["boilerplate"])),
        content_hash=row["content_hash"],
        copy_of=None if row["original"] == article.id else row["original"],
        root=row["root"],
        publisher_claimed=bool(row["publisher_claimed"]),
    )
