"""The embedding model that a build names, loaded by whichever way serves."""

import logging

from index.builds.builds import Build, check_embedder
from index.errors import ModelError
from index.models.embedding import Embedder, SentenceTransformerEmbedder
from index.models.exported import load_export
from index.models.exporting import keep_export

_log = logging.getLogger("dateline")


def embedder_to_ask(build: Build) -> Embedder:
    """The model as its export, without torch; by torch where there is none or it is damaged.

    What torch loads is exported for the next time, and used from its export this time too, so
    that the same question always has the same vector.

    Raises:
        IndexMismatch: The model that the build names has changed since.
        ModelError: The model is not there.
    """
    found = _sound_export(build)
    if found is not None:
        return found
    original = embedder_to_index(build)
    return _sound_export(build) or original


def embedder_to_index(build: Build) -> Embedder:
    """The model through torch, which reads many texts quickly; leaves an export of it behind.

    Raises:
        IndexMismatch: The model that the build names has changed since.
        ModelError: The model is not there.
    """
    embedder = SentenceTransformerEmbedder(build.manifest["model"])
    check_embedder(build, embedder)
    keep_export(embedder, build.home.models(embedder.fingerprint))
    return embedder


def _sound_export(build: Build) -> Embedder | None:
    try:
        fingerprint = build.manifest["fingerprint"]
        return load_export(build.home.models(fingerprint), fingerprint)
    except ModelError as error:
        _log.warning("%s Until it is exported anew, torch is used: slower.", error)
        return None
