"""The spellings of a publisher's name: "the BBC", "bbc" and "bbc.co.uk" are one. Pure."""

import re
from collections.abc import Iterable
from functools import lru_cache

from index.prose.words import folded

_DOMAIN = re.compile(r"(?:[\w-]+\.)*?([\w-]+)(?:\.(?:ac|co|com|edu|gov|net|org))?\.[a-z]+")


def publishers_named(name: str, publishers: Iterable[str]) -> tuple[str, ...]:
    """Those of the publishers that a name means."""
    keys = keys_of(name)
    return tuple(each for each in publishers if keys & keys_of(each))


@lru_cache(maxsize=4096)
def keys_of(name: str) -> frozenset[str]:
    """What two spellings of one publisher's name have in common."""
    plain = folded(name).strip()
    domain = _DOMAIN.fullmatch(plain)
    spellings = (plain, plain.removeprefix("the "), domain[1] if domain else "")
    return frozenset("".join(filter(str.isalnum, each)) for each in spellings) - {""}
