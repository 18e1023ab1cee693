"""Who a clause is about: a name, what people are called, a pronoun, before a verb or behind it.

Pure; places are numbers of tokens, spans are code points of the sentence's frame.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.articles import Span
from index.prose.words import STOP_WORDS
from qa.english.verbs import BASES
from qa.quotations.saying import FIRST_NAMES, FORMS, HONORIFICS, is_people
from qa.quotations.tokens import Token, low_words

PRONOUNS = frozenset("he she they it we i you".split())
PREPOSITIONS = frozenset(
    """of for from at in with on to by after before during under over against among between
    through since until despite following amid within without outside inside near like unlike via
    across along around behind beside beyond into onto upon toward towards about""".split()
)
# "A spokesman for the ministry": what may tie more to a noun.
_TIES = frozenset("of for from at with on in to".split())
DETERMINERS = frozenset(
    """the a an his her their its our my your one another some many several most all both two three
    four five other such each every no any this that these those""".split()
)
AUXILIARIES = frozenset(
    """is are was were be been being am has have had will would could can may might must shall
    should did does do isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't didn't
    doesn't don't can't couldn't""".split()
)
_BREAKS = AUXILIARIES | frozenset(
    """that because while when as which if but whether although though where how why so than who
    whom whose or then yet unless not never said says""".split()
)
_LINKS = frozenset("al bin bint da de del der di do dos du el ibn la le van von y".split())
_SELVES = frozenset("himself herself themselves itself".split())
_COMMAS = frozenset(",–—-()")
_ADVERBS = frozenset(
    """earlier later recently recent last next now then today yesterday tomorrow here there
    only even still meanwhile however instead separately finally afterwards once again also asked
    why how what when where perhaps maybe already""".split()
)
_DATES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december""".split()
)
_LONGEST = 14
_LONGEST_APPOSITION = 30


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


def subject_before(tokens: Sequence[Token], last: int) -> Subject | None:
    """The subject that ends with a token, or before the apposition that this one closes."""
    apposition: tuple[int, int] | None = None
    at, steps = last, 0
    while at >= 0 and tokens[at].text in _COMMAS and steps < 4:
        opening = _apposition_start(tokens, at)
        if opening is None:
            return None
        if apposition is None and _describes(tokens[opening + 1 : at]):
            apposition = (opening + 1, at)
        at, steps = opening - (not _another_behind(tokens, opening)), steps + 1
    if at < 0 or not tokens[at].is_word:
        return None
    found = _ending(tokens, at)
    return _with_apposition(tokens, found, apposition) if found else None


def subject_after(tokens: Sequence[Token], first: int) -> Subject | None:
    """The subject that begins with a token: "said Nora Blake, who owns the mill, ..."."""
    end = _forward(tokens, first)
    found = _classified(tokens, first, end) if end > first else None
    if found is None or found.kind == "pronoun":
        return found
    apposition, after = _apposition_behind(tokens, end)
    return replace(_with_apposition(tokens, found, apposition), end=after)


def leading_subject(tokens: Sequence[Token]) -> Subject | None:
    """The subject of the whole sentence, where it stands at its beginning or behind a comma."""
    first = 0
    while first < len(tokens) and not tokens[first].is_word:
        first += 1
    place = next(
        (n for n in range(first, min(len(tokens), first + 5)) if tokens[n].text == ":"), -1
    )
    if place >= 0 and place + 1 < len(tokens) and tokens[place + 1].is_capital:
        first = place + 1  # "Westport: Piet Vos has left."
    if first < len(tokens) and tokens[first].low in (*PREPOSITIONS, "asked", "when", "as", "while"):
        commas = [n for n in range(first, min(len(tokens), first + 25)) if tokens[n].text == ","]
        if not commas:
            return None
        first = commas[0] + 1
    while first < len(tokens) and tokens[first].low in ("but", "and", "then", "later", "yet", "so"):
        first += 1
    return subject_after(tokens, first) if first < len(tokens) else None


def _ending(tokens: Sequence[Token], at: int) -> Subject | None:
    """The subject whose last word is a token."""
    while at >= 0 and tokens[at].low in _SELVES:
        at -= 1
    if at < 0:
        return None
    if tokens[at].low in PRONOUNS:
        return _classified(tokens, at, at + 1)
    first = at + 1
    while first > 0 and _goes_on(tokens, first - 1, at):
        first -= 1
    if at + 1 - first > _LONGEST:
        return _reduced(tokens, first, at + 1)
    if first <= at and tokens[first].low in PREPOSITIONS:
        return _reduced(tokens, first, at + 1)
    if first > 1 and tokens[first - 1].text == "," and tokens[first - 2].is_capital:
        if any(token.low == "and" for token in tokens[first : at + 1]):
            return None  # The last two of a list.
    found = _classified(tokens, first, at + 1) if first <= at else None
    if found is None or found.kind == "thing":
        return _reduced(tokens, first, at + 1) or found
    return found


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
    while at > first and (tokens[at - 1].is_capital or (tokens[at - 1].low in _LINKS and at < end)):
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
    found = _classified(tokens, at, end)
    return found if found and found.kind != "thing" else None


def _classified(tokens: Sequence[Token], first: int, end: int) -> Subject | None:
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
        named = all(t.is_capital or t.low in ("and", "the", *_LINKS) for t in tokens[first:head])
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
    while at > first and (
        tokens[at - 1].is_capital or (tokens[at - 1].low in _LINKS and at < head)
    ):
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


