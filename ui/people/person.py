"""Who a request is from: what they may do, and what of the archive there is for them."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from index.filters import EVERYTHING, Filters

if TYPE_CHECKING:
    from starlette.requests import Request

_PERSON = "person"


class Scope(StrEnum):
    """What somebody may do; each is of its own, none has another in it."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Person:
    """A reader, or a program of theirs.

    Attributes:
        name: What they are called in the audit log; empty where nobody has to say who they are.
        scopes: What they may do.
        filters: What of the archive there is for them, names as they were written.
        per_minute: How many questions a minute they may ask; None for no limit.
    """

    name: str
    scopes: frozenset[Scope]
    filters: Filters = EVERYTHING
    per_minute: int | None = None

    def may(self, scope: Scope) -> bool:
        """Whether they may do something."""
        return scope in self.scopes


ANYBODY = Person("", frozenset(Scope))
"""Whoever asks, where an archive has no people: on this machine alone, or behind one password."""


def person_of(request: "Request") -> Person:
    """Whom the guard found a request to be from; `ANYBODY` where it asks nobody who they are."""
    found = request.scope.get("state", {}).get(_PERSON, ANYBODY)
    assert isinstance(found, Person)
    return found


def mark_of(person: Person) -> str:
    """A name for what a browser keeps of somebody: of several who use it, each has their own."""
    return sha256(person.name.encode()).hexdigest()[:12] if person.name else ""


def tell_person(request: "Request", person: Person) -> None:
    """Notes with a request whom it is from; only the guard does."""
    request.scope.setdefault("state", {})[_PERSON] = person
