"""Questions that the archive does not answer: made ones with another name, number or year."""

import random
import re
from collections.abc import Mapping, Sequence

from evals.making.asking import MadeQuestion, Named
from evals.making.checking import Checker
from evals.making.people import is_country
from evals.making.times import has_year
from index import Archive, Filters
from index.prose.words import content_words, stems
from index.storage.tallies import Phrase
from qa.english.countries import places
from qa.passages import Passage
from qa.questions.analysis import analyse
from qa.support.names import standing

TRIES = 6
RAREST = 2
# A passage with the other name and this share of the other words may tell of the same thing.
ALIKE = 0.5

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER = re.compile(r"\d[\d,.]*\d")
_HELPERS = "did|is|was|has|had|will|does"
Names = Mapping[str, Sequence[str]]


def names_by_sort(asked: Sequence[MadeQuestion]) -> dict[str, list[str]]:
    """The names of questions by what can take another's place, each once, in order."""
    found: dict[str, dict[str, None]] = {}
    for each in asked:
        for named in each.names:
            sort = _sort(named)
            if sort and _may_change(sort, named.text, each.question):
                found.setdefault(sort, {})[named.text] = None
    return {sort: list(names) for sort, names in found.items()}


def altered(asked: MadeQuestion, names: Names, rng: random.Random) -> list[tuple[str, str]]:
    """Questions like the one asked about something else, each with what was put into it."""
    made = []
    for named in asked.names:
        sort = _sort(named)
        if (
            sort is None
            or not _may_change(sort, named.text, asked.question)
            or len(re.findall(rf"(?<!\w){re.escape(named.text)}(?!\w)", asked.question)) != 1
        ):
            continue
        other = _other(named, sort, names, asked, rng)
        if other:
            made.append((asked.question.replace(named.text, other), _put_in(sort, other)))
    rng.shuffle(made)
    return made[:TRIES]


def stands_nowhere(archive: Archive, question: str, other: str, checker: Checker) -> bool:
    """Whether no article has what was put into a question beside the rarest of its other words.

    Args:
        archive: Where it is looked for.
        question: The altered question.
        other: What was put into it: a name, of a person's the last word, or a number.
        checker: Finds its first passages; none of them may have it beside half of the other
            words either.
    """
    put = set(stems(other))
    rest = [word.stem for word in content_words(question) if word.stem not in put]
    counts = archive.catalog.chunks.document_frequencies(set(rest))
    rarest = sorted(counts, key=lambda stem: (counts[stem], stem))[:RAREST]
    phrases = [Phrase(tuple(stems(other))), *(Phrase((stem,)) for stem in rarest)]
    if not rarest or archive.catalog.tallies.tally(Filters(), phrases).articles:
        return False
    return not any(
        _tells_of(each, other, set(rest)) for each in checker.passages(analyse(question))
    )


def changed_digit(number: str, rng: random.Random) -> str | None:
    """A number with another digit at one place; None where the place that was drawn has none."""
    place = rng.randrange(len(number))
    if not number[place].isdigit():
        return None
    digit = rng.choice([d for d in "123456789" if d != number[place]])
    return number[:place] + digit + number[place + 1 :]


def _tells_of(passage: Passage, other: str, rest: set[str]) -> bool:
    """Whether a passage has a name, in whatever form, beside many of these words."""
    present = set(stems(passage.text + " " + passage.title))
    there = set(stems(other)) <= present or bool(standing(other, [passage.text]))
    return there and len(rest & present) >= ALIKE * len(rest)


def _sort(named: Named) -> str | None:
    """What can take a name's place, in a word; None where nothing should."""
    text = named.text
    if named.label == "PERSON":
        return "person" if 2 <= len(text.split()) <= 3 else None
    if named.label == "GPE":
        whole = places(text)
        if is_country(text):
            return "country"
        return None if whole or len(text) < 4 else "place"
    if named.label == "NORP":
        found = places(text)
        return "people" if found and found[0].end == len(text) else None
    if named.label == "DATE":
        return "year" if has_year(text) else None
    return "number" if named.label == "CARDINAL" and _NUMBER.search(text) else None


def _may_change(sort: str, text: str, question: str) -> bool:
    """Whether another name fits in: a place's behind a preposition, a person's without a title."""
    whole = re.escape(text)
    if sort in ("country", "place"):
        behind = r"\b(?:in|at|near|from|to|of|across|into|outside) "
        return re.search(rf"{behind}{whole}(?! [A-Z]|['’\w])", question) is not None
    if sort == "person":
        if re.match(rf"\w+ (?:{_HELPERS}) {whole}(?! [A-Z])", question):
            return True
        capital = rf"(?<![\w.])(?=[\w.]*+ {whole})(?:[\w.]*\.)?[A-Z]"
        titled = re.search(rf"\b(?:the|name) {whole}|{capital}|{whole} [A-Z]", question)
        return titled is None
    return True


def _other(
    named: Named, sort: str, names: Names, asked: MadeQuestion, rng: random.Random
) -> str | None:
    if sort == "year":
        year = int(_YEAR.findall(named.text)[-1]) if _YEAR.search(named.text) else 0
        other = str(year + rng.choice([-3, -2, -1, 1, 2]))
        return _YEAR.sub(other, named.text) if year and _YEAR.fullmatch(other) else None
    if sort == "number":
        number = _NUMBER.search(named.text)
        changed = changed_digit(number[0], rng) if number else None
        return named.text.replace(number[0], changed) if number and changed else None
    free = [
        name
        for name in names.get(sort, ())
        if not set(stems(name)) & set(stems(f"{asked.question} {' '.join(asked.answers)}"))
    ]
    return rng.choice(free) if free else None


def _put_in(sort: str, other: str) -> str:
    """What an article would have to hold: of a person's name the last word, of a date the year."""
    if sort == "person":
        return other.split()[-1]
    if sort == "year":
        return str(_YEAR.findall(other)[-1])
    return other
