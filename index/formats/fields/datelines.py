"""The dateline that opens a story: "KABUL, May 3, 2024 (AP) — "."""

import re
from typing import NamedTuple

from index.formats.fields.dates import WrittenDate, find_date

_WORD = r"[A-Z\u00c0-\u00de][\w.'’\[\]-]*"
_PLACE = rf"{_WORD}(?:(?:,\s|\s|/|\sand\s){_WORD}){{0,5}}"
_DAY = r"(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}\.?)(?:,?\s\d{4})?"
_NAME = r"[A-Z][\w&.'’-]*(?:[ /][A-Z][\w&.'’-]*){0,3}"
_DASH = r"\s*(?:[-–—]+|:)(?:\s|$)"
_WITH_AGENCY = re.compile(
    rf"(?P<before>(?:{_PLACE},?\s)?(?:{_DAY}\s)?)"
    rf"(?:\((?P<agency>{_NAME})\)|/(?P<wire>{_NAME})/)(?P<dash>{_DASH})?\s*"
)
_WITHOUT_AGENCY = re.compile(
    rf"(?P<place>{_PLACE})(?:,\s(?P<day>{_DAY}))?(?:\s*[–—]+|\s+-+|:)(?:\s+|$)"
)
_NO_AGENCY = re.compile(r"photo|image|video|file|update|editor|pictured|opinion", re.IGNORECASE)
_LONGEST = 120


class Dateline(NamedTuple):
    """The dateline at the start of a line.

    Attributes:
        end: Where the story begins in the line.
        agency: The name in brackets, if there is one.
        written: The date, if there is one with a year.
    """

    end: int
    agency: str | None
    written: WrittenDate | None


def find_dateline(line: str) -> Dateline | None:
    """Return the dateline that `line` begins with."""
    match = _WITH_AGENCY.match(line[:_LONGEST])
    if match and _is_agency(line, match):
        agency = match["agency"] or match["wire"]
        return Dateline(match.end(), agency, find_date(match["before"]))
    match = _WITHOUT_AGENCY.match(line[:_LONGEST])
    if match and _is_place(match):
        return Dateline(match.end(), None, find_date(match[0]))
    return None


def _is_agency(line: str, match: re.Match[str]) -> bool:
    """Tell "(CNN) The" and "KABUL (AP) — The" from "Acme (ACME) shares fell"."""
    agency = match["agency"] or match["wire"]
    if _NO_AGENCY.search(agency):
        return False
    if match["dash"]:
        return True
    # Without a dash "Acme (ACME) Chief Jane Roe" looks the same, but for the space.
    touching = line[match.end() - 1 : match.end()] == ")"
    return agency.isupper() and (touching or not match["before"])


def _is_place(match: re.Match[str]) -> bool:
    """Tell "KYIV, Ukraine — " and "Kyiv, 3 May 2024 — " from any words before a dash."""
    first = re.split(r"[,\[]", match["place"])[0].strip()
    return first.isupper() and len(first) > 2 or bool(match["day"])
