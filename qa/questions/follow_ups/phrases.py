"""The noun phrases of a question: where they stand, what leads them, what they are of.

Questions are short and their grammar is narrow: a few closed lists of words and the place of the
verb behind its auxiliary tell the phrases apart. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from index.prose.words import stem
from qa.english.verbs import BASES

DETERMINERS = frozenset(
    """a an the this that these those my your our their his her its some any each every no another
    both all either""".split()
)
PREPOSITIONS = frozenset(
    """of to from in on at by with for about against between during after before since until into
    over under through near within without via per as among towards toward behind than""".split()
)
DO = frozenset("do does did will would can could shall should may might must".split())
BE = frozenset("is was are were be been being has have had".split())
ASKING = frozenset("who whom whose what which when where why how".split())
_OTHERS = frozenset(
    """and or but not nor if because while when that so i you he she it we they me him us them there
    here then now also still yet ever only just too again else exactly currently already please
    anyone anybody someone somebody anything something nobody nothing everyone everything one ones
    mine yours hers theirs himself herself itself themselves next last much many more most less
    tell me long often later earlier instead today yesterday tomorrow isn't wasn't aren't weren't
    don't doesn't didn't won't can't couldn't hasn't haven't hadn't wouldn't shouldn't""".split()
)
_COMMON_VERBS = frozenset(
    """say have know mean need get go take make give cost think want see find use work come become
    live stay happen occur exist belong pay ask try help start stop keep let seem turn move show
    hear play run eat drink die grow rise fall own lead like love hate begin end follow succeed
    resign return leave arrive arise apply require include offer provide replace carry sail land
    vote cover contain own drive fly open promise""".split()
)
_BASES = frozenset(BASES.values()) | _COMMON_VERBS
_PASTS = frozenset(BASES)
_PRESENTS = frozenset(f"{base}s" for base in _BASES)
_STATES = frozenset("born hurt kept cut shot hit lost won sold held known".split())
_BEFORE_VERBS = frozenset(
    "i you he she it we they also still ever only just not then now usually already".split()
)
# "The dockers' strike" is one phrase: the mark is the word's.
_TOKEN = re.compile(r"[^\W_](?:[\w’'.&-]*\w)?(?:(?<=s)['’](?= \w))?|[^\w\s]")
_WITHIN_NAME = frozenset("of the al bin bint da de del der di ibn la le van von y and".split())


