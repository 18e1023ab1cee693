"""What a person writes for an archive, as the place that is meant."""

from pathlib import Path

from index.places.folder import FolderPlace
from index.places.place import Place, Where
from index.postgres.address import PostgresAddress, is_address, postgres_address


def where(path: str | Where) -> Where:
    """A path, or the address of an archive in PostgreSQL.

    Raises:
        ArchiveError: It is an address that cannot be read.
    """
    if isinstance(path, PostgresAddress | Path):
        return path
    return postgres_address(path) if is_address(path) else Path(path)


def lasting(found: Where) -> Where:
    """The same for a program that goes to another folder later."""
    return found if isinstance(found, PostgresAddress) else found.absolute()


def place_of(path: str | Where) -> Place:
    """The place of an archive; to be closed.

    Raises:
        ArchiveError: It is an address that cannot be read, or whose server does not let us in.
    """
    found = where(path)
    if isinstance(found, PostgresAddress):
        from index.places.postgres import PostgresPlace

        return PostgresPlace(found)
    path = lasting(found)
    assert isinstance(path, Path)
    return FolderPlace(path)
