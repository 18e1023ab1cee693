"""Offices and their countries: "Norway's foreign minister" is a "Norwegian Foreign Minister"."""

import re
from typing import NamedTuple

from index.prose.word_lists import words_of
from qa.english.countries import Place, places

_FIELD = "|".join(words_of("qa.english", "lists/office_fields.txt"))
_OFFICE = "|".join(words_of("qa.english", "lists/offices.txt"))
_TITLE = re.compile(
    r"\b(?:(?:acting|caretaker|former|then|new|current)[ -]){0,4}"
    rf"(?P<title>(?:(?:{_FIELD})[ -]){{0,6}}(?:{_OFFICE}))\b",
    re.IGNORECASE,
)
_OWNED = re.compile(r"(?:['’]s?)?[ -](?:\w+ )?$")
_OF = re.compile(r" (?:of|for) (?:the )?")


class Office(NamedTuple):
    """A title in a text, and the country it is of, None where the text does not say it there."""

    title: str
    country: str | None


def offices(text: str) -> list[Office]:
    """The offices that a text names, in order."""
    named = places(text)
    found = []
    for match in _TITLE.finditer(text):
        title = match["title"].casefold().replace("-", " ").replace("defense", "defence")
        found.append(Office(title, _country(text, match.start(), match.end(), named)))
    return found


def _country(text: str, start: int, end: int, named: list[Place]) -> str | None:
    """Of "China's president", "the Chinese president", "the president of China"."""
    for place in named:
        if place.end <= start and _OWNED.fullmatch(text[place.end : start]):
            return place.country
        if place.start >= end and _OF.fullmatch(text[end : place.start]):
            return place.country
    return None
