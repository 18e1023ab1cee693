"""Whether a question leans to newer articles: its tense, and words such as "latest". Pure."""

import re
from datetime import date
from enum import Enum


class Leaning(Enum):
    """Which of two articles that both fit is the likelier to hold the answer."""

    NONE = "none"
    NEWER = "newer"
    LATEST = "latest"


_LATEST = re.compile(
    r"\b(?:most recent(?:ly)?|newest|up[- ]to[- ]date|last time|(?<!at the )latest)\b|"
    r"\b(?:the|his|her|its|their|whose|[’']s) current (?!of\b|was\b|in\b)|"
    r"\bwhen\b.* last (?!week|month|year|night|name|word|christmas|\w+day\b)\w+|"
    r"\bcurrent \w+ (?:is|of)\b",
    re.IGNORECASE,
)
_NEWER = re.compile(
    r"\b(?:now|nowadays|currently|still|recent(?:ly)?|lately|of late|these days|so far|to date|"
    r"as of|(?<!ago )today|yet|at present|presently|at the moment|any ?more|ongoing)\b",
    re.IGNORECASE,
)
_PRESENT = r"(?:is|are|am|does|do)(?:n[’']t)?|will|won[’']t"
_PERFECT = r"(?:has|have)(?:n[’']t)?"
_PAST = r"(?:was|were|did|had)(?:n[’']t)?"
_FIRST_VERB = re.compile(
    rf"\b(?:(?P<present>{_PRESENT})|(?P<perfect>{_PERFECT})|(?P<past>{_PAST}))\b|"
    r"\b(?:who|what|where|when|how|why|it|he|she|that|there)[’'](?P<short>s|re)\b|"
    r"^\W*who (?P<verb>(?!was\b)[a-z]+[^s\W]s)\b",
    re.IGNORECASE,
)


def is_present(question: str, *, perfect: bool) -> bool:
    """Whether the first of its verbs that tells a tense tells the present.

    Only "is", "are", "does", "do", "will" and their past forms are known, a verb in -s that
    follows "who" ("Who leads the party?"), and "has" and "have", where `perfect` counts them in.
    """
    found = _FIRST_VERB.search(question)
    return found is not None and not found["past"] and (perfect or not found["perfect"])


def leaning(question: str, first: date | None, last: date | None, day: date) -> Leaning:
    """The leaning of a question that names the period from `first` to `last`, asked on `day`.

    A period that is over leans to nothing by itself: what was reported then counts.
    """
    if _LATEST.search(question):
        return Leaning.LATEST
    if _NEWER.search(question):
        return Leaning.NEWER
    if last is not None and last < day:
        return Leaning.NONE
    reaches_today = first is not None and first <= day
    return Leaning.NEWER if reaches_today or is_present(question, perfect=True) else Leaning.NONE
