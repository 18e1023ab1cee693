"""What is said in a sentence without marks, behind its verb or before it. Pure."""

from collections.abc import Sequence

from index.articles import Span
from qa.quotations.noun_phrases import Subject
from qa.quotations.saying import Saying
from qa.quotations.tokens import Token
from qa.quotations.word_classes import AUXILIARIES, PREPOSITIONS

_ASK = frozenset("whether how why what who where when if".split())
_SHORT_TAIL = 16
_FEWEST_WORDS = 3
_FEWEST_BEHIND_THAT = 2
_WITHOUT_THAT = frozenset(
    """say tell add suggest claim argue insist admit note warn deny stress highlight report estimate
    promise announce advise assure predict acknowledge""".split()
)
_TO_SOMEBODY = frozenset("tell assure warn advise ask".split())


def clause_of(
    tokens: Sequence[Token], n: int, subject: Subject | None, saying: Saying
) -> Span | None:
    """What is said without marks, behind the verb or before it."""
    end = sentence_end(tokens)
    if saying.kinds == "o":
        return Span(tokens[n].start, end)
    tail = [t for t in tokens[n + 1 :] if t.is_word or t.is_quotation or t.text in ",:;"]
    if not tail:
        return _before(tokens, n, subject)
    that = _that(tail, saying)
    if that is not None and len(tail) - that >= _FEWEST_BEHIND_THAT:
        return Span(tail[that].start, end)
    if "o" in saying.kinds:
        return Span(tokens[n].start, end) if tail[0].is_word else None
    first = tail[0]
    words = sum(t.is_word for t in tail)
    if not first.is_word or first.low in PREPOSITIONS or _is_time(tail) or words < _FEWEST_WORDS:
        return _before(tokens, n, subject)
    if subject and _said_before(tokens, subject):
        return None
    free = saying.base in _WITHOUT_THAT or saying.kinds == "t"
    return Span(first.start, end) if free or any(t.is_quotation for t in tail) else None


def _that(tail: Sequence[Token], saying: Saying) -> int | None:
    """Where the clause begins behind a "that": "said on Friday that", "told Blake that"."""
    first = tail[0].low
    if first == "that":
        return 1
    if first in _ASK:
        return 0
    if not (first in PREPOSITIONS or first.endswith("day") or saying.base in _TO_SOMEBODY):
        return None
    for k, token in enumerate(tail[:10]):
        if token.low == "that":
            return k + 1
        if token.low in _ASK and saying.base in ("ask", "tell"):
            return k
        if token.low in AUXILIARIES or token.is_quotation:
            return None
    return None


def _said_before(tokens: Sequence[Token], subject: Subject) -> bool:
    """Whether right before a subject a quotation ends: “...,” Vos told the council."""
    at = next((k for k, t in enumerate(tokens) if t.start >= subject.span.start), 0)
    return any(token.is_quotation for token in tokens[max(0, at - 2) : at])


def _is_time(tail: Sequence[Token]) -> bool:
    return tail[0].low in ("later", "yesterday", "today", "earlier") or tail[0].low.endswith("day")


def _before(tokens: Sequence[Token], n: int, subject: Subject | None) -> Span | None:
    """What stands before the subject: "The wheel is unsafe, Vos said."."""
    if subject is None or len(tokens) - n > _SHORT_TAIL:
        return None
    at = next((k for k, t in enumerate(tokens) if t.start >= subject.span.start), 0)
    if at < _FEWEST_WORDS or tokens[at - 1].text != ",":
        return None
    clause = tokens[: at - 1]
    if sum(t.is_word for t in clause) < _FEWEST_WORDS:
        return None
    opening = clause[0].low in (*PREPOSITIONS, "asked", "when", "as", "while", "speaking")
    if opening and not any(t.text == "," for t in clause):
        return None
    return Span(clause[0].start, clause[-1].end)


def sentence_end(tokens: Sequence[Token]) -> int:
    """Where a sentence's last word ends."""
    last = [t for t in tokens if t.is_word or t.is_quotation or t.text in ")%]"]
    return last[-1].end if last else tokens[-1].end
