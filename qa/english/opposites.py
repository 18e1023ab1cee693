"""Words that are each other's opposites, and what a statement says with one for the other."""

import re
from functools import cache

from index.prose.word_lists import lines_of
from index.prose.words import content_words, stems

# A sentence must have this share of a statement's other words to tell the contrary of it: "wages
# fell" does not tell that prices did not rise.
LEAST_SHARED = 0.6
_DOES = frozenset("do does did will would can could should may might".split())
_BEHIND_DOES = "do "
_WORD = re.compile(r"[^\W\d_]+")
_GOES_ON = re.compile(
    r" (?:away|back|up|down|out|off|elections?|stages?|years?|days?|results?|mayor|"
    r"president|minister|leader|time|moon|list|body|end)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\d+|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|"
    r"august|september|october|november|december|spring|summer|autumn|winter",
    re.IGNORECASE,
)


def contraries(verb: str, statement: str, sentence: str) -> list[str]:
    """A statement with the opposite of its first word that has one, in each way to say it.

    None where the sentence is of something else.

    Args:
        verb: The verb that a question for yes or no begins with: behind "did" stand other forms of
            a word than behind "was".
        statement: What the question asks the truth of.
        sentence: What is held against it.
    """
    known = _opposites(behind_does=verb.lower() in _DOES)
    for found in _WORD.finditer(statement):
        # "Cut back" and "set up" mean something else than their words, "early elections" too.
        if found[0] in known and not _GOES_ON.match(statement, found.end()):
            before, after = statement[: found.start()], statement[found.end() :]
            if not _is_of_the_same(f"{before} {after}", sentence):
                return []
            return [f"{before}{each}{after}" for each in known[found[0]]]
    return []


def are_opposites(verb: str, one: str, other: str) -> bool:
    """Whether a word is one of another's opposites, in the forms that stand behind a verb."""
    return other in _opposites(behind_does=verb.lower() in _DOES).get(one, ())


def _is_of_the_same(rest: str, sentence: str) -> bool:
    """Whether a sentence has most words of a statement, and all its numbers, days and months."""
    asked, held = {word.stem for word in content_words(rest)}, set(stems(sentence))
    times = {word.stem for word in content_words(rest) if _TIMES.fullmatch(word.text)}
    return bool(asked) and times <= held and len(asked & held) >= LEAST_SHARED * len(asked)


@cache
def _opposites(*, behind_does: bool) -> dict[str, tuple[str, ...]]:
    """The opposites of each word, those in small letters: names have none."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines_of("qa.english", "lists/opposites.txt"):
        if line.startswith(_BEHIND_DOES) == behind_does:
            one, other = line.removeprefix(_BEHIND_DOES).split("|")
            found |= dict.fromkeys(one.split(), tuple(other.split()))
    return found
