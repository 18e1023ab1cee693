"""Questions of a parsed sentence: few ways, each right wherever it applies."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evals.making.amounts import amount_questions
from evals.making.clauses import Clause, clauses
from evals.making.drafts import Draft, inverted, span
from evals.making.parsing import Entity, Parse
from evals.making.people import is_country, is_person, kind_of_body, whole_names
from evals.making.roles import age_questions, role_questions
from evals.making.standing import is_known, stands_alone, times_named
from evals.making.times import has_year, is_absolute
from evals.making.wording import statement_order, written

# With these "in" is no place.
_NOT_THERE = frozenset(
    """believe engage finish interest invest involve lead participate place play rank result
    specialise specialize star succeed trust""".split()
)
_PLACES = ("GPE", "LOC", "FAC")
_PLACE_WORDS = re.compile(
    r"\b(?:Airport|Arena|Base|Bay|Beach|Bridge|Building|Cathedral|Centre|Center|Church|Coast|Desert|"
    r"Garden|Gardens|Gulf|Hall|Hospital|Hotel|Island|Islands|Lake|Library|Mountain|Mountains|"
    r"Museum|Ocean|Palace|Park|Port|River|School|Sea|Square|Stadium|Station|Strait|Street|Theater|"
    r"Theatre|Tower|University|Valley)$"
)
# How many things a question must tell: of whom, beside, where its time was left out.
_LEAST = {"who": 3, "which": 3, "where": 3, "when": 2, "role": 1, "how-old": 1}
_LEAST_OF_AMOUNTS = 4
_MORE_UNDATED = 2
# Said of what is to come or is only thought; and who does what always.
_EXPECTED = frozenset("expect fear poise project propose schedule set slate".split())
_NAMED = ("PERSON", "ORG", "GPE", "LOC", "FAC", "DATE", "EVENT", "NORP", "CARDINAL")


@dataclass(frozen=True, slots=True)
class Named:
    """A name or time in a question: as it is written there, and OntoNotes' label."""

    text: str
    label: str


@dataclass(frozen=True, slots=True)
class MadeQuestion:
    """A question, and where its answer stands in the sentence.

    Attributes:
        kind: "who", "which", "when", "where", "how-many", "how-much", "percentage", "role" or
            "how-old".
        question: It, as a reader would type it.
        start: The answer's first code point in the sentence.
        end: The code point after its last.
        answers: The answer as it stands there, and in other words of the article.
        names: What the question names, in order.
    """

    kind: str
    question: str
    start: int
    end: int
    answers: tuple[str, ...]
    names: tuple[Named, ...]


def ask(parse: Parse, text: str) -> Iterator[MadeQuestion]:
    """The questions that a sentence answers; `text` is its article's, where whole names stand."""
    drafts = [*role_questions(parse), *age_questions(parse)]
    for clause in clauses(parse):
        for way in (_subjects, _times, _where, _persons, amount_questions):
            drafts += way(clause)
    whole = whole_names(parse, text, {i for d in drafts for i in (*d.places, d.answer.first)})
    for draft in drafts:
        asked = _asked(parse, draft, whole)
        if asked:
            yield asked


def _asked(parse: Parse, draft: Draft, whole: Mapping[int, str]) -> MadeQuestion | None:
    places = draft.places
    if any(whole.get(i) == "" for i in [*places, draft.answer.first]):
        return None
    question = written(parse, draft.pieces, whole)
    if not stands_alone(parse, places, question, subject_asked=draft.subject_asked):
        return None
    if times_named(parse, places) < _LEAST.get(draft.kind, _LEAST_OF_AMOUNTS) + (
        _MORE_UNDATED if draft.undated else 0
    ):
        return None
    first, last = parse.tokens[draft.answer.first], parse.tokens[draft.answer.last - 1]
    answer = parse.text[first.start : last.end]
    if answer.casefold() in question.casefold():
        return None
    answers = (*draft.others, answer)
    if draft.answer.first in whole:
        answers = (whole[draft.answer.first], *answers)
    named = tuple(
        Named(_as_written(parse, each, whole), each.label)
        for each in parse.entities
        if each.label in _NAMED and set(range(each.first, each.last)) <= set(places)
    )
    unique = tuple(dict.fromkeys((answer, *answers)))
    return MadeQuestion(draft.kind, question, first.start, last.end, unique, named)


def _as_written(parse: Parse, entity: Entity, whole: Mapping[int, str]) -> str:
    if entity.first in whole:
        return whole[entity.first]
    return parse.words(range(entity.first, entity.last)).removesuffix("'s").removesuffix("’s")


