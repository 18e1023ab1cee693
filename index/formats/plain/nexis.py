"""Exports of LexisNexis and of Nexis Uni: an article each, with what their headers say."""

import re

from index.formats.fields.dates import find_date
from index.formats.fields.fields import Fields, day_of, language_of, line_said, told
from index.formats.fields.parts import (
    RULE,
    Paragraph,
    Part,
    body_of,
    lines_in,
    names_in,
    paragraphs,
    section_in,
    stretches,
)
from index.formats.fields.published import is_date_line

_START = re.compile(
    r"(?:Document )?\d{1,6} (?:of|von|de|van|sur|di) \d{1,6} (?:DO[CK]UMENT(?:S|E|EN|I|OS)?)",
    re.IGNORECASE,
)
_END = re.compile(
    r"End of Document|Ende des Dokuments|Fin du document|Einde van document|Fin del documento"
    r"|Fine del documento",
    re.IGNORECASE,
)
_HEADER = (
    "BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|HEADLINE|BODY|SERIES|TITLE|AUTOR|RUBRIK|LÄNGE"
    "|LONGUEUR|AUTEUR|RUBRIQUE|LENGTE|SOURCE|EDITION"
)
_TRAILER = (
    "LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|DOCUMENT-TYPE|GRAPHIC|CORRECTION-DATE|JOURNAL-CODE"
    "|PUB-TYPE|ACC-NO|SUBJECT|COMPANY|ORGANIZATION|TICKER|INDUSTRY|PERSON|GEOGRAPHIC|CITY|STATE"
    "|COUNTRY|URL|NOTES|DISTRIBUTION|SPRACHE|UPDATE|CLASSIFICATION"
)
_LABEL = re.compile(rf"(?P<label>{_HEADER}|{_TRAILER})\s?:\s*+(?P<value>.*)", re.IGNORECASE)
_OLD_LABEL = re.compile(rf"(?P<label>{_HEADER}|{_TRAILER}):")
_IS_TRAILER = re.compile(rf"(?:{_TRAILER})\s?:", re.IGNORECASE)
_UNI_TRAILER = re.compile(
    r"(?:Graphic|Classification|Notes|Correction)$|(?:Load-Date|Language|Publication-Type"
    r"|Subject|Correction-Date|Update)\s?:"
)
_BODY = re.compile(r"(?:Body|Text|Haupttext|Corps|Cuerpo|Corpo|Tekst)\s?:?", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:Copyright|©|\(c\))|All Rights Reserved|Alle Rechte", re.IGNORECASE)
_FURNITURE = re.compile(r"Page \d+ of \d+|Seite \d+ von \d+|\d{1,4}|_Hlk\w+|Link to .{1,40}")
_EDITION = re.compile(
    r".{0,40}\b(?:edition|ausgabe|édition)\b.{0,40}|.{0,20}\d{1,2}[:.]\d{2}\s?(?:[AP]M)?.{0,12}"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day",
    re.IGNORECASE,
)
_MOST_OF_HEADLINE = 3  # lines
# What stands over the first document of Nexis Uni: how it was searched for, and a list of all.
_LISTED = re.compile(r"\d{1,4}\. (?P<title>\S.*)")
_SEARCH = re.compile(
    r"(?:User Name|Date and Time|Job Number|Client/Matter|Search (?:Terms|Type)|Narrowed by"
    r"|Documents? \(\d{1,4}\))\b",
    re.IGNORECASE,
)


def split_nexis(text: str) -> list[Part] | None:
    """Return the articles of an export of LexisNexis or Nexis Uni; None where it is none."""
    lines = lines_in(text)
    starts = [place for place, line in enumerate(lines) if _START.fullmatch(line.strip())]
    if starts:
        parts = [_old(start, some) for start, some in stretches(lines, starts)]
        return [part for part in parts if part] or None
    ends = [place for place, line in enumerate(lines) if _END.fullmatch(line.strip())]
    if not ends or not any(line.strip().startswith("Load-Date") for line in lines):
        return None
    begins = [0, *(end + 1 for end in ends)]
    pieces = stretches(lines, begins)[:-1]
    return [part for start, some in pieces if (part := _uni(start, some[:-1]))] or None


def _old(start: int, lines: list[str]) -> Part | None:
    """Read one document of the older form, whose labels are in capitals."""
    blocks = paragraphs(lines[1:], _OLD_LABEL)
    labelled = [place for place, block in enumerate(blocks) if _OLD_LABEL.match(block.lines[0])]
    if not labelled:
        return None
    free = blocks[: labelled[0]]
    begin = _body_begin(blocks, labelled[0])
    end = next(
        (
            place
            for place in range(begin, len(blocks))
            if _IS_TRAILER.match(blocks[place].lines[0]) or _closes(blocks, place)
        ),
        len(blocks),
    )
    last = blocks[end].place if end < len(blocks) else len(lines) - 1
    body = lines[1:][blocks[begin].place : last] if begin < len(blocks) else []
    if body and _OLD_LABEL.match(body[0].strip()):
        body = [body[0].strip().partition(":")[2].strip(), *body[1:]]
    labels = _labels([*blocks[labelled[0] : begin + 1], *blocks[end:]])
    above = [line for block in free for line in block.lines if not _COPYRIGHT.match(line)]
    return Part(start + 1, body_of(body), _fields(labels, above, _title_below(free, labels)))


