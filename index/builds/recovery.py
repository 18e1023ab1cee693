"""What an interrupted run left behind is cleared away, and what is damaged mended, by a writer."""

import logging

from index.builds.agreement import agrees_at_a_glance
from index.builds.builds import Build
from index.builds.damage_note import VECTORS, WORDS, forget_damage, noted_damage
from index.builds.vector_search import asks_store
from index.errors import ArchiveError

_log = logging.getLogger("dateline")


def recover(build: Build) -> None:
    """Brings a build into order, as far as its catalogue tells how. Only for the one writer.

    Revisions that were never finished are forgotten, and vectors without a chunk deleted. The
    vectors are made anew where their files are not what was written, or where a check or a look at
    some of them has found that they are not the catalogue's; the full-text index where a check has
    found it damaged.

    Raises:
        ArchiveError: The catalogue or the vectors can be neither used nor made anew.
    """
    build.catalog.drop_pending()
    noted = noted_damage(build.home.notes)
    if WORDS in noted:
        build.catalog.rebuild_words()
        _log.warning("The full-text index of %s was damaged: made anew.", build.folder)
    if VECTORS in noted or not _is_mended(build):
        garbage = build.catalog.garbage()
        build.vectors.rebuild(build.catalog.chunks.vectors())
        build.catalog.forget_garbage(garbage)
        _log.warning("The vectors of %s were damaged or incomplete: made anew.", build.folder)
    if noted:
        forget_damage(build.home.notes)
    build.catalog.scrub()


def collect_garbage(build: Build) -> None:
    """Deletes the vectors of chunks that are gone."""
    garbage = build.catalog.garbage()
    if garbage:
        build.vectors.delete(garbage)
        build.catalog.forget_garbage(garbage)


def _is_mended(build: Build) -> bool:
    """Whether the vector store, with garbage deleted, can be used and has what it should."""
    if not build.vectors.sound():
        return False
    try:
        collect_garbage(build)
        return not asks_store(build) or agrees_at_a_glance(build)
    except ArchiveError:
        return False