class Token(NamedTuple):
    """A word or a mark of a text, and what it does in it."""

    start: int
    end: int
    text: str
    role: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase without what follows it ("of Freedonia", "from the port").

    Attributes:
        start: Its first code point, determiner included.
        end: The code point after its last.
        text: As written.
        lead: The preposition before it, in small letters; empty where there is none.
        lead_start: Where that begins; `start` where there is none.
    """

    start: int
    end: int
    text: str
    lead: str
    lead_start: int

    @property
    def bare(self) -> str:
        """Without its determiner."""
        first, _, rest = self.text.partition(" ")
        return rest if first.lower() in DETERMINERS and rest else self.text

    @property
    def head(self) -> str:
        """The stem of its last word."""
        return stem(re.sub(r"['’]s?$", "", self.text.split()[-1]))

    @property
    def has_name(self) -> bool:
        """Whether one of its words is written as a name."""
        return any(word[:1].isupper() for word in self.bare.split())

    @property
    def is_plural(self) -> bool:
        """Whether its last word looks like a plural."""
        last = self.text.split()[-1]
        return last.endswith("s") and not last.endswith(("ss", "us", "is", "'s", "’s"))


@lru_cache(maxsize=512)
def phrases(text: str) -> tuple[Phrase, ...]:
    """The noun phrases of a question or of a phrase, in reading order."""
    return tuple(_phrases(text, tokens(text)))


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """The words and marks of a text, each with its role.

    A role is "determiner", "preposition", "do", "be", "asking", "other", "mark", "verb" or "word".
    """
    found = [Token(m.start(), m.end(), m[0], _role(m[0], m.start())) for m in _TOKEN.finditer(text)]
    for n in _verbs(found):
        found[n] = found[n]._replace(role="verb")
    if _is_predicate(found):
        last = max(n for n, token in enumerate(found) if token.role == "word")
        found[last] = found[last]._replace(role="verb")
    return tuple(found)


def _role(word: str, start: int) -> str:
    small = word.lower().replace("’", "'")
    if not word[0].isalnum():
        return "mark"
    # "WHO", "IT", "in May"
    if (len(word) > 1 and word.isupper()) or (start and word in ("May", "Will")):
        return "word"
    for name, words in (
        ("determiner", DETERMINERS), ("preposition", PREPOSITIONS), ("do", DO), ("be", BE),
        ("asking", ASKING), ("other", _OTHERS),
    ):  # fmt: skip
        if small in words:
            return name
    return "word"


def _is_predicate(found: Sequence[Token]) -> bool:
    """Whether nothing but a subject and what it is stands behind "is": "Is the museum free?"."""
    said = [token for token in found if token.role != "mark"]
    if len(said) < 3 or said[0].role != "be" or said[-1].text[0].isupper():
        return False
    return all(token.role in ("determiner", "word") for token in said[1:])


def _verbs(found: Sequence[Token]) -> Iterator[int]:
    """Where the words stand that are verbs."""
    helper = ""
    for n, token in enumerate(found):
        before = found[n - 1] if n else None
        if token.role in ("do", "be"):
            helper = token.role
        if token.text in ("first", "last") and found[n + 1 : n + 2]:
            if _is_past(found[n + 1].text):
                yield n
                continue
        if token.role != "word" or token.text[0].isupper() or before is None:
            continue
        behind_asking = before.role == "asking" and before.text.lower() in ("who", "what", "which")
        if (behind_asking and _is_finite(token.text)) or (
            before.role not in ("determiner", "preposition") and _is_verb(found, n, helper)
        ):
            yield n
            helper = ""


def _is_past(word: str) -> bool:
    return word in _PASTS or (word.endswith("ed") and len(word) > 4)


def _is_finite(word: str) -> bool:
    return word in _PASTS or word in _PRESENTS or word.endswith("ed")


def _is_verb(found: Sequence[Token], n: int, helper: str) -> bool:
    word, before = found[n].text, found[n - 1]
    after = found[n + 1] if n + 1 < len(found) else None
    if helper == "do":
        if before.role == "other" and before.text.lower() in _BEFORE_VERBS:
            return True
        if word in _BASES:
            return not (after and after.role == "word" and after.text in _BASES)
        ends = after is None or after.role == "mark"
        if ends and n > 1 and before.role == "word" and found[n - 2].role in ("determiner", "word"):
            return True
        runs_on = after is not None and after.role == "word" and after.text[0].islower()
        return before.role == "word" and before.text[0].isupper() and not runs_on
    if helper == "be":
        return word in _PASTS or word.endswith(("ed", "ing", "en")) or word in _STATES
    return word in _PASTS or (word.endswith("ed") and len(word) > 4) or (
        before.text[0].isupper() and word in _PRESENTS
    )  # fmt: skip


def _phrases(text: str, found: Sequence[Token]) -> Iterator[Phrase]:
    run: list[Token] = []
    lead: Token | None = None
    for n, token in enumerate(found):
        if token.role == "determiner":
            yield from _made(text, run, lead)
            if run:
                lead = None
            run = [token]
        elif token.role == "word" or _in_name(found, n):
            run.append(token)
        else:
            yield from _made(text, run, lead)
            run, lead = [], token if token.role == "preposition" else None
    yield from _made(text, run, lead)


def _in_name(found: Sequence[Token], n: int) -> bool:
    """Whether a small word is within a name: "Bank of England", "Osama bin Laden"."""
    if found[n].text not in _WITHIN_NAME - {"and", "the", "of"} or not 0 < n < len(found) - 1:
        return False
    return found[n - 1].text[0].isupper() and found[n + 1].text[0].isupper()


def _made(text: str, run: Sequence[Token], lead: Token | None) -> Iterator[Phrase]:
    if any(token.role == "word" for token in run):
        start, end = run[0].start, run[-1].end
        yield Phrase(
            start, end, text[start:end], lead.text.lower() if lead else "",
            lead.start if lead else start,
        )  # fmt: skip
