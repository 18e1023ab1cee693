"""One build of an archive: its catalogue and its vectors, opened together and checked."""

import logging
import secrets
from dataclasses import dataclass
from pathlib import Path

from index.builds.presence import catalog_file, gone, read_manifest
from index.errors import ArchiveError, IndexMismatch, Remedy
from index.layout import (
    CATALOG_FILE,
    MARK_FILE,
    VECTORS_FOLDER,
    current_home,
    delete_home,
    other_homes,
)
from index.mending import damaged_catalogue, mendable
from index.models.embedding import Embedder
from index.prose.chunking import CHUNK_TOKENS, OVERLAP_TOKENS
from index.storage.catalog import Catalog
from index.storage.schema import SCHEMA_VERSION
from index.vector_stores.folder_store import FolderStore
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
        folder: The archive's folder, by which a person knows it.
        home: The folder with the files of this build.
        catalog: The one truth.
        vectors: A second copy of its vectors, to search them.
        manifest: How it was built.
        file: Which file the catalogue is, as `catalog_file` tells it.
    """

    folder: Path
    home: Path
    catalog: Catalog
    vectors: VectorStore
    manifest: dict[str, str]
    file: tuple[int, int] | None

    def close(self) -> None:
        """Lets go of files and connections."""
        self.vectors.close()
        self.catalog.close()


def create_build(
    folder: Path, home: Path, embedder: Embedder, vectors: str, generation: int = 0
) -> Build:
    """Makes an empty build.

    Args:
        folder: The archive's.
        home: Where its files are to be.
        embedder: The model that it is for.
        vectors: `IN_FOLDER`, or the address of a server.
        generation: Of what can be found, to begin with.

    Raises:
        ArchiveError: There is one already, or the server cannot be reached or is none.
    """
    place = _place(vectors)
    manifest = {
        "generation": str(generation),
        "model": embedder.name,
        "fingerprint": embedder.fingerprint,
        "chunk_tokens": str(CHUNK_TOKENS),
        "overlap_tokens": str(OVERLAP_TOKENS),
    }
    if place != IN_FOLDER:
        manifest |= {"vectors": place, "collection": f"dateline-{secrets.token_hex(8)}"}
    store = open_store(home, manifest)
    catalog = Catalog(home / CATALOG_FILE)
    try:
        if catalog.manifest():  # made by another process a moment ago
            raise ArchiveError(f"There is an archive in {folder} already. Open it instead.")
        store.sound()  # A server that is not there says so before anything is made.
        # The manifest comes first: it tells which collection to clear away, or to make again.
        catalog.create(manifest)
        store.rebuild(())
    except BaseException:
        store.close()
        catalog.close()
        raise
    return Build(folder, home, catalog, store, catalog.manifest(), catalog_file(home))


def open_build(folder: Path) -> Build:
    """Opens the build that counts.

    Raises:
        ArchiveNotFound: It is not there any more.
        ArchiveError: Its files cannot be read.
        IndexMismatch: It was built by other settings than this version's.
    """
    while True:
        home = current_home(folder)
        file = catalog_file(home)
        try:
            if file is None:
                raise gone(folder, home)
            build = _opened(folder, home, file)
        except ArchiveError:
            if (current_home(folder), catalog_file(home)) == (home, file):
                raise
            continue  # It was overtaken and deleted, or replaced, just now.
        if is_current(build):
            return build
        build.close()


def is_current(build: Build) -> bool:
    """Whether a build is still the one that counts, and its catalogue the file that was opened."""
    home = current_home(build.folder)
    return home == build.home and build.file is not None and catalog_file(home) == build.file


def open_store(home: Path, manifest: dict[str, str]) -> VectorStore:
    """The vectors of a build, by what its manifest says."""
    if "vectors" in manifest:
        collection = manifest.get("collection", "")  # A damaged manifest may have lost it.
        return ServerStore(manifest["vectors"], collection, home / MARK_FILE)
    return FolderStore(home / VECTORS_FOLDER)


def clear_other_builds(folder: Path) -> None:
    """Deletes the builds that do not count. Only for who holds the writer's lock."""
    for home in other_homes(folder):
        try:
            manifest = read_manifest(home)
            if manifest:
                open_store(home, manifest).drop()
        except ArchiveError as error:
            _log.warning("%s What an earlier build has left there stays there.", error)
        delete_home(folder, home)


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
    where = build.manifest.get("vectors", IN_FOLDER)
    if _place(vectors) != where:
        raise IndexMismatch(
            f"{build.folder} has its vectors in {where}, not in {vectors}. Open it without "
            "saying where, or move them by rebuilding it.",
            remedy=Remedy.MOVE_VECTORS,
            archive=build.folder,
            vectors=vectors,
        )


def _place(vectors: str) -> str:
    return vectors if vectors == IN_FOLDER else server_address(vectors)


def _opened(folder: Path, home: Path, file: tuple[int, int] | None) -> Build:
    catalog = Catalog(home / CATALOG_FILE)
    try:
        manifest = catalog.manifest()
        _check_built(folder, manifest)
        if not catalog.has_its_tables():
            raise damaged_catalogue("its tables are not those that were made")
        return Build(folder, home, catalog, open_store(home, manifest), manifest, file)
    except BaseException:
        catalog.close()
        raise


def _check_built(folder: Path, manifest: dict[str, str]) -> None:
    if not _BUILT <= manifest.keys():
        raise ArchiveError(
            f"{folder / CATALOG_FILE} is no catalogue of Dateline's. Give another place.",
            remedy=Remedy.OTHER_ARCHIVE,
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


def _to_rebuild(folder: Path, said: str) -> IndexMismatch:
    how = "Rebuild it."
    return mendable(IndexMismatch, said, how, folder, Remedy.REBUILD, archive=folder)
