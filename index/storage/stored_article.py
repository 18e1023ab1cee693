"""An article as the archive holds it, and what is known of its revisions."""

from dataclasses import dataclass

from index.articles import Article, ArticleRef, Span


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
        publisher_claimed: Whether nothing but its own text says who published it.
    """

    article: Article
    revision: int
    boilerplate: tuple[Span, ...]
    content_hash: str
    copy_of: str | None
    root: str | None
    publisher_claimed: bool = False

    @property
    def reference(self) -> ArticleRef:
        """The article as others name it."""
        article = self.article
        return ArticleRef(
            article.id, article.title, article.publisher, article.published, article.url,
            self.publisher_claimed, article.kind,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Revision:
    """What is known of a revision of an article without its text.

    Attributes:
        number: Counted from 1 for each article.
        state: "ready" for the one that is found, "superseded" for an earlier one.
        title: As `Article.title`, and so `publisher`, `published` and `origin`.
        root: The folder it was indexed from; None where a program handed it over.
        content_hash: SHA-256 of everything that makes a revision.
        publisher_claimed: Whether nothing but its own text says who published it.
    """

    number: int
    state: str
    title: str
    publisher: str | None
    published: str | None
    origin: str | None
    root: str | None
    content_hash: str
    publisher_claimed: bool = False
