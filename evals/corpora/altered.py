"""Questions altered so that their passage no longer answers them.

SQuAD 2.0's writers made their unanswerable questions by hand, mostly by another name, another
number, an opposite or a negation (Rajpurkar et al. 2018, table 3); this makes the same by rule.
"""

import random
import re
from collections.abc import Callable
from typing import NamedTuple

from evals.making.twins import changed_digit

NEGATED = 0.07

_NAME = re.compile(r"\b[A-Z][\w'’-]*[a-z](?: (?:of |the )?[A-Z][\w'’-]*[a-z])*\b")
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_VERB = re.compile(
    r"\b(is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)\b", re.IGNORECASE
)
_NEGATIVE = {"can": "can't", "will": "won't"}
_OPPOSITES = (
    "first last|before after|most least|more fewer|largest smallest|biggest smallest|"
    "highest lowest|higher lower|longest shortest|oldest youngest|older younger|early late|"
    "earliest latest|best worst|good bad|better worse|north south|east west|northern southern|"
    "eastern western|increase decrease|increased decreased|rise fall|rose fell|win lose|won lost|"
    "buy sell|bought sold|start end|started ended|began ended|begin end|open close|opened closed|"
    "inside outside|above below|left right|male female|men women|man woman|father mother|"
    "son daughter|brother sister|husband wife|king queen|major minor|public private|"
    "always never|positive negative|accepted rejected|accept reject|allowed forbidden|"
    "included excluded|joined left|enter leave|entered left|gained lost|support oppose|"
    "supported opposed|import export|imported exported|maximum minimum|advantage disadvantage|"
    "legal illegal|similar different|possible impossible|likes dislikes|liked disliked|"
    "love hate|loved hated|easy hard|easiest hardest|fast slow|cheap expensive|big small|"
    "large small|new old|hot cold|strong weak|heavy light|internal external|"
    "urban rural|upper lower|past future|winter summer|spring autumn|day night|morning evening"
)
OPPOSITE = {
    word: other
    for pair in _OPPOSITES.split("|")
    for word, other in (pair.split(), reversed(pair.split()))
}
_OPPOSITE_WORD = re.compile(rf"\b(?:{'|'.join(sorted(OPPOSITE))})\b", re.IGNORECASE)


class AskedOfPassage(NamedTuple):
    """A question, the passage that answers it, and the answer's words."""

    question: str
    passage: str
    answer: str


def altered(asked: AskedOfPassage, other: str, rng: random.Random) -> str | None:
    """A question like the one asked that its passage answers no more; None where none is found.

    Args:
        asked: What is altered.
        other: Another text of the same kind, for names and numbers that the passage lacks.
        rng: What chooses among the alterations that are possible.
    """
    ways: list[Callable[[AskedOfPassage, str, random.Random], str | None]]
    ways = [_other_name, _other_number, _opposite]
    rng.shuffle(ways)
    # A negation is nearly always possible: rarely made, or it alone would tell.
    if rng.random() < NEGATED:
        ways.insert(0, _negated)
    made = (way(asked, other, rng) for way in ways)
    return next((question for question in made if question), None)


def _other_name(asked: AskedOfPassage, other: str, rng: random.Random) -> str | None:
    """A name of the passage's, not its answer, or of another text's, in the place of one."""
    answer = asked.answer.casefold()
    names = [m for m in _NAME.finditer(asked.question) if m.start() > 0]
    if not names:
        return None
    question = asked.question.casefold()
    near = _names(asked.passage)
    pool = near if rng.random() < 0.7 else _names(other)
    fresh = [
        name
        for name in pool
        if name.casefold() not in question
        and name.casefold() not in answer
        and answer not in name.casefold()
    ]
    if not fresh:
        return None
    replaced = rng.choice(names)
    of_length = [n for n in fresh if abs(len(n.split()) - len(replaced[0].split())) <= 1]
    return _with_replaced(asked.question, replaced, rng.choice(of_length or fresh))


def _other_number(asked: AskedOfPassage, other: str, rng: random.Random) -> str | None:
    """Another number of like size in the place of one."""
    numbers = list(_NUMBER.finditer(asked.question))
    if not numbers:
        return None
    replaced = rng.choice(numbers)
    fresh = [
        n
        for n in _NUMBER.findall(f"{asked.passage} {other}")
        if n not in asked.question and n not in asked.answer and len(n) == len(replaced[0])
    ]
    if fresh and rng.random() < 0.7:
        return _with_replaced(asked.question, replaced, rng.choice(fresh))
    changed = changed_digit(replaced[0], rng)
    return _with_replaced(asked.question, replaced, changed) if changed else None


def _opposite(asked: AskedOfPassage, other: str, rng: random.Random) -> str | None:
    """A word's opposite in its place."""
    found = list(_OPPOSITE_WORD.finditer(asked.question))
    if not found:
        return None
    replaced = rng.choice(found)
    opposite = OPPOSITE[replaced[0].casefold()]
    return _with_replaced(
        asked.question, replaced, opposite.title() if replaced[0][0].isupper() else opposite
    )


def _negated(asked: AskedOfPassage, other: str, rng: random.Random) -> str | None:
    """The question's verb denied."""
    verb = _VERB.search(asked.question)
    if verb is None:
        return None
    return _with_replaced(asked.question, verb, _NEGATIVE.get(verb[0].casefold(), f"{verb[0]}n't"))


def _names(text: str) -> list[str]:
    """The names of a text; a sentence's first word is none by itself."""
    return [
        m[0]
        for m in _NAME.finditer(text)
        if " " in m[0] or (m.start() > 1 and text[m.start() - 2] not in '.!?\n"“')
    ]


def _with_replaced(text: str, replaced: re.Match[str], by: str) -> str:
    return text[: replaced.start()] + by + text[replaced.end() :]
