"""The day an article was published, where its text says so."""

import re

from index.formats.fields.bylines import byline_names
from index.formats.fields.credits import dated_name
from index.formats.fields.datelines import find_dateline
from index.formats.fields.dates import find_date, is_only_a_date, is_only_a_time, unglued
from index.formats.fields.lines import Found, Line, foot, head, quoted, segments

_PUBLISHED = (
    r"(?:this\s+(?:story|article|report)\s+was\s+)?(?:originally\s+|first\s+)?"
    r"(?:published|posted|issued)|publi(?:cation|sh)\s+date|date\s+(?:published|posted)|release\s+date"
    r"|uploaded|date|publié(?:e)?|veröffentlicht|erschienen"
    r"|publicad[oa]|pubblicato|gepubliceerd|publicerad|publiceret|publisert|opublikowano"
    r"|опубликовано|(?:기사\s?)?입력|등록|datum|fecha|data"
)
_UPDATED = (
    r"(?:last\s+)?(?:updated|modified|revised)|(?:mise?\s+à\s+jour|modifiée?)"
    r"|(?:zuletzt\s+)?aktualisiert|stand|actualizad[oa]|atualizad[oa]|aggiornato|bijgewerkt"
    r"|(?:senast\s+)?uppdaterad|(?:sidst\s+)?opdateret|(?:sist\s+)?oppdatert|zaktualizowano"
    r"|обновлено|(?:최종\s?)?수정"
)
_LABEL = re.compile(
    rf"(?:{_PUBLISHED}|{_UPDATED})\b(?:\s+(?:on|at|am|le|el|em|il|op)\b)?\s*:?\s*", re.IGNORECASE
)
# Behind a day, "9:15 AM" or "EST"; but "First published" is one.
_BEFORE_LABEL = re.compile(
    rf"(?-i:(?<=[\d.TMC]))[\s,;(]++(?=(?:(?:first|last)\s)?(?:{_PUBLISHED}|{_UPDATED}|by)\b)",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"@\w{2,30}|\S{1,60}@\S{1,80}")
_MINUTES = re.compile(r"(?:\w+\s){1,2}(?:min|mins|minutes?)\s+read", re.IGNORECASE)
# Behind a label: "2 days ago".
_AGO = re.compile(
    r"(?:\d{1,3}|an?|one)\s\w{1,10}\sago|(?:há|hace|vor|il y a|för)\s\d{1,3}\s\w{1,10}(?:\ssedan)?"
    r"|\d{1,3}\s\w{1,10}\s(?:fa|geleden|siden)",
    re.IGNORECASE,
)
_LONGEST = 160


def find_published(lines: list[Line]) -> Found | None:
    """Return the publication date that the text bears, as ISO 8601, and where it stands.

    A line that says "Published" comes first, then a line that is only a date, then the
    dateline, then a line that says "Updated". A date in the story is none, nor is the year of
    a copyright, nor one that is impossible or could be two days.
    """
    return (
        _labelled(lines, _PUBLISHED)
        or _date_line(lines)
        or _in_dateline(lines)
        or _labelled(lines, _UPDATED)
    )


def find_updated(lines: list[Line]) -> Found | None:
    """Return the day on which the text says it was last changed, and where it stands."""
    return _labelled(lines, _UPDATED)


def is_date_line(line: str) -> bool:
    """Say whether `line` only tells when, or when and by whom, the article appeared."""
    return len(line) <= _LONGEST and bool(_dated_parts(line))


def _labelled(lines: list[Line], label: str) -> Found | None:
    for line in [*head(lines), *foot(lines)]:
        # "Date:" further down is a row of some table.
        if re.match(r"\W*date\b", line.text, re.IGNORECASE) and line not in head(lines):
            continue
        for part in _dated_parts(line.text):
            written = find_date(part)
            if re.match(rf"(?:{label})\b", part, re.IGNORECASE) and written and written.iso:
                return Found(written.iso, quoted(line.text))
    return None


def _date_line(lines: list[Line]) -> Found | None:
    """Find a line of the head that is only a date; where others follow, it is a chronicle."""
    found = [
        (line, written.iso)
        for line in lines
        for part in _dated_parts(line.text)
        if not _LABEL.match(part) and (written := find_date(part))
    ]
    if not found or found[0][0] not in head(lines) or len({iso for _, iso in found}) > 1:
        return None
    line, iso = found[0]
    return Found(iso, quoted(line.text)) if iso else None


def _in_dateline(lines: list[Line]) -> Found | None:
    for line in head(lines):
        dateline = find_dateline(line.text)
        if dateline and dateline.written and dateline.written.iso:
            _, start, end = dateline.written
            return Found(dateline.written.iso, f"the dateline's '{line.text[start:end]}'")
    return None


def _dated_parts(line: str) -> list[str]:
    """Return the dates of a line, each with its label; none where the line says anything else."""
    if len(line) > _LONGEST or not any(map(str.isdigit, line)):
        return []
    line = unglued(line)
    parts = [part for segment in segments(line) for part in _BEFORE_LABEL.split(segment)]
    dated = [part.rstrip(" .)") for part in parts if is_only_a_date(_LABEL.sub("", part, count=1))]
    others = [part for part in parts if part.rstrip(" .)") not in dated]
    others = [part for part in others if not _AGO.fullmatch(_LABEL.sub("", part, count=1))]
    barred = any(bar in line for bar in "|•·")
    others = [part for part in others if not is_only_a_time(part)]
    if all(byline_names(part) or barred and _is_beside(part) for part in others):
        return dated + _beside_names(others)
    named = dated_name(line)
    return [line[named.written.start :]] if named else []


def _is_beside(part: str) -> bool:
    """Say whether `part` could be a section, a name or a reading time beside a date."""
    few = len(part.split()) <= 4 and part[-1] not in ".?!:"
    aside = _MINUTES.fullmatch(part) or _ACCOUNT.fullmatch(part)
    return aside is not None or few and part[0].isupper()


def _beside_names(parts: list[str]) -> list[str]:
    """Return the dates at the ends of bylines: "By Jane Doe, May 3, 2024"."""
    dates = [part[written.start :] for part in parts if (written := find_date(part))]
    return [date for date in dates if is_only_a_date(date)]
