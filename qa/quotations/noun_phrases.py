"""Noun phrases: where one ends or begins, and whether it names somebody, or what people are called.

Pure; places are numbers of tokens, spans are code points of the sentence's frame.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.articles import Span
from index.prose.words import STOP_WORDS
from qa.english.verbs import BASES
from qa.quotations.saying import FIRST_NAMES, FORMS, HONORIFICS, is_people
from qa.quotations.tokens import Token, low_words
from qa.quotations.word_classes import (
    AUXILIARIES,
    DATES,
    DETERMINERS,
    LINKS,
    PREPOSITIONS,
    PRONOUNS,
)

# "A spokesman for the ministry": what may tie more to a noun.
_TIES = frozenset("of for from at with on in to".split())
_BREAKS = AUXILIARIES | frozenset(
    """that because while when as which if but whether although though where how why so than who
    whom whose or then yet unless not never said says""".split()
)
_SELVES = frozenset("himself herself themselves itself".split())
_ADVERBS = frozenset(
    """earlier later recently recent last next now then today yesterday tomorrow here there
    only even still meanwhile however instead separately finally afterwards once again also asked
    why how what when where perhaps maybe already""".split()
)
# "Chinese", "Tajik", "Iraqi", "Ethiopian": what countries' people are called.
_IS_PEOPLE = re.compile(r"[A-Z]\w{2,}(?:ese|an|ish|i|k|ch|ic|sh)|US|UK|EU|British|Greek")
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Subject:
    """Who a clause is about.

    Attributes:
        span: The words that name it, without what is told of it between commas.
        kind: "name", "people" (what they are called), "pronoun" or "thing".
        name: The name among the words, without titles.
        office: What is told of a person: a title before the name, or an apposition.
        words: Its words, in small letters.
        end: The number of the token behind it.
    """

    span: Span
    kind: str
    name: Span | None
    office: Span | None
    words: tuple[str, ...]
    end: int


def phrase_ending(tokens: Sequence[Token], at: int) -> Subject | None:
    """The subject whose last word is a token."""
    while at >= 0 and tokens[at].low in _SELVES:
        at -= 1
    if at < 0:
        return None
    if tokens[at].low in PRONOUNS:
        return classified(tokens, at, at + 1)
    first = at + 1
    while first > 0 and _goes_on(tokens, first - 1, at):
        first -= 1
    whom = _before_who(tokens, first) if first <= at else None
    if whom:
        return whom
    if at + 1 - first > _LONGEST:
        return _reduced(tokens, first, at + 1)
    if first <= at and tokens[first].low in PREPOSITIONS:
        return _reduced(tokens, first, at + 1)
    if first > 1 and tokens[first - 1].text == "," and tokens[first - 2].is_capital:
        if any(token.low == "and" for token in tokens[first : at + 1]):
            return None  # The last two of a list.
    found = classified(tokens, first, at + 1) if first <= at else None
    if found is None or found.kind == "thing":
        return _reduced(tokens, first, at + 1) or found
    return found


def _before_who(tokens: Sequence[Token], first: int) -> Subject | None:
    """Whom a clause tells of: "the widow of a skipper" before "who drowned with two others"."""
    if first < 2 or tokens[first - 1].low != "who" or not tokens[first - 2].is_word:
        return None
    found = phrase_ending(tokens, first - 2)
    return found if found and found.kind in ("name", "people") else None


def phrase_end(tokens: Sequence[Token], first: int) -> int:
    """The token behind the noun phrase that begins with one."""
    at, head, named = first, False, False
    if at < len(tokens) and tokens[at].low in PRONOUNS:
        return at + 1
    while at < len(tokens) and at - first < _LONGEST:
        token = tokens[at]
        if not token.is_word or _breaks(token) and token.low != "that":
            break
        if token.low == "and":
            break
        if token.low in PREPOSITIONS:
            if not head or token.low not in _TIES or not _ties(tokens, at, named):
                break
            at, head, named = at + 1, False, True
            continue
        if token.is_capital and not (at == 0 and token.low in DETERMINERS):
            owns = token.low.endswith(("'s", "s'"))
            head, named = True, named or not (is_people(token.low) or owns)
        elif is_people(token.low) and (
            not named or _of_country(tokens, first, at) or _is_title(tokens, at)
        ):
            head, named = True, False
        elif _is_verb(token.low) and at > first and not _owns(tokens[at - 1]):
            break
        elif head and token.low not in LINKS and not _of_country(tokens, first, at):
            break
        elif named and not head and token.low not in DETERMINERS and at - first > 8:
            break
        at += 1
    return at


def classified(tokens: Sequence[Token], first: int, end: int) -> Subject | None:
    """What kind of subject some tokens are; None where they are none."""
    part = tokens[first:end]
    words = tuple(low_words(part))
    if not words:
        return None
    span = Span(part[0].start, part[-1].end)
    if words[0] in PRONOUNS and len(words) == 1:
        return Subject(span, "pronoun", None, None, words, end)
    if all(word in DETERMINERS for word in words) and not is_people(words[-1]):
        return None
    head = next((n for n in range(first, end) if tokens[n].low in PREPOSITIONS), end)
    if head == first:
        return None
    if any(token.low == "and" for token in tokens[first + 1 : head]):
        named = all(t.is_capital or t.low in ("and", "the", *LINKS) for t in tokens[first:head])
        whole = Span(part[0].start, tokens[head - 1].end)
        return Subject(span, "name" if named else "people", whole, None, words, end)
    name = _name(tokens, first, head)
    if name is not None:
        titles = [token.low for token in tokens[first:name] if token.low not in DETERMINERS]
        titled = any(is_people(title) for title in titles)
        office = Span(tokens[first].start, tokens[name - 1].end) if titled else None
        whole = Span(tokens[name].start, tokens[head - 1].end)
        return Subject(span, "name", whole, office, words, end)
    if is_people(tokens[head - 1].low) or (len(words) > 1 and words[0] in ("many", "some")):
        return Subject(span, "people", None, None, words, end)
    if tokens[head - 1].is_capital and not _is_plain(tokens, head - 1):
        return Subject(span, "name", span, None, words, end)
    return Subject(span, "thing", None, None, words, end)


def _name(tokens: Sequence[Token], first: int, head: int) -> int | None:
    """Where the name begins that a phrase's head ends with; None where it ends with no name."""
    at = head
    while at > first and (tokens[at - 1].is_capital or (tokens[at - 1].low in LINKS and at < head)):
        at -= 1
    if at == head:
        return None
    begin = at
    for n in range(at, head):
        token = tokens[n]
        low = token.low.rstrip(".")
        surname = n == head - 1 and n > at and tokens[n - 1].low in FIRST_NAMES
        if surname:
            continue
        if low.endswith(("'s", "s'")) or is_people(low) or low in HONORIFICS or low in DETERMINERS:
            begin = n + 1
    if head - begin == 3 and _is_first_name(tokens[begin + 1]):
        begin += not _is_first_name(tokens[begin])  # A title that no list has.
    if begin >= head or (begin == head - 1 and _is_plain(tokens, begin)):
        return None
    return begin


