"""What a clause's subject is, and how it is written within a question. Pure."""

import re

from qa.english.countries import CONTINENTS, places
from qa.suggesting.clauses import Clause
from qa.suggesting.people import PART, person_in

_NAMES = re.compile(rf"{PART}(?: {PART})*")


def country_of(clause: Clause) -> str:
    """The country that a subject is; "" for anything else."""
    plain = clause.subject.removeprefix("The ").removeprefix("the ")
    found = places(plain)
    whole = found and (found[0].start, found[0].end) == (0, len(plain)) and not found[0].capital
    is_people = bool(found) and plain.endswith("s") and found[0].country != plain
    return plain if whole and not is_people and found[0].country not in CONTINENTS else ""


def who(clause: Clause) -> str:
    """The name that "who" asks for; of one word, as surnames are, where it is of one who acts."""
    subject = clause.subject
    if person := person_in(subject):
        return person
    acts = clause.acts or re.match(r"(?:the|an?) ", clause.rest)
    one_word = clause.named and subject.isalpha() and not subject.isupper()
    return subject if acts and one_word and not places(subject) else ""


def within_question(clause: Clause) -> str:
    """A subject with a name in it, as it stands within a sentence; "" for one without."""
    if person := person_in(clause.subject):
        return person
    subject = clause.subject
    first, _, after = subject.partition(" ")
    if first in ("The", "the", "A", "An"):
        # "A Very Long Engagement" is a title.
        small = first if first in ("A", "An") and after[:1].isupper() else first.lower()
        return f"{small} {after}" if re.search(r"\b[A-Z]", after) else ""
    if country_of(clause) or (_NAMES.fullmatch(subject) and (after or clause.named)):
        return subject
    if re.search(r"\d{4}", subject):
        return ""
    if clause.named:
        return subject
    # "Exports to Tajikistan" begins with a plural, which is no name.
    plural = first.endswith("s") and first[1:].islower()
    return f"{first.lower()} {after}" if plural and re.search(r" [A-Z]", subject) else ""
