"""Parts of articles: as an answerer is shown them, and as an answer cites them."""

from dataclasses import dataclass

from index import ArticleRef, StoredArticle
from index.prose.captions import is_caption
from index.prose.chunking import Chunk
from index.prose.live import Entry, entries_of


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk of an article as an answerer is shown it.

    `text` is `article text[start:end]`; offsets are code points; a higher `score` is better;
    `copies` are other articles that tell the same story. `publisher_claimed` tells that nothing but
    the article's own text says who published it; `section`, `kind` and `language` are as the
    article's; `entries` are those of a live blog that it has a part of; a `caption` can be found,
    and is never answered with.
    """

    chunk_id: str
    article_id: str
    title: str
    publisher: str | None
    published: str | None
    url: str | None
    text: str
    start: int
    end: int
    score: float
    copies: tuple[ArticleRef, ...] = ()
    publisher_claimed: bool = False
    section: str | None = None
    kind: str | None = None
    entries: tuple[Entry, ...] = ()
    language: str | None = None
    caption: bool = False

    @classmethod
    def of(
        cls,
        chunk: Chunk,
        stored: StoredArticle,
        score: float = 0.0,
        copies: tuple[ArticleRef, ...] = (),
    ) -> "Passage":
        """A chunk of a stored article."""
        article = stored.article
        return cls(
            chunk_id=chunk.id,
            article_id=article.id,
            title=article.title,
            publisher=article.publisher,
            published=article.published,
            url=article.url,
            text=chunk.text,
            start=chunk.start,
            end=chunk.end,
            score=score,
            copies=copies,
            publisher_claimed=stored.publisher_claimed,
            section=article.section,
            kind=article.kind,
            entries=tuple(
                each
                for each in entries_of(article.text)
                if each.start < chunk.end and chunk.start < each.end
            ),
            language=article.language,
            caption=is_caption(chunk, article),
        )

    @property
    def reference(self) -> ArticleRef:
        """The article that it is a part of."""
        return ArticleRef(
            self.article_id, self.title, self.publisher, self.published, self.url,
            self.publisher_claimed, self.kind,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words of an article that a sentence rests on.

    `quote` is `article text[start:end]` of the stored revision, code point for code point.
    `number` is the marker in the answer, counted from 1 by first appearance; `copies` are other
    articles that tell the same story. `publisher_claimed` tells that nothing but the article's own
    text says who published it; `section`, `kind` and `language` are as the article's; `stamp` is
    the hour of the live blog's entry that it stands in.
    """

    number: int
    article_id: str
    title: str
    publisher: str | None
    published: str | None
    url: str | None
    quote: str
    start: int
    end: int
    copies: tuple[ArticleRef, ...] = ()
    publisher_claimed: bool = False
    section: str | None = None
    kind: str | None = None
    stamp: str | None = None
    language: str | None = None
