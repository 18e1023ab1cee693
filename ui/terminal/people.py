"""What `dateline users`, `dateline keys` and `dateline audit` do."""

import getpass
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from index import Archive, Filters
from index.filters import EVERYTHING
from index.resolving import resolved
from ui.limits import from_arguments
from ui.people.accounts import Account, scopes_text
from ui.people.audit import Did
from ui.people.keys import Key
from ui.people.people import People
from ui.people.person import Person, Scope
from ui.people.store import PeopleError, keeps_people
from ui.terminal.people_cli import NONE
from ui.terminal.people_served import TERMINAL, opened_people, system_user
from ui.terminal.printing import print_json, say, tell
from ui.wording import limits_in_words

_NOBODY = "Nobody: who reaches the archive is not asked who they are."


def users(arguments: Namespace) -> int:
    """Does a job of who may come."""
    jobs: dict[str, Callable[[Namespace, People], None]] = {
        "add": _add,
        "list": _list,
        "remove": _remove,
        "password": _password,
        "limit": _limit,
    }
    if arguments.job == "list" and not keeps_people(arguments.archive):
        Archive.open(arguments.archive).close()
        print_json([]) if arguments.json else say(_NOBODY)
        return 0
    with opened_people(arguments.archive) as people:
        jobs[arguments.job](arguments, people)
    return 0


def keys(arguments: Namespace) -> int:
    """Does a job of the keys by which programs come."""
    jobs: dict[str, Callable[[Namespace, People], None]] = {
        "add": _add_key,
        "list": _list_keys,
        "revoke": _revoke,
    }
    with opened_people(arguments.archive) as people:
        jobs[arguments.job](arguments, people)
    return 0


def audit(arguments: Namespace) -> int:
    """Prints what was written down."""
    if not keeps_people(arguments.archive):
        raise PeopleError(
            f"Nothing is written down of {arguments.archive}: it has no people. The first one is "
            "named by: dateline users add NAME"
        )
    with opened_people(arguments.archive) as people:
        lines = list(people.audit.lines(arguments.first))
    if arguments.json:
        print_json([asdict(line) for line in lines])
        return 0
    for line in lines:
        told = (line.at[:19].replace("T", " "), line.who or "-", line.place, line.did, line.what)
        say("  ".join(filter(None, told)))
    return 0


def _add(arguments: Namespace, people: People) -> None:
    filters = _checked(arguments)
    scopes = frozenset(map(Scope, arguments.scopes or [Scope.READ]))
    wanted = Person(arguments.name, scopes, filters, arguments.per_minute or None)
    password = None if arguments.no_password else _asked_password(arguments.name)
    first = not people.accounts.all()
    person = people.accounts.add(
        wanted, password, email=arguments.email, subject=" ".join(arguments.subject)
    )
    _note(people, Did.USER_ADDED, _told(person))
    say(f"{_told(person)}.")
    if first:
        tell("From its next start on, `dateline chat` asks who comes by name and password.")


def _list(arguments: Namespace, people: People) -> None:
    found = people.accounts.all()
    if arguments.json:
        print_json([_account_json(each) for each in found])
        return
    for each in found:
        password = "" if each.has_password else "no password"
        say("; ".join(filter(None, (_told(each.person), each.email, password))))
    if not found:
        say(_NOBODY)


def _remove(arguments: Namespace, people: People) -> None:
    name = people.accounts.remove(arguments.name)
    _note(people, Did.USER_REMOVED, name)
    say(f"Removed {name}.")


def _password(arguments: Namespace, people: People) -> None:
    person = people.accounts.get(arguments.name)
    people.accounts.set_password(person.name, _asked_password(person.name))
    _note(people, Did.USER_CHANGED, f"{person.name}: password")
    say(f"{person.name} has another password, and is signed out everywhere.")


def _limit(arguments: Namespace, people: People) -> None:
    given = _checked(arguments)
    filters = EVERYTHING if arguments.everything else given if given != EVERYTHING else None
    chosen = arguments.scopes
    scopes = None if chosen is None else [Scope(each) for each in chosen if each != NONE]
    person = people.accounts.limit(
        arguments.name, scopes=scopes, filters=filters, per_minute=arguments.per_minute
    )
    _note(people, Did.USER_CHANGED, _told(person))
    say(f"{_told(person)}.")


def _add_key(arguments: Namespace, people: People) -> None:
    person = people.accounts.get(arguments.name)
    scopes = None if arguments.scopes is None else map(Scope, arguments.scopes)
    secret, key = people.keys.add(person, scopes, arguments.days)
    _note(people, Did.KEY_MADE, f"{key.id} of {person.name}: {scopes_text(key.scopes)}")
    tell(f"The key {key.id} of {person.name}. It is shown this once:")
    print(secret)


def _list_keys(arguments: Namespace, people: People) -> None:
    found = people.keys.all()
    if arguments.json:
        print_json([asdict(each) | {"scopes": _names(each.scopes)} for each in found])
        return
    for each in found:
        say(_key_told(each))
    if not found:
        say("There are no keys.")


def _revoke(arguments: Namespace, people: People) -> None:
    key = people.keys.revoke(arguments.key)
    _note(people, Did.KEY_REVOKED, f"{key.id} of {key.person}")
    say(f"Revoked {key.id} of {key.person}.")


def _note(people: People, did: Did, what: str) -> None:
    people.audit.note(system_user(), TERMINAL, did, what)


def _checked(arguments: Namespace) -> Filters:
    """The limits of a command line, each name of which the archive has."""
    filters = from_arguments(arguments)
    if filters != EVERYTHING:
        with Archive.open(arguments.archive) as archive:
            resolved(filters, archive)
    return filters


def _asked_password(name: str) -> str:
    given = os.environ.get("DATELINE_PASSWORD")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise PeopleError(
            f"{name} needs a password. Set DATELINE_PASSWORD, or run this at a terminal, which "
            "asks for it. For who never signs in by one: dateline users add NAME --no-password"
        )
    password = getpass.getpass(f"A password for {name}: ")
    if getpass.getpass("The same once more: ") != password:
        raise PeopleError("These were two different passwords. Run the command again.")
    return password


def _told(person: Person) -> str:
    may = scopes_text(person.scopes).replace(" ", ", ") or "nothing"
    only = limits_in_words(person.filters).rstrip(".").replace("Only", "only", 1)
    rate = f"{person.per_minute} questions a minute" if person.per_minute else ""
    return "; ".join(filter(None, (f"{person.name} may {may}", only, rate)))


def _key_told(key: Key) -> str:
    until = f"until {_day(key.until)}" if key.until else ""
    used = f"last used {_day(key.used)}" if key.used else "never used"
    what = scopes_text(key.scopes).replace(" ", ", ")
    told = (f"{key.id} of {key.person}", what, f"made {_day(key.made)}", until, used)
    return "; ".join(filter(None, told))


def _account_json(account: Account) -> dict[str, Any]:
    told = asdict(account)
    person = told.pop("person")
    filters = {name: value for name, value in person.pop("filters").items() if value}
    scopes = _names(account.person.scopes)
    return {**person, **told, "scopes": scopes, "limits": filters}


def _names(scopes: frozenset[Scope]) -> list[str]:
    return scopes_text(scopes).split()


def _day(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
