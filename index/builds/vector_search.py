"""Chunks by the nearness of vectors: from the vector store, or from the catalogue itself."""

import logging
import math

from index.builds.builds import Build
from index.errors import ArchiveBusy, ArchiveError
from index.filters import EVERYTHING, Filters
from index.models.embedding import Vectors
from index.vector_stores.vectors import Hit

# Of so few chunks that pass filters the catalogue's own vectors are compared, exactly.
EXACT_CHUNKS = 4000
# So are those of an archive of fewer chunks, without filters too: Chroma need not be imported.
WITHOUT_STORE_CHUNKS = 4000
# The most that a vector store is asked for to filter afterwards.
MOST_ASKED = 2000
_log = logging.getLogger("dateline")


class VectorSearch:
    """Finds the nearest chunks, and says once when the vector store cannot be asked."""

    def __init__(self) -> None:
        """Has warned of nothing yet."""
        self._warned = False

    def nearest(self, build: Build, vector: Vectors, filters: Filters, top_k: int) -> list[Hit]:
        """Chunks by cosine to a vector of length 1, best first."""
        try:
            found = _search_store(build, vector, filters, top_k)
            self._warned = False
            return found
        except ArchiveError as error:
            self._warn(error)
            return build.catalog.chunks.search_vectors(vector, filters, top_k)

    def _warn(self, error: ArchiveError) -> None:
        """Says once, until it works again, that vectors are searched in the slower way."""
        if not self._warned and not isinstance(error, ArchiveBusy):
            self._warned = True
            _log.warning("%s Until then the catalogue's own vectors are searched: slower.", error)


def asks_store(build: Build) -> bool:
    """Whether an archive is so large that its vector store is asked at all."""
    return int(build.catalog.articles.coverage(EVERYTHING)["chunks"]) >= WITHOUT_STORE_CHUNKS


def _search_store(build: Build, vector: Vectors, filters: Filters, top_k: int) -> list[Hit]:
    catalog = build.catalog
    passing, everything = (
        catalog.articles.coverage(each)["chunks"] for each in (filters, EVERYTHING)
    )
    if everything < WITHOUT_STORE_CHUNKS or passing < min(everything, EXACT_CHUNKS):
        return catalog.chunks.search_vectors(vector, filters, top_k)
    # Chroma goes through the labels of all vectors to filter: it is faster to ask it for more,
    # as long as much of what is near passes.
    wide = passing < everything
    wanted = math.ceil(top_k * everything / max(1, passing)) if wide else top_k
    while True:
        wide = wide and wanted <= MOST_ASKED
        hits = build.vectors.search(vector, EVERYTHING if wide else filters, wanted)
        # Vectors of unfinished or overtaken revisions may be there; the catalogue decides.
        findable = catalog.chunks.findable([hit.chunk_id for hit in hits], filters)
        found = [hit for hit in hits if hit.chunk_id in findable]
        if len(found) >= top_k or len(hits) < wanted:
            return found[:top_k]
        wanted *= 2
