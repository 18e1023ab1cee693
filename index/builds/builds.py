"""One build of an archive: its catalogue and its vectors, opened together and checked."""

import logging
import secrets
from collections.abc import Hashable
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from index.builds.migrating import brought_over
from index.builds.presence import gone, read_manifest
from index.database import Kind
from index.errors import ArchiveError, IndexMismatch, Remedy
from index.mending import damaged_catalogue, mendable
from index.models.embedding import Embedder
from index.places.place import Home, Place, Where
from index.prose.chunking import CHUNK_TOKENS, OVERLAP_TOKENS
from index.storage.catalog import Catalog
from index.storage.migrations import can_be_migrated
from index.storage.schema import SCHEMA_VERSION
from index.vector_stores.server_store import ServerStore, server_address
from index.vector_stores.vectors import VectorStore

# Where vectors are that are on no server.
IN_FOLDER = "folder"

_BUILT = {"schema_version", "model", "fingerprint", "chunk_tokens", "overlap_tokens"}
_log = logging.getLogger("dateline")


@dataclass(frozen=True, slots=True)
class Build:
    """A build that is open.

    Attributes:
        place: The archive's.
        home: Where this build is.
        catalog: The one truth.
        vectors: A second copy of its vectors, to search them.
        manifest: How it was built.
        identity: Which catalogue it is, as its home tells it.
    """

    place: Place
    home: Home
    catalog: Catalog
    vectors: VectorStore
    manifest: dict[str, str]
    identity: Hashable

    @property
    def folder(self) -> Where:
        """By what a person knows the archive."""
        return self.place.path

    @property
    def where_vectors_are(self) -> str:
        """A server's address, or what the place beside the catalogue is called."""
        return self.manifest.get("vectors", self.home.vectors_name)

    def close(self) -> None:
        """Lets go of files and connections."""
        self.vectors.close()
        self.catalog.close()


def create_build(
    at: Place, home: Home, embedder: Embedder, vectors: str, generation: int = 0
) -> Build:
    """Makes an empty build.

    Args:
        at: The archive's place.
        home: Where it is to be.
        embedder: The model that it is for.
        vectors: `IN_FOLDER`, or the address of a server.
        generation: Of what can be found, to begin with.

    Raises:
        ArchiveError: There is one already, or the server cannot be reached or is none.
    """
    on_server = server_of(vectors)
    manifest = {
        "generation": str(generation),
        "model": embedder.name,
        "fingerprint": embedder.fingerprint,
        "chunk_tokens": str(CHUNK_TOKENS),
        "overlap_tokens": str(OVERLAP_TOKENS),
    }
    if on_server:
        manifest |= {"vectors": on_server, "collection": f"dateline-{secrets.token_hex(8)}"}
    store = open_store(home, manifest)
    catalog = Catalog(home.open_database())
    try:
        if catalog.manifest():  # made by another process a moment ago
            raise ArchiveError(f"There is an archive in {at.path} already. Open it instead.")
        store.sound()  # A server that is not there says so before anything is made.
        # The manifest comes first: it tells which collection to clear away, or to make again.
        catalog.create(manifest)
        store.rebuild(())
    except BaseException:
        store.close()
        catalog.close()
        raise
    return Build(at, home, catalog, store, catalog.manifest(), home.identity())


def open_build(place: Place, *, locked: bool = False) -> Build:
    """Opens the build that counts; one of an earlier version is brought to this one first.

    Args:
        place: The archive's.
        locked: Whether the caller has the writer's place.

    Raises:
        ArchiveNotFound: It is not there any more.
        ArchiveError: It cannot be read.
        ArchiveBusy: It is of an earlier version, and another process writes to it.
        IndexMismatch: It was built by other settings than this version's.
    """
    while True:
        home = place.current()
        identity = home.identity()
        try:
            if identity is None:
                raise gone(place, home)
            build = _opened(place, home, identity, locked=locked)
        except ArchiveError:
            now = place.current()
            if (now, now.identity()) == (home, identity):
                raise
            continue  # It was overtaken and deleted, or replaced, just now.
        if is_current(build):
            return build
        build.close()


def is_current(build: Build) -> bool:
    """Whether a build is still the one that counts, and its catalogue the one that was opened."""
    return build.identity is not None and build.place.is_current(build.home, build.identity)


