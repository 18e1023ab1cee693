"""Offices of a country: "Norway's foreign minister" is a "Norwegian Foreign Minister"."""

import re
from typing import NamedTuple

from qa.support.countries import Place, places

_TITLE = re.compile(
    r"\b(?:(?:acting|caretaker|former|then|new|current)[ -])*"
    r"(?P<title>(?:(?:prime|foreign|defen[cs]e|interior|home|finance|trade|commerce|health|energy|"
    r"economy|education|justice|culture|vice|deputy|first|crown)[ -])*"
    r"(?:minister|president|premier|chancellor|ambassador|king|queen|prince|princess|emperor|"
    r"governor|envoy))\b",
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


def office_held(question: str, sentence: str) -> float:
    """1 where a sentence names an office that a question asks for by its country.

    -1 where it names another country's office of that title only; 0 where it does neither, and
    for any other question.
    """
    wanted = {office for office in offices(question) if office.country}
    if not wanted:
        return 0.0
    there = set(offices(sentence))
    if wanted & there:
        return 1.0
    titles = {office.title for office in wanted}
    others = [office for office in there if office.title in titles]
    return -1.0 if others and all(office.country for office in others) else 0.0


def _country(text: str, start: int, end: int, named: list[Place]) -> str | None:
    """Of "China's president", "the Chinese president", "the president of China"."""
    for place in named:
        if place.end <= start and _OWNED.fullmatch(text[place.end : start]):
            return place.country
        if place.start >= end and _OF.fullmatch(text[end : place.start]):
            return place.country
    return None
