"""Whether a name is a woman's or a man's, as its first name or a title before it tells."""

import re
from enum import Enum
from functools import cache

from index.prose.word_lists import lines_of


class Gender(Enum):
    """Of a person, as far as words tell."""

    WOMAN = "she"
    MAN = "he"


_TITLES = {
    **dict.fromkeys(
        "mrs ms miss lady dame queen princess duchess spokeswoman chairwoman businesswoman "
        "congresswoman policewoman actress baroness empress sister mother".split(),
        Gender.WOMAN,
    ),
    **dict.fromkeys(
        "mr sir lord king prince duke spokesman chairman businessman congressman policeman "
        "actor baron emperor brother father".split(),
        Gender.MAN,
    ),
}
_TITLE = re.compile(rf"\b({'|'.join(_TITLES)})\.? (?=[A-Z])", re.IGNORECASE)


def _first_names() -> dict[str, Gender]:
    genders = {"f": Gender.WOMAN, "m": Gender.MAN}
    found: dict[str, Gender] = {}
    for line in lines_of("qa.english", "lists/first_names.txt"):
        letter, *given = line.split()
        found |= dict.fromkeys(given, genders[letter])
    return found


FIRST_NAMES = _first_names()
_SHORT_FORMS = tuple(
    line.casefold().split() for line in lines_of("qa.english", "lists/short_names.txt")
)


@cache
def short_forms(name: str) -> frozenset[str]:
    """The other forms of a given name in small letters: "william", "billy" and "will" of "bill"."""
    lines = (line for line in _SHORT_FORMS if name in line)
    return frozenset(each for line in lines for each in line if each != name)


def gender_of(name: str) -> Gender | None:
    """The gender that a name's first word tells of; None where that is not known."""
    return FIRST_NAMES.get(name.partition(" ")[0])


def titled(text: str) -> dict[str, Gender]:
    """By the word that follows each: the genders that titles in a text tell of."""
    found = {}
    for match in _TITLE.finditer(text):
        word = re.match(r"[\w’'-]+", text[match.end() :])
        if word:
            found[word[0]] = _TITLES[match[1].lower()]
    return found
