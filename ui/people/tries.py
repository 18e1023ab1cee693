"""Wrong tries to sign in, which slow down who makes them, at whichever server."""

import ipaddress
from collections.abc import Sequence

from index.database import Database, Kind
from ui.people.store import Clock

FREE = 3
LONGEST = 15 * 60.0
FORGOTTEN_AFTER = 60 * 60.0
_MOST = 100_000


def delay(count: int) -> float:
    """Seconds to wait after so many wrong tries: none, then 1, 2, 4, ..., a quarter of an hour."""
    if count <= FREE:
        return 0.0
    return min(LONGEST, 2.0 ** min(count - FREE - 1, 30))


def network(address: str) -> str:
    """An IPv4 address itself, the /64 of an IPv6 address: one reader has all of that."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return address
    if known.ipv4_mapped:  # as a socket of both kinds tells an IPv4 address
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((int(known), 64), strict=False))


class Tries:
    """Counts tries for each of several names that one may have; safe between threads and servers.

    A try is counted before it is known to be wrong, so that of many at once each is counted.
    """

    def __init__(self, database: Database, clock: Clock, *, table: str = "failures") -> None:
        """Takes where they are counted, and a clock."""
        self._db = database
        self._clock = clock
        self._table = table

    def begin(self, whose: Sequence[str]) -> float:
        """Counts a try for all of `whose`, unless one of them has to wait: the seconds until then.

        0 means that it may be tried; then `succeeded` takes it back where it was right.
        """
        with self._db.transaction():
            # In SQLite a transaction that writes has the others wait, here this statement does.
            if self._db.kind is Kind.POSTGRESQL:
                self._db.run(f"LOCK TABLE {self._table} IN SHARE ROW EXCLUSIVE MODE")
            # Only now: another's try, which this one waited for, is not to be later than this one.
            at = self._clock()
            self._db.run(f"DELETE FROM {self._table} WHERE last <= ?", (at - FORGOTTEN_AFTER,))
            wait = max(self._wait(who, at) for who in whose)
            if wait <= 0:
                for who in whose:
                    self._count(who, at)
        return max(0.0, wait)

    def wait(self, who: str) -> float:
        """Seconds that one has to wait; 0 for none."""
        return max(0.0, self._wait(who, self._clock()))

    def succeeded(self, whose: Sequence[str]) -> None:
        """Forgets the tries of somebody who was right."""
        for who in whose:
            self._db.run(f"DELETE FROM {self._table} WHERE who = ?", (who,))

    def take_back(self, who: str) -> None:
        """Makes of the last try of somebody none, as where they were right; earlier ones stay."""
        self._db.run(f"UPDATE {self._table} SET count = count - 1 WHERE who = ?", (who,))

    def _wait(self, who: str, at: float) -> float:
        rows = self._db.rows(f"SELECT count, last FROM {self._table} WHERE who = ?", (who,))
        if not rows or at - rows[0]["last"] > FORGOTTEN_AFTER:
            return 0.0
        pause = delay(rows[0]["count"])
        # Another server's clock may be ahead: nobody waits longer than the pause for that.
        return min(pause, float(rows[0]["last"]) + pause - at)

    def _count(self, who: str, at: float) -> None:
        self._db.run(
            f"INSERT INTO {self._table} AS known (who, count, last) VALUES (?, 1, ?)"
            " ON CONFLICT (who) DO UPDATE SET count = known.count + 1, last = excluded.last",
            (who, at),
        )
        if self._db.rows(f"SELECT COUNT(*) AS n FROM {self._table}")[0]["n"] > _MOST:
            self._db.run(
                f"DELETE FROM {self._table} WHERE who IN"
                f" (SELECT who FROM {self._table} ORDER BY last LIMIT 1000)"
            )
