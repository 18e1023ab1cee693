"""Whether a chunk is the caption of a picture. Pure."""

from index.articles import Article
from index.prose.chunking import Chunk


def is_caption(chunk: Chunk, article: Article) -> bool:
    """Whether a chunk of an article lies in one of its captions."""
    return any(start <= chunk.start and chunk.end <= end for start, end in article.captions)
