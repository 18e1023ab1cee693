"""Who says something in one sentence, and by which verb. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.articles import Span
from qa.quotations.clauses import clause_of, sentence_end
from qa.quotations.noun_phrases import Subject
from qa.quotations.saying import FORMS, Saying, is_people, is_plural
from qa.quotations.subjects import leading_subject, subject_after, subject_before
from qa.quotations.tokens import Token
from qa.quotations.word_classes import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS

_ADVERBS = frozenset(
    """also already later then once again now still even too just earlier often always rather soon
    instead meanwhile first twice himself herself themselves further""".split()
)
_PERFECT = frozenset("has have had has's".split())
_BE = frozenset("is are was were be been being am".split())
# Behind these a verb tells of no speech that took place.
_NOT_SAID = AUXILIARIES - _PERFECT | frozenset(
    "to not never refused declined without cannot let please having".split()
)
_HEARS = frozenset("inquest court jury trial hearing tribunal inquiry committee meeting".split())
_NOUNS = frozenset("calls claims reports promises answers notes comments demands welcome repeat "
                   "posts states backs questions attacks support call claim report promise answer "
                   "note comment demand post state question attack pledge pledges order orders "
                   "voice voices hopes hope fear fears thought concern brand brands label "
                   "complaints stress feeling estimate estimates reply".split())  # fmt: skip
# Events do so, too.
_SHOWS = frozenset("highlight underline underscore stress emphasise emphasize suggest call".split())


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody who says something, in a sentence.

    Attributes:
        subject: Who; None where it is who spoke before ("adding").
        verb: By which verb.
        word: As it stands.
        span: From the first to the last word of subject and verb, in the sentence's frame.
        clause: What is said without marks, where it is.
        first: Whether the words follow behind.
    """

    subject: Subject | None
    verb: Saying
    word: str
    span: Span
    clause: Span | None
    first: bool


def attributions(tokens: Sequence[Token]) -> tuple[Attribution, ...]:
    """All of a sentence, in order."""
    found: list[Attribution] = []
    for n, token in enumerate(tokens):
        saying = FORMS.get(token.low)
        if saying and not token.is_capital:
            one = _of_verb(tokens, n, saying, found)
        elif token.low == "according" and n + 2 < len(tokens) and tokens[n + 1].low == "to":
            one = None if found else _according(tokens, n)
        else:
            continue
        if one:
            found.append(one)
    return tuple(found) or tuple(_by_colon(tokens))


def _of_verb(
    tokens: Sequence[Token], n: int, saying: Saying, found: Sequence[Attribution]
) -> Attribution | None:
    before = n - 1
    while before >= 0 and (
        tokens[before].low in _ADVERBS | _PERFECT
        or (tokens[before].low.endswith("ly") and tokens[before].low not in ("family", "assembly"))
    ):
        before -= 1
    if before < 0:
        return None
    token = tokens[before]
    if token.low in _BE and saying.form == "past":
        return _passive(tokens, n, saying)
    if token.low in _NOT_SAID or _is_noun(tokens, before, n, saying):
        return None
    if saying.form == "going" and tokens[n - 1].low == "as" and tokens[n - 2].low == "quoted":
        at = next((k for k in range(n - 3, -1, -1) if tokens[k].low not in AUXILIARIES), -1)
        subject = subject_before(tokens, at) if at >= 0 else None
        span = Span(subject.span.start if subject else 0, tokens[n].end)
        return Attribution(subject, saying, "said", span, None, True) if subject else None
    if saying.form == "going":
        return _going_on(tokens, n, saying, found)
    inverted = _inverted(tokens, n, before, saying)
    if inverted:
        return inverted
    subject = _subject(tokens, before)
    if subject is None or not _may_speak(subject, saying) or _is_told(tokens, n, subject):
        return None
    span = Span(subject.span.start, tokens[n].end)
    clause = clause_of(tokens, n, subject, saying)
    return Attribution(subject, saying, tokens[n].text, span, clause, True)


def _subject(tokens: Sequence[Token], before: int) -> Subject | None:
    low = tokens[before].low
    if low == "who":
        at = before - 1 - (before > 0 and tokens[before - 1].text == ",")
        return subject_before(tokens, at) if at >= 0 else None
    if low in ("and", "but", "or"):
        begin = next((n for n in range(before - 1, 0, -1) if _begins_clause(tokens, n)), -1)
        return leading_subject(tokens) if begin < 0 else subject_after(tokens, begin)
    return subject_before(tokens, before)


def _begins_clause(tokens: Sequence[Token], n: int) -> bool:
    """Whether a new clause with a subject of its own begins with a token."""
    before = tokens[n - 1]
    return before.text == ";" or (
        before.low in ("but", "and", "while") and n > 1 and tokens[n - 2].text == ","
    )


def _is_noun(tokens: Sequence[Token], before: int, n: int, saying: Saying) -> bool:
    """Whether the form is a noun: "the reports", "his promise"."""
    low, word = tokens[before].low, tokens[n].low
    if low in DETERMINERS - {"many", "some", "several", "all", "both", "another", "that"}:
        return True
    if low in PREPOSITIONS or low.endswith(("'s", "s'")):
        return True
    if saying.form == "base":
        plural = is_plural(low) and (is_people(low) or not tokens[before].is_capital)
        return not (plural or low in ("they", "we", "i", "you", "who", "and"))
    if word in _NOUNS:
        behind = tokens[n + 1] if n + 1 < len(tokens) else None
        named = tokens[before].is_capital or low in PRONOUNS or is_people(low) or low == "who"
        return (
            not named
            or behind is None
            or not (
                behind.is_quotation
                or behind.text == ":"
                or (behind.is_word and behind.low not in PREPOSITIONS | AUXILIARIES)
            )
        )
    return False


