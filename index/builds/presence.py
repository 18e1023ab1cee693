"""Which archive is in a place, and whether one is there at all."""

from contextlib import closing

from index.errors import ArchiveError, ArchiveNotFound, Remedy
from index.mending import mendable
from index.places.opening import place_of
from index.places.place import Home, Place, Where
from index.storage.catalog import Catalog


def exists(path: str | Where) -> bool:
    """Whether there is an archive in a place; one whose making was cut short is none.

    Args:
        path: A folder, or the address of an archive in PostgreSQL.

    Raises:
        ArchiveError: What names its build is damaged, or its catalogue cannot be read.
    """
    with closing(place_of(path)) as place:
        return has_archive(place)


def has_archive(place: Place) -> bool:
    """The same of a place that is open."""
    while True:
        home = place.current()
        if read_manifest(home):
            return True
        if place.current() == home:
            _check_named(place, home)
            return False


def read_manifest(home: Home) -> dict[str, str]:
    """How a build was made, of whatever version; empty where its making was cut short."""
    if not home.has_catalogue():
        return {}
    with closing(Catalog(home.open_database())) as catalog:
        return catalog.manifest()


def gone(place: Place, home: Home) -> ArchiveError:
    """The error of an archive that was there and is not any more."""
    _check_named(place, home)
    return ArchiveNotFound(
        f"The archive in {place.path} is not there any more: it was moved, deleted, or is being "
        "replaced. Put it back and ask again, or open another one.",
        remedy=Remedy.OTHER_ARCHIVE,
    )


def _check_named(place: Place, home: Home) -> None:
    """Raises ArchiveError where the build that is named is not there, and another one is."""
    if home.is_there() or not place.names_a_build():
        return
    others = [each for each in place.others() if read_manifest(each)]
    if others:
        there = [each.told for each in others]
        raise mendable(
            ArchiveError,
            f"{place.pointer} names {home.name} as the archive's build, which is not "
            f"there; there is {' and '.join(there)}.",
            "Write the right one's name into it (for the archive's own folder, delete it), or "
            "restore the archive from a copy.",
            place.path,
        )
