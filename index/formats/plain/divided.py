"""Several articles in one plain text or Markdown file, divided by rules or by their heads."""

import re

from index.formats.fields.bylines import find_authors, is_byline
from index.formats.fields.headlines import MADE, find_title
from index.formats.fields.lines import head, lines_of
from index.formats.fields.parts import Part, body_of, lines_in, stretches
from index.formats.fields.published import find_published, is_date_line
from index.formats.fields.publishers import find_publisher
from index.formats.plain.front_matter import front_matter

_RULE = re.compile(r"([-*_=~#•·+])(?:[ \t]?\1){2,}|\f|[-*_=~#•·+]{5,}")
_NUMBERED = re.compile(
    r"[\[(#=* ]{0,4}(?:article|story|document|item|clipping) (?:no\. ?)?#?\d{1,4}"
    r"(?: (?:of|/) \d{1,4})?[\])#:=* ]{0,4}",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(?:title|headline)[ \t]*:[ \t]+\S", re.IGNORECASE)
_RULED = " \t\f-*_=~#"
_UNDERLINE_FROM = 20
_LIVE = re.compile(
    r"\blive\b|\bas it happened\b|\bminute by minute\b|\brolling coverage\b|\bblog\b|\btimeline\b"
    r"|\bchronology\b|\bliveticker\b",
    re.IGNORECASE,
)
_SHORT = 25
_MOST = (
    20_000  # parts, and lines that look like bylines or days: a text with more is no file of news
)
_CREDIT = re.compile(r"\d|\b(?:by|authors?|reporters?|writers?|words|text)\b", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,3})\s+\S")
_LONGEST_HEADLINE = 160
_ENDS = re.compile(r"[.;:,][\"'”’)]{0,2}$")
_NEAR = 3


def split_divided(text: str) -> list[Part] | None:
    """Return the articles of a text that is surely several, None where it is one, or is unsure.

    Sure it is where each part between rules has a headline, and a date or a byline, of its own;
    without rules, where several blank lines or headings of one level stand above each such head.
    """
    lines = lines_in(text)
    if _is_live(text):
        return None
    return _split_by_labels(lines) or _split_by_rules(lines) or _split_by_heads(lines)


def perhaps_several(text: str) -> str | None:
    """Say in words why a text may be several articles although it was not divided."""
    lines = lines_in(text)
    if _is_live(text):
        return None
    parts = _between_rules(lines)
    headed = sum(map(_has_head, parts)) if 1 < len(parts) <= _MOST else 0
    if headed > 1 and headed >= 0.5 * len(parts):
        return (
            f"perhaps several articles: {headed} of the {len(parts)} parts between its rules have"
            " a headline with a date or a byline"
        )
    heads = _heads(lines)
    if len(heads) > 1:
        return f"perhaps several articles: {len(heads)} headlines with a date or a byline are in it"
    return None


def _is_live(text: str) -> bool:
    """Whether its first lines call it a live blog or a chronology, whose entries have heads too."""
    return any(_LIVE.search(line.text) for line in lines_of(text[:2000])[:2])


def _split_by_labels(lines: list[str]) -> list[Part] | None:
    """Divide where a block of lines "Title: ...", "Date: ..." begins, if the text begins so."""
    starts = [place for place, line in enumerate(lines) if _LABELLED.match(line)]
    above = lines[: _block_begin(lines, starts[0])] if starts else lines
    if len(starts) < 2 or any(line.strip(_RULED) for line in above):
        return None
    parts: list[Part] = []
    for start, some in stretches(lines, [_block_begin(lines, start) for start in starts]):
        while some and not some[-1].strip(_RULED):
            some = some[:-1]
        head = front_matter("\n".join(some))
        if not head or head.fenced or not (head.fields.published or head.fields.authors):
            return None
        parts.append(Part(start + 1, body_of(some)))
    return parts


def _block_begin(lines: list[str], place: int) -> int:
    """Where the block begins that a line with a title is in: a day may stand above it."""
    while place and lines[place - 1].strip(_RULED):
        place -= 1
    return place


