"""The questions that a clause answers, by rules of English word order. Pure."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from qa.english.countries import places
from qa.suggesting.clauses import SAYING, Clause
from qa.suggesting.clear import MONTH, is_date, is_whole, timeless
from qa.suggesting.counting import counted
from qa.suggesting.people import PART, person_in
from qa.suggesting.subjects import country_of, who, within_question

_YEAR = r"(?:1[5-9]|20)\d\d"
_TIME = re.compile(
    rf" (?:in|on|since) (?P<time>(?:(?:{MONTH}) \d{{1,2}}(?!\d)(?:,? {_YEAR})?|"
    rf"\d{{1,2}} (?:{MONTH})(?: {_YEAR})?|(?:{MONTH}) {_YEAR}|{_YEAR}(?!s)))\b"
)
_PLACE = re.compile(rf" (?:in|at) (?P<place>{PART}(?: {PART}){{0,2}})(?=$| on | last | this )")
_ABOUT = re.compile(rf"{PART}(?: {PART})*")
_SINGULAR = frozenset("is was has had will".split())
# What is only thought to be so, or says nothing by itself.
_REPORTED = re.compile(
    r"(?:been )?(?:asked|expected|said|reported|believed|thought|due|likely|unlikely|set|able|"
    r"unable|quoted|told|supposed|accused|one|still|currently|clear|true|reached|declined|\d)\b"
)
_IDENTIFIES = re.compile(r"(?:the|an?)\b|[a-z]+ed\b|born\b|shot\b|sent\b|chosen\b")
_PASSIVE = re.compile(r"(?:by|of)\b")
_FIRST_COUNTRY = re.compile(r"^the first country\b")
_AT_A_PLACE = frozenset(
    "arrest arrive begin die happen kill land live meet open shoot speak".split()
)
_DONE_AT_A_PLACE = frozenset(
    "arrested born buried found founded held killed opened shot signed staged".split()
)
# Verbs that need nothing behind them.
_ALONE = frozenset(
    "die begin open end start resign retire return collapse arrive close emerge reopen meet land "
    "sink finish escape flee appear speak merge".split()
)


class Asked(NamedTuple):
    """A question, its kind, and the words that should answer; "" where no few words do."""

    question: str
    kind: str
    expected: str


def asked_of(clause: Clause) -> Iterator[Asked]:
    """The questions that a clause answers, not yet looked at whether they are clear."""
    if clause.verb in _SINGULAR and _REPORTED.match(clause.rest):
        return
    if clause.verb in SAYING:
        person = person_in(clause.subject)
        if person and (topic := _topic(clause)):
            yield Asked(f"What did {person} say about {topic}?", "said", "")
        return
    yield from _of_subject(clause)
    yield from (Asked(*each) for each in counted(clause))
    if subject := within_question(clause):
        yield from _times_and_places(clause, subject)


def _of_subject(clause: Clause) -> Iterator[Asked]:
    """Who or which country did it: the sentence with its subject asked for."""
    rest = timeless(clause.rest)
    country, person = country_of(clause), who(clause)
    plain = clause.acts or clause.verb in _SINGULAR
    identifies = clause.verb not in ("is", "was") or _IDENTIFIES.match(rest)
    # "Ada Thorne accused of theft" did nothing yet.
    if not (plain and identifies and is_whole(rest)) or _PASSIVE.match(rest):
        return
    if country:
        rest = _FIRST_COUNTRY.sub("the first", rest)
        yield Asked(f"Which country {clause.verb} {rest}?", "which", country)
    # What is done by somebody may be done to a thing, for which "who" does not ask.
    elif person and (clause.acts or not re.search(r"\bby\b", rest)):
        yield Asked(f"Who {clause.verb} {rest}?", "who", person)


def _times_and_places(clause: Clause, subject: str) -> Iterator[Asked]:
    if time := _TIME.search(f" {clause.rest}"):
        head = timeless(f" {clause.rest}"[: time.start()])
        if said := _inverted(clause, subject, head):
            yield Asked(f"When {said}?", "when", time["time"])
    rest = f" {timeless(clause.rest)}"
    if place := _PLACE.search(rest):
        head = rest[: place.start()].strip()
        if _is_place(clause, place["place"], head) and (said := _inverted(clause, subject, head)):
            yield Asked(f"Where {said}?", "where", place["place"])


def _is_place(clause: Clause, named: str, head: str) -> bool:
    """Whether it happened there: somebody plays "in" a film, or wants "to be in" a place."""
    if is_date(named) or re.search(r"\bto\b", head):
        return False
    happened = clause.base in _AT_A_PLACE or (head.split() or [""])[0] in _DONE_AT_A_PLACE
    return happened or any(each.end == len(named) for each in places(named))


def _inverted(clause: Clause, subject: str, head: str) -> str:
    """What follows the question word: "did Ada Thorne open the harbour"; "" where nothing can."""
    if head and not is_whole(head):
        return ""
    if clause.base and (head or clause.base in _ALONE):
        return f"did {subject} {clause.base} {head}"
    if clause.verb in ("was", "were", "will") and head:
        return f"{clause.verb} {subject} {head}"
    return ""


def _topic(clause: Clause) -> str:
    """The first name that somebody speaks of; "" for none that is plainly one."""
    said = clause.sentence.partition(clause.verb)[2]
    for found in _ABOUT.finditer(said):
        before, after = said[: found.start()], said[found.end() :]
        if _is_topic(found[0], before, after, clause):
            article = "the " if before.endswith(" the ") else ""
            return article + re.sub(r"['’]s$", "", found[0])
    return ""


def _is_topic(named: str, before: str, after: str, clause: Clause) -> bool:
    begins = before.rstrip().endswith((".", "“", '"', "”")) or not before.strip()
    if begins or set(named.split()) & set(clause.subject.split()) or is_date(named):
        return False
    # "Food and Drug Administration", "London-based".
    joined = re.search(r"\b(?:and|of|&) $", before) or re.match(r"[-&]| (?:and|of) [A-Z]", after)
    return not joined and (bool(places(named)) or " " in named)
