"""The address of an archive in PostgreSQL: what a person writes, and what may be shown of it."""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from index.errors import ArchiveError, Remedy

SCHEMES = ("postgresql://", "postgres://")
DEFAULT_NAME = "dateline"
_ARCHIVE = "archive"
# libpq's own words for what nobody but the server is to know.
_SECRET = frozenset(
    "password passfile sslpassword sslkey oauth_client_secret scram_client_key "
    "scram_server_key".split()
)
_NAME = re.compile(r"[a-z](?:_?[a-z0-9]){0,39}")


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    """Where an archive is in PostgreSQL; as text it holds no password.

    Attributes:
        shown: The address without what is secret.
        name: The archive's own name in the database: its schemas begin so.
        conninfo: What libpq connects by.
    """

    shown: str
    name: str
    conninfo: str = field(repr=False)

    def __str__(self) -> str:
        """The address without what is secret."""
        return self.shown


def is_address(text: object) -> bool:
    """Whether a text is the address of an archive in PostgreSQL, and no path."""
    return isinstance(text, str) and text.lower().startswith(SCHEMES)


def postgres_address(text: str) -> PostgresAddress:
    """Reads an address: postgresql://USER:PASSWORD@HOST:PORT/DATABASE?archive=NAME.

    All of it may be left out but the scheme: libpq's own defaults, its environment variables and
    its password file hold. `archive` names one of several archives in a database; the other
    settings behind the question mark are libpq's.

    Raises:
        ArchiveError: It cannot be read. The text is not quoted, for it may hold a password.
    """
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - raises ValueError where it is no number
        query = parts.query.replace("+", "%2B")  # which is no space to libpq
        settings = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
    except ValueError:
        raise _unreadable("it cannot be taken apart") from None
    name = dict(settings).get(_ARCHIVE, DEFAULT_NAME)
    if not _NAME.fullmatch(name):
        raise _unreadable(
            "the name of its archive may have small letters of a to z, digits and single _"
        )
    if parts.fragment:
        raise _unreadable("it has a '#': write %23 where a password has one")
    others = [(key, value) for key, value in settings if key != _ARCHIVE]
    told = [(key, value) for key, value in settings if key not in _SECRET]
    user, _, _ = parts.netloc.rpartition("@")
    host = parts.netloc.removeprefix(f"{user}@")
    who = unquote(user.partition(":")[0])
    return PostgresAddress(
        shown=_written(f"{who}@{host}" if who else host, parts.path, told),
        name=name,
        conninfo=_written(parts.netloc, parts.path, others),
    )


def _written(netloc: str, path: str, settings: list[tuple[str, str]]) -> str:
    made = urlunsplit(("postgresql", netloc, path, urlencode(settings, quote_via=quote), ""))
    # Without a host, urlunsplit leaves the slashes out.
    return made if "://" in made else made.replace("postgresql:", "postgresql://", 1)


def _unreadable(why: str) -> ArchiveError:
    return ArchiveError(
        f"The address of an archive in PostgreSQL cannot be read: {why}. Write "
        "postgresql://USER:PASSWORD@HOST:PORT/DATABASE.",
        remedy=Remedy.OTHER_ARCHIVE,
    )
