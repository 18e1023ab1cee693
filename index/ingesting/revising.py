"""An article made ready for the catalogue: its boilerplate, its days, its chunks, its signature."""

from collections.abc import Sequence

from index.articles import Article
from index.dates import as_number, days
from index.naming.claims import publisher_label
from index.naming.cleaning import publisher_claimed
from index.prose.boilerplate import boilerplate_spans, merged
from index.prose.chunking import Chunker
from index.prose.signatures import signature
from index.storage.revisions import NewRevision
from index.vector_stores.vectors import VectorLabels


def new_revision(
    article: Article, content_hash: str, root: str | None, chunker: Chunker
) -> NewRevision:
    """What the catalogue takes of an article that was read from the folder `root`."""
    boilerplate = merged(article.text, [*boilerplate_spans(article.text), *article.captions])
    span = days(article.published) if article.published else None
    return NewRevision(
        article=article,
        boilerplate=boilerplate,
        content_hash=content_hash,
        first_day=as_number(span.first) if span else 0,
        last_day=as_number(span.last) if span else 0,
        root=root,
        chunks=tuple(
            chunker.spans(
                article.text, article.title, boilerplate, article.captions, article_id=article.id
            )
        ),
        signature=signature(article.text, boilerplate),
        publisher_claimed=publisher_claimed(article),
    )


def labels(revisions: Sequence[NewRevision]) -> list[VectorLabels]:
    """The labels of the chunks of some revisions, chunk by chunk."""
    return [
        VectorLabels.of(
            new.article.id,
            publisher_label(new.article.publisher, new.publisher_claimed),
            new.article.section,
            new.first_day,
            new.last_day,
            new.article.kind,
            new.article.language,
        )
        for new in revisions
        for _ in new.chunks
    ]
