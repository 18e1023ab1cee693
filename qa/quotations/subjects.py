"""Who a clause is about: a name, what people are called, a pronoun, before a verb or behind it.

Pure; places are numbers of tokens, spans are code points of the sentence's frame.
"""

from collections.abc import Sequence
from dataclasses import replace

from index.articles import Span
from qa.quotations.appositions import (
    COMMAS,
    another_behind,
    apposition_behind,
    apposition_start,
    describes,
)
from qa.quotations.noun_phrases import Subject, classified, phrase_end, phrase_ending
from qa.quotations.tokens import Token
from qa.quotations.word_classes import PREPOSITIONS


def subject_before(tokens: Sequence[Token], last: int) -> Subject | None:
    """The subject that ends with a token, or before the apposition that this one closes."""
    apposition: tuple[int, int] | None = None
    at, steps = last, 0
    while at >= 0 and tokens[at].text in COMMAS and steps < 4:
        opening = apposition_start(tokens, at)
        if opening is None:
            return None
        if apposition is None and describes(tokens[opening + 1 : at]):
            apposition = (opening + 1, at)
        at, steps = opening - (not another_behind(tokens, opening)), steps + 1
    if at < 0 or not tokens[at].is_word:
        return None
    found = phrase_ending(tokens, at)
    return _with_apposition(tokens, found, apposition) if found else None


def subject_after(tokens: Sequence[Token], first: int) -> Subject | None:
    """The subject that begins with a token: "said Nora Blake, who owns the mill, ..."."""
    end = phrase_end(tokens, first)
    found = classified(tokens, first, end) if end > first else None
    if found is None or found.kind == "pronoun":
        return found
    apposition, after = apposition_behind(tokens, end)
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


def _with_apposition(
    tokens: Sequence[Token], subject: Subject, apposition: tuple[int, int] | None
) -> Subject:
    """A subject with what is told of it between commas, which may be its name."""
    if apposition is None:
        return subject
    first, end = apposition
    span = Span(tokens[first].start, tokens[end - 1].end)
    if subject.kind == "people" and tokens[end - 1].is_capital:
        named = classified(tokens, first, end)
        if named and named.kind == "name" and all(t.is_capital for t in tokens[first:end]):
            return replace(subject, kind="name", name=named.name, office=subject.span)
    if subject.kind == "pronoun" or all(t.is_capital for t in tokens[first:end]):
        return subject
    return replace(subject, office=subject.office or span)