def _goes_on(tokens: Sequence[Token], n: int, last: int) -> bool:
    """Whether a token belongs to the noun phrase that stands behind it."""
    token = tokens[n]
    if not token.is_word:
        return False
    if token.low == "and":
        return n < last and _short_name_before(tokens, n)
    if _breaks(token) and not (token.low == "that" and n == 0):
        return False
    if token.low in FORMS and not token.is_capital and not is_people(token.low):
        return n > 0 and _owns(tokens[n - 1])
    return token.low not in PRONOUNS


def _breaks(token: Token) -> bool:
    """Whether a word ends a noun phrase; WHO is no "who"."""
    return token.low in _BREAKS and not (len(token.text) > 1 and token.text.isupper())


def _short_name_before(tokens: Sequence[Token], n: int) -> bool:
    """Whether before an "and" stands nothing but a name or what people are called."""
    first = n
    while first > 0 and tokens[first - 1].is_word and n - first < 6:
        first -= 1
    before = tokens[first:n]
    return bool(before) and n - first < 6 and all(
        t.is_capital or is_people(t.low) or t.low in DETERMINERS for t in before
    )  # fmt: skip


def _reduced(tokens: Sequence[Token], first: int, end: int) -> Subject | None:
    """Only the name, or the noun for people, with which a longer phrase ends."""
    at = end
    while at > first and (tokens[at - 1].is_capital or (tokens[at - 1].low in LINKS and at < end)):
        at -= 1
    if at == end:
        if not is_people(tokens[end - 1].low):
            return None
        while at > first and tokens[at - 1].low not in PREPOSITIONS and end - at < 5:
            at -= 1
            if tokens[at].low in DETERMINERS:
                break
    elif at > first and is_people(tokens[at - 1].low):
        at -= 1
    if at < first or at == end or (at > first and tokens[at - 1].low in PREPOSITIONS):
        return None
    found = classified(tokens, at, end)
    return found if found and found.kind != "thing" else None


def _is_first_name(token: Token) -> bool:
    return token.low in FIRST_NAMES


def _is_plain(tokens: Sequence[Token], n: int) -> bool:
    """Whether a word with a capital is no name: the first of a sentence, or a day."""
    token = tokens[n]
    if token.low in DATES or token.low in _ADVERBS:
        return True
    opens = n == 0 or tokens[n - 1].text in ".:!?"
    return opens and (token.low in STOP_WORDS or token.low in DETERMINERS)


def _is_title(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun for people belongs to a body before it, or to a name behind it."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    return is_people(tokens[at - 1].low) or (behind is not None and behind.is_capital)


def _owns(token: Token) -> bool:
    """Whether a noun stands behind a word, whatever else it may be."""
    return token.low in DETERMINERS or token.low.endswith(("'s", "s'"))


def _is_verb(word: str) -> bool:
    return word in FORMS or word in BASES or (word.endswith("ed") and len(word) > 4)


def _of_country(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Whether a phrase has no name so far but a country's: "the Chinese customs office"."""
    capitals = [token for token in tokens[first:at] if token.is_capital and token.low != "the"]
    return 1 <= len(capitals) <= 2 and at - first < 5 and all(
        _IS_PEOPLE.fullmatch(token.text) for token in capitals
    )  # fmt: skip


def _ties(tokens: Sequence[Token], at: int, named: bool) -> bool:
    """Whether a preposition ties more to a noun: "of the ministry", not "of the call"."""
    behind = [token for token in tokens[at + 1 : at + 4] if token.is_word]
    if named:
        low = tokens[at].low
        return low in ("of", "from") and any(t.is_capital for t in behind[:2])
    if tokens[at].low in ("in", "on", "to", "at"):
        return bool(behind) and behind[0].is_capital and behind[0].low not in DATES
    return bool(behind)
