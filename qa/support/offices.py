"""Offices that a sentence names, and its quotes name with another field."""

from collections.abc import Sequence

from qa.english.titles import Office, offices
from qa.support.values import Fault, FaultKind


def office_faults(sentence: str, quotes: Sequence[str], context: str = "") -> list[Fault]:
    """A fault for each office of another field than any of its kind in the quotes.

    "Defence minister" where they say "foreign minister". "Minister" alone may be either.
    """
    quoted = [(n, office) for n, quote in enumerate(quotes, 1) for office in offices(quote)]
    around = {_fields(office) for office in offices(context)}
    faults = {}
    for office in offices(sentence):
        said = _fields(office)
        alike = [(n, other) for n, other in quoted if _kind(other) == _kind(office)]
        known = {_fields(other) for _, other in alike} | around
        if not said or not alike or said in known or frozenset() in known:
            continue
        n, other = alike[0]
        reason = f"It says {office.title}, the quote says {other.title}."
        faults[office.title] = Fault(FaultKind.NAME, office.title, other.title, reason, n)
    return list(faults.values())


def _kind(office: Office) -> str:
    """The office without its field: "minister"."""
    return office.title.split()[-1]


def _fields(office: Office) -> frozenset[str]:
    """What stands before the kind, in any order: "deputy trade" and "trade vice" are one."""
    return frozenset("vice" if word == "deputy" else word for word in office.title.split()[:-1])
