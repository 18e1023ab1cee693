"""Who wrote an article: "By Jane Doe and John Roe, Correspondent"."""

import re

from index.formats.dates import find_date
from index.formats.lines import Line, head, quoted, segments

_BY = re.compile(r"(?:(?:(?:story|words|written|reported)\s+)?by|authors?)\b:?\s+", re.IGNORECASE)
_PARTICLES = "de|da|di|del|der|den|van|von|la|le|bin|ibn|al|el|dos|du|y"
_NAME = re.compile(rf"[^\W\d_][\w.'’-]*(?:\s(?:(?:{_PARTICLES})\s){{0,2}}[^\W\d_][\w.'’-]*){{1,4}}")
# Words of posts, outlets and days: "Jane Doe, Staff Reporter", "By Sunday Evening".
_NOT_A_PERSON = re.compile(
    r"\b(?:staff|writers?|reporters?|correspondents?|editors?|columnists?|bureau|desk|chief"
    r"|press|news|times|post|tribune|herald|journal|gazette|media|network|agency|agencies|service"
    r"|today|magazine|team|contributors?|producer|special|senior|for|in|at|the|of|to|with|updated"
    r"|published|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|april"
    r"|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"by\s+(?:our\s+|the\s+)?(?:\w+\s){0,2}(?:staff|desk|reporters?|correspondents?|writers?"
    r"|agencies)",
    re.IGNORECASE,
)
_LONGEST = 160


def find_authors(lines: list[Line]) -> tuple[tuple[str, ...], str]:
    """Return the names in the first byline of the head and where it stands, or `((), "")`."""
    for line in head(lines):
        if names := byline_names(line.text):
            return names, quoted(line.text)
    return (), ""


def is_byline(line: str) -> bool:
    """Say whether `line` is a byline, one without a person's name ("By our staff") included."""
    return bool(byline_names(line) or _NOBODY.fullmatch(line))


def byline_names(line: str) -> tuple[str, ...]:
    """Return the names if `line` is a byline, alone or beside a date."""
    if len(line) > _LONGEST:
        return ()
    found = (names for segment in segments(line) if (names := _names(segment)))
    return next(found, ())


def _names(segment: str) -> tuple[str, ...]:
    by = _BY.match(segment)
    if not by:
        return ()
    written = find_date(segment)
    people = segment[by.end() : written.start if written else len(segment)].strip(" ,")
    parts = [part for part in re.split(r"\s*[,;&]\s*|\s+and\s+", people) if part]
    if not parts or not _is_person(parts[0]):
        return ()
    # A part that is neither a person nor a post: this is a sentence that begins with "By".
    if not all(_is_person(part) or _NOT_A_PERSON.search(part) for part in parts):
        return ()
    return tuple(filter(_is_person, parts))


def _is_person(part: str) -> bool:
    words = [word for word in part.split() if word not in _PARTICLES.split("|")]
    return (
        _NAME.fullmatch(part) is not None
        and _NOT_A_PERSON.search(part) is None
        and not any(word[0].islower() for word in words)
    )
