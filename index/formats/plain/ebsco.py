"""Exports of EBSCOhost: records with labels, each with its text below them."""

import re

from index.formats.fields.dates import find_date
from index.formats.fields.fields import Fields, day_of, language_of, line_said, told
from index.formats.fields.parts import (
    RULE,
    Part,
    body_of,
    lines_in,
    names_in,
    section_in,
    stretches,
)

_START = re.compile(r"Record: \d{1,6}")
_LABELS = (
    "Title|Alternate Title|Authors?|By|Source|Publication|Publication Date|Publication Type"
    "|Document Type|Subject Terms?|Subjects?|Keywords|Geographic Terms|People|Company/Entity"
    "|NAICS/Industry Codes|Abstract|Full Text Word Count|ISSN|Accession Number|Database|Language"
    "|Section|Edition|Lexile|Images?|DOI|Copyright|Publisher Information|Persistent link to this"
    " record.{0,20}"
)
_LABEL = re.compile(rf"(?P<label>{_LABELS})\s?:(?:\s+(?P<value>\S.*))?$")
_ENDS = re.compile(
    r"Copyright of .{1,200} (?:is|are) the property of .*|Persistent link to this record\b.*"
    r"|The link information (?:above|below)\b.*|(?:Accession Number|Database): .*"
)
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})")


def split_ebsco(text: str) -> list[Part] | None:
    """Return the articles of an export of EBSCOhost; None where it is none."""
    lines = lines_in(text)
    starts = [place for place, line in enumerate(lines) if _START.fullmatch(line.strip())]
    parts = [_part(start, some) for start, some in stretches(lines, starts)]
    return [part for part in parts if part] if any(parts) else None


def _part(start: int, lines: list[str]) -> Part | None:
    """Read one record: labels down to the blank line that no label follows, and its text."""
    values: dict[str, list[str]] = {}
    label = ""
    begin = len(lines)
    for place, line in enumerate(lines[1:], start=1):
        bare = line.strip()
        if found := _LABEL.match(bare):
            label = found["label"]
            values.setdefault(label, []).extend(filter(None, [found["value"]]))
        elif bare and label and lines[place - 1].strip():
            values[label].append(bare)
        elif bare:
            begin = place
            break
    if not values.get("Title") or not {"Accession Number", "Database"} & values.keys():
        return None
    end = (at for at in range(begin, len(lines)) if _closes(lines[at].strip()))
    body = lines[begin : next(end, len(lines))]
    return Part(start + 1, body_of(body or values.get("Abstract", [])), _fields(values))


def _closes(line: str) -> bool:
    return _ENDS.fullmatch(line) is not None or RULE.fullmatch(line) is not None


def _fields(values: dict[str, list[str]]) -> Fields:
    title = " ".join(values["Title"])
    author = "; ".join(values.get("Authors") or values.get("Author") or values.get("By", []))
    source = " ".join(values.get("Source") or values.get("Publication", []))
    dated = " ".join(values.get("Publication Date", [])) or source
    section = " ".join(values.get("Section", []))
    language = " ".join(values.get("Language", []))
    found = Fields(
        title=title.rstrip(".") if title.count(".") == 1 else title,
        publisher=_publication(source),
        published=day_of(_with_day_told(dated)),
        authors=names_in(author),
        section=section_in(section),
        language=language_of(language),
    )
    where = {
        "title": line_said(f"Title: {title}"),
        "publisher": line_said(f"Source: {source}"),
        "published": line_said(f"Source: {dated}"),
        "authors": line_said(f"Authors: {author}"),
        "section": line_said(f"Section: {section}"),
        "language": line_said(f"Language: {language}"),
    }
    return told(found, where)


def _publication(source: str) -> str | None:
    """Return the paper's name of "Harbour Times, The (Leyton). 05/14/2024, pA3."."""
    written = find_date(source)
    name = source[: written.start] if written else source.partition(". ")[0]
    name = re.sub(r"\s\([^()]{1,40}\)$", "", name.strip(" .,;"))
    bare = name.removesuffix(", The")
    return (f"The {bare}" if bare != name else name) or None


def _with_day_told(source: str) -> str:
    """Write 05/06/2024 as 2024-05-06: EBSCOhost puts the month first, whatever the country."""
    return _NUMBERS.sub(lambda found: f"{found[3]}-{found[1]:0>2}-{found[2]:0>2}", source)