def open_store(home: Home, manifest: dict[str, str]) -> VectorStore:
    """The vectors of a build, by what its manifest says."""
    if "vectors" in manifest:
        collection = manifest.get("collection", "")  # A damaged manifest may have lost it.
        return ServerStore(manifest["vectors"], collection, home.notes)
    return home.own_vectors()


def clear_other_builds(place: Place) -> None:
    """Deletes the builds that do not count. Only for who holds the writer's lock."""
    for home in place.others():
        try:
            manifest = read_manifest(home)
            if manifest:
                with closing(open_store(home, manifest)) as store:
                    store.drop()
        except ArchiveError as error:
            _log.warning("%s What an earlier build has left there stays there.", error)
        try:
            place.delete(home)
        except ArchiveError as error:  # somebody copies it just now, as in PostgreSQL
            _log.warning("%s The next writer deletes that build.", error)


def check_embedder(build: Build, embedder: Embedder) -> None:
    """Raises IndexMismatch unless the build's vectors are the embedder's."""
    manifest = build.manifest
    if embedder.fingerprint != manifest["fingerprint"]:
        raise IndexMismatch(
            f"{build.folder} was built with '{manifest['model']}' ({manifest['fingerprint']}), not "
            f"with '{embedder.name}' ({embedder.fingerprint}). Open it with that model, or rebuild "
            "it with another.",
            remedy=Remedy.REBUILD_WITH_MODEL,
            archive=build.folder,
        )


def check_vectors(build: Build, vectors: str) -> None:
    """Raises IndexMismatch unless the build's vectors are where they are said to be."""
    if server_of(vectors) != build.manifest.get("vectors", ""):
        raise IndexMismatch(
            f"{build.folder} has its vectors in {build.where_vectors_are}, not in {vectors}. "
            "Open it without saying where, or move them by rebuilding it.",
            remedy=Remedy.MOVE_VECTORS,
            archive=build.folder,
            vectors=vectors,
        )


def server_of(vectors: str) -> str:
    """The address of a Chroma server; empty where the vectors are to be beside the catalogue."""
    return "" if vectors == IN_FOLDER else server_address(vectors)


def _opened(place: Place, home: Home, identity: Hashable, *, locked: bool) -> Build:
    catalog = Catalog(home.open_database())
    try:
        manifest = catalog.manifest()
        version = manifest.get("schema_version", "")
        if can_be_migrated(version, catalog.kind):
            renew = partial(_renew_vectors, catalog, home, manifest)
            brought_over(place, home, version, renew, locked=locked)
            manifest = catalog.manifest()
        _check_built(place.path, home, manifest, catalog.kind)
        if not catalog.has_its_tables():
            raise damaged_catalogue("its tables are not those that were made")
        store = open_store(home, manifest)
        return Build(place, home, catalog, store, manifest, identity)
    except BaseException:
        catalog.close()
        raise


def _renew_vectors(catalog: Catalog, home: Home, manifest: dict[str, str]) -> None:
    with closing(open_store(home, manifest)) as store:
        store.rebuild(catalog.chunks.vectors())


def _check_built(folder: Where, home: Home, manifest: dict[str, str], kind: Kind) -> None:
    if not _BUILT <= manifest.keys():
        raise ArchiveError(
            f"{home.catalogue} is no catalogue of Dateline's. Give another place.",
            remedy=Remedy.OTHER_ARCHIVE,
        )
    if can_be_migrated(manifest["schema_version"], kind):
        raise _to_rebuild(
            folder,
            f"{folder} was built by an earlier version of Dateline (schema "
            f"{manifest['schema_version']}, this one has {SCHEMA_VERSION}), and was not brought to "
            "this one.",
        )
    if manifest["schema_version"] != str(SCHEMA_VERSION):
        raise _to_rebuild(
            folder,
            f"{folder} was built by another version of Dateline (schema "
            f"{manifest['schema_version']}, this one has {SCHEMA_VERSION}).",
        )
    built = (manifest["chunk_tokens"], manifest["overlap_tokens"])
    if built != (str(CHUNK_TOKENS), str(OVERLAP_TOKENS)):
        raise _to_rebuild(
            folder,
            f"{folder} was built with chunks of {built[0]} tokens overlapping by {built[1]}, "
            f"this version makes {CHUNK_TOKENS} and {OVERLAP_TOKENS}.",
        )


def _to_rebuild(folder: Where, said: str) -> IndexMismatch:
    how = "Rebuild it."
    return mendable(IndexMismatch, said, how, folder, Remedy.REBUILD, archive=folder)
