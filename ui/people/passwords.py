"""Passwords: hashed by Argon2id, a few at once, for each hash takes 64 MB."""

from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from ui.people.store import PeopleError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 1000
AT_ONCE = 2
"""Hashes made at the same time, of all who sign in: 128 MB at most."""

_turn = BoundedSemaphore(AT_ONCE)


def check_password(password: str, name: str = "") -> None:
    """Whether a new password may be one.

    Raises:
        PeopleError: It is too short or too long, or the name itself.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise PeopleError(
            f"The password has {len(password)} characters; it needs {SHORTEST_PASSWORD} or more."
        )
    if len(password) > LONGEST_PASSWORD:
        raise PeopleError(f"The password is longer than {LONGEST_PASSWORD} characters.")
    if password.casefold() == name.casefold():
        raise PeopleError("The password is the name. Take another one.")


def hashed(password: str) -> str:
    """A password's hash, with its salt and parameters; takes a tenth of a second or so."""
    with _turn:
        return _hasher().hash(_bytes(password))


def is_password(password: str, stored: str | None) -> bool:
    """Whether a password is the stored one; takes as long where nothing is stored."""
    from argon2.exceptions import InvalidHashError, VerificationError

    with _turn:
        try:
            right = _hasher().verify(stored or _nobodys(), _bytes(password[:LONGEST_PASSWORD]))
        except (VerificationError, InvalidHashError):
            return False
    return right and stored is not None


def is_outdated(stored: str) -> bool:
    """Whether a hash was made with other parameters than are recommended now."""
    return _hasher().check_needs_rehash(stored)


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()  # its own parameters: RFC 9106's for little memory


@cache
def _nobodys() -> str:
    """A hash that nobody's password has: names that are not there must not be quicker refused."""
    import secrets

    return _hasher().hash(secrets.token_bytes(16))


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