def _split_by_rules(lines: list[str]) -> list[Part] | None:
    parts = _between_rules(lines)
    if len(parts) < 2:
        return None
    while len(parts) > 1 and not _has_head(parts[0]) and len(parts[0].text.split()) <= _SHORT:
        parts = parts[1:]  # the file's own heading
    while len(parts) > 1 and not _has_head(parts[-1]) and len(parts[-1].text.split()) <= _SHORT:
        parts = parts[:-1]
    return parts if len(parts) > 1 and all(map(_has_head, parts)) else None


def _between_rules(lines: list[str]) -> list[Part]:
    """Return what stands between rules and has words; alone it is the whole text."""
    starts = [0, *(place for place in range(len(lines)) if _is_rule(lines, place))]
    parts = []
    for start, some in stretches(lines, starts):
        below = some[1:] if _is_rule(lines, start) else some
        first = next((at for at, line in enumerate(below) if line.strip()), 0)
        text = body_of(below)
        if any(map(str.isalnum, text)):
            parts.append(Part(start + (len(some) - len(below)) + first + 1, text))
    return parts


def _is_rule(lines: list[str], place: int) -> bool:
    """Whether a line is a rule, and not what underlines the headline above it."""
    bare = lines[place].strip(" \t")
    if _NUMBERED.fullmatch(bare):
        return True
    if not _RULE.fullmatch(bare):
        return False
    above = lines[place - 1].strip() if place else ""
    if not above or bare[0] not in "-=~":
        return True
    return len(bare) >= _UNDERLINE_FROM and abs(len(bare) - len(above)) > 5


def _has_head(part: Part) -> bool:
    """Whether a part begins as an article does: a headline, and whose or when it is."""
    title = find_title(part.text)
    if title.where == MADE:
        return False
    lines = lines_of(part.text)
    if find_authors(lines)[0] or find_publisher(head(lines)):
        return True
    found = find_published(lines)
    return found is not None and any(is_date_line(line.text) for line in head(lines))


def _split_by_heads(lines: list[str]) -> list[Part] | None:
    heads = _heads(lines)
    if len(heads) < 2 or any(line.strip() for line in lines[: heads[0]]):
        return None
    levels = {found[1] if (found := _HEADING.match(lines[at])) else "" for at in heads}
    apart = all(not any(line.strip() for line in lines[at - 2 : at]) for at in heads[1:])
    same_level = len(levels) == 1 and "" not in levels
    others = _headings_of(lines, levels) if same_level else []
    if not apart and not (same_level and others == heads):
        return None
    parts = [Part(start + 1, body_of(some)) for start, some in stretches(lines, heads)]
    return parts if all(map(_has_head, parts)) else None


def _headings_of(lines: list[str], levels: set[str]) -> list[int]:
    found = ((place, _HEADING.match(line)) for place, line in enumerate(lines))
    return [place for place, heading in found if heading and heading[1] in levels]


def _heads(lines: list[str]) -> list[int]:
    """Return where a line that could be a headline stands over a byline or a date line."""
    heads: list[int] = []
    for place, line in enumerate(lines):
        if not _is_credit(line):
            continue
        at = _headline_above(lines, place)
        if at is not None and at not in heads and (not heads or at - heads[-1] > _NEAR):
            heads.append(at)
    return heads


def _is_credit(line: str) -> bool:
    bare = line.strip().strip("*_ ")
    if not bare or len(bare) > _LONGEST_HEADLINE or not _CREDIT.search(bare):
        return False
    return is_byline(bare) or is_date_line(bare)


def _headline_above(lines: list[str], place: int) -> int | None:
    """The headline near above a byline: a single line, with nothing or a blank line above it."""
    above = [at for at in range(max(0, place - _NEAR - 1), place) if lines[at].strip()]
    above = [at for at in above if not _is_credit(lines[at])]
    if not above:
        return None
    at = above[-1]
    bare = lines[at].strip()
    alone = at == 0 or not lines[at - 1].strip()
    fits = len(bare) <= _LONGEST_HEADLINE and not _ENDS.search(bare) and len(bare.split()) > 1
    return at if alone and fits and place - at <= _NEAR else None
