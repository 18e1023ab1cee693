"""The question before, asked of something else: "And to Port Ley?", "What about Norway?". Pure."""

import re
from collections.abc import Sequence
from datetime import date

from qa.english.times.spans import expressions
from qa.english.times.words import AskedOn
from qa.questions.follow_ups.kinds import (
    OFFICES,
    UNTOLD,
    NameKind,
    extended,
    is_body,
    is_period,
    kind_of,
    kind_of_phrase,
)
from qa.questions.follow_ups.phrases import PREPOSITIONS, Phrase, phrases, tokens

# Prepositions that say the same of a place.
_SAME = {"in": ("in", "at", "near", "on"), "at": ("at", "in", "near"), "near": ("near", "in", "at")}
_DIRECTIONS = {"from", "to", "between", "and"}
_ENDING = re.compile(r" (?:then|too|as well|though|instead|please)$", re.IGNORECASE)
_ONE = re.compile(r"\bones?$", re.I)
_DAY = date(2020, 1, 1)
_LONGEST = 10


def placed(previous: str, newcomer: str) -> tuple[str, ...]:
    """The previous question with a newcomer in the place of the phrase of its kind.

    Returns:
        One question; two where it may as well take the place of either of two phrases; none where
        there is no phrase of its kind.
    """
    newcomer = _ENDING.sub("", newcomer.rstrip(" ?.!"))
    lead, _, body = newcomer.partition(" ")
    led = lead.lower() in PREPOSITIONS and bool(body)
    asks = any(token.role in ("asking", "do", "be") for token in tokens(previous))
    if not newcomer or len(newcomer.split()) > _LONGEST or not asks:
        return ()
    if is_period(newcomer) or (led and is_period(body)):
        return (
            _at_time(previous, newcomer if led or _stands_alone(newcomer) else f"in {newcomer}"),
        )
    if led:
        return (_led(previous, lead.lower(), body),)
    return _of_kind(previous, newcomer)


def _stands_alone(period: str) -> bool:
    """Whether words of time need no preposition: "yesterday", "last year"."""
    return bool(
        re.match(r"(?:last|next|this|today|yesterday|tomorrow|since|earlier)\b", period, re.I)
    )


def _at_time(previous: str, period: str) -> str:
    found = expressions(previous, AskedOn(_DAY))
    if not found:
        return _appended(previous, period)
    start, end = found[-1].span.start, found[-1].span.end
    before = re.search(r"\b(?:in|on|at|during|since|until|before|after|for)\s$", previous[:start])
    return previous[: before.start() if before else start] + period + previous[end:]


def _led(previous: str, lead: str, body: str) -> str:
    """The newcomer in the place of what the same preposition leads, else at the end."""
    found = [each for each in phrases(previous) if each.lead in _SAME.get(lead, (lead,))]
    kind = kind_of(body, lead)
    fitting = [each for each in found if _fits(kind, kind_of_phrase(each))] or (
        found if kind is NameKind.COMMON else []
    )
    if not fitting:
        return _appended(previous, f"{lead} {body}")
    same = [each for each in found if each.head == _head(body)]
    last = (same or fitting)[-1]
    if same:
        end = last.start + len(extended(previous, last))
        return f"{previous[: last.lead_start]}{lead} {body}{previous[end:]}"
    return f"{previous[: last.lead_start]}{lead} {body}{previous[last.end :]}"


def _head(body: str) -> str:
    """The stem of the noun that a newcomer is, before what belongs to it."""
    first = next(iter(phrases(body)), None)
    return first.head if first else ""


def _appended(previous: str, words: str) -> str:
    return f"{previous.rstrip(' ?.')} {words}?"


def _fits(one: NameKind, other: NameKind) -> bool:
    """Whether one may be named where the other was."""
    if one is other or {one, other} == {NameKind.COUNTRY, NameKind.PLACE}:
        return True
    names = (*UNTOLD, NameKind.COUNTRY)
    return NameKind.NAME in (one, other) and one in names and other in names


def _of_kind(previous: str, newcomer: str) -> tuple[str, ...]:
    newcomer = _named(newcomer)
    kind = kind_of(newcomer)
    found = [each for each in phrases(previous) if not _is_asked_for(previous, each)]
    same = _of_same_noun(found, newcomer)
    if same:
        return (_in_place(previous, same, newcomer),)
    if _ONE.search(newcomer) and kind is NameKind.COMMON:
        return _of_one(previous, newcomer, found)
    if kind is NameKind.COMMON:
        alike = _alike(found, newcomer)
        return (_in_place(previous, alike, newcomer),) if alike else ()
    exact = [each for each in found if kind_of_phrase(each) is kind]
    fitting = exact or [each for each in found if _fits(kind, kind_of_phrase(each))]
    return _in_places(previous, fitting, newcomer)


