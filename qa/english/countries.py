"""Countries, what is said of their people, and their capitals: news calls one by the other."""

import re
from typing import NamedTuple

from index.prose.word_lists import lines_of

CONTINENTS = frozenset({"Europe", "Asia", "Africa"})


class Place(NamedTuple):
    """A name of a country in a text: where it stands, which country, whether by its capital."""

    start: int
    end: int
    country: str
    capital: bool


def _names() -> dict[str, tuple[str, bool]]:
    found: dict[str, tuple[str, bool]] = {}
    for line in lines_of("qa.english", "lists/countries.txt"):
        names, people, capitals = line.split("/")
        country = names.split(",")[0]
        found |= dict.fromkeys(names.split(","), (country, False))
        found |= {f"{each}{s}": (country, False) for each in people.split(",") for s in ("", "s")}
        found |= dict.fromkeys(capitals.split(","), (country, True))
    return {name: value for name, value in found.items() if len(name) > 1}


_NAMES = _names()
_NAME = re.compile(
    r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(_NAMES, key=len, reverse=True))) + r")(?!\w)"
)


def places(text: str) -> list[Place]:
    """The countries that a text names, in order, as written with capitals."""
    return [Place(m.start(), m.end(), *_NAMES[m[0]]) for m in _NAME.finditer(text)]
