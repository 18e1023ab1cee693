"""Who a newsletter is from: its publisher, its author, or both."""

import re
from email.utils import parseaddr
from typing import NamedTuple

from index.formats.fields.bylines import byline_names

# "Jane Roe from The Ley Courier", "Jane Roe at ...", "Jane Roe | ...", "Jane Roe, ...".
_PERSON_OF = re.compile(
    r"(?P<person>[^|,@]{2,60}?)(?:\s(?:from|at|of|via|with|[|–—-])\s|,\s)(?P<outlet>\S.{1,98})"
)
_TURNED = re.compile(r"([\w'’-]{2,40}), ([\w'’.-]{2,40})")
_LONGEST = 300
_FROM = "the mail's 'From'"
_THE = re.compile(r"^the\s", re.IGNORECASE)


class Sender(NamedTuple):
    """The publisher and the author, and where each is from; None and "" where there is none."""

    publisher: str | None = None
    publisher_from: str = ""
    author: str | None = None
    author_from: str = ""


def sender_of(sent_from: str, list_id: str) -> Sender:
    """Return who a mail is from.

    Args:
        sent_from: Its "From", as "Jane Roe from Ley Courier <news@ley-courier.example>".
        list_id: Its "List-Id", "" where it has none; what has one was sent by a list.
    """
    name, address = _name_and_address(sent_from[:_LONGEST])
    if not name:
        host = address.rpartition("@")[2].lower()
        return Sender(host, f"{_FROM}, which names no publisher but a site") if host else Sender()
    both = _PERSON_OF.fullmatch(name)
    if both and _is_person(both["person"]):
        return Sender(both["outlet"], _FROM, both["person"], _FROM)
    alone = not list_id or _is_of(name, address)
    if _is_person(name) and not _is_site(name, address) and alone:
        listed = list_id.partition("<")[0].strip("\"' ")
        return Sender(listed or None, "the mail's 'List-Id'" if listed else "", name, _FROM)
    return Sender(name, _FROM)


def _name_and_address(sent_from: str) -> tuple[str, str]:
    """Return both, also where a name has a comma and no quotation marks around it."""
    before, bracket, address = sent_from.partition("<")
    name, address = (before, address.partition(">")[0]) if bracket else parseaddr(sent_from)
    name = " ".join(name.strip("\"' ").split())
    turned = _TURNED.fullmatch(name)
    return f"{turned[2]} {turned[1]}" if turned else name, address.strip()


def _is_person(name: str) -> bool:
    return byline_names(f"By {name}") == (name,)


def _is_site(name: str, address: str) -> bool:
    """Whether a name is that of the address's host: "Ley Courier", news@leycourier.example."""
    return _letters(_THE.sub("", name)) in _letters(address.rpartition("@")[2])


def _is_of(name: str, address: str) -> bool:
    """Whether an address is that of a person: jane@, j.roe@."""
    local = _letters(address.rpartition("@")[0])
    return any(len(word) > 2 and _letters(word) in local for word in name.split())


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
