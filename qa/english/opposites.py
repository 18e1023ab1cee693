"""Words that are each other's opposites, and what a statement says with one for the other."""

import re
from functools import cache

from index.prose.word_lists import lines_of
from index.prose.words import content_words, stems

# A sentence must have this share of a statement's other words to tell the contrary of it: "wages
# fell" does not tell that prices did not rise.
LEAST_SHARED = 0.6
_DOES = ("do", "does", "did")
_BEHIND_DOES = "do "
_WORD = re.compile(r"[^\W\d_]+")


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
        if found[0] in known:
            before, after = statement[: found.start()], statement[found.end() :]
            if not _is_of_the_same(f"{before} {after}", sentence):
                return []
            return [f"{before}{each}{after}" for each in known[found[0]]]
    return []


def _is_of_the_same(rest: str, sentence: str) -> bool:
    asked = {word.stem for word in content_words(rest)}
    return bool(asked) and len(asked & set(stems(sentence))) >= LEAST_SHARED * len(asked)


@cache
def _opposites(*, behind_does: bool) -> dict[str, tuple[str, ...]]:
    """The opposites of each word, those in small letters: names have none."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines_of("qa.english", "lists/opposites.txt"):
        if line.startswith(_BEHIND_DOES) == behind_does:
            one, other = line.removeprefix(_BEHIND_DOES).split("|")
            found |= dict.fromkeys(one.split(), tuple(other.split()))
    return found
