"""Appositions: what is told of somebody between commas. Pure; places are numbers of tokens."""

from collections.abc import Sequence

from qa.quotations.saying import is_people
from qa.quotations.tokens import Token
from qa.quotations.word_classes import AUXILIARIES, DETERMINERS

COMMAS = frozenset(",–—-()")
_LONGEST_APPOSITION = 30
_BEGIN_APPOSITION = DETERMINERS | frozenset(
    """who whose which now then also aged former acting speaking citing quoting referring in at on
    of from when as after president chief head whom meanwhile however for too co-founder""".split()
)
_TELLS_NOTHING = frozenset(
    """in at on when as after speaking citing quoting referring now then also meanwhile however for
    too""".split()
)


def apposition_start(tokens: Sequence[Token], closing: int) -> int | None:
    """The comma before what another comma closes and what tells of somebody."""
    if tokens[closing].text in "(":
        return None
    tried = 0
    for n in range(closing - 1, max(-1, closing - _LONGEST_APPOSITION), -1):
        if tokens[n].text in ".:;" or tokens[n].is_quotation:
            return None
        if tokens[n].text in COMMAS:
            tried += 1
            if tokens[n].text == "(" or _is_apposition(tokens[n + 1 : closing]):
                return n
            if tried > 3:
                return None
    return None


def apposition_behind(tokens: Sequence[Token], at: int) -> tuple[tuple[int, int] | None, int]:
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
        if found is None and describes(part):
            found = (at + 1, end)
        at = end + (end < len(tokens) and tokens[end].text == ")")
        if found:
            break
    return found, at


def another_behind(tokens: Sequence[Token], comma: int) -> bool:
    """Whether before a comma stands one more apposition: "Vos, 54, of Westport, said"."""
    first = comma
    while first > 0 and tokens[first - 1].is_word and comma - first < _LONGEST_APPOSITION:
        first -= 1
    if first == comma or first == 0 or tokens[first - 1].text not in COMMAS:
        return False
    begins = tokens[first]
    return begins.text[0].isdigit() or (
        begins.low in ("who", "whose", "of", "a", "an", "from") and first > 1
    )


def describes(tokens: Sequence[Token]) -> bool:
    """Whether an apposition tells who somebody is, and not when or where they speak."""
    first = tokens[0]
    if first.low in _TELLS_NOTHING:
        return False
    if first.low in ("a", "an", "the") and len(tokens) <= 12:
        return True
    return first.low in ("who", "whose") or any(is_people(token.low) for token in tokens) or (
        len(tokens) > 1 and all(token.is_capital for token in tokens)
    )  # fmt: skip


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
