"""A follow-up to a question that stands alone, by rules: what it takes up, and from which turn."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.prose.words import content_words
from qa.questions.follow_ups.asking_for import event_in
from qa.questions.follow_ups.bare import asked_on
from qa.questions.follow_ups.counting import counted_on
from qa.questions.follow_ups.other_times import moved_in_time
from qa.questions.follow_ups.pairs import apart, chosen
from qa.questions.follow_ups.phrases import tokens
from qa.questions.follow_ups.pronouns import named_whole, resolved, takes_up
from qa.questions.follow_ups.replacing import placed
from qa.questions.follow_ups.said import Said

LEAD_IN = re.compile(
    r"^\s*(?:and|but|or|so|if (?:so|not|any)|ok(?:ay)?|then|also|well|please|thanks?|"
    r"thank you|right|yes|no)\b"
    r"[\s,.:;-]*(?=\w)",
    re.IGNORECASE,
)
# "Sorry, I meant the men": what is said stands in the place of what was asked.
_CORRECTS = re.compile(
    r"^\W*(?:(?:no|sorry|oh|wait|actually|pardon)\b[ ,.:;-]*)*+"
    r"(?:i (?:meant|mean|was asking about)|make (?:that|it))\b(?: to (?:say|ask))?[ ,:;-]*(?=\w)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:who(?:m|se)?|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have)\b", re.I
)
_ABOUT = re.compile(r"^(?:what|how) about\s++(.*[^\s?])[\s?]*$", re.IGNORECASE)
# What these stand for is rarely one name: the earlier question is put beside them instead.
_BESIDE = re.compile(
    r"\b(?:these|those|the same|the (?:former|latter|(?:first|second|other) ones?))\b",
    re.IGNORECASE,
)
# "Was anyone hurt?", "How many were killed?": in what was just spoken of.
_OF_EVENT = re.compile(
    r"^(?:(?:was|were|is|are|did|has|have) (?:any|some)(?:one|body|thing)?(?: else)?|"
    r"how many(?: [a-z]+)? (?:was|were|are|have|died)|who (?:was|were|died))(?: [a-z]+){0,3}\W*$",
    re.IGNORECASE,
)
_TAKES_NO_PLACE = ("asking", "do", "be", "verb")
_SAYS_MORE = frozenset("i you he she we they me us tell please there here because if not".split())
_LONGEST_FRAGMENT = 8
# A question of more words says enough by itself to be searched.
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question that stands alone.

    Attributes:
        text: The question; the first reading where there are two.
        readings: The two questions that it may as well be; empty where it is clear.
    """

    text: str
    readings: tuple[str, ...] = ()

    @classmethod
    def of(cls, found: Sequence[str]) -> "Standalone":
        """One question, or the two that it may be."""
        return cls(found[0], tuple(found) if len(found) > 1 else ())


def stand_alone(question: str, past: Sequence[Said]) -> Standalone:
    """The question that a follow-up stands for.

    Args:
        question: As it was typed.
        past: Earlier turns, oldest first, their questions standing alone.
    """
    if not past:
        return Standalone(question)
    question = " ".join(question.split())
    corrects = _CORRECTS.match(question)
    asked = question[corrects.end() :] if corrects else LEAD_IN.sub("", question).strip()
    if corrects and not _ASKS.match(asked):
        asked = f"What about {asked.rstrip('.! ')}"
    last = past[-1]
    whole = (
        moved_in_time(asked, last.question)
        or counted_on(asked, last.question)
        or asked_on(asked, last)
    )
    if whole:
        return Standalone(_capital(whole))
    about = _ABOUT.match(asked)
    if about or _is_fragment(question, asked):
        newcomer = about[1] if about else asked
        found = chosen(newcomer, past) or resolved(newcomer, past) or (newcomer,)
        put = apart(last, [each.strip(" ?.!") for each in found]) or placed(last.question, found[0])
        if put:
            return Standalone.of([_capital(each) for each in put])
        if about:
            return Standalone(f"{last.question.rstrip('? ')}, {about[1]}?")
    return _with_names(question, asked, past)


def _with_names(question: str, asked: str, past: Sequence[Said]) -> Standalone:
    """The follow-up with names for its pronouns, else beside the question before."""
    picked = chosen(asked, past)
    if picked:
        return Standalone.of(picked)
    beside = Standalone(f"{asked.rstrip('? ')} ({past[-1].question.rstrip('? ')})?")
    if _BESIDE.search(asked):
        return beside
    if takes_up(asked):
        found = resolved(asked, past)
        if not found and len(content_words(asked)) > _MOST_WORDS:
            return Standalone(asked if asked == question.strip() else _capital(asked))
        return Standalone.of([_capital(each) for each in found]) if found else beside
    asked = named_whole(asked, past)
    event = event_in(past[-1].event.question)
    if event and _OF_EVENT.match(asked) and not event_in(asked):
        return Standalone(f"{_capital(asked.rstrip(' ?'))} in {event}?")
    if _says_little(question, asked):
        return beside
    return Standalone(asked if asked == question.strip() else _capital(asked))


def _is_fragment(question: str, asked: str) -> bool:
    """Whether it is only a phrase: "to Freedonia?", "and a day pass?"."""
    words = [token for token in tokens(asked) if token.role != "mark"]
    if not words or len(words) > _LONGEST_FRAGMENT:
        return False
    if any(w.role in _TAKES_NO_PLACE or w.text.lower() in _SAYS_MORE for w in words):
        return False
    led_in = asked != question.strip()
    led = words[0].role in ("determiner", "preposition") or words[0].text[0].isupper()
    return led_in or (asked.endswith("?") and (led or len(words) <= 2))


def _says_little(question: str, asked: str) -> bool:
    """Whether it has one word of content at most, and is put as a question all the same."""
    taken_up = asked != question.strip() or asked.endswith("?")
    says = [word for word in content_words(asked) if word.text.lower() not in ("many", "much")]
    return taken_up and len(says) <= 1


def _capital(question: str) -> str:
    return question[:1].upper() + question[1:]
