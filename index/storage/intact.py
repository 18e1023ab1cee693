"""Whether an article of the catalogue is as it was stored: SQLite keeps no checksums of its pages.

What stands in an article is quoted word for word, so an article that is not what was indexed is
never read: who asks for it is told.
"""

from collections.abc import Iterable

from index.articles import Span
from index.database import Row
from index.dates import as_number, days
from index.errors import ArchiveError, Remedy
from index.mending import damaged_catalogue
from index.naming.cleaning import publisher_claimed
from index.naming.identity import content_hash
from index.storage.stored_article import StoredArticle


def is_intact(stored: StoredArticle, row: Row) -> bool:
    """Whether an article's fields agree with its hash, its days and one another.

    Args:
        stored: The article, as it was read from the row.
        row: All columns of its revision.

    Raises:
        TypeError: A field is of another type than it can be.
        ValueError: A field cannot be read.
    """
    article = stored.article
    span = days(article.published) if article.published else None
    numbers = (as_number(span.first), as_number(span.last)) if span else (0, 0)
    return (
        content_hash(article) == stored.content_hash
        and (row["first_day"], row["last_day"]) == numbers
        and row["publisher_claimed"] == publisher_claimed(article)
        and isinstance(stored.revision, int)
        and isinstance(article.provenance, dict)
        and _are_within((*stored.boilerplate, *article.captions), len(article.text))
    )


def damaged_article(article_id: object) -> ArchiveError:
    """The error of an article that is not as it was stored."""
    return ArchiveError(
        f"The article '{article_id}' is not as it was stored: the archive's catalogue is damaged. "
        "Index its source again, or remove it; or restore the archive from a copy.",
        remedy=Remedy.WRITE_ONCE,
    )


def passage(text: str, first: object, last: object) -> str:
    """The words of a chunk.

    Raises:
        ArchiveError: They are nowhere in the text.
    """
    if isinstance(first, int) and isinstance(last, int) and 0 <= first < last <= len(text):
        return text[first:last]
    raise damaged_catalogue("a passage is said to be where its article has no text")


def _are_within(spans: Iterable[Span], length: int) -> bool:
    return all(0 <= start <= end <= length for start, end in spans)
