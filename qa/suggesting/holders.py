"""Questions on who holds an office, from how news names people: "the Tajik Foreign Minister ...".

Pure.
"""

import re
from collections.abc import Iterator

from qa.english.countries import CONTINENTS, places
from qa.suggesting.people import NAME, PART, person_in

_FIELD = (
    r"(?:[Pp]rime|[Ff]oreign|[Dd]efen[cs]e|[Ii]nterior|[Hh]ome|[Ff]inance|[Tt]rade|[Cc]ommerce|"
    r"[Hh]ealth|[Ee]nergy|[Ee]ducation|[Jj]ustice|[Cc]ulture|[Tt]ransport|[Ee]nvironment|[Aa]griculture)"
)
_OFFICE = rf"(?:(?:{_FIELD} )[Mm]inister|[Pp]resident|[Pp]remier|[Cc]hancellor)"
_OF_COUNTRY = re.compile(
    rf"(?<![\w-])(?P<whose>(?:[A-Z]\w+|US|UK)(?:['’]s)?) (?P<office>{_OFFICE}) "
    rf"(?P<name>{NAME})(?=[ ,.])"
)
_POST = (
    r"(?:chief executive|CEO|chairman|chairwoman|founder|co-founder|director|managing director|"
    r"finance director|head|president|secretary general|mayor|governor|editor|chief economist|"
    r"manager|head coach|captain|owner|spokesman|spokeswoman)"
)
_APPOSED = re.compile(
    rf"(?P<name>{NAME}), (?:the )?"
    rf"(?P<office>{_POST} (?:of|at) (?:the )?{PART}(?: {PART}){{0,4}})(?=[,.])"
)
_OF_BODY = re.compile(
    rf"(?<![\w-])(?P<whose>[A-Z][\w&]+(?: [A-Z][\w&]+){{0,2}})(?:['’]s)? (?P<office>{_POST}) "
    rf"(?P<name>{NAME})(?=[ ,.])"
)
_BODY = re.compile(
    r"\b(?:Reserve|Bank|House|Court|Ministry|Department|Commission|Union|Nations|Association|Agency|"
    r"Council|Committee|Party|Army|Church|Fund|Organi[sz]ation|Federation|BBC|EU|UN|IMF|FBI|CIA)$"
)
_WITHIN_NAME = re.compile(r"(?<![.“] )(?<!^)\b[A-Z]\w* $")
_FORMER = re.compile(
    r"(?:\bformer|\bthen|\bex|\bpast|\bformerly|\blate|\bvice|\bdeputy|\bacting|\bonce)[ -]$", re.I
)


def holders(line: str, text: str) -> Iterator[tuple[str, str]]:
    """Questions on who holds an office that a sentence names, each with the name.

    Args:
        line: The sentence.
        text: The article, which tells whether a body is called with "the".
    """
    for found in _OF_COUNTRY.finditer(line):
        whose, name = found["whose"], person_in(found["name"])
        place = places(whose)
        if not place or place[0].capital or place[0].start or not name or _is_former(line, found):
            continue
        # "Korean" of "South Korean" is another country's.
        if place[0].country in CONTINENTS or _WITHIN_NAME.search(line[: found.start()]):
            continue
        office = _small(found["office"])
        owner = whose if whose.endswith(("'s", "’s")) else f"the {whose}"
        yield f"Who is {owner} {office}?", name
    for found in _APPOSED.finditer(line):
        if (name := person_in(found["name"])) and not _is_former(line, found):
            yield f"Who is the {found['office']}?", name
    for found in _OF_BODY.finditer(line):
        whose, name = found["whose"], person_in(found["name"])
        first = found.start() == 0 or line[: found.start()].rstrip().endswith((".", "“", '"'))
        known = not first or " " in whose or not whose[1:].islower()
        if name and known and not places(whose) and not _is_former(line, found):
            with_the = _BODY.search(whose) or re.search(rf"\b[Tt]he {re.escape(whose)}\b", text)
            the = "the " if with_the else ""
            of = "'" if whose.endswith("s") else "'s"
            yield f"Who is {the}{whose}{of} {found['office']}?", name


def _is_former(line: str, found: re.Match[str]) -> bool:
    return bool(
        _FORMER.search(line[: found.start()]) or _FORMER.search(line[: found.start("office")])
    )


def _small(office: str) -> str:
    return " ".join(word.lower() for word in office.split())
