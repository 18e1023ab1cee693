"""Exports of ProQuest: documents between rules, with their labels."""

import re

from index.formats.fields.fields import Fields, day_of, language_of, line_said, told
from index.formats.fields.parts import Part, body_of, lines_in, names_in, section_in, stretches

_RULE = re.compile(r"_{20,}")
_START = re.compile(r"Document \d{1,6} of \d{1,6}", re.IGNORECASE)
_LABELS = (
    "Title|Alternate title|Author|Authors|Author\\(s\\)|Publication info|Publication title"
    "|Publication date|Publication year|Publication subject|Publication type|Publisher"
    "|Place of publication"
    "|Country of publication|Full text|Full Text|Abstract|Abstract \\(summary\\)|Links|Subject"
    "|Subjects|Location|Locations|People|Company / organization|Company|Classification|Pages|Page"
    "|First page|Page count|Number of pages|Section|Volume|Issue|Edition|Year|ISSN|e-ISSN|EISSN"
    "|Source type|Source|Source attribution|Language|Language of publication|Document type"
    "|Document feature|ProQuest document ID|ProQuest document link|Document URL|Document link|URL"
    "|Copyright|Last updated|Database|Credit|Column|Dateline|Word count|Online Publication Date"
    "|Publication history|Accession number|Keywords|Identifier / keyword|Number of references"
    "|Illustration|Caption|Text Word Count|Bibliography|Citation style"
)
_LABEL = re.compile(rf"(?P<label>{_LABELS})\s?:(?:\s+(?P<value>\S.*))?$")
_TEXT = ("Full text", "Full Text")
_LONG = (*_TEXT, "Abstract", "Abstract (summary)")
_OTHER = "lines below a value"
_ENDS = re.compile(
    r"Bibliography|Citation style:.*|Contact ProQuest|Report Information from ProQuest"
)
_LINK = re.compile(r"ProQuest document link|https?://\S+|Find a copy|Click here .{0,60}")


def split_proquest(text: str) -> list[Part] | None:
    """Return the articles of an export of ProQuest; None where it is none."""
    lines = lines_in(text)
    rules = [place for place, line in enumerate(lines) if _RULE.fullmatch(line.strip())]
    starts = [place for place, line in enumerate(lines) if _START.fullmatch(line.strip())]
    if not starts and rules:
        # Without "Document 1 of 3" each has a rule above it, and the label of its text.
        starts = [rule for rule, some in stretches(lines, rules) if _has_text(some)]
    told = any("ProQuest" in line for line in lines) or any(map(_has_text, [lines]))
    if not starts or not told:
        return None
    parts = [_part(start, some) for start, some in stretches(lines, starts)]
    return [part for part in parts if part] or None


def _has_text(lines: list[str]) -> bool:
    return any(line.strip().startswith(tuple(f"{label}:" for label in _TEXT)) for line in lines)


def _part(start: int, lines: list[str]) -> Part | None:
    """Read one document: lines with labels, each up to the next, and a headline above them."""
    values: dict[str, list[str]] = {}
    label = ""
    for line in lines[1:]:
        bare = line.strip()
        if _RULE.fullmatch(bare) or _ENDS.fullmatch(bare):
            break
        if found := _LABEL.match(bare):
            label = found["label"]
            first = found["value"] or ""
            values.setdefault(label, []).append(first)
        elif label not in _LONG and not bare:
            label = label and _OTHER
        elif label != _OTHER:
            values.setdefault(label, []).append(line)
    body = next((values[name] for name in _TEXT if name in values), None) or _abstract(values)
    if not body or not values:
        return None
    return Part(start + 1, body_of(body), _fields(values))


def _abstract(values: dict[str, list[str]]) -> list[str] | None:
    return values.get("Abstract (summary)") or values.get("Abstract")


def _fields(values: dict[str, list[str]]) -> Fields:
    headline = [line.strip() for line in values.get("", []) if not _LINK.fullmatch(line.strip())]
    title = " ".join(headline) or _value(values, "Title")
    author = _value(values, "Author", "Authors", "Author(s)", "Credit")
    info = _value(values, "Publication info")
    publication = _value(values, "Publication title") or info
    dated = _value(values, "Publication date", "Online Publication Date") or info
    language = _value(values, "Language of publication", "Language")
    section = _value(values, "Section")
    found = Fields(
        title=title or None,
        publisher=_publication(publication),
        published=day_of(dated) if dated else None,
        authors=names_in(author),
        section=section_in(section),
        language=language_of(language),
    )
    where = {
        "title": "the export's headline" if headline else line_said(f"Title: {title}"),
        "publisher": line_said(f"Publication: {publication}"),
        "published": line_said(f"Publication date: {dated}"),
        "authors": line_said(f"Author: {author}"),
        "section": line_said(f"Section: {section}"),
        "language": line_said(f"Language: {language}"),
    }
    return told(found, where)


def _value(values: dict[str, list[str]], *labels: str) -> str:
    texts = (" ".join(" ".join(values.get(label, [])).split()) for label in labels)
    return next(filter(None, texts), "")


def _publication(value: str) -> str | None:
    """Return the paper's name of "Harbour Times ; Leyton [Leyton]03 Mar 2023: A.7."."""
    name = re.split(r" ?[;\[]|, | \d{1,2} [A-Z][a-z]{2,8}\.? \d{4}|\. ", value, maxsplit=1)[0]
    return re.sub(r" ?\((?:Online|1\d{3}-.{0,20})\)", "", name).strip() or None
