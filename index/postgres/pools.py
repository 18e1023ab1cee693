"""Pools of connections, one a process for all that ask the same tables."""

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, NamedTuple

from index.errors import ArchiveError, Remedy
from index.postgres.address import PostgresAddress
from index.postgres.failures import sentences
from index.postgres.rows import row_factory

if TYPE_CHECKING:
    from psycopg import Connection
    from psycopg_pool import ConnectionPool

    PlainConnection = Connection[Any]
    Pool = ConnectionPool[PlainConnection]

MOST_CONNECTIONS = 8
CONNECT_SECONDS = 5
# While a server starts again, who asks waits so long.
PATIENCE_SECONDS = 20.0
# A server that is away is tried about so often while somebody waits for it.
_AGAIN_SECONDS = 1.0
_LOCK_SECONDS = 30
_Key = tuple[str, str]
_pools: "dict[_Key, tuple[Shared, int]]" = {}
_changing = threading.Lock()


class Shared(NamedTuple):
    """A pool, and by thread the connection of the transaction that it is in."""

    pool: "Pool"
    mine: threading.local

    def connection(self) -> "AbstractContextManager[PlainConnection]":
        """One of the pool's connections for a block.

        Raises:
            PoolTimeout: None was to be had in `PATIENCE_SECONDS`.
        """
        return self.pool.connection(timeout=PATIENCE_SECONDS)


def connected(address: PostgresAddress, schema: str = "") -> "PlainConnection":
    """A connection of one's own, each statement by itself.

    Args:
        address: Of the server and its database.
        schema: Where tables are looked for; where it is empty, wherever the user has them.

    Raises:
        ArchiveError: The server does not let us in.
    """
    import psycopg

    try:
        psycopg.conninfo.conninfo_to_dict(address.conninfo)
    except psycopg.ProgrammingError:
        # Its words are libpq's, which may quote a password.
        raise ArchiveError(
            f"The address {address} cannot be read: behind the question mark it may have the "
            "settings that libpq knows, and in front of it no % but %25.",
            remedy=Remedy.OTHER_ARCHIVE,
        ) from None
    with sentences(address):
        made: PlainConnection = psycopg.connect(address.conninfo, **_settings())
        _configured(schema)(made)
    return made


def pool_of(address: PostgresAddress, schema: str) -> Shared:
    """The pool for a schema's tables; to be given back by `let_go`.

    Raises:
        ArchiveError: The server does not let us in.
    """
    # A pool tells nobody why it has no connection.
    connected(address).close()
    with _changing:
        key = (address.conninfo, schema)
        if key not in _pools:
            _pools[key] = Shared(_made(address, schema), threading.local()), 0
        shared, holders = _pools[key]
        _pools[key] = shared, holders + 1
    return shared


def let_go(address: PostgresAddress, schema: str) -> None:
    """Gives a pool back; the last one who does closes it."""
    with _changing:
        shared, holders = _pools.pop((address.conninfo, schema))
        if holders > 1:
            _pools[address.conninfo, schema] = shared, holders - 1
            return
    shared.pool.close()


def _made(address: PostgresAddress, schema: str) -> "Pool":
    from psycopg_pool import ConnectionPool

    # Who asks is told in a sentence what its pool says in passing.
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)
    return ConnectionPool(
        address.conninfo,
        kwargs=_settings(),
        configure=_configured(schema),
        min_size=0,
        max_size=MOST_CONNECTIONS,
        reconnect_timeout=_AGAIN_SECONDS,
        reconnect_failed=_tried_again,
        name=f"dateline-{schema}",
        num_workers=1,
        open=True,
    )


def _tried_again(pool: "Pool") -> None:
    """Connects once more where somebody waits.

    A pool that goes on by itself waits twice as long each time, so that a server that is back
    after minutes would not be found for as long; one that has given up tries only for who asks
    next, not for those who wait.
    """
    if pool.get_stats()["requests_waiting"]:
        pool.check()


def _settings() -> dict[str, Any]:
    return {
        "autocommit": True,
        "row_factory": row_factory,
        "connect_timeout": CONNECT_SECONDS,
        "application_name": "dateline",
    }


def _configured(schema: str) -> "Callable[[PlainConnection], None]":
    def configure(db: "PlainConnection") -> None:
        path = f'"{schema}", public' if schema else "public"
        # No question to an archive gains by compiled code; most would wait for it.
        db.execute(
            f"SET search_path = {path}; SET jit = off; SET lock_timeout = '{_LOCK_SECONDS}s'; "
            "SET client_min_messages = warning"
        )

    return configure
