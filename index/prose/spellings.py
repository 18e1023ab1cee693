"""Ways to write one name in Latin letters: Husain, Hussein, Hussain. Pure.

Names from other alphabets come into English by several romanisations. What these do differently is
made the same here: ALA-LC, BGN/PCGN and what newspapers make of them, for Arabic, Persian and the
Slavic languages; German and French ways to write their sounds. It is for names only: among common
words it would take "coffee" for "kofi".
"""

import re
from functools import lru_cache
from itertools import product

from index.prose.words import folded

SHORTEST = 5
"""Letters: shorter names that look alike are mostly different ones, as Khan and Kan."""

_SHORTEST_KEY = 3
# From so many letters on, a short vowel may be heard as another one: Taliban, Taleban.
_VOWELS_DIFFER = 7
_SAME = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"schtsch|shch", "S"),
        (r"tsch|tch|tsh", "C"),
        (r"sch|sh|sz", "S"),
        (r"d?zh|dj", "j"),
        (r"ch", "C"),
        (r"ph", "f"),
        (r"([kgd])h", r"\1"),
        (r"ck", "k"),
        (r"x", "ks"),
        (r"tz", "ts"),
        (r"w", "v"),
        (r"(?<=[aeiou])h$", ""),
        (r"^ye", "e"),
        (r"(?<=[aeou])y(?=[aeou])", ""),
        (r"[ae][iy]", "E"),
        (r"ou|oo", "u"),
        (r"(?<=...)y|y(?=....)|i+", "i"),
        (r"(?<=enk)a$", "o"),
        (r"o", "u"),
        (r"(.)\1", r"\1"),
    )
)
_SHORT_VOWEL = re.compile(r"(?<=.)[ei]")
# How a sound may begin that a key begins with; others begin with their own letter.
_BEGINNINGS = {
    "C": ("ch", "tch", "tsch", "tsh"),
    "S": ("sh", "shch", "sch", "schtsch", "sz"),
    "j": ("j", "zh", "dzh", "dj"),
    "k": ("k", "kh", "q", "qh"),
    "g": ("g", "gh", "q", "qh"),
    "d": ("d", "dh"),
    "f": ("f", "ph"),
    "v": ("v", "w"),
    "i": ("i", "y"),
    "u": ("u", "o"),
    "e": ("e", "ye"),
    "E": ("ai", "ay", "ei", "ey"),
}
_SECOND = {**_BEGINNINGS, "i": ("i", "y", "e"), "e": ("e", "i"), "E": ("a", "e")}


@lru_cache(maxsize=65536)
def spelling_keys(word: str) -> frozenset[str]:
    """What two spellings of one name have in common: they share one of these.

    Empty for a word that is too short, or has other letters than Latin ones.
    """
    plain = folded(word)
    if len(plain) < SHORTEST or not (plain.isascii() and plain.isalpha()):
        return frozenset()
    keys = {_key(plain.replace("q", sound)) for sound in ("kg" if "q" in plain else "k")}
    if len(plain) >= _VOWELS_DIFFER:
        keys |= {_SHORT_VOWEL.sub("e", key) for key in keys}
    return frozenset(key for key in keys if len(key) >= _SHORTEST_KEY)


def beginnings(key: str) -> tuple[str, ...]:
    """With which letters the spellings of a key may begin, two or more of them."""
    firsts = _BEGINNINGS.get(key[0], (key[0],))
    seconds = {sound[0] for sound in _SECOND.get(key[1], (key[1],))}
    doubled = {key[0]} if key[0] in "lr" else set()
    return tuple(sorted({"".join(each) for each in product(firsts, seconds | doubled)}))


def _key(plain: str) -> str:
    for pattern, sound in _SAME:
        plain = pattern.sub(sound, plain)
    return plain
