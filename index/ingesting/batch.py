"""Articles that become findable together: their chunks are embedded, then all of it is stored."""

from collections.abc import Callable

import numpy as np

from index.archive import Archive
from index.ingesting.revising import labels
from index.models.embedding import Vectors
from index.models.ray_embedder import RayEmbedder
from index.prose.chunking import Chunker
from index.storage.catalog import NewRevision

# Articles become findable this many chunks at a time. The model reads texts of one length
# together: of 256 chunks it reads 7 % of padding, of 1024 2 %, of all at once 1 %.
BATCH_CHUNKS = 1024
# Progress is told this many chunks at a time.
AT_ONCE = 256


class Batch:
    """Revisions that wait to be stored, at most one of an article."""

    def __init__(self, archive: Archive, on_chunks: Callable[[int], None]) -> None:
        """Takes the archive, and whom to tell how many chunks were embedded just now."""
        self._archive = archive
        self._on_chunks = on_chunks
        self._revisions: dict[str, NewRevision] = {}
        self._chunks = 0

    def __len__(self) -> int:
        """How many articles wait."""
        return len(self._revisions)

    def add(self, new: NewRevision) -> None:
        """Has a revision wait, in the place of another one of the same article that does."""
        earlier = self._revisions.get(new.article.id)
        self._chunks += len(new.chunks) - (len(earlier.chunks) if earlier else 0)
        self._revisions[new.article.id] = new

    def is_full(self) -> bool:
        """Whether there is enough to be stored.

        Articles are counted too: those that are nothing but boilerplate have no chunks.
        """
        return max(self._chunks, len(self)) >= max(BATCH_CHUNKS, self._spread())

    def store(self, chunker: Chunker) -> None:
        """Makes what waits findable: rows, then vectors, then the rows' state."""
        self._archive.require_writing()
        revisions = list(self._revisions.values())
        vectors = self._embedded(revisions, chunker)
        chunks = self._archive.catalog.add_pending(revisions, vectors)
        ids = [chunk.id for of_article in chunks for chunk in of_article]
        if ids:
            self._archive.vectors.upsert(ids, np.concatenate(vectors), labels(revisions))
        self._archive.catalog.make_ready(list(self._revisions))
        self._archive.collect_garbage()
        self._revisions, self._chunks = {}, 0

    def _embedded(self, revisions: list[NewRevision], chunker: Chunker) -> list[Vectors]:
        """For each revision its chunks' vectors."""
        texts: list[str] = []
        for new in revisions:
            title = chunker.title(new.article.title)
            text = new.article.text
            texts.extend(embedded_text(title, text[start:end]) for start, end in new.chunks)
        # Sorted here, because the model sees only so many at once.
        order = sorted(range(len(texts)), key=lambda n: -len(texts[n]))
        vectors = np.empty((len(texts), self._archive.embedder.dimensions), dtype=np.float32)
        at_once = max(AT_ONCE, self._spread())
        for first in range(0, len(texts), at_once):
            some = order[first : first + at_once]
            vectors[some] = self._archive.embedder.embed([texts[n] for n in some])
            self._on_chunks(len(some))
        ends = np.cumsum([len(new.chunks) for new in revisions])
        return np.split(vectors, ends[:-1])

    def _spread(self) -> int:
        """How many chunks a model on many machines wants together."""
        embedder = self._archive.embedder
        return embedder.at_once if isinstance(embedder, RayEmbedder) else 0


def embedded_text(title: str, text: str) -> str:
    """What the embedder reads of a chunk: its article's title and its own words."""
    return text if text.startswith(title) else f"{title}\n{text}"
