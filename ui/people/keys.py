"""Keys by which programs come: random, shown once, stored as a hash, revoked at once."""

import secrets
import string
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from index.database import Database, Row
from ui.people.accounts import person_in, scopes_of, scopes_text
from ui.people.person import Person, Scope
from ui.people.store import Clock, NotKnown, PeopleError, now

PREFIX = "dl_"
_LETTERS = string.ascii_letters + string.digits
_RANDOM, _CHECK = 40, 6
_NOTED_SECONDS = 60
_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is listed; times are in seconds since 1970.

    Attributes:
        id: What it is called: the first digits of its hash.
        person: Whose it is.
        scopes: What may be done by it, where its person may do it.
        made: When it was made.
        until: When it ends; None for never.
        used: When it was used last, to the minute; None for never.
    """

    id: str
    person: str
    scopes: frozenset[Scope]
    made: int
    until: int | None
    used: int | None


class Keys:
    """The keys of one archive's people; safe between threads."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Takes where they are, and a clock."""
        self._db = database
        self._clock = clock

    def add(
        self, person: Person, scopes: Iterable[Scope] | None = None, days: int | None = None
    ) -> tuple[str, Key]:
        """Makes a key of somebody; what comes first is the key itself, which nobody keeps.

        Args:
            person: Whose it is.
            scopes: What may be done by it; None for all that its person may do.
            days: For how long.

        Raises:
            PeopleError: Its person may not do that.
        """
        wanted = person.scopes if scopes is None else frozenset(scopes)
        if beyond := wanted - person.scopes:
            raise PeopleError(
                f"{person.name} may not {scopes_text(beyond).replace(' ', ' or ')}, so no key of "
                "theirs may. To let them: dateline users limit NAME --scope SCOPE"
            )
        secret = _new_key()
        made = now(self._clock)
        until = made + days * _DAY if days else None
        key = Key(_digest(secret)[:10], person.name, wanted, made, until, None)
        self._db.run(
            "INSERT INTO keys (id, digest, person, scopes, made, until) VALUES (?, ?, ?, ?, ?, ?)",
            (key.id, _digest(secret), person.name, scopes_text(wanted), made, until),
        )
        return secret, key

    def all(self) -> list[Key]:
        """All keys, by whose they are and when they were made; those too that have ended."""
        return [_key(row) for row in self._db.rows("SELECT * FROM keys ORDER BY person, made, id")]

    def revoke(self, key_id: str) -> Key:
        """Ends a key at once; raises NotKnown where there is none of that id."""
        found = self._db.rows("DELETE FROM keys WHERE id = ? RETURNING *", (key_id,))
        if not found:
            raise NotKnown(f"There is no key {key_id}. All are told by: dateline keys list")
        return _key(found[0])

    def person(self, secret: str) -> Person | None:
        """Who comes by a key, limited to what it is for; None where it is nobody's or has ended."""
        if not is_key(secret):
            return None
        at = now(self._clock)
        rows = self._db.rows(
            "SELECT people.*, keys.id AS key_id, keys.scopes AS key_scopes, keys.used"
            " FROM keys JOIN people ON people.name = keys.person"
            " WHERE keys.digest = ? AND (keys.until IS NULL OR keys.until > ?)",
            (_digest(secret), at),
        )
        if not rows:
            return None
        if (rows[0]["used"] or 0) <= at - _NOTED_SECONDS:
            self._db.run("UPDATE keys SET used = ? WHERE id = ?", (at, rows[0]["key_id"]))
        person = person_in(rows[0])
        return replace(person, scopes=person.scopes & scopes_of(rows[0]["key_scopes"]))


def is_key(text: str) -> bool:
    """Whether a text is of a key's form, its checksum too: what is found of one can be told so."""
    bare = text.removeprefix(PREFIX)
    if bare == text or len(bare) != _RANDOM + _CHECK or not set(bare) <= set(_LETTERS):
        return False
    return bare[_RANDOM:] == _checksum(bare[:_RANDOM])


def _new_key() -> str:
    bare = "".join(secrets.choice(_LETTERS) for _ in range(_RANDOM))
    return PREFIX + bare + _checksum(bare)


def _checksum(bare: str) -> str:
    rest, letters = zlib.crc32(bare.encode()), ""
    for _ in range(_CHECK):
        rest, letter = divmod(rest, len(_LETTERS))
        letters += _LETTERS[letter]
    return letters


def _digest(secret: str) -> str:
    # A key is random, and so needs no slow hash.
    return sha256(secret.encode()).hexdigest()


def _key(row: Row) -> Key:
    return Key(
        row["id"], row["person"], scopes_of(row["scopes"]), row["made"], row["until"], row["used"]
    )
