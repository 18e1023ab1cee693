"""The people that a text names in full, with what it says they are. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.articles import Span
from index.prose.word_lists import words_of
from index.prose.words import STOP_WORDS, words
from qa.english.countries import places
from qa.english.naming import fold
from qa.quotations.saying import FIRST_NAMES, HONORIFICS, is_people, sex_of

_GENERIC = frozenset(words_of("qa.english", "lists/generic_words.txt"))
_LINK = r"(?:al|bin|bint|da|de|del|der|di|ibn|van|von|el)"
_PART = r"[A-Z][\w’'-]*[a-z]"
_FULL = re.compile(
    rf"(?<![\w’'-]){_PART}(?: (?:(?:{_LINK} ){{1,2}}{_PART}|[A-Z]\.(?= [A-Z])|{_PART})){{1,4}}"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a text names them in full: `span` is the first time."""

    name: str
    span: Span
    sex: str
    parts: tuple[str, ...]

    @property
    def surname(self) -> str:
        """The last word of the name."""
        return self.name.split()[-1]


def people_named(text: str) -> tuple[Person, ...]:
    """Everybody named by at least two words with capitals, in the order of the first time."""
    found: dict[str, Person] = {}
    for match in _FULL.finditer(text):
        parts = _without_titles(match[0].split(" "), text, match.start())
        name = " ".join(parts)
        if len(parts) < 2 or name in found or not _may_be_person(parts):
            continue
        start = match.end() - len(name)
        titles = match[0][: len(match[0]) - len(name)].split() + _word_before(text, match.start())
        found[name] = Person(
            name, Span(start, match.end()), sex_of([*titles, *parts]), folded(name)
        )
    return tuple(found.values())


def _without_titles(parts: list[str], text: str, start: int) -> list[str]:
    last = -1
    for n, part in enumerate(parts[:-1]):
        low = part.casefold().rstrip(".")
        if len(parts) - n > 2 and low in _GENERIC and low != "may":
            last = n
        elif is_people(low) or low in HONORIFICS or low in STOP_WORDS:
            last = n
        elif part.endswith(("’s", "'s", "s’")) or places(part):
            last = n
    left = parts[last + 1 :]
    if len(left) == 3 and left[1].casefold() in FIRST_NAMES:
        return left[left[0].casefold() not in FIRST_NAMES :]  # A title that no list has.
    return left


def _may_be_person(parts: Sequence[str]) -> bool:
    low = [part.casefold() for part in parts]
    if is_people(low[-1]) and not sex_of(list(parts)):
        return False
    return not any(each in _NO_PERSON for each in low) and not places(" ".join(parts))


_NO_PERSON = frozenset(
    """ministry department university council court party news press union street road river lake
    sea island islands airport station hall bridge national international monday tuesday wednesday
    thursday friday saturday sunday january february march april june july august september october
    november december new north south east west inc ltd corp airlines times post house senate
    congress parliament cup league world games award awards prize act bill day week centre center
    the and of in on at for""".split()
)


def _word_before(text: str, start: int) -> list[str]:
    before = text[max(0, start - 24) : start].split()
    return before[-1:]


def folded(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared."""
    return tuple(fold(word) for word in words(name))


def fullest(name: str, before: int, people: Sequence[Person]) -> Person | None:
    """The one person of a text that a part of a name may stand for; None where several may.

    Args:
        name: As it stands: "Vos", "Mr Vos", "Piet Vos".
        before: Where it stands in the text.
        people: Everybody named there in full.
    """
    parts = tuple(fold(word) for word in words(name) if word.text.casefold() not in HONORIFICS)
    if not parts:
        return None
    titled = sex_of([word.text for word in words(name)])
    fitting = [
        person
        for person in people
        if _fits(parts, person.parts) and not (titled and person.sex and titled != person.sex)
    ]
    if len(fitting) > 1:
        whole = [p for p in fitting if len(p.parts) == len(parts)]
        fitting = whole or fitting
    earlier = [person for person in fitting if person.span.start <= before]
    found = earlier or fitting
    return found[0] if len({tuple(person.name.split()) for person in found}) == 1 else None


def _fits(parts: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the parts are the name, its end (a surname), or its beginning (a first name)."""
    count = len(parts)
    if count > len(full):
        return False
    if tuple(full[-count:]) == parts or tuple(full[:count]) == parts:
        return True
    return count == 2 and full[0] == parts[0] and full[-1] == parts[-1]
