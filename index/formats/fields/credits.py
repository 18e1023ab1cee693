"""Who wrote an article and who published it, where a line has nothing but names."""

import re
from typing import NamedTuple

from index.formats.fields.bylines import byline_names
from index.formats.fields.dates import WrittenDate, find_date, is_only_a_date, is_only_a_time
from index.formats.fields.lines import Found, Line, foot, head, quoted, segments
from index.prose.boilerplate_blocks import is_menu

OUTLET = re.compile(
    r"\b(?:times|post|herald|tribune|journal|gazette|daily|news|press|chronicle|courier|observer"
    r"|guardian|mirror|telegraph|standard|examiner|globe|sentinel|dispatch|independent|weekly"
    r"|magazine|zeitung|anzeiger|tageblatt|nachrichten|rundschau|broadcasting|agency|bulletin"
    r"|argus|advertiser|inquirer|register|ledger|messenger|monitor|review|evening|morning|sunday"
    r"|online|media)\b|\.(?:com|org|net|co|info|news)\b|^The\s",
    re.IGNORECASE,
)
# Papers' last words that are headlines' and names' too: they tell of an outlet beside a day only.
_PAPER = re.compile(
    r"\s(?:echo|mercury|mail|express|recorder|enquirer|pioneer"
    r"|clarion|beacon|eagle|republican|democrat|spectator|intelligencer|gleaner|bugle|visitor"
    r"|transcript|kurier|bote|blatt|wochenblatt)$"
    # People are called so, too: "Michael Star" is no paper, "the Evening Star" is one.
    r"|(?:^(?:the|daily|evening|morning|sunday|weekly)|\s\S+)"
    r"\s(?:star|record|leader|citizen|voice)$",
    re.IGNORECASE,
)
_NO_OUTLET = re.compile(r"^(?:by|from|in|on|at|updated?|published|photo|image)\b", re.IGNORECASE)
_POST = re.compile(
    r"(?:[\w’'&-]+\s){0,4}(?:correspondent|reporter|editor|writer|columnist|contributor|chief"
    r"|photographer|producer|presenter|commentator|fellow)(?:\s(?:in|for|at|of)\s.{1,40})?",
    re.IGNORECASE,
)
_BELOW_A_NAME = re.compile(
    r"(?:e-?mail|contact|follow)\s(?:the\s)?(?:author|writer|reporter|me\b|@).{0,40}"
    r"|@\w{2,30}|\S{1,60}@\S{1,80}",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(r", | and | & ")
_BEFORE_DATES = " \t,;|(/·•–—-"
_SIGNED = re.compile(
    r"\(?(?:(?:additional\s)?reporting|writing|written|report)\sby\s", re.IGNORECASE
)
# "Leyton", and the two words of many a town: "New York", "San Remo".
_PLACE = re.compile(
    r"(?:(?:New|San|Santa|Los|Las|Saint|St\.?|Port|Fort|Cape|North|South|East|West|Hong|Kuala|Buenos"
    r"|Rio|Tel|Abu|Sri|Addis|Mexico|Salt|Kansas|Phnom|El|La|Le|Den|Sao|São|Ho|Great|Upper|Lower)\s)?"
    r"[A-Z\u00c0-\u00de][\w'’-]+(?:,\s[A-Z][\w.]+)?"
)
_SMALL_WORDS = frozenset("of and the for in on at de la le du del der die das & y".split())
_OF_SECTIONS = frozenset("Breaking Evening Morning Other Top".split())
_LONGEST = 120
_MOST_WORDS = 6


class DatedName(NamedTuple):
    """A line that is a name and a date: "Leyton Courier, 3 May 2024"."""

    name: str
    written: WrittenDate


def dated_name(line: str) -> DatedName | None:
    """Return the name of a person or an outlet, and the date behind it, if `line` is just these."""
    written = find_date(line) if len(line) <= _LONGEST else None
    if not written or not is_only_a_time(line[written.end :].strip(" )*_")):
        return None
    before = line[: written.start].rstrip()
    name = before.rstrip(_BEFORE_DATES).removesuffix(" on").rstrip(_BEFORE_DATES)
    if not name or name == before and not before.isupper() or not name[0].isupper():
        return None
    known = _is_dated_outlet(name) or bool(byline_names(f"By {name}")) or _PLACE.fullmatch(name)
    return DatedName(name, written) if known and len(name.split()) <= _MOST_WORDS else None


def is_outlet(name: str) -> bool:
    """Say whether a name has a word that papers and agencies have in theirs."""
    return OUTLET.search(name) is not None and _may_name_an_outlet(name)


def find_outlet(lines: list[Line]) -> Found | None:
    """Return the outlet that stands in the head beside a date or over one, with nothing else.

    "Leyton Courier, 3 May 2024", or "Leyton Courier" in a line of its own below the headline.
    """
    above = Line(0, "")
    for line in head(lines):
        found = dated_name(line.text)
        if found and _is_dated_outlet(found.name):
            return Found(found.name, quoted(line.text))
        if above.place and is_only_a_date(line.text) and _is_outlet_alone(above.text):
            return Found(above.text, quoted(above.text))
        above = line
    return None


def find_credits(lines: list[Line]) -> tuple[tuple[str, ...], str]:
    """Return names without a "By": in the head with a post, a place or a date, or who signed.

    "Jane Doe, Political Correspondent", "Jane Doe in Leyton and John Roe in Annstadt", "Jane Doe"
    over a date or "Email the author", and at the end "(Reporting by Jane Doe)".
    """
    below = head(lines)[1:]
    for line, after in zip(below, [*below[1:], Line(0, "")], strict=False):
        if names := _unmarked(line.text, after.text):
            return names, quoted(line.text)
    for line in reversed([*below, *foot(lines)]):
        if _SIGNED.match(line.text) and (names := byline_names(line.text)):
            return names, quoted(line.text)
    return (), ""


def _is_dated_outlet(name: str) -> bool:
    """Say whether a name that stands beside a day is an outlet's."""
    return is_outlet(name) or _PAPER.search(name) is not None and _may_name_an_outlet(name)


def _is_outlet_alone(line: str) -> bool:
    """Say whether a line of its own is an outlet's name: "The Big Wait", "Local News" are none."""
    name = line.removeprefix("The ")
    sections = all(is_menu(word) or word in _OF_SECTIONS for word in name.split())
    return not sections and len(name.split()) > 1 and _is_dated_outlet(name)


def _may_name_an_outlet(name: str) -> bool:
    words = [word for word in name.split() if word not in _SMALL_WORDS]
    few = 0 < len(words) <= _MOST_WORDS and not name.endswith((".", "?", "!", ":"))
    few = few and not any(word[0].islower() for word in words)
    return few and not _NO_OUTLET.match(name)


def _unmarked(line: str, after: str) -> tuple[str, ...]:
    if len(line) > _LONGEST or line.endswith((".", "?", "!", ":")):
        return ()
    if found := dated_name(line):
        named = _is_dated_outlet(found.name) or _PLACE.fullmatch(found.name)
        return () if named else byline_names(f"By {found.name}")
    if name := _before_a_post(line):
        return _few(byline_names(f"By {name}"))
    placed = [part.partition(" in ") for part in _BETWEEN_NAMES.split(line)]
    if len(placed) > 1 and all(place[:1].isupper() for _, _, place in placed):
        return _few(byline_names(f"By {', '.join(name for name, _, _ in placed)}"))
    told = is_only_a_date(after) or _BELOW_A_NAME.fullmatch(after) or _POST.fullmatch(after)
    return _few(byline_names(f"By {line}")) if told and not is_outlet(line) else ()


def _before_a_post(line: str) -> str | None:
    """Return the name of "Jane Doe, Leyton Courier", "Jane Doe | Staff Writer"."""
    parts = segments(line)
    if len(parts) == 1:
        name, _, post = line.partition(", ")
    else:
        name, post = parts[0], parts[1] if len(parts) == 2 else ""
    if post and (_POST.fullmatch(post) or is_outlet(post)) and not is_outlet(name):
        return name
    words = line.split()
    return " ".join(words[:2]) if _POST.fullmatch(" ".join(words[2:])) else None


def _few(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names of two to four words; longer ones are headlines."""
    return names if names and all(2 <= len(name.split()) <= 4 for name in names) else ()