def _is_told(tokens: Sequence[Token], n: int, subject: Subject) -> bool:
    """Whether a headline says who hears it: "Skipper wept, inquest told"."""
    ends = not any(token.is_word or token.is_quotation for token in tokens[n + 1 :])
    return ends and tokens[n].low in ("told", "hears", "heard") and subject.words[-1] in _HEARS


def _may_speak(subject: Subject, saying: Saying) -> bool:
    if subject.kind == "thing":
        return saying.base in ("say", "tell") and len(subject.words) <= 8
    return True


def _inverted(tokens: Sequence[Token], n: int, before: int, saying: Saying) -> Attribution | None:
    """Of “...,” said Nora Blake."""
    tells = saying.base in ("tell", "assure", "call", "urge")
    if "s" not in saying.kinds or before != n - 1 or n + 1 >= len(tokens) or tells:
        return None
    quoted = tokens[before].is_quotation
    if not quoted and tokens[before].text in ",.!?–—" and before:
        quoted = tokens[before - 1].is_quotation
    if not quoted and tokens[before].text != ",":
        return None
    subject = subject_after(tokens, n + 1)
    if subject is None or subject.kind == "thing" or not _may_speak(subject, saying):
        return None
    span = Span(tokens[n].start, max(subject.span.end, subject.office.end if subject.office else 0))
    if quoted:
        return Attribution(subject, saying, tokens[n].text, span, None, False)
    behind = tokens[subject.end] if subject.end < len(tokens) else None
    ends = behind is None or behind.text in ".,;" or behind.low in PREPOSITIONS
    if not ends or before < 5 or subject_before_is_name(tokens, before):
        return None
    return Attribution(
        subject, saying, tokens[n].text, span, Span(tokens[0].start, tokens[before].start), False
    )


def subject_before_is_name(tokens: Sequence[Token], comma: int) -> bool:
    """Whether before a comma stands a subject with an apposition: "Vos, 54, said"."""
    found = subject_before(tokens, comma)
    return found is not None and found.kind in ("name", "people")


def _passive(tokens: Sequence[Token], n: int, saying: Saying) -> Attribution | None:
    """Of "was criticised by Vos"."""
    tells = saying.base in ("tell", "warn", "advise", "assure")
    if "o" not in saying.kinds and not tells:
        return None
    for at in range(n + 1, min(n + 4, len(tokens) - 1)):
        if tokens[at].low == "by":
            subject = subject_after(tokens, at + 1)
            if subject is None or subject.kind in ("thing", "pronoun"):
                return None
            span = Span(tokens[n].start, subject.span.end)
            whole = None if tells else Span(tokens[0].start, tokens[-1].end)
            return Attribution(subject, saying, tokens[n].text, span, whole, True)
    return None


def _going_on(
    tokens: Sequence[Token], n: int, saying: Saying, found: Sequence[Attribution]
) -> Attribution | None:
    """Of "..., adding that": by who spoke before in the sentence, or whom it is about."""
    if tokens[n - 1].text != "," and tokens[n - 1].low not in ("and", "while", "by", "before"):
        return None
    if "s" not in saying.kinds:
        return None
    subject = None if found else leading_subject(tokens)
    if not found and (subject is None or subject.kind == "thing" or saying.base in _SHOWS):
        return None
    span = Span(tokens[n].start, tokens[n].end)
    clause = clause_of(tokens, n, None, saying)
    return Attribution(subject, saying, tokens[n].text, span, clause, True)


def _according(tokens: Sequence[Token], n: int) -> Attribution | None:
    subject = subject_after(tokens, n + 2)
    if subject is None or (subject.kind == "pronoun" and subject.words[0] in ("i", "we", "you")):
        return None
    after = subject.span.end
    span = Span(tokens[n].start, after)
    end = sentence_end(tokens)
    if n <= 1:
        rest = [t for t in tokens[subject.end :] if t.is_word or t.is_quotation]
        comma = next((t.end for t in tokens[n + 3 :] if t.text == ","), end)
        rest = rest or [t for t in tokens if t.start >= comma and t.is_word]
        clause = Span(rest[0].start, end) if rest else None
    else:
        clause = Span(tokens[0].start, tokens[n - 1].end)
    return Attribution(subject, Saying("say", "s", "past"), "according to", span, clause, n <= 1)


def _by_colon(tokens: Sequence[Token]) -> Iterator[Attribution]:
    """Of "His deputy, Owen Tate, disagreed: “...”", whatever the verb."""
    for n, token in enumerate(tokens[:-1]):
        if token.text == ":" and tokens[n + 1].is_quotation:
            subject = leading_subject(tokens[:n])
            if subject and subject.kind in ("name", "pronoun", "people") and subject.end < n:
                if subject.words[0] not in ("i", "we", "you", "it"):
                    span = Span(subject.span.start, token.end)
                    yield Attribution(subject, Saying("say", "s", "past"), "", span, None, True)
            return
