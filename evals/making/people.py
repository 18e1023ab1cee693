"""Whom and what names in an article stand for: whole names for surnames, kinds of bodies."""

import re
from collections.abc import Mapping

from evals.making.parsing import Entity, Parse
from qa.support.countries import CONTINENTS, places
from qa.support.naming import Name, names

MOST_WORDS = 3
_TITLES = r"^(?:Actor|Actress|Captain|Coach|Democrat|Quarterback|Rapper|Republican|Singer) (?=\S+ )"
_OPENERS = (
    " although another both coach despite earlier even former later like meanwhile once only "
    "perhaps since star today unlike while with yesterday yet "
)
_OPENS = re.compile(r"(?:^|[.!?:]|\n)[\"“”'‘’\s]*$")

# The last word of a body's name tells what it is.
_BODIES: Mapping[str, str] = {
    word: kind
    for kind, ending in (
        ("company", "Inc Inc. Corp Corp. Co. Ltd Ltd. LLC PLC plc Corporation Company Motors"),
        ("company", "Holdings Technologies Pharmaceuticals Industries Systems Energy"),
        ("airline", "Airlines Airways"),
        ("bank", "Bank"),
        ("university", "University"),
        ("college", "College"),
        ("court", "Court"),
        ("party", "Party"),
        ("department", "Department"),
        ("ministry", "Ministry"),
        ("agency", "Agency"),
        ("commission", "Commission"),
        ("committee", "Committee"),
        ("association", "Association"),
        ("foundation", "Foundation"),
        ("institute", "Institute"),
        ("museum", "Museum"),
        ("hospital", "Hospital"),
    )
    for word in ending.split()
}
_NO_SURNAMES = {*_BODIES} | frozenset(
    "Channel Daily Festival Journal Magazine Network News Post Report Series Show Sport Sports "
    "Team Times Tribune".split()
)
SHORTEST_ACRONYM, LONGEST_ACRONYM = 3, 6


def whole_names(parse: Parse, text: str) -> dict[int, str]:
    """For each person called by one name the whole one; an empty text where it is not known.

    A name that the model takes for a body's or a place's, and that ends a longer one in the text,
    may be a person's or not: it is not known.
    """
    found = {}
    for token in parse.tokens:
        entity = parse.entity(token.i)
        if token.tag != "NNP" or (entity and entity.last - entity.first > 1):
            continue
        label = entity.label if entity else ""
        # In front of a person's name stands a title, else it is part of another name.
        first = token.i if label == "PERSON" else max(0, token.i - 1)
        beside = parse.tokens[first : token.i + 2]
        if any(each.tag == "NNP" and each is not token for each in beside):
            continue
        if label == "PERSON":
            found[token.i] = whole_name(token.text, text) or ""
            if token.i and parse.tokens[token.i - 1].tag in ("DT", "JJ"):
                found[token.i] = ""
        elif label in ("", "ORG", "GPE") and not token.text.isupper():
            name = whole_name(token.text, text)
            if name:
                found[token.i] = name if not label or _told_of_as_a_person(name, text) else ""
    return found


def whole_name(surname: str, text: str) -> str | None:
    """The one name of several words in a text that ends with this; None without, or of several."""
    called = [
        name
        for name in names(text)
        if name.place is None
        and 2 <= len(name.text.split()) <= MOST_WORDS
        and name.text.split()[-1] == surname
        and not (name.text.split()[0].isupper() and len(name.text.split()[0]) > 2)
    ]
    found = {
        re.sub(_TITLES, "", name.text) for name in called if not _opens_with_a_word(name, text)
    }
    shortest = min(found, key=lambda name: (len(name), name), default=None)
    return shortest if shortest and all(name.endswith(shortest) for name in found) else None


def _told_of_as_a_person(name: str, text: str) -> bool:
    """Whether a text gives an age to a name, or says "who" of it."""
    return re.search(rf"{re.escape(name)}, (?:\d\d,|who\b)", text) is not None


def _opens_with_a_word(name: Name, text: str) -> bool:
    """Whether its first word is one of the language, as "Even Costa" at a sentence's start."""
    if not _OPENS.search(text[: name.start]):
        return False
    first = name.text.split()[0].lower()
    return re.search(rf"(?<![\w-]){re.escape(first)}(?![\w-])", text + _OPENERS) is not None


def is_person(parse: Parse, entity: Entity) -> bool:
    """Whether a name taken for a person's looks like one: no title, no place, no body."""
    text = parse.words(range(entity.first, entity.last))
    if entity.label != "PERSON" or any(each.isdigit() for each in text):
        return False
    if not all(t.tag == "NNP" for t in parse.tokens[entity.first : entity.last]):
        return False
    if places(text) or len(text.split()) > MOST_WORDS or text.split()[-1] in _NO_SURNAMES:
        return False
    if entity.first and parse.tokens[entity.first - 1].tag == "DT":
        return False
    if len(text.split()) == 1:
        return text[:1].isupper() and not text.isupper()
    return any(name.text == text and name.place is None for name in names(parse.text))


def kind_of_body(parse: Parse, entity: Entity) -> str | None:
    """What a body is, in one word: by its name's last word; "organization" for an acronym."""
    text = parse.words(range(entity.first, entity.last))
    last = text.split()[-1]
    if last in _BODIES and len(text.split()) > 1:
        return _BODIES[last]
    acronym = text.isupper() and text.isalpha() and not places(text)
    return "organization" if acronym and SHORTEST_ACRONYM <= len(text) <= LONGEST_ACRONYM else None


def is_country(text: str) -> bool:
    """Whether a text is a country's own name, and neither a capital nor a people's."""
    found = places(text)
    whole = len(found) == 1 and found[0].start == 0 and found[0].end == len(text)
    return whole and not found[0].capital and _is_land(text, found[0].country)


def _is_land(text: str, country: str) -> bool:
    # Georgia may be the state.
    others = ("European Union", "United Nations", "Gaza", "Crimea", "Georgia")
    if country in CONTINENTS or country in others:
        return False
    return text == country or text.isupper()
