"""A build that is made beside an archive's others, or as the first one, and counts when whole."""

import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager

from index.builds.beside import expect_no_others, settle
from index.builds.builds import clear_other_builds, open_store, server_of
from index.builds.presence import read_manifest
from index.errors import ArchiveError, DatelineError, Remedy
from index.places.opening import place_of
from index.places.place import Home, Place, Where
from index.storage.catalog import Catalog


@contextmanager
def place_for_another(path: str | Where, *, replace: bool) -> Iterator[Home]:
    """Where a build is to be made, which counts from the end of the block on.

    Where the block fails nothing has changed.

    Raises:
        ArchiveError: There is an archive already and it is not to be replaced, or something else.
        ArchiveBusy: Another process writes to it.
    """
    with closing(place_of(path)) as place:
        made = not place.is_there()
        place.make()
        lock = place.lock()
        try:
            with lock.alone():
                is_archive = place.names_a_build() or place.current().has_catalogue()
                _check(place, is_archive=is_archive, replace=replace)
                if place.overtaken_are_read or not is_archive:
                    clear_other_builds(place)  # what another that was killed has left
                yield from _counting(place, made=made)
                if not place.overtaken_are_read:
                    clear_other_builds(place)
        finally:
            lock.release()


def make_whole(home: Home, vectors: str) -> None:
    """Makes of a build's catalogue what else it needs: where its vectors are, and those.

    Args:
        home: The build's.
        vectors: "folder" for beside the catalogue, or a Chroma server's address.
    """
    with closing(Catalog(home.open_database())) as catalog:
        if server := server_of(vectors):
            # Of its own: the archive that it was made of may still be there.
            collection = f"dateline-{secrets.token_hex(8)}"
            catalog.place_vectors({"vectors": server, "collection": collection})
        with closing(open_store(home, catalog.manifest())) as store:
            store.rebuild(catalog.chunks.vectors())
    expect_no_others(home)


def _counting(place: Place, *, made: bool) -> Iterator[Home]:
    """A new build's home, which is switched to at the end."""
    home = place.new_home()
    try:
        yield home
        place.switch(home)
    except BaseException:
        _undo(place, home, made=made)
        raise
    settle(place, home)


def _check(place: Place, *, is_archive: bool, replace: bool) -> None:
    if is_archive:
        if not replace:
            raise ArchiveError(
                f"There is an archive in {place.path} already. Give another place, or have it "
                "replaced.",
                remedy=Remedy.REPLACE_ARCHIVE,
            )
    elif stranger := place.stranger():
        raise ArchiveError(
            f"{place.path} is not empty, and no archive: {stranger} is there. Give another place.",
            remedy=Remedy.OTHER_ARCHIVE,
        )


def _undo(place: Place, home: Home, *, made: bool) -> None:
    try:
        if manifest := read_manifest(home):
            with closing(open_store(home, manifest)) as store:
                store.drop()
    except DatelineError:
        pass  # What a server has of it, nobody refers to.
    place.delete(home)
    if made:
        place.unmake()
