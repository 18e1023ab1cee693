"""Whom and what names in an article stand for: whole names for surnames, kinds of bodies."""

import re
from collections.abc import Collection, Mapping

from evals.making.parsing import Entity, Parse, Token
from index.prose.sentences import sentence_spans
from qa.english.countries import CONTINENTS, places
from qa.english.naming import names

MOST_WORDS = 3
_TITLES = r"^(?:Actor|Actress|Captain|Coach|Democrat|Quarterback|Rapper|Republican|Singer) (?=\S+ )"
_OPENERS = (
    " although another both coach despite earlier even former later like meanwhile once only "
    "perhaps since star today unlike while with yesterday yet "
)
_OPENS = re.compile(r"(?:^|[.!?:])[\"“”'‘’\s]*+$|\n(?:[\"“”'‘’]|[^\S\n])*+$")

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


def whole_names(parse: Parse, text: str, asked: Collection[int]) -> dict[int, str]:
    """For each person called by one name the whole one; an empty text where it is not known.

    Of the words at the places `asked`, for finding the names of a whole article takes long.

    A name that the model takes for a body's or a place's, and that ends a longer one in the text,
    may be a person's or not: it is not known.
    """
    found = {}
    for token in (parse.tokens[i] for i in asked):
        name = _whole(parse, token, text) if token.tag == "NNP" else None
        # As in "One Bank", of which the model takes the first word for a number.
        if name and token.i and parse.tokens[token.i - 1].text in name.split():
            name = ""
        if name is not None:
            found[token.i] = name
    return found


def _whole(parse: Parse, token: Token, text: str) -> str | None:
    """The whole name for a word; empty where it is not known, None where it is no surname."""
    entity = parse.entity(token.i)
    behind = [each.tag for each in parse.tokens[token.i + 1 : token.i + 3]]
    owner = behind[:1] == ["POS"] and behind[1:] != ["NNP"]
    # The model takes "Costa's plan" for one name.
    if entity and owner and entity.first == token.i and entity.last > token.i + 1:
        entity = None
    label = entity.label if entity else ""
    # In front of a person's name stands a title, else it is part of another name.
    first = token.i if label == "PERSON" else max(0, token.i - 1)
    beside = parse.tokens[first : token.i + 2]
    longer = entity is not None and entity.last - entity.first > 1
    if longer or any(each.tag == "NNP" and each is not token for each in beside):
        return None
    if label == "PERSON":
        described = token.i > 0 and parse.tokens[token.i - 1].tag in ("DT", "JJ")
        return "" if described else whole_name(token.text, text) or ""
    # "the Diocese of Porto" is nobody's.
    if label not in ("", "ORG", "GPE") or token.text.isupper() or behind[:1] == ["IN"]:
        return None
    name = whole_name(token.text, text)
    return name if not name or not label or _told_of_as_a_person(name, text) else ""


def whole_name(surname: str, text: str) -> str | None:
    """The one name of several words in a text that ends with this; None without, or of several."""
    # To look for the names of all of a long text takes long.
    spans = [span for span in sentence_spans(text) if surname in text[span.start : span.end]]
    told = "\n".join(text[span.start : span.end] for span in spans)
    called = [
        name
        for name in names(told)
        if name.place is None
        and 2 <= len(name.text.split()) <= MOST_WORDS
        and name.text.split()[-1] == surname
        and not (name.text.split()[0].isupper() and len(name.text.split()[0]) > 2)
    ]
    found = {
        re.sub(_TITLES, "", name.text)
        for name in called
        if not (_OPENS.search(told[: name.start]) and _is_word(name.text.split()[0], text))
    }
    shortest = min(found, key=lambda name: (len(name), name), default=None)
    return shortest if shortest and all(name.endswith(shortest) for name in found) else None


def _told_of_as_a_person(name: str, text: str) -> bool:
    """Whether a text gives an age to a name, or says "who" of it."""
    return re.search(rf"{re.escape(name)}, (?:\d\d,|who\b)", text) is not None


def _is_word(first: str, text: str) -> bool:
    """Whether a name's first word is one of the language, as "Even Costa" at a sentence's start."""
    word = re.escape(first.lower())
    return re.search(rf"(?<![\w-]){word}(?![\w-])", text + _OPENERS) is not None


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
