"""Articles that become findable together: their chunks are embedded, then all of it is stored.

Where several processes may index at once, they wait in the archive's queue, from which each process
takes what comes next (`index.ingesting.queued`).
"""

from collections.abc import Callable

import numpy as np

from index.archive import Archive
from index.ingesting.embedded import embedded, spread
from index.ingesting.queued import index_rest, index_some
from index.ingesting.revising import labels
from index.prose.chunking import Chunker
from index.storage.revisions import NewRevision

# Articles become findable this many chunks at a time. The model reads texts of one length
# together: of 256 chunks it reads 7 % of padding, of 1024 2 %, of all at once 1 %.
BATCH_CHUNKS = 1024


class Batch:
    """Revisions that wait to be stored, at most one of an article."""

    def __init__(self, archive: Archive, on_chunks: Callable[[int], None]) -> None:
        """Takes the archive, and whom to tell how many chunks were embedded just now."""
        self._archive = archive
        self._on_chunks = on_chunks
        self._revisions: dict[str, NewRevision] = {}
        self._chunks = 0
        self._queued: list[str] = []

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
        return max(self._chunks, len(self)) >= max(BATCH_CHUNKS, spread(self._archive.embedder))

    def store(self, chunker: Chunker) -> None:
        """Makes what waits findable: rows, then vectors, then the rows' state."""
        self._archive.require_writing()
        revisions = list(self._revisions.values())
        if self._archive.catalog.is_shared:
            self._archive.catalog.enqueue(revisions)
            self._queued += [new.article.id for new in revisions]
            index_some(self._archive, chunker, self._on_chunks)
        else:
            self._store(revisions, chunker)
        self._revisions, self._chunks = {}, 0

    def finish(self) -> None:
        """Sees to it that all that was stored can be found, and nothing waits that nobody takes."""
        if self._archive.catalog.is_shared:
            index_rest(self._archive, self._on_chunks, self._queued)

    def _store(self, revisions: list[NewRevision], chunker: Chunker) -> None:
        vectors = embedded(
            [(new.article.title, new.article.text, new.chunks) for new in revisions],
            self._archive.embedder,
            chunker,
            self._on_chunks,
        )
        chunks = self._archive.catalog.add_pending(revisions, vectors)
        ids = [chunk.id for of_article in chunks for chunk in of_article]
        if ids:
            self._archive.vectors.upsert(ids, np.concatenate(vectors), labels(revisions))
        self._archive.catalog.make_ready([new.article.id for new in revisions])
        self._archive.collect_garbage()