def _body_begin(blocks: list[Paragraph], first: int) -> int:
    """The first paragraph behind the header's labels, or that of BODY itself."""
    for place in range(first, len(blocks)):
        label = _OLD_LABEL.match(blocks[place].lines[0])
        if not label or label["label"] == "BODY":
            return place
    return len(blocks)


def _closes(blocks: list[Paragraph], place: int) -> bool:
    """Whether a copyright's paragraph and those after it are the last words of a document."""
    rest = blocks[place:]
    return all(
        _COPYRIGHT.match(block.lines[0]) or _IS_TRAILER.match(block.lines[0]) for block in rest
    )


def _title_below(free: list[Paragraph], labels: dict[str, str]) -> str | None:
    """The headline: the first paragraph below the date that is neither edition nor time."""
    if title := labels.get("HEADLINE") or labels.get("TITLE"):
        return title
    dated = [place for place, block in enumerate(free) if _date_in(block.lines)]
    below = free[dated[0] + 1 :] if dated else free[1:]
    return next((block.text for block in below if not _EDITION.fullmatch(block.text)), None)


def _uni(start: int, lines: list[str]) -> Part | None:
    """Read one document of Nexis Uni, whose text stands between "Body" and "Load-Date:"."""
    bodies = [place for place, line in enumerate(lines) if _BODY.fullmatch(line.strip())]
    if not bodies:
        return None
    header = [line.strip() for line in lines[: bodies[0]]]
    header = header[_cover_end(header) if start == 0 else 0 :]
    dated = [place for place, line in enumerate(header) if _date_in([line])]
    begin = bodies[0] + 1
    rest = range(begin, len(lines))
    end = next((place for place in rest if _UNI_TRAILER.match(lines[place].strip())), len(lines))
    labels = _labels(paragraphs([*header, "", *lines[end:]], _LABEL))
    above = header[: dated[0] + 1] if dated else []
    title, publisher = _title_and_publisher(above, first=start == 0)
    named = ([publisher] if publisher else []) + above[-1:]
    fields = _fields(labels, named, labels.get("HEADLINE") or title)
    filled = [place for place, line in enumerate(lines) if line.strip()]
    line = start + (filled[0] if filled else 0) + 1
    return Part(line, body_of(lines[begin:end]), fields)


def _cover_end(header: list[str]) -> int:
    """The first line below the list of all documents; 0 where there is none."""
    told = [place for place, line in enumerate(header) if _SEARCH.match(line)]
    titles = [listed["title"] for line in header if (listed := _LISTED.fullmatch(line))]
    if not told or not titles:
        return 0
    below = range(told[-1] + 1, len(header))
    end = (place for place in below if header[place] and titles[0].startswith(header[place]))
    return next(end, next((place for place in below if not header[place]), 0))


def _title_and_publisher(above: list[str], *, first: bool) -> tuple[str | None, str | None]:
    """Read the lines down to the date; over the first document's a list of all may stand."""
    named = [line for line in above[:-1] if line and not _is_furniture(line)]
    if len(named) < 2:
        return (named[0] if named else None), None
    titles = _repeated(named[:-1])
    if first and len(titles) > 3 or len(titles) > 5:
        titles = titles[-1:]
    return " ".join(titles), named[-1]


def _is_furniture(line: str) -> bool:
    """Say whether a line is of the page and none of a document: its number, a rule."""
    return _FURNITURE.fullmatch(line) is not None or RULE.fullmatch(line) is not None


def _repeated(lines: list[str]) -> list[str]:
    """Return the last lines where they stand twice: a link's words, then the headline; else all."""
    for count in range(1, _MOST_OF_HEADLINE + 1):
        if lines[-count:] == lines[-2 * count : -count]:
            return lines[-count:]
    return lines


def _date_in(lines: tuple[str, ...] | list[str]) -> str | None:
    """The line that tells the day of publication, with a weekday, an edition or a time beside."""
    for line in lines:
        found = find_date(line)
        if not found or len(line) > 70 or _COPYRIGHT.match(line) or _LABEL.match(line):
            continue
        rest = line[: found.start] + line[found.end :]
        if is_date_line(line) or _EDITION.fullmatch(rest.strip(" ,;")) or len(rest.split()) <= 2:
            return line
    return None


def _labels(blocks: list[Paragraph]) -> dict[str, str]:
    found: dict[str, str] = {}
    for block in blocks:
        if label := _LABEL.match(block.text):
            found.setdefault(label["label"].upper(), label["value"].strip())
    return found


def _fields(labels: dict[str, str], above: list[str], title: str | None) -> Fields:
    """Return what labels say, and the lines of publisher and date that stand above them."""
    dated = _date_in(above)
    publisher = next((line for line in above if line != dated), None)
    byline = labels.get("BYLINE") or labels.get("AUTOR") or labels.get("AUTEUR") or ""
    section = labels.get("SECTION") or labels.get("RUBRIK") or labels.get("RUBRIQUE") or ""
    language = labels.get("LANGUAGE") or labels.get("SPRACHE") or ""
    found = Fields(
        title=title,
        publisher=publisher,
        published=day_of(dated) if dated else None,
        authors=names_in(byline),
        section=section_in(section),
        language=language_of(language),
    )
    where = {
        "title": "the export's headline",
        "publisher": line_said(publisher or ""),
        "published": line_said(dated or ""),
        "authors": line_said(f"Byline: {byline}"),
        "section": line_said(f"Section: {section}"),
        "language": line_said(f"Language: {language}"),
    }
    return told(found, where)