def _in_places(previous: str, fitting: Sequence[Phrase], newcomer: str) -> tuple[str, ...]:
    """In the place of the last one; of either, where both are said of as much."""
    if len(fitting) > 1 and _equal(previous, *fitting[-2:]):
        return tuple(_in_place(previous, each, newcomer) for each in fitting[-2:])
    return (_in_place(previous, fitting[-1], newcomer),) if fitting else ()


def _equal(previous: str, one: Phrase, other: Phrase) -> bool:
    """Whether nothing tells which of two is meant: from one to the other, or who does what to whom.

    What is asked for by "who" and "what" is not: there the one said last is asked about.
    """
    if one.lead in _DIRECTIONS and other.lead in _DIRECTIONS:
        return True
    yes_or_no = tokens(previous)[0].role in ("do", "be")
    return (
        yes_or_no
        and not one.lead
        and not other.lead
        and kind_of_phrase(one) is kind_of_phrase(other)
    )


def _is_asked_for(previous: str, phrase: Phrase) -> bool:
    before = previous[: phrase.start].lower().split()
    return bool(before) and before[-1] in ("which", "what", "whose")


def _of_same_noun(found: Sequence[Phrase], newcomer: str) -> Phrase | None:
    """The phrase with the newcomer's own noun: a return ticket for a single one."""
    head = _head(newcomer)
    same = [each for each in found if each.head == head]
    return same[0] if same and len(newcomer.split()) > 1 else None


def _of_one(previous: str, newcomer: str, found: Sequence[Phrase]) -> tuple[str, ...]:
    """A longer one, of what was asked about."""
    common = [each for each in found if kind_of_phrase(each) is NameKind.COMMON]
    if not common or re.search(
        r"\b(?:first|second|third|other|last|former|latter|which)\b", newcomer
    ):
        return ()
    noun = common[0].text.split()[-1]
    return (_in_place(previous, common[0], _ONE.sub(noun, newcomer)),)


def _alike(found: Sequence[Phrase], newcomer: str) -> Phrase | None:
    """The phrase that is put alike: "the imports" for "the exports", "a bus" for "a train"."""
    new = next(iter(phrases(newcomer)), None)
    if new is None:
        return None
    alike = [
        each
        for each in found
        if kind_of_phrase(each) is NameKind.COMMON
        and each.is_plural == new.is_plural
        and _article(newcomer) in ("", _article(each.text))
    ]
    ranks = [each for each in alike if _is_office(each) and _is_office(new)]
    alike = ranks or [each for each in alike if each.lead != "of"]
    ahead = [each for each in alike if not each.lead] or alike
    # A council for a council, a stadium for a stadium; else what something is done to.
    like = [each for each in ahead if is_body(each.text) == is_body(newcomer)] or ahead
    return like[-1] if like else None


def _is_office(phrase: Phrase) -> bool:
    return phrase.text.split()[-1].lower() in OFFICES


def _article(text: str) -> str:
    """How definite a phrase is: "a", "the" or neither."""
    first = text.split()[0].lower()
    return {"a": "a", "an": "a", "the": "the"}.get(first, "")


def _named(newcomer: str) -> str:
    """A country that is typed small, as it is written."""
    if newcomer.islower() and kind_of(newcomer.title()) is NameKind.COUNTRY:
        return newcomer.title()
    return newcomer


def _in_place(previous: str, phrase: Phrase, newcomer: str) -> str:
    """The newcomer in a phrase's place; its determiner stays where the newcomer has none."""
    words = phrase.text.split()
    first = words[0].lower()
    start = phrase.start
    if first in ("the", "a", "an") and kind_of(newcomer) is NameKind.COMMON:
        bare = newcomer.split()[0].lower() not in ("the", "a", "an", "his", "her", "its", "their")
        start += len(words[0]) + 1 if bare and first == "the" else 0
    whole = len(phrases(newcomer)) > 1 and phrase.head == _head(newcomer)
    rest = previous[phrase.start + len(extended(previous, phrase)) if whole else phrase.end :]
    ending = re.search(r"['’]s?$", phrase.text)
    return previous[:start] + newcomer + (ending[0] if ending else "") + rest
