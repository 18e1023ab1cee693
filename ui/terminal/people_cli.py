"""The grammar of `dateline users`, `dateline keys` and `dateline audit`."""

import argparse

from ui.terminal.option_values import first_day
from ui.terminal.options import add_limits, command

NONE = "none"
# Written out, for the help must not wait for what knows them.
_SCOPES = ("read", "write", "admin")


def add_people(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands `users`, `keys` and `audit` with their jobs."""
    _add_users(_jobs(commands, "users", "name who may come, and what they may do and see"))
    _add_keys(_jobs(commands, "keys", "make and revoke the keys by which programs come"))
    audit = command(commands, "audit", "print what was written down of who did what")
    audit.add_argument(
        "--from",
        dest="first",
        type=first_day,
        metavar="DATE",
        help="only from this day on (UTC): YYYY, YYYY-MM or YYYY-MM-DD",
    )


def add_serving_people(command: argparse.ArgumentParser) -> None:
    """The options of what serves people; `ui.terminal.people.people_served` reads them."""
    command.add_argument(
        "--audit-questions",
        action="store_true",
        help="write down who asked what, for `dateline audit`; without it no question is",
    )
    oidc = command.add_argument_group(
        "OpenID Connect",
        "Who is signed in elsewhere may come if they were named with --email, or by --oidc-domain. "
        "The provider has to send back to https://HOST/login/back; its secret comes from "
        "DATELINE_OIDC_SECRET.",
    )
    oidc.add_argument("--oidc", metavar="ISSUER", help="the provider's own address, https://...")
    oidc.add_argument("--oidc-client", metavar="ID", help="what Dateline is called there")
    oidc.add_argument(
        "--oidc-domain",
        metavar="DOMAIN",
        default="",
        help="let everybody come, and read, whose verified e-mail address ends in @DOMAIN",
    )


def _jobs(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, summary: str
) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    made = commands.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=f"Each job has its own help: dateline {name} list --help",
    )
    return made.add_subparsers(dest="job", required=True, metavar="JOB")


def _add_users(jobs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    add = command(jobs, "add", "name somebody; their password comes from a prompt", json=False)
    _add_name(add)
    _add_scopes(add, "what they may do (default: read); may be given again")
    add.add_argument(
        "--no-password",
        action="store_true",
        help="they never sign in by a password: for programs, and with OpenID Connect",
    )
    add.add_argument(
        "--email", metavar="ADDRESS", default="", help="by which OpenID Connect knows them"
    )
    add.add_argument(
        "--subject",
        nargs=2,
        metavar=("ISSUER", "SUBJECT"),
        default=(),
        help="what they are called at an OpenID Connect provider, in the place of an address",
    )
    _add_per_minute(add)
    add_limits(add)

    command(jobs, "list", "list who may come")

    remove = command(jobs, "remove", "take somebody out, with their keys, at once", json=False)
    _add_name(remove)

    password = command(
        jobs, "password", "give somebody another password, and sign them out", json=False
    )
    _add_name(password)

    limit = command(jobs, "limit", "change what somebody may do and see, at once", json=False)
    _add_name(limit)
    _add_scopes(limit, "what they may do from now on; may be given again", NONE)
    _add_per_minute(limit)
    limit.add_argument(
        "--everything", action="store_true", help="let them see the whole archive again"
    )
    add_limits(limit)


def _add_keys(jobs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    add = command(jobs, "add", "make a key of somebody, which is printed once", json=False)
    _add_name(add, "USER")
    _add_scopes(add, "what may be done by it (default: all that they may do)")
    add.add_argument(
        "--days", type=_days, metavar="N", help="for how many days (default: until it is revoked)"
    )
    command(jobs, "list", "list the keys, without what is secret of them")
    revoke = command(jobs, "revoke", "end a key, at once", json=False)
    revoke.add_argument("key", metavar="KEY", help="its name, as `dateline keys list` tells it")


def _add_name(job: argparse.ArgumentParser, shown: str = "NAME") -> None:
    job.add_argument("name", metavar=shown, help="what they are called; capitals do not matter")


def _add_scopes(job: argparse.ArgumentParser, told: str, *others: str) -> None:
    job.add_argument(
        "--scope",
        dest="scopes",
        action="append",
        choices=(*_SCOPES, *others),
        help=told,
    )


def _add_per_minute(job: argparse.ArgumentParser) -> None:
    job.add_argument(
        "--per-minute",
        type=_per_minute,
        metavar="N",
        help="how many questions a minute they may ask; 0 for any number (the default)",
    )


def _per_minute(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 10_000:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 0 to 10000")
    return int(text)


def _days(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 36_500:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of days from 1 to 36500")
    return int(text)
