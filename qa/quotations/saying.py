"""Words of speech: the verbs of saying in their forms, and what people who speak are called."""

from typing import NamedTuple

from index.prose.word_lists import lines_of, words_of
from qa.english.given_names import FIRST_NAMES as GIVEN_NAMES

_DOUBLED = frozenset("label admit".split())
_VOWELS = "aeiou"


class Saying(NamedTuple):
    """A form of a verb of saying.

    `kinds` has `s` where it gives words, `o` where it is said of somebody, `t` where it is thought;
    `form` is "past", "base", "present" ("says") or "going" ("saying").
    """

    base: str
    kinds: str
    form: str


def _forms() -> dict[str, Saying]:
    found: dict[str, Saying] = {}
    for line in lines_of("qa.english", "lists/saying_verbs.txt"):
        base, past, kinds = line.split()
        present = (
            f"{base[:-1]}ies" if base.endswith("y") and base[-2] not in _VOWELS else f"{base}s"
        )
        if base.endswith(("s", "sh", "ch", "x")):
            present = f"{base}es"
        stem = base[:-1] if base.endswith("e") and not base.endswith("ee") else base
        going = f"{stem}{stem[-1]}ing" if base in _DOUBLED else f"{stem}ing"
        for form, word in (("base", base), ("present", present), ("going", going), ("past", past)):
            found[word] = Saying(base, kinds, form)
    return found


FORMS = _forms()
"""By the word as it stands: "says", "told", "adding"."""

BODIES = frozenset(words_of("qa.english", "lists/speaking_bodies.txt"))
"""What a body that speaks may be called, each in the singular."""

PEOPLE = frozenset(words_of("qa.english", "lists/people_nouns.txt")) | BODIES
"""What a speaker may be called, each in the singular; bodies are among them."""

FIRST_NAMES = {name.casefold(): gender.value for name, gender in GIVEN_NAMES.items()}
"""By a first name, folded, "he" or "she"."""

HE = frozenset(
    """mr sir lord king prince spokesman chairman councilman congressman policeman fisherman
    businessman boy man husband father brother son uncle grandfather actor waiter widower
    salesman boyfriend pope monk archbishop nephew grandson cardinal""".split()
)
SHE = frozenset(
    """mrs ms miss lady dame queen princess spokeswoman chairwoman councilwoman congresswoman
    policewoman businesswoman girl woman wife mother sister daughter aunt grandmother actress
    waitress niece granddaughter widow girlfriend""".split()
)
HONORIFICS = frozenset(
    """mr mrs ms miss mx dr prof professor sir dame lord lady rev st sgt lt col gen capt gov sen rep
    hon supt maj adm insp det cllr sheikh""".split()
)


def is_people(word: str) -> bool:
    """Whether a word names people or a body that speaks, in the singular or the plural."""
    low = word.casefold()
    if low in PEOPLE:
        return True
    if low.endswith("ies") and f"{low[:-3]}y" in PEOPLE:
        return True
    if low.endswith("es") and low[:-2] in PEOPLE:
        return True
    if low.endswith("men") and f"{low[:-3]}man" in PEOPLE:
        return True
    return low.endswith("s") and low[:-1] in PEOPLE


def is_plural(word: str) -> bool:
    """Whether a word for people is in the plural: "officials", "police"."""
    low = word.casefold()
    if low in ("police", "people", "many", "some", "others", "several", "both", "authorities"):
        return True
    if low.endswith(("men", "people")):
        return True
    return low.endswith("s") and not low.endswith("ss") and low not in PEOPLE


def sex_of(words: list[str]) -> str:
    """Give "he" or "she" by titles, words and first names; "" where none tells."""
    for word in words:
        low = word.casefold().rstrip(".")
        if low in HE:
            return "he"
        if low in SHE:
            return "she"
    return next((FIRST_NAMES[w.casefold()] for w in words if w.casefold() in FIRST_NAMES), "")
