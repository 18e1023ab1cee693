"""Questions for numbers: how many, how much, what percentage."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from evals.making.clauses import Clause
from evals.making.drafts import Draft, inverted, span
from evals.making.parsing import Entity, Parse, Token
from evals.making.standing import is_known
from evals.making.times import has_year
from evals.making.wording import Piece, verb_group

_UNCOUNTED = frozenset(
    """cent century day decade degree dollar euro fifth half hour hundred kind million minute month
    night part penny percent percentage point pound quarter second third thousand time type week
    weekend year yuan""".split()
)
# Counted anew every day.
_DAILY = frozenset("case death dose hospitalization infection point test vaccination vote".split())
_PAYING = frozenset(
    """borrow collect contribute cost donate earn gross invest lose owe pay raise receive save
    spend win""".split()
)
_TRADING = frozenset("acquire auction buy purchase sell".split())
_CHANGING = frozenset(
    """climb decline decrease drop fall gain grow increase jump plummet plunge rise shrink soar
    surge tumble""".split()
)
_PERCENT = ("percent", "%", "per cent")


def amount_questions(clause: Clause) -> Iterator[Draft]:
    """The questions for a clause's numbers, which are of their day: a time left out is missed."""
    if clause.undated or clause.finite.tag not in ("VBD", "MD") or _shared(clause):
        return
    if clause.subject.lemma.lower() in _DAILY and not has_year(clause.parse.text):
        return
    yield from _counted_subject(clause)
    yield from _share_of_subject(clause)
    if is_known(clause.parse, clause.subject, clause.subject_words):
        yield from _counted_object(clause)
        yield from _money(clause)
        yield from _shares(clause)


def _shared(clause: Clause) -> bool:
    """Whether the number is one of several, or of more together than the clause keeps."""
    kept = {*clause.subject_words, *clause.after}
    tokens = clause.parse.tokens
    if any(tokens[i].tag == "CD" and tokens[i - 1].tag == "CC" for i in clause.after):
        return True
    return any(
        child.dep == "conj" and child.i not in kept
        for i in kept
        for child in clause.parse.children(clause.parse.tokens[i])
    )


class _Counted(NamedTuple):
    """A counted noun: the places of the quantity, the number in it, and the rest of the words."""

    quantity: list[int]
    number: Entity
    rest: list[int]


def _counted_subject(clause: Clause) -> Iterator[Draft]:
    counted = _counted(clause.parse, clause.subject, clause.subject_words)
    if counted and clause.finite.tag != "VBZ":
        pieces: tuple[Piece, ...] = (
            "How",
            "many",
            *counted.rest,
            *verb_group(clause),
            *clause.after,
        )
        yield _draft(clause.parse, "how-many", pieces, counted)


def _counted_object(clause: Clause) -> Iterator[Draft]:
    for child, places in clause.parts:
        counted = _counted(clause.parse, child, places) if child.dep == "dobj" else None
        daily = child.lemma.lower() in _DAILY and not has_year(clause.parse.text)
        if counted is None or daily:
            continue
        for draft in inverted(
            clause, "how-many", ("How", "many", *counted.rest), counted.number, places
        ):
            yield _draft(clause.parse, draft.kind, draft.pieces, counted)


def _draft(parse: Parse, kind: str, pieces: Sequence[Piece], counted: _Counted) -> Draft:
    """A draft that takes the bare number for an answer, and the number with its "about" too."""
    return Draft(kind, tuple(pieces), counted.number, (parse.words(counted.quantity),))


def _counted(parse: Parse, noun: Token, places: Sequence[int]) -> _Counted | None:
    """The parts of "about 12 people in Lisbon"; None where it is no such thing."""
    numbers = [child for child in parse.children(noun) if child.dep == "nummod"]
    if noun.tag != "NNS" or len(numbers) != 1 or noun.lemma.lower() in _UNCOUNTED:
        return None
    entity = parse.entity(numbers[0].i)
    quantity = [i for i in parse.subtree(numbers[0]) if i in places]
    if entity is None or entity.label != "CARDINAL" or list(places[: len(quantity)]) != quantity:
        return None
    if any(parse.tokens[i].dep in ("conj", "cc", "det", "poss", "appos") for i in places):
        return None
    number = [i for i in range(entity.first, entity.last) if parse.tokens[i].tag == "CD"]
    if not number or number[-1] - number[0] + 1 != len(number) or not set(number) <= set(quantity):
        return None
    if parse.words(number).lower() in ("one", "1"):
        return None
    return _Counted(quantity, span(number), [i for i in places if i not in quantity])


def _money(clause: Clause) -> Iterator[Draft]:
    parse = clause.parse
    for child, places in clause.parts:
        stranded = child.dep == "prep" and child.lemma == "for" and clause.verb.lemma in _TRADING
        direct = child.dep in ("dobj", "npadvmod", "attr") and clause.verb.lemma in _PAYING
        amount = places[1:] if stranded else places
        entity = parse.entity(amount[-1]) if amount and (stranded or direct) else None
        if entity is None or entity.label != "MONEY" or not _only(parse, amount, entity):
            continue
        yield from inverted(clause, "how-much", ("How", "much"), entity, amount)


def _share_of_subject(clause: Clause) -> Iterator[Draft]:
    parse = clause.parse
    entity = parse.entity(clause.subject.i)
    places = list(clause.subject_words)
    if entity is None or entity.label != "PERCENT" or clause.subject.text not in _PERCENT:
        return
    behind = [i for i in places if i >= entity.last]
    if _only(parse, [i for i in places if i < entity.last], entity) and _begins_with_of(
        parse, behind
    ):
        pieces: tuple[Piece, ...] = (
            "What",
            "percentage",
            *behind,
            *verb_group(clause),
            *clause.after,
        )
        yield Draft("percentage", pieces, entity)


def _shares(clause: Clause) -> Iterator[Draft]:
    parse = clause.parse
    for child, places in clause.parts:
        by = child.dep == "prep" and child.lemma == "by"
        amount = places[1:] if by else places
        entity = parse.entity(amount[0]) if amount else None
        if entity is None or entity.label != "PERCENT":
            continue
        behind = [i for i in amount if i >= entity.last]
        only = _only(parse, [i for i in amount if i < entity.last], entity)
        if only and not behind and clause.verb.lemma in _CHANGING:
            yield from inverted(clause, "percentage", ("By", "what", "percentage"), entity, places)
        elif only and _begins_with_of(parse, behind) and child.dep == "dobj":
            opening: tuple[Piece, ...] = ("What", "percentage", *behind)
            yield from inverted(clause, "percentage", opening, entity, places)


def _begins_with_of(parse: Parse, places: Sequence[int]) -> bool:
    return bool(places) and parse.tokens[places[0]].text == "of"


def _only(parse: Parse, places: Sequence[int], entity: Entity) -> bool:
    """Whether nothing but the amount stands in the places, "about" and the like aside."""
    return all(
        entity.first <= i < entity.last or parse.tokens[i].dep in ("quantmod", "advmod", "nmod")
        for i in places
    )
