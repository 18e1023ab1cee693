"""What a question asks for: its words, its names and the kind of answer it wants."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from index import Span
from index.prose.word_lists import words_of
from index.prose.words import Word, content_words, words
from qa.english.times.leaning import Leaning
from qa.english.titles import offices
from qa.questions.time_scope import TimeScope, read_time


class AnswerType(Enum):
    """The kind of thing that would answer a question."""

    PERSON = "person"
    NAME = "name"
    PLACE = "place"
    TIME = "time"
    NUMBER = "number"
    YES_NO = "yes or no"
    REASON = "reason"
    ACCOUNT = "account"
    OTHER = "other"


# No few words answer these.
AT_LENGTH = (AnswerType.REASON, AnswerType.ACCOUNT, AnswerType.YES_NO)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands alone, taken apart.

    Attributes:
        text: The question.
        terms: Its content words, question words left out.
        stems: The stems of all its words.
        names: Stems of the words that are written as names.
        time: What it says of time, as asked on a day.
        answer_type: What kind of answer it wants.
        several: Whether it asks for more than one thing, or for yes or no, on which articles
            may differ.
        manifold: Whether it asks more than one question, so that no few words answer it.
        changes: Whether it asks for the state of things, which a later report may tell anew: a
            count that grows, the holder of an office, "the latest", "now".
    """

    text: str
    terms: tuple[Word, ...]
    stems: frozenset[str]
    names: frozenset[str]
    answer_type: AnswerType
    time: TimeScope
    several: bool = False
    manifold: bool = False
    changes: bool = False

    def without_relative_time(self) -> "Question":
        """The same question without the terms that no article uses for the same time."""
        return self._without(self.time.relative)

    def _without(self, spans: Sequence[Span]) -> "Question":
        """The same question without the terms that stand in spans of it, if others are left."""
        kept = tuple(
            word
            for word in self.terms
            if not any(span.start <= word.start < span.end for span in spans)
        )
        return replace(self, terms=kept) if kept else self


_PLACES = "country|countries|city|cities|town|province|region|capital|state|place|location|venue"
_TIMES = "year|date|day|month|time|century|decade|week"
_NUMBERS = "many|much|often|old|long|far|big|large|high|tall|fast"
# "Was kostet das?" asks for no yes or no.
_GERMAN_WHAT = (
    r"was (?:ist|sind|waren|wird|werden|wurden?|hat|haben|hatten?|kostete?n?|sagte?n?|machte?n?|"
    r"passierte?|geschah|geschieht|bedeutete?|plan(?:t|te|en)|forder(?:t|te|n)|gibt|gab|soll(?:te)?|"
    r"kann|muss|mein(?:t|te)|wei(?:ß|ss)|steht|kommt|kam|heißt)"
)
_TYPES = (
    (AnswerType.NUMBER, rf"\bhow (?:{_NUMBERS})\b|\bwhat (?:percentage|share|proportion|number)\b"),
    (AnswerType.TIME, rf"\bwhen\b|\b(?:what|which) (?:{_TIMES})\b|\bsince when\b"),
    (AnswerType.PLACE, rf"\bwhere\b|\b(?:what|which)(?: \w+)? (?:{_PLACES})\b"),
    (
        AnswerType.NAME,
        r"\bwhat\b.{0,200}\bnames?\b|\bwhat\b.{0,200}\b(?:called|named)\W*$|"
        r"\b(?:which|what) (?:\w+ )?"
        r"(?:official|minister|president|ambassador|spokes\w+|leader|person|group|organi[sz]ation|"
        r"company|companies|agency|newspaper|outlet|hotel|airport|bank|university)\b",
    ),
    (AnswerType.PERSON, r"\bwho\b|\bwhom\b|\bwhose\b"),
    (AnswerType.REASON, r"\bwhy\b|\bhow come\b|\bwhat (?:is|was|were|are) the reasons?\b"),
    # What somebody said, what became of something.
    (
        AnswerType.ACCOUNT,
        r"\bwhat (?:did|does|do|has|have|had)\b.{1,80}\b(?:say|said|think|tell|told|state|write|"
        r"argue|claim|warn|announce)\b|\bwhat (?:about|happened|is (?:known|said))\b",
    ),
    (AnswerType.OTHER, r"\b(?:what|which|how)\b"),
    (
        AnswerType.YES_NO,
        rf"^\W*(?!{_GERMAN_WHAT}\b)"
        r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)"
        r"(?:n't|n’t)?\b",
    ),
)
_QUESTION_WORDS = re.compile(r"^\W*(?:when|how|who|what|which|where)\b", re.IGNORECASE)
_ASKING = frozenset("tell say said please give list name mention mentioned".split())
_VERBS = "is|was|are|were|do|does|did|has|have|had|can|could|will|would|should|may|this|its|his|us"
_SEVERAL = re.compile(
    rf"\b(?:which|what)(?: (?!(?:{_VERBS})\b)[\w’'-]+){{0,4}} "
    rf"(?!(?:{_VERBS}|news|business|status|crisis|process|basis)\b)"
    r"(?:\w+[^s\W]s|\w*people|children)\b|"
    r"\bwhat (?:else|are|were|all)\b|\bwho (?:else|all|are|were)\b|"
    r"^\W*name\b|\b(?:list|both|each|every|all|various|several|respective(?:ly)?)\b",
    re.IGNORECASE,
)
# Of what stands often in a line, only the first is followed to the line's end.
_MANIFOLD = re.compile(
    r"\b(?:compare|differences?)\b|"
    r"^(?>.*?\baccording to ).* and (?:according )?to\b|\bthe (?:reports|articles|outlets) say\b|"
    r"^(?>.*?\b(?:who|what|which|when|where|why|how)\b).*"
    r"\band (?:who|what|which|when|where|why|how|do|does|did|is|are|was|were)\b",
    re.IGNORECASE | re.MULTILINE,
)


