"""The vectors of articles' chunks, made by the embedding model."""

from collections.abc import Callable, Sequence

import numpy as np

from index.articles import Span
from index.models.embedding import Embedder, Vectors
from index.models.ray_embedder import RayEmbedder
from index.prose.chunking import Chunker

# Progress is told this many chunks at a time.
AT_ONCE = 256


def embedded(
    articles: Sequence[tuple[str, str, Sequence[Span]]],
    embedder: Embedder,
    chunker: Chunker,
    on_chunks: Callable[[int], None],
) -> list[Vectors]:
    """For each article its chunks' vectors, of shape (chunks, dimensions).

    Args:
        articles: Of each its title, its text and its chunks' spans.
        embedder: The model.
        chunker: Cuts titles.
        on_chunks: Told how many chunks were embedded just now.
    """
    texts: list[str] = []
    for full_title, text, spans in articles:
        title = chunker.title(full_title)
        texts.extend(embedded_text(title, text[start:end]) for start, end in spans)
    # Sorted here, because the model sees only so many at once.
    order = sorted(range(len(texts)), key=lambda n: -len(texts[n]))
    vectors = np.empty((len(texts), embedder.dimensions), dtype=np.float32)
    at_once = max(AT_ONCE, spread(embedder))
    for first in range(0, len(texts), at_once):
        some = order[first : first + at_once]
        vectors[some] = embedder.embed([texts[n] for n in some])
        on_chunks(len(some))
    ends = np.cumsum([len(spans) for _, _, spans in articles])
    return np.split(vectors, ends[:-1])


def spread(embedder: Embedder) -> int:
    """How many chunks a model on many machines wants together; 0 for one that is here."""
    return embedder.at_once if isinstance(embedder, RayEmbedder) else 0


def embedded_text(title: str, text: str) -> str:
    """What the embedder reads of a chunk: its article's title and its own words."""
    return text if text.startswith(title) else f"{title}\n{text}"