def _subjects(clause: Clause) -> Iterator[Draft]:
    """Who or which did it: the subject's name is asked for, the rest stays as it is."""
    parse = clause.parse
    entity = parse.entity(clause.subject.i)
    group = statement_order(clause)
    if entity is None or group is None or entity.last - 1 != clause.subject.i:
        return
    if any(parse.tokens[i].dep in ("conj", "cc", "poss") for i in clause.subject_words):
        return
    if not _happened(clause) or any(parse.tokens[i].tag == "CC" for i in clause.subject_words):
        return
    pieces = [*group, *clause.after]
    if is_person(parse, entity):
        if clause.verb.tag == "VBZ" and clause.verb.lemma != "be":
            return
        yield Draft("who", ("Who", *pieces), entity, (), True, clause.undated)
        return
    text = parse.words(range(entity.first, entity.last))
    kind = kind_of_body(parse, entity) if entity.label == "ORG" else None
    if entity.label == "GPE" and is_country(text):
        kind = "country"
    if kind and set(range(entity.first, entity.last)) >= set(clause.subject_words[-1:]):
        first = entity.first + (text[:4].lower() == "the ")
        while first - 1 in clause.subject_words and parse.tokens[first - 1].tag == "NNP":
            first -= 1
        bare = Entity(first, entity.last, entity.label)
        yield Draft("which", ("Which", kind, *pieces), bare, (), True, clause.undated)


def _happened(clause: Clause) -> bool:
    """Whether one subject, and no other, may have done it."""
    if clause.verb.tag == "VBG" or clause.verb.lemma in _EXPECTED and clause.auxiliaries:
        return False
    if clause.finite.tag == "VBZ" and clause.undated:
        return False
    if clause.verb.lemma not in ("be", "become"):
        return True
    attributes = [c for c in clause.parse.children(clause.verb) if c.dep == "attr"]
    return any(
        each.dep == "poss" or each.lemma.lower() in ("the", "of")
        for attribute in attributes
        for each in clause.parse.children(attribute)
    )


def _times(clause: Clause) -> Iterator[Draft]:
    """When it was done; what is told in the present is a picture's legend."""
    if clause.finite.tag not in ("VBD", "MD") or clause.verb.lemma == "be":
        return
    if any(each.lemma == "have" for each in clause.auxiliaries):
        return
    if not is_known(clause.parse, clause.subject, clause.subject_words):
        return
    for child, places in clause.parts:
        bare = places[1:] if child.dep == "prep" and child.lemma.lower() in ("in", "on") else places
        if child.dep not in ("prep", "npadvmod") or not bare:
            continue
        if not is_absolute(clause.parse.words(bare)):
            continue
        entity = clause.parse.entity(bare[0])
        whole = entity is None or (entity.first >= bare[0] and entity.last <= bare[-1] + 1)
        if not whole or _goes_on(clause.parse, bare[-1]) or _dated(clause, places):
            continue
        yield from inverted(clause, "when", ("When",), span(bare), places)


def _goes_on(parse: Parse, last: int) -> bool:
    """Whether a time is the first of two, or the beginning of a longer one."""
    following = parse.tokens[last + 1].text if last + 1 < len(parse.tokens) else ""
    return following.lower() in ("and", "or", "to", "through", "until", "till", "-", "–", "—")


def _dated(clause: Clause, without: Sequence[int]) -> bool:
    """Whether the question would hold another year."""
    places = [i for i in (*clause.subject_words, *clause.after) if i not in without]
    return has_year(clause.parse.words(places))


def _where(clause: Clause) -> Iterator[Draft]:
    """Where it was done."""
    parse = clause.parse
    if clause.verb.lemma in (*_NOT_THERE, "be") or clause.finite.tag not in ("VBD", "MD"):
        return
    if not is_known(parse, clause.subject, clause.subject_words):
        return
    for child, places in clause.parts:
        if child.dep != "prep" or child.lemma.lower() not in ("in", "at") or len(places) < 2:
            continue
        # "In Ohio, the governor broke with ...": what opens a sentence may be its topic.
        if places[0] < clause.verb.i:
            continue
        entity = parse.entity(places[-1])
        bare = [i for i in places[1:] if parse.tokens[i].text.lower() != "the"]
        if entity is None or entity.label not in _PLACES:
            continue
        if entity.label != "GPE" and not _PLACE_WORDS.search(parse.words(places)):
            continue
        named = [i for i in range(entity.first, entity.last)]
        if [i for i in named if parse.tokens[i].text.lower() != "the"] == bare:
            yield from inverted(clause, "where", ("Where",), span(bare), places)


def _persons(clause: Clause) -> Iterator[Draft]:
    """To whom it was done."""
    parse = clause.parse
    if not is_known(parse, clause.subject, clause.subject_words):
        return
    for child, places in clause.parts:
        entity = parse.entity(child.i)
        if child.dep != "dobj" or entity is None or not is_person(parse, entity):
            continue
        if list(places) == list(range(entity.first, entity.last)):
            yield from inverted(clause, "who", ("Who",), entity, places)
