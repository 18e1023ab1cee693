"""Questions for numbers: how many, and by how much. Pure."""

import re
from collections.abc import Iterator

from qa.suggesting.clauses import Clause
from qa.suggesting.clear import is_whole, timeless
from qa.suggesting.subjects import within_question

_WORD = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_COUNT = (
    rf"(?:(?:about|at least|around|nearly|almost|more than|over|some|up to|just over) )?"
    rf"(?P<count>(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}|{_WORD})"
    r"(?: (?:hundred|thousand|million|billion))?)"
)
_SUBJECT = re.compile(rf"{_COUNT} (?P<noun>[a-zA-Z].*)", re.IGNORECASE)
_OBJECT = re.compile(
    rf"{_COUNT} (?P<noun>(?:[a-z-]+ ){{0,2}}(?:[a-z-]{{3,}}s(?<!this)|people|children|men|women))"
    r"(?P<tail>| (?:in|at|on|from|for|to|of|with|during|across|against|over) .+)",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?:by )?(?P<share>\d+(?:\.\d+)?(?:%| per cent| percent))(?P<tail>| (?:in|to|from|year) .+)"
)
_MEASURE = re.compile(r"(?:hours?|days?|years?|months?|of)\b")
_MOVING = frozenset("rise fall grow jump drop increase".split())


def counted(clause: Clause) -> Iterator[tuple[str, str, str]]:
    """Questions, their kind and the number that answers."""
    rest = timeless(clause.rest)
    many = _SUBJECT.fullmatch(clause.subject)
    if many and is_whole(rest) and not _MEASURE.match(many["noun"]):
        yield f"How many {many['noun']} {clause.verb} {rest}?", "how many", many["count"]
    subject = within_question(clause)
    if not subject:
        return
    found = _OBJECT.fullmatch(rest)
    if found and (doing := _doing(clause, subject)):
        yield f"How many {found['noun']} {doing}{found['tail']}?", "how many", found["count"]
    moved = _SHARE.fullmatch(rest)
    if moved and clause.base in _MOVING:
        asked = f"By how much did {subject} {clause.base}{moved['tail']}?"
        yield asked, "how much", moved["share"]


def _doing(clause: Clause, subject: str) -> str:
    if clause.base:
        return f"did {subject} {clause.base}"
    do = {"has": "does", "have": "do"}.get(clause.verb)
    return f"{do} {subject} have" if do else ""
