"""Whether a question is whole, and clear to who has not read the article. Pure."""

import re

from index.prose.word_lists import words_of
from index.prose.words import content_words
from qa.english.verbs import BASES

MONTH = "|".join(words_of("qa.english", "lists/months.txt"))
DAY = "|".join(words_of("qa.english", "lists/weekdays.txt"))

SHORTEST_REST, LONGEST_REST = 2, 14
LONGEST_QUESTION = 140

# Time that only a reader of that day understands; questions do without it.
_STALE = re.compile(
    rf" (?:early |late )?(?:on |this |last |next )?(?:{DAY})"
    r"(?: (?:morning|afternoon|evening|night))?\b(?!['’])|"
    r" (?:earlier )?(?:this|last|next) (?:week|month|year|summer|winter|spring|autumn|night|season|"
    r"weekend)\b| (?:earlier )?(?:today|yesterday|tomorrow|tonight|now|recently|also|already|again|"
    r"finally|later|just|then|too)\b| (?:an?|\w+) (?:day|week|month|year)s? ago\b| in recent \w+\b"
)
_VAGUE = re.compile(
    r"\b(?:he|she|it|they|him|them|his|her|hers|its|their|theirs|we|us|our|i|my|you|your|this|"
    r"these|those|there|here|himself|herself|itself|themselves|such|same|so|other|others|another|"
    r"either|one|ones|latter|both|each|more|the (?:two|three|four|group|company|firm|club|team|"
    r"report|statement|deal|attack|agreement|move|plan|decision|incident|ruling|case|man|woman|"
    r"pair|couple|former|sides|side|figure|result|results|latest|issue|matter|law|bill|vote|game|"
    r"match|film|show|book|album|song|site|area|city|country|government|minister|president|court|"
    r"bank)(?! (?:of|for|on|in|to|against|between|with)\b))\b",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"(?:^| )(?:a|an|the|of|in|on|at|to|for|from|with|by|and|or|as|than|about|into|its|not|be|"
    r"been)$"
)
# What lacks a word, and what reporters did, which did not happen.
_BROKEN = re.compile(
    r"^out to\b|\bfor comment\b|\bto comment\b|\b(?:to|by|with|of|for) (?:in|on|at|by|of|to)\b|"
    r"^\d+ and\b|\b[A-Z]\.[A-Z]?$|\b(?:only|even|alone)\b|[^\x00-\x7f£€’–é]{2}"
)
_WEEKDAY = re.compile(rf"\b(?:{DAY})\b")
_CALENDAR = re.compile(rf"\b(?:{MONTH}|{DAY})\b")
_NAMED = re.compile(r"(?<!^) [A-Z][\w’'-]*[a-z]")
_IN_NO_QUESTION = re.compile(r"[\"“”()*\n]")


def timeless(rest: str) -> str:
    """What is said of a subject, without "on Saturday" and the like."""
    return _STALE.sub("", f" {rest}").strip()


def is_whole(rest: str) -> bool:
    """Whether what is said of a subject is complete, and neither too short nor too long."""
    words = rest.split()
    if not SHORTEST_REST <= len(words) <= LONGEST_REST or _DANGLING.search(rest):
        return False
    # "in a poll released" lacks its "on Tuesday".
    half = words[-1] in BASES or (words[-1].islower() and words[-1].endswith("ing"))
    return not half and not _BROKEN.search(rest)


def is_clear(question: str) -> bool:
    """Whether a question names something, and points to nothing that is not in it."""
    if _VAGUE.search(question) or is_stale(question) or _IN_NO_QUESTION.search(question):
        return False
    named = _NAMED.search(_CALENDAR.sub("", question))
    short = len(question) <= LONGEST_QUESTION
    return short and named is not None and len(content_words(question)) >= 2


def is_stale(text: str) -> bool:
    """Whether it tells a time that only a reader of that day understands."""
    return _STALE.search(f" {text}") is not None or _WEEKDAY.search(text) is not None


def is_date(text: str) -> bool:
    """Whether a month or a day of the week stands in it."""
    return _CALENDAR.search(text) is not None
