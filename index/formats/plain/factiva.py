"""Exports of Factiva: articles with two-letter labels, or in the form that is for reading."""

import re

from index.formats.fields.bylines import byline_names, is_byline
from index.formats.fields.dates import find_date
from index.formats.fields.fields import Fields, day_of, language_of, line_said, told
from index.formats.fields.parts import Part, body_of, lines_in, names_in, section_in, stretches
from index.formats.fields.published import is_date_line

_CODES = (
    "SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|CT|CX|CLM|ART"
)
_LABEL = re.compile(rf"(?P<label>{_CODES})(?:\s*$|\t+\s*|\s{{2,}}|\s(?=\S))(?P<value>.*)$")
_WORDS = re.compile(r"[\d.,\s]{1,12} (?:words|Wörter|mots|palabras|parole|woorden|palavras)")
_DOCUMENT = re.compile(
    r"(?:Document|Dokument|Documento) (?P<code>[A-Z][A-Z0-9]{2,12}\d{8}\w{6,14})"
)
_COPYRIGHT = re.compile(r"(?:Copyright|©|\(c\))\W.*|All rights reserved.*", re.IGNORECASE)
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,11}")
_TIME = re.compile(r"\d{1,2}:\d{2}(?:\s?[AP]M)?(?:\s?[A-Z]{2,4})?")
_PAGE = re.compile(r"[A-Z]{0,3}-?\d{1,4}[A-Z]?")
_CREDIT = re.compile(r"\b(?:Press|Reuters|AFP|Agency|Agence|News|Service|Wire)\b")


def split_factiva(text: str) -> list[Part] | None:
    """Return the articles of an export of Factiva; None where it is none."""
    lines = lines_in(text)
    return _by_labels(lines) or _by_reading(lines)


def _by_labels(lines: list[str]) -> list[Part] | None:
    """Read records of labels; each begins at its first one and has a headline and a code."""
    labels = [found if (found := _LABEL.match(line.rstrip())) else None for line in lines]
    starts = _record_starts(labels)
    records = [(start, _values(some)) for start, some in stretches(lines, starts)]
    whole = [
        (start, record)
        for start, record in records
        if record.get("HD") and ("LP" in record or "TD" in record) and _is_dated(record)
    ]
    if not whole or len(whole) < len(records):
        return None
    return [_labelled_part(start, record) for start, record in whole]


def _record_starts(labels: list[re.Match[str] | None]) -> list[int]:
    """A record begins with SE or, where that is not just above, with HD."""
    starts: list[int] = []
    last = "AN"
    for place, found in enumerate(labels):
        if found is None:
            continue
        if found["label"] == "SE" or found["label"] == "HD" and last != "SE":
            starts.append(place)
        last = found["label"]
    return starts


def _is_dated(record: dict[str, list[str]]) -> bool:
    return bool(find_date(" ".join(record.get("PD", [])))) and ("SN" in record or "AN" in record)


def _values(lines: list[str]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    label = ""
    for line in lines:
        found = _LABEL.match(line.rstrip())
        if found and found["label"] not in values:
            label = found["label"]
            values[label] = [found["value"].strip()] if found["value"].strip() else []
        elif label:
            values[label].append(line.strip())
    return values


def _labelled_part(start: int, record: dict[str, list[str]]) -> Part:
    halves = [body_of(record.get(label, [])) for label in ("LP", "TD")]
    value = {label: " ".join(" ".join(lines).split()) for label, lines in record.items()}
    return Part(start + 1, "\n\n".join(filter(None, halves)), _fields(value))


def _fields(value: dict[str, str]) -> Fields:
    """Return the fields of a record, by their labels."""
    found = Fields(
        title=value.get("HD"),
        publisher=value.get("SN"),
        published=day_of(value.get("PD", "")),
        authors=names_in(value.get("BY", "")),
        section=section_in(value.get("SE", "")),
        language=language_of(value.get("LA", "")),
    )
    labels = dict(
        title="HD", publisher="SN", published="PD", authors="BY", section="SE", language="LA"
    )
    said = {name: line_said(f"{label} {value.get(label)}") for name, label in labels.items()}
    return told(found, said)


def _by_reading(lines: list[str]) -> list[Part] | None:
    """Read articles that end with "Document" and their code."""
    ends = [place for place, line in enumerate(lines) if _DOCUMENT.fullmatch(line.strip())]
    pieces = stretches(lines, [0, *(end + 1 for end in ends)])[:-1]
    parts = [_reading_part(start, some[:-1]) for start, some in pieces]
    return [part for part in parts if part] if parts and all(parts) else None


def _reading_part(start: int, lines: list[str]) -> Part | None:
    counted = [place for place, line in enumerate(lines) if _WORDS.fullmatch(line.strip())]
    if not counted:
        return None
    first = next(place for place, line in enumerate(lines) if line.strip())
    above = [line.strip() for line in lines[: counted[0]] if line.strip()]
    value = _above_the_count(above)
    below = _below_the_count([line.strip() for line in lines[counted[0] + 1 :]], value)
    body = lines[counted[0] + 1 + below :]
    return Part(start + first + 1, body_of(body), _fields(value))


def _above_the_count(above: list[str]) -> dict[str, str]:
    """Tell section, headline, byline and credit of the lines above "123 words"."""
    value: dict[str, str] = {}
    bylines = [place for place, line in enumerate(above) if place and is_byline(line)]
    if bylines:
        value["BY"] = above[bylines[0]]
        above = above[: bylines[0]]
    elif len(above) > 1 and len(above[-1]) < len(above[-2]) and byline_names(f"By {above[-1]}"):
        value["BY"] = above[-1]
        above = above[:-1]
    if len(above) > 1 and _CREDIT.search(above[-1]) and len(above[-1].split()) <= 4:
        above = above[:-1]
    if len(above) > 1 and len(above[0].split()) <= 4:
        value["SE"] = above[0]
        above = above[1:]
    value["HD"] = " ".join(above)
    return value


def _below_the_count(below: list[str], value: dict[str, str]) -> int:
    """Read day, paper, code, language and copyright; return how many lines these take."""
    near = below[:24]
    sentence = next((at for at, line in enumerate(near) if len(line.split()) > 12), len(near))
    closing = [at for at, line in enumerate(near[:sentence]) if _COPYRIGHT.fullmatch(line)]
    taken = 0
    for place, line in enumerate(near[: closing[0]] if closing else near):
        if not line:
            if not closing and "SN" in value and (value.get("LA") or value.get("SC")):
                break
            continue
        if not _take(line, value) and not closing:
            break
        taken = place + 1
    return closing[0] + 1 if closing else taken


def _take(line: str, value: dict[str, str]) -> bool:
    """Take a line as what it is; False where it is none of a header's."""
    if "PD" not in value and is_date_line(line):
        value["PD"] = line
    elif "PD" in value and "SN" not in value and not _TIME.fullmatch(line):
        value["SN"] = line
    elif "SN" in value and "SC" not in value and _CODE.fullmatch(line):
        value["SC"] = line
    elif "LA" not in value and language_of(line) and len(line.split()) == 1:
        value["LA"] = line
    else:
        return bool(_TIME.fullmatch(line) or _PAGE.fullmatch(line)) or len(line.split()) <= 3
    return True