def _is_first_name(token: Token) -> bool:
    return token.low in FIRST_NAMES


def _is_plain(tokens: Sequence[Token], n: int) -> bool:
    """Whether a word with a capital is no name: the first of a sentence, or a day."""
    token = tokens[n]
    if token.low in _DATES or token.low in _ADVERBS:
        return True
    opens = n == 0 or tokens[n - 1].text in ".:!?"
    return opens and (token.low in STOP_WORDS or token.low in DETERMINERS)


def _forward(tokens: Sequence[Token], first: int) -> int:
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
        elif head and token.low not in _LINKS and not _of_country(tokens, first, at):
            break
        elif named and not head and token.low not in DETERMINERS and at - first > 8:
            break
        at += 1
    return at


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


# "Chinese", "Tajik", "Iraqi", "Ethiopian": what countries' people are called.
_IS_PEOPLE = re.compile(r"[A-Z]\w{2,}(?:ese|an|ish|i|k|ch|ic|sh)|US|UK|EU|British|Greek")


def _ties(tokens: Sequence[Token], at: int, named: bool) -> bool:
    """Whether a preposition ties more to a noun: "of the ministry", not "of the call"."""
    behind = [token for token in tokens[at + 1 : at + 4] if token.is_word]
    if named:
        low = tokens[at].low
        return low in ("of", "from") and any(t.is_capital for t in behind[:2])
    if tokens[at].low in ("in", "on", "to", "at"):
        return bool(behind) and behind[0].is_capital and behind[0].low not in _DATES
    return bool(behind)


def _apposition_start(tokens: Sequence[Token], closing: int) -> int | None:
    """The comma before what another comma closes and what tells of somebody."""
    if tokens[closing].text in "(":
        return None
    tried = 0
    for n in range(closing - 1, max(-1, closing - _LONGEST_APPOSITION), -1):
        if tokens[n].text in ".:;" or tokens[n].is_quotation:
            return None
        if tokens[n].text in _COMMAS:
            tried += 1
            if tokens[n].text == "(" or _is_apposition(tokens[n + 1 : closing]):
                return n
            if tried > 3:
                return None
    return None


def _another_behind(tokens: Sequence[Token], comma: int) -> bool:
    """Whether before a comma stands one more apposition: "Vos, 54, of Westport, said"."""
    first = comma
    while first > 0 and tokens[first - 1].is_word and comma - first < _LONGEST_APPOSITION:
        first -= 1
    if first == comma or first == 0 or tokens[first - 1].text not in _COMMAS:
        return False
    begins = tokens[first]
    return begins.text[0].isdigit() or (
        begins.low in ("who", "whose", "of", "a", "an", "from") and first > 1
    )


_BEGIN_APPOSITION = DETERMINERS | frozenset(
    """who whose which now then also aged former acting speaking citing quoting referring in at on
    of from when as after president chief head whom meanwhile however for too co-founder""".split()
)


def _is_apposition(tokens: Sequence[Token]) -> bool:
    if not tokens or not tokens[0].is_word:
        return False
    first = tokens[0]
    relative = first.low in ("who", "whose", "which", "whom", "when", "as")
    if not relative and any(token.low in AUXILIARIES for token in tokens):
        return False
    if first.low in _BEGIN_APPOSITION or first.text[0].isdigit():
        return True
    if all(token.is_capital for token in tokens):
        return True
    return any(is_people(token.low) for token in tokens[:6])


_TELLS_NOTHING = frozenset(
    """in at on when as after speaking citing quoting referring now then also meanwhile however for
    too""".split()
)


def _describes(tokens: Sequence[Token]) -> bool:
    first = tokens[0]
    if first.low in _TELLS_NOTHING:
        return False
    if first.low in ("a", "an", "the") and len(tokens) <= 12:
        return True
    return first.low in ("who", "whose") or any(is_people(token.low) for token in tokens) or (
        len(tokens) > 1 and all(token.is_capital for token in tokens)
    )  # fmt: skip


def _apposition_behind(tokens: Sequence[Token], at: int) -> tuple[tuple[int, int] | None, int]:
    """What tells of somebody between the commas behind the name, and the token behind it."""
    found: tuple[int, int] | None = None
    while at + 1 < len(tokens) and tokens[at].text in ",(":
        end = at + 1
        while (
            end < len(tokens)
            and end - at < _LONGEST_APPOSITION
            and (tokens[end].is_word or tokens[end].text in "$%'’/&-")
        ):
            end += 1
        part = tokens[at + 1 : end]
        if not _is_apposition(part) or part[0].low in _TELLS_NOTHING:
            break
        if found is None and _describes(part):
            found = (at + 1, end)
        at = end + (end < len(tokens) and tokens[end].text == ")")
        if found:
            break
    return found, at


def _with_apposition(
    tokens: Sequence[Token], subject: Subject, apposition: tuple[int, int] | None
) -> Subject:
    """A subject with what is told of it between commas, which may be its name."""
    if apposition is None:
        return subject
    first, end = apposition
    span = Span(tokens[first].start, tokens[end - 1].end)
    if subject.kind == "people" and tokens[end - 1].is_capital:
        named = _classified(tokens, first, end)
        if named and named.kind == "name" and all(t.is_capital for t in tokens[first:end]):
            return replace(subject, kind="name", name=named.name, office=subject.span)
    if subject.kind == "pronoun" or all(t.is_capital for t in tokens[first:end]):
        return subject
    return replace(subject, office=subject.office or span)