_GROWING = frozenset(words_of("qa.english", "lists/growing.txt"))
_POSTS = frozenset(words_of("qa.english", "lists/posts.txt"))
_NOW = re.compile(
    r"\b(?:now|nowadays|currently|at present|presently|at the moment|at this point|so far|to date|"
    r"these days|as things stand)\b",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"\b(?:when|while|during|before|at the time|at first|first|initially|originally|used to|"
    r"previous(?:ly)?|former(?:ly)?|each|every|usually|on average)\b",
    re.IGNORECASE,
)
# What is planned is planned anew: it grows no more than it shrinks.
_PLANNED = re.compile(
    r"\b(?:will|won[’']t|going to|is to|are to|to be|planned|plans? to|(?:expected|set|due) to)\b",
    re.IGNORECASE,
)


def analyse(text: str, day: date | None = None) -> Question:
    """Takes a question apart.

    Args:
        text: The question; it should stand alone.
        day: The day that its words of time are reckoned from, by default this machine's today.
    """
    terms = tuple(_terms(text))
    answer_type = _answer_type(text)
    manifold = _MANIFOLD.search(text) is not None
    plural = _SEVERAL.search(text) is not None
    time = read_time(text, day or date.today())
    return Question(
        text=text,
        terms=terms,
        stems=frozenset(word.stem for word in words(text)),
        names=frozenset(word.stem for word in terms if _is_name(word, text)),
        answer_type=answer_type,
        time=time,
        several=manifold or plural or answer_type is AnswerType.YES_NO,
        manifold=manifold,
        changes=not manifold and _changes(text, answer_type, time),
    )


def _changes(text: str, answer_type: AnswerType, time: TimeScope) -> bool:
    """Whether a later report may tell it anew: see `Question.changes`."""
    asked = _QUESTION_WORDS.sub("", text, count=1)
    by_then = time.first is None and time.last is not None
    over = time.last is not None and time.last < time.day and not by_then
    if over or answer_type in AT_LENGTH or _THEN.search(asked):
        return False
    if answer_type in (AnswerType.NUMBER, AnswerType.TIME) and _PLANNED.search(asked):
        return True
    if answer_type is AnswerType.NUMBER:
        return _counts_growing(text) or _NOW.search(asked) is not None
    if time.leaning is Leaning.LATEST or by_then or _NOW.search(asked):
        return True
    if "toll" in text.casefold():
        return True
    return time.leaning is Leaning.NEWER and asks_for_holder(text)


def _counts_growing(text: str) -> bool:
    return bool(_GROWING & {word.text.casefold() for word in words(text)})


def asks_for_total(text: str) -> bool:
    """Whether a question is for a count that only grows, or is corrected: of what has happened."""
    return _counts_growing(text) and not _PLANNED.search(text)


def asks_for_holder(text: str) -> bool:
    """Whether a question is for who holds an office or a post."""
    named = {word.text.casefold() for word in words(text)}
    return bool(offices(text) or (named & _POSTS and re.match(r"\W*who\b", text, re.IGNORECASE)))


def _terms(text: str) -> list[Word]:
    """The content words, or every word where a question has no other."""
    found = [word for word in content_words(text) if word.text.casefold() not in _ASKING]
    return found or words(text)


def _is_name(word: Word, text: str) -> bool:
    """Written with a capital where grammar asks for none."""
    first = not any(letter.isalnum() for letter in text[: word.start])
    return word.text[0].isupper() and not first and not text.isupper()


def _answer_type(text: str) -> AnswerType:
    """The type of the question word that stands first; a sentence without one wants OTHER."""
    found: list[tuple[int, int, AnswerType]] = []
    for order, (answer_type, pattern) in enumerate(_TYPES):
        match = re.search(pattern, text, re.IGNORECASE)
        if match:
            found.append((match.start(), order, answer_type))
    return min(found, key=lambda item: item[:2])[2] if found else AnswerType.OTHER
