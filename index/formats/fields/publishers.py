"""Who published an article, where its text says so."""

import re

from index.formats.fields.datelines import find_dateline
from index.formats.fields.lines import Found, Line, head, quoted

_STOP = (
    r"(?=\s*(?:[(:;|\"“”]|,\s|(?<!\bSt)\.(?:\s|$)|\s[-–—]\s"
    r"|\s(?:on|in|at|under|with|as|before|after|website|blog|and\s(?:is|was|has))\s|$))"
)
_NAME = r"(?P<name>(?:[Tt]he\s)?[^\W\d_a-z](?:[^(),;:|.\"“”]|(?<=\bSt)\.|\.(?=\w)){1,60}?)"
_APPEARED = (
    re.compile(
        r"\bThe post .{1,400} (?:appeared first|first appeared) on (?P<name>[^.\s].{1,60}?)\.?$"
    ),
    re.compile(
        r"(?:^|[.!?:]\s|\()This (?:article|story|piece|report|column|post)(?: has| was)?"
        r"(?: been)? (?:originally|first) (?:appeared|published|ran|printed)"
        rf" (?:on|in|by|at) {_NAME}{_STOP}"
    ),
)
_YEAR = r"(?:19|20)\d\d(?:\s?[-–]\s?(?:(?:19|20)?\d\d))?"
_MARK = r"(?:©|\([cC]\)|[Cc]opyright|COPYRIGHT|&copy;)"
_COPYRIGHT = re.compile(
    rf"(?:^|(?<=[.!?]\s)){_MARK}(?:\s*{_MARK})?[\s,:]*+(?P<first>{_YEAR})?[.,]?\s*(?:by\s+)?"
    rf"{_NAME}(?:[,\s]+(?P<last>{_YEAR}))?"
    r"(?=\.?\s*(?:$|[|.,]|All [Rr]ights))(?P<rights>[.,|\s]*All [Rr]ights [Rr]eserved)?"
)
_COMPANY = re.compile(
    r"(?:,?\s(?:Publishers?|Publications?))?(?:,?\s(?:Co|Corp|Company|Corporation|Group))?\.?"
    r"(?:,?\s(?:\(?Pty\)?|Pvt|Private))?\.?"
    r"(?:,?\s(?:Ltd|Limited|Inc|Incorporated|LLC|L\.L\.C|LLP|plc|PLC|GmbH|AG|S\.A|SA|Co))?\.?$"
)
_LABEL = re.compile(r"Publish(?:er|ed by):?\s+(?P<name>\S.{1,60})", re.IGNORECASE)
_NO_OUTLET = re.compile(
    r"newsletter|^(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)"
    r"(?:[a-z]{2,6})?\b\.?(?: \d|$)"
)
_PICTURE = re.compile(r"\b(?:photo|image|picture|getty|graphic|map|video)", re.IGNORECASE)
_STORY = 60
# Where a publisher is from who stands in the text, in the words of `quoted` and of `_in_dateline`.
_CLAIMS = ("the line '", "the dateline's '")
CALLED_CLAIMED = "the record's 'publisher', which calls it claimed"


def find_publisher(lines: list[Line], authors: tuple[str, ...] = ()) -> Found | None:
    """Return the publisher that the text names as its own, and where it stands.

    What says where the article first appeared comes before a copyright line, and this before
    the agency in the dateline. A source that is merely cited is none, nor is the holder of a
    copyright who is one of the `authors`.
    """
    return _appeared(lines) or _label(lines) or _copyright(lines, authors) or _in_dateline(lines)


def is_claim(where: str) -> bool:
    """Tell, of where a publisher was found, whether that is only what the text says of itself."""
    return where.startswith(_CLAIMS) or where == CALLED_CLAIMED


def _appeared(lines: list[Line]) -> Found | None:
    for line in reversed(lines):
        for pattern in _APPEARED:
            match = pattern.search(line.text)
            if match and not _NO_OUTLET.search(match["name"]):
                words = re.sub(
                    r"^The post .+ (?=appeared first|first appeared)", "The post ... ", match[0]
                )
                return Found(_outlet(match["name"]), quoted(words.lstrip(".!?:( ").rstrip(".")))
    return None


def _label(lines: list[Line]) -> Found | None:
    for line in head(lines):
        if match := _LABEL.fullmatch(line.text):
            return Found(match["name"].strip(), quoted(line.text))
    return None


def _copyright(lines: list[Line], authors: tuple[str, ...]) -> Found | None:
    for line in reversed(lines):
        match = _COPYRIGHT.search(line.text)
        if not match or _PICTURE.search(match[0]):
            continue
        name = _COMPANY.sub("", match["name"].strip())
        if (match["first"] or match["last"] or match["rights"]) and name not in authors:
            return Found(_outlet(name), quoted(match[0].strip()))
    return None


def _in_dateline(lines: list[Line]) -> Found | None:
    for line in head(lines):
        dateline = find_dateline(line.text)
        if dateline and dateline.agency:
            return Found(dateline.agency, f"the dateline's '({dateline.agency})'")
        if len(line.text) > _STORY and line.text.endswith((".", "”", '"')):
            return None
    return None


def _outlet(name: str) -> str:
    """Drop the article before a name, as in "the South China Morning Post"; keep a "The"."""
    return re.sub(r"^the\s+", "", " ".join(name.split())).strip(" .,")
