"""The people of an archive: named, limited, removed, and known by their passwords."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from index import Filters
from index.database import Database, Row
from ui.people import limits
from ui.people.passwords import check_password, hashed, is_outdated, is_password
from ui.people.person import Person, Scope
from ui.people.store import Clock, NotKnown, PeopleError, now

MOST_PER_MINUTE = 10_000
_NAME = re.compile(r"[^\W_][\w.@+-]{0,99}")
_EMAIL = re.compile(r"[^@\s]{1,100}@[^@\s]{1,150}")


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody as they are stored.

    Attributes:
        person: What they may do and see.
        has_password: Whether they may sign in by one.
        email: By which they are known to who else signs people in; empty for none.
        subject: What they are called there, and by whom; empty where they never came from there.
        made: When they were named, in seconds since 1970.
    """

    person: Person
    has_password: bool
    email: str
    subject: str
    made: int


class Accounts:
    """The people of one archive; safe between threads. No method but the password's takes long."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Takes where they are, and a clock."""
        self._db = database
        self._clock = clock

    def add(
        self, person: Person, password: str | None, *, email: str = "", subject: str = ""
    ) -> Person:
        """Names somebody.

        Args:
            person: Their name, as they write it, and what they may do and see.
            password: None for who never signs in by one, as programs by their keys.
            email: By which an OpenID provider knows them.
            subject: What they are called there, and by whom; see `ui.people.oidc.Claims`.

        Raises:
            PeopleError: There is somebody of that name or e-mail, or one of them cannot be one.
        """
        name = plain_name(person.name)
        if password is not None:
            check_password(password, name)
        stored = hashed(password) if password is not None else None
        found = self._db.rows(
            "INSERT INTO people (name, password, scopes, filters, per_minute, email, subject, made)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING *",
            (
                name,
                stored,
                scopes_text(person.scopes),
                limits.written(person.filters),
                person.per_minute,
                plain_email(email) if email else None,
                subject or None,
                now(self._clock),
            ),
        )
        if not found:
            raise PeopleError(
                f"There is somebody called '{name}' already, or of that e-mail or subject."
            )
        return _account(found[0]).person

    def all(self) -> list[Account]:
        """Everybody, by name."""
        return [_account(row) for row in self._db.rows("SELECT * FROM people ORDER BY name")]

    def get(self, name: str) -> Person:
        """Somebody.

        Raises:
            PeopleError: There is nobody of that name, or it cannot be one.
        """
        found = self._db.rows("SELECT * FROM people WHERE name = ?", (plain_name(name),))
        if not found:
            raise NotKnown(f"There is nobody called '{name}'. All are told by: dateline users list")
        return _account(found[0]).person

    def remove(self, name: str) -> str:
        """Takes somebody out, with their keys and sessions; raises PeopleError."""
        person = self.get(name)
        with self._db.transaction():
            self._db.run("DELETE FROM people WHERE name = ?", (person.name,))
            self._db.run("DELETE FROM asked WHERE person = ?", (person.name,))
        return person.name

    def limit(
        self,
        name: str,
        *,
        scopes: Iterable[Scope] | None = None,
        filters: Filters | None = None,
        per_minute: int | None = None,
    ) -> Person:
        """Changes what somebody may do and see, from their next request on; None leaves it.

        `per_minute` of 0 takes the limit away. Raises PeopleError.
        """
        person = self.get(name)
        rate = person.per_minute if per_minute is None else per_minute or None
        self._db.run(
            "UPDATE people SET scopes = ?, filters = ?, per_minute = ? WHERE name = ?",
            (
                scopes_text(person.scopes if scopes is None else scopes),
                limits.written(person.filters if filters is None else filters),
                rate,
                person.name,
            ),
        )
        return self.get(person.name)

    def set_password(self, name: str, password: str) -> None:
        """Gives somebody another password, and signs them out everywhere.

        Raises:
            PeopleError: It cannot be one, or there is nobody of that name.
        """
        person = self.get(name)
        check_password(password, person.name)
        stored = hashed(password)
        with self._db.transaction():
            self._db.run("UPDATE people SET password = ? WHERE name = ?", (stored, person.name))
            for table in ("sessions", "devices"):
                self._db.run(f"DELETE FROM {table} WHERE person = ?", (person.name,))  # noqa: S608

    def by_password(self, name: str, password: str) -> Person | None:
        """Whose name and password these are; None for nobody's. Takes a tenth of a second."""
        try:
            known = plain_name(name)
        except PeopleError:
            known = ""
        rows = self._db.rows("SELECT * FROM people WHERE name = ?", (known,))
        stored = rows[0]["password"] if rows else None
        if not is_password(password, stored) or stored is None:
            return None
        if is_outdated(stored):
            values = (hashed(password), known, stored)
            self._db.run("UPDATE people SET password = ? WHERE name = ? AND password = ?", values)
        return _account(rows[0]).person

    def by_provider(self, subject: str, email: str, domain: str = "") -> Person | None:
        """Whom an OpenID provider means; None for nobody who may come.

        Who is known by an e-mail address is known by the subject as well from the first time on:
        an address may come to be another's.

        Args:
            subject: What they are called there, and by whom.
            email: Their address, if the provider has seen that it is theirs; else empty.
            domain: Of addresses whose owners may all come, and read; empty for none.

        Raises:
            PeopleError: The address cannot be anybody's name.
        """
        rows = self._db.rows("SELECT * FROM people WHERE subject = ?", (subject,))
        if rows or not email:
            return person_in(rows[0]) if rows else None
        address = plain_email(email)
        rows = self._db.rows(
            "UPDATE people SET subject = ? WHERE email = ? AND subject IS NULL RETURNING *",
            (subject, address),
        )
        if not rows and domain and address.rpartition("@")[2] == domain.casefold():
            rows = self._db.rows(
                "INSERT INTO people (name, scopes, filters, email, subject, made)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING *",
                (
                    plain_name(address),
                    Scope.READ.value,
                    limits.written(Filters()),
                    address,
                    subject,
                    now(self._clock),
                ),
            )
        return person_in(rows[0]) if rows else None


def person_in(row: Row) -> Person:
    """The person of a row of the table `people`."""
    return Person(
        row["name"], scopes_of(row["scopes"]), limits.read(row["filters"]), row["per_minute"]
    )


def scopes_text(scopes: Iterable[Scope]) -> str:
    """Scopes as they are stored: "read write"."""
    return " ".join(each.value for each in Scope if each in set(scopes))


def scopes_of(text: str) -> frozenset[Scope]:
    """The scopes of a text; words that are none count for nothing."""
    return frozenset(each for each in Scope if each.value in text.split())


def plain_name(name: str) -> str:
    """A name as it is stored: capitals make no difference.

    Raises:
        PeopleError: It cannot be a name.
    """
    plain = unicodedata.normalize("NFKC", name.strip()).casefold()
    if not _NAME.fullmatch(plain):
        raise PeopleError(
            f"'{name[:100]}' cannot be somebody's name: it is 1 to 100 letters and digits, and "
            "after the first one also . _ - + @"
        )
    return plain


def plain_email(email: str) -> str:
    """An e-mail address as it is stored; raises PeopleError where it is none."""
    plain = email.strip().casefold()
    if not _EMAIL.fullmatch(plain):
        raise PeopleError(f"'{email[:200]}' is no e-mail address.")
    return plain


def _account(row: Row) -> Account:
    return Account(
        person_in(row),
        row["password"] is not None,
        row["email"] or "",
        row["subject"] or "",
        row["made"],
    )
