"""Names of a sentence against those of its quotes: there or not, and in the same part."""

import difflib
import re
from collections.abc import Sequence

from index.prose.words import words
from qa.english.countries import CONTINENTS
from qa.english.naming import Name, fold, names
from qa.faults import Fault, FaultKind

CLOSE_SPELLING = 0.84
SHORTEST_SPELLED = 5
SHORTEST_PREFIX = 4

_WITHIN_NAMES = frozenset("and for in of on the to".split())
_LOCATED = re.compile(r"\b(?:in|at|near|around|outside|inside|across|into|to|from) (?:the )?$")


def name_faults(sentence: str, quotes: Sequence[str], context: str = "") -> list[Fault]:
    """A fault for each name of the sentence that stands in no quote.

    A name that the context has is none, unless a quote has another one in its place: "he said"
    may be told as "Rahmon said", but not where the quote says "Wang said".
    """
    quoted = [(n, name) for n, quote in enumerate(quotes, 1) for name in names(quote)]
    said = standing(sentence, quotes)
    around = standing(sentence, [context]) if context else []
    faults = {}
    for name in names(sentence):
        if name not in said:
            fault = _fault(name, said, quoted)
            if fault.quoted or name not in around:
                faults[name.text] = fault
    return list(faults.values())


def standing(sentence: str, quotes: Sequence[str]) -> list[Name]:
    """The names of the sentence that stand in a quote, in whatever form."""
    quoted = [(n, name) for n, quote in enumerate(quotes, 1) for name in names(quote)]
    there = {fold(word) for quote in quotes for word in words(quote)}
    whole = " ".join(quotes)
    return [name for name in names(sentence) if _stands(name, sentence, whole, quoted, there)]


def same_name(name: Name, other: Name) -> bool:
    """Whether two names may be one: a country by any of its names, a part for the whole."""
    if name.place or other.place:
        both = name.place is not None and other.place is not None
        return both and name.place.country == other.place.country  # type: ignore[union-attr]
    parts, others = set(name.parts), set(other.parts)
    return parts <= others or others <= parts


def _stands(
    name: Name, sentence: str, whole: str, quoted: Sequence[tuple[int, Name]], there: set[str]
) -> bool:
    if all(part in there for part in name.parts):
        return True
    if name.place:
        return _country_stands(name, sentence, whole, quoted)
    if _by_initials(name, quoted, whole):
        return True
    return all(part in there or _spelled_otherwise(part, there) for part in name.parts)


def _country_stands(
    name: Name, sentence: str, whole: str, quoted: Sequence[tuple[int, Name]]
) -> bool:
    """By any of its names; a capital as the place of an event only by its own."""
    place = name.place
    if place is None or not any(same_name(name, other) for _, other in quoted):
        return False
    located = place.capital and _LOCATED.search(sentence[: name.start])
    return not located or re.search(r"\bcapital\b", whole) is not None


def _by_initials(name: Name, quoted: Sequence[tuple[int, Name]], whole: str) -> bool:
    """SCO for "Shanghai Cooperation Organisation", and the other way round."""
    if len(name.initials) > 2 and re.search(rf"\b{re.escape(name.initials)}\b", whole):
        return True
    letters = "".join(letter for letter in name.text if letter.isalpha())
    if not letters.isupper() or len(letters) < 2:
        return False
    return any(letters in other.initials for _, other in quoted) or letters in _initials(whole)


def _initials(whole: str) -> str:
    """The first letters of the words with capitals or content, with gaps at short other words."""
    return "".join(
        w.text[0].upper() if w.text[0].isupper() or len(w.text) > SHORTEST_PREFIX else " "
        for w in words(whole)
        if w.text not in _WITHIN_NAMES
    )


def _spelled_otherwise(part: str, there: set[str]) -> bool:
    """Tajik and Tajikistan, Organisation and Organization."""
    for other in there:
        short, long = sorted((part, other), key=len)
        if len(short) >= SHORTEST_PREFIX and long.startswith(short) and len(long) - len(short) <= 6:
            return True
    if len(part) < SHORTEST_SPELLED:
        return False
    near = difflib.get_close_matches(part, there, n=1, cutoff=CLOSE_SPELLING)
    return bool(near)


def _sort(name: Name) -> str:
    """What it is a name of: a continent, a country, or anything else."""
    if name.place is None:
        return "other"
    return "continent" if name.place.country in CONTINENTS else "country"


def _fault(name: Name, said: Sequence[Name], quoted: Sequence[tuple[int, Name]]) -> Fault:
    """Set against the quote's name that the sentence does not use and that is likest."""

    def likeness(pair: tuple[int, Name]) -> tuple[int, int, int]:
        other = pair[1]
        unused = not any(same_name(other, each) for each in said)
        alike = _sort(other) == _sort(name)
        return int(unused and alike), len(set(other.parts) & set(name.parts)), int(alike)

    best = max(quoted, key=likeness, default=None)
    if best and likeness(best)[0]:
        reason = f"It says {name.text}, the quote says {best[1].text}."
        return Fault(FaultKind.NAME, name.text, best[1].text, reason, best[0])
    reason = f"It names {name.text}, no quote does."
    return Fault(FaultKind.NAME, name.text, None, reason)
