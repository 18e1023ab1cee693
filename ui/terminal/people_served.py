"""What other commands have to do with people: whom they serve, and what they write down."""

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from index import Archive, IngestReport
from index.places.opening import lasting
from index.places.place import Where
from ui.people.audit import Did
from ui.people.oidc import Provider
from ui.people.people import People
from ui.people.store import PeopleError, has_people, keeps_people
from ui.terminal.printing import tell

TERMINAL = "terminal"
"""From where commands do what is written down."""


@contextmanager
def people_served(arguments: Namespace) -> Iterator[People | None]:
    """Who may come to what a command serves; None for an archive that asks nobody."""
    if not arguments.oidc and not has_people(arguments.archive):
        if arguments.audit_questions:
            raise PeopleError(
                "--audit-questions is for an archive with people. The first one is named by: "
                "dateline users add NAME"
            )
        yield None
        return
    if os.environ.get("DATELINE_PASSWORD") is not None:
        tell("The archive has people, who sign in by their own passwords: DATELINE_PASSWORD is "
             "not asked for.")  # fmt: skip
    people = People(lasting(arguments.archive), audit_questions=arguments.audit_questions)
    try:
        yield people
    finally:
        people.close()


def provider_of(arguments: Namespace) -> Provider | None:
    """Who else signs people in; raises PeopleError where something of it is missing."""
    secret = os.environ.get("DATELINE_OIDC_SECRET", "")
    if not arguments.oidc:
        if arguments.oidc_client or arguments.oidc_domain:
            raise PeopleError("--oidc-client and --oidc-domain go with --oidc ISSUER.")
        return None
    if not arguments.oidc_client or not secret:
        raise PeopleError(
            "--oidc wants --oidc-client ID, and the client's secret in DATELINE_OIDC_SECRET."
        )
    return Provider(arguments.oidc, arguments.oidc_client, secret)


def note_in_audit(archive: Where, did: Did, what: str) -> None:
    """Writes down what a command did, by the system's user, where the archive has people."""
    if keeps_people(archive):
        with opened_people(archive) as people:
            people.audit.note(system_user(), TERMINAL, did, what)


def note_indexed(archive: Where, source: str, report: IngestReport) -> None:
    """Writes down what was indexed of a source, where the archive has people."""
    counts = (("added", report.added), ("updated", report.updated), ("removed", report.pruned))
    told = ", ".join(f"{len(of)} {what}" for what, of in counts if of) or "nothing new"
    note_in_audit(archive, Did.INDEXED, f"{source}: {told}")


def system_user() -> str:
    """Who runs this command, as the operating system calls them."""
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"user {os.getuid()}"


@contextmanager
def opened_people(archive: Where) -> Iterator[People]:
    """The people of an archive; raises DatelineError where there is none."""
    if not keeps_people(archive):
        Archive.open(archive).close()  # or says that there is none
    people = People(lasting(archive))
    try:
        yield people
    finally:
        people.close()
