"""Articles out of an archive's queue: any number of processes may take from it at once."""

import time
from collections.abc import Callable, Sequence

import numpy as np

from index.archive import Archive
from index.errors import ArchiveError
from index.ingesting.embedded import embedded
from index.models.embedding import Vectors
from index.prose.chunking import Chunker
from index.storage.queue import Waiting

# Articles that are taken at once: what a process that is killed has done for nothing.
TAKEN = 100
_STEP_SECONDS = 0.2


def index_some(archive: Archive, chunker: Chunker, on_chunks: Callable[[int], None]) -> int:
    """Takes some articles that wait, and makes them findable; gives how many."""
    catalog = archive.catalog
    with catalog.taking(TAKEN) as waiting:
        if not waiting:
            return 0
        told = [(each.title, each.text, each.spans) for each in waiting]
        vectors = embedded(told, archive.embedder, chunker, on_chunks)
        for each, of_each in zip(waiting, vectors, strict=True):
            catalog.add_vectors(each.rows, of_each)
        # Their index grows slowly: others need not wait for it where it can be shared.
        in_parallel = archive.vectors.is_stored_in_parallel()
        if in_parallel:
            _store(archive, waiting, vectors)
        with catalog.changing_vectors():
            if not in_parallel:
                _store(archive, waiting, vectors)
            catalog.make_ready([each.article_id for each in waiting])
    with catalog.changing_vectors():
        archive.collect_garbage()
    return len(waiting)


def _store(archive: Archive, waiting: Sequence[Waiting], vectors: Sequence[Vectors]) -> None:
    ids = [chunk for each in waiting for chunk in each.ids]
    labels = [each.labels for each in waiting for _ in each.ids]
    if ids:
        archive.vectors.upsert(ids, np.concatenate(vectors), labels)


def index_rest(archive: Archive, on_chunks: Callable[[int], None], own: Sequence[str] = ()) -> None:
    """Takes what waits until nothing does, and waits for those of one's own that others took."""
    chunker: Chunker | None = None
    while archive.catalog.queue.count():
        chunker = chunker or Chunker(archive.embedder)
        if index_some(archive, chunker, on_chunks):
            continue
        if not own or not archive.catalog.queue.count(own):
            return
        time.sleep(_STEP_SECONDS)


def help_index(archive: Archive, on_chunks: Callable[[int], None], patience: float) -> int:
    """Takes what others have read, until nothing has waited for a while; gives how many articles.

    Args:
        archive: Open for writing.
        on_chunks: Told how many chunks were embedded just now.
        patience: Seconds for which nothing waits before it ends.

    Raises:
        ArchiveError: The archive is one that has one indexer at a time.
    """
    if not archive.catalog.is_shared:
        raise ArchiveError(
            f"{archive.path} is in a folder, where one process indexes at a time. Several may "
            "index an archive in PostgreSQL."
        )
    archive.require_writing()
    chunker = Chunker(archive.embedder)
    articles, last = 0, time.monotonic()
    while time.monotonic() - last < patience:
        if taken := index_some(archive, chunker, on_chunks):
            articles += taken
        elif not archive.catalog.queue.count():
            time.sleep(_STEP_SECONDS)
            continue
        else:
            time.sleep(_STEP_SECONDS)  # Others have taken it: they may be killed.
        last = time.monotonic()
    return articles
