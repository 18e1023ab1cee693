"""Whether the vector store holds the vectors that the catalogue holds, no more and no fewer."""

import time
from collections.abc import Callable
from functools import partial
from typing import NamedTuple, TypeVar

import numpy as np

from index.builds.builds import Build
from index.errors import ArchiveBusy
from index.filters import EVERYTHING
from index.models.embedding import Vectors

# Float32 numbers of a vector of length 1, after Chroma has made it that long once more.
_LEAST_DIFFERENCE = 1e-6
_LOOKED_UP = 50
_TRIES = 3
_PATIENCE_SECONDS = 30.0

Found = TypeVar("Found")


class Disagreement(NamedTuple):
    """Ids of chunks: those whose vector the store lacks, has otherwise, or should not have."""

    missing: list[str]
    differing: list[str]
    extra: list[str]


def agrees_at_a_glance(build: Build) -> bool:
    """Whether the store has as many vectors as there are chunks, and those of some of them.

    Only for who holds the writer's lock, and has deleted what was left over.

    Raises:
        ArchiveError: The store cannot be used.
    """
    chunks, store = build.catalog.chunks, build.vectors
    ids = chunks.some_ids(_LOOKED_UP)
    return store.count() == chunks.stored() and store.known(ids) == set(ids)


def disagreement(build: Build) -> Disagreement:
    """What the store holds otherwise than the catalogue, all compared; also beside a writer.

    A writer puts vectors into the store before their chunks can be found, and takes them out
    after that; what changes while it is looked at is looked at again.

    Raises:
        ArchiveError: The store cannot be used, or the catalogue not be read.
    """
    missing: list[str] = []
    differing: list[str] = []
    for page in build.catalog.chunks.vectors():
        ours = dict(zip(page.ids, page.vectors, strict=True))
        lost, other = _of_page(build, ours)
        missing += lost
        differing += other
    return Disagreement(missing, differing, _extra(build))


def _of_page(build: Build, ours: dict[str, Vectors]) -> tuple[list[str], list[str]]:
    lost: list[str] = []
    other: list[str] = []
    for _ in range(_TRIES):
        theirs = patiently(partial(build.vectors.vectors_of, list(ours)))
        lost = [each for each in ours if each not in theirs]
        other = [each for each in ours if each in theirs and _differ(ours[each], theirs[each])]
        still = build.catalog.chunks.findable([*lost, *other], EVERYTHING)
        ours = {each: ours[each] for each in (*lost, *other) if each in still}
        if not ours:
            break
    return [each for each in lost if each in ours], [each for each in other if each in ours]


def _differ(one: Vectors, other: Vectors) -> bool:
    return one.shape != other.shape or not bool(np.all(np.abs(one - other) <= _LEAST_DIFFERENCE))


def _extra(build: Build) -> list[str]:
    """Ids in the store that no chunk has, nor one whose vector is still to be deleted."""
    found: list[str] = []
    seen = 0
    while page := patiently(partial(build.vectors.id_page, seen)):
        seen += len(page)
        found += build.catalog.chunks.unknown(page)
    # What a writer has deleted since was known when the page was read.
    there = patiently(partial(build.vectors.known, found)) if found else set()
    return build.catalog.chunks.unknown([each for each in found if each in there])


def patiently(ask: Callable[[], Found]) -> Found:
    """What the store says, also where it is being changed just now."""
    last = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return ask()
        except ArchiveBusy:
            if time.monotonic() > last:
                raise
