"""Who asks, and whether they may."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from ui.api.telling import NotDone
from ui.people.person import Person, Scope, person_of
from ui.web.html.requests import reader_of


def needs(scope: Scope) -> Callable[[Request], Person]:
    """What finds whom a request is from, who must have a scope."""

    def found(request: Request) -> Person:
        person = person_of(request)
        if not person.may(scope):
            raise NotDone(403, f"This key may not do that: it lacks the scope '{scope}'.")
        return person

    return found


Reader = Annotated[Person, Depends(needs(Scope.READ))]
Writer = Annotated[Person, Depends(needs(Scope.WRITE))]
Admin = Annotated[Person, Depends(needs(Scope.ADMIN))]


def who(request: Request, person: Person) -> str:
    """A name for who asks, so that nobody takes all room: a person's, else an address."""
    return person.name or reader_of(request.scope)
