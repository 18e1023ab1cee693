"""PostgreSQL's errors as sentences: what, where, and what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from index.errors import ArchiveError, Remedy
from index.mending import damaged_catalogue
from index.postgres.address import PostgresAddress

# SQLSTATE classes and codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
_NO_PASSWORD = ("28",)
_NO_DATABASE = ("3D000",)
_FULL = ("53100",)
_TOO_MANY = ("53300",)
_NOT_ALLOWED = ("42501", "25006")
_BUSY = ("55P03", "57014", "40001", "40P01")
_GONE = ("42P01", "3F000", "42703")
_DAMAGED = ("XX001", "XX002", "58")


@contextmanager
def sentences(address: PostgresAddress) -> Iterator[None]:
    """Turns PostgreSQL's errors into sentences; those that only a mistake of ours raises stay.

    Raises:
        ArchiveError: The server cannot do it.
    """
    from psycopg import Error
    from psycopg_pool import PoolClosed, PoolTimeout

    try:
        yield
    except PoolClosed as error:
        raise ArchiveError(
            f"The archive in {address} was closed. Open it again: Archive.open(address)."
        ) from error
    except PoolTimeout as error:
        raise _not_there(address, "no connection was to be had") from error
    except Error as error:
        failure = of_error(address, error)
        if failure is None:
            raise
        raise failure from error


def of_error(address: PostgresAddress, error: Exception) -> ArchiveError | None:
    """The sentence for one of psycopg's errors; None for a mistake of ours."""
    from psycopg import InterfaceError, OperationalError

    code = getattr(error, "sqlstate", None) or ""
    said = _first_line(error)
    if code.startswith(_NO_PASSWORD) or "password authentication" in said or "no password" in said:
        return ArchiveError(
            f"The PostgreSQL server of {address} does not let this user in. Check the name and "
            "the password: in the address, in PGPASSWORD or in ~/.pgpass.",
            remedy=Remedy.OTHER_ARCHIVE,
        )
    if code in _NO_DATABASE or ("database" in said and "does not exist" in said):
        return ArchiveError(
            f"There is no such database on the server: {address}. Make it "
            "(createdb --encoding=UTF8 DATABASE), or give another address.",
            remedy=Remedy.OTHER_ARCHIVE,
        )
    if code.startswith(_FULL):
        return ArchiveError(
            f"There is no room left for {address} on the server's disk. Make room there, then run "
            "the same command again; what was finished is kept."
        )
    if code.startswith(_TOO_MANY):
        return ArchiveError(
            f"The PostgreSQL server of {address} takes no more connections. Close other programs, "
            "or raise its max_connections."
        )
    if code in _NOT_ALLOWED:
        return ArchiveError(
            f"This user may not do that in {address} ({said}). Give the user the rights, or open "
            "the archive as its owner.",
            remedy=Remedy.OTHER_ARCHIVE,
        )
    if code in _BUSY:
        return ArchiveError(
            f"{address} was held by another program for too long ({said}). Run the same command "
            "again."
        )
    if code in _GONE:
        return ArchiveError(
            f"The archive in {address} was built anew or deleted just now. Ask again.",
            remedy=Remedy.OTHER_ARCHIVE,
        )
    if code.startswith(_DAMAGED):
        return damaged_catalogue(f"PostgreSQL says '{said}'")
    if isinstance(error, OperationalError | InterfaceError):
        return _not_there(address, said)
    return None


def _not_there(address: PostgresAddress, said: str) -> ArchiveError:
    return ArchiveError(
        f"The PostgreSQL server of {address} cannot be reached ({said}). Check that it runs and "
        "that the address is right, then run the same command again; what was finished is kept.",
        remedy=Remedy.OTHER_ARCHIVE,
    )


def _first_line(error: Exception) -> str:
    """What the server or libpq says, without the connection's own words, which name the user."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    if not lines:
        return type(error).__name__
    return lines[0].rpartition("FATAL:")[2].strip().rstrip(".")
