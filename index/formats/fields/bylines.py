"""Who wrote an article: "By Jane Doe and John Roe, Correspondent"."""

import re

from index.formats.fields.dates import find_date
from index.formats.fields.lines import Line, head, quoted, segments

_BY = re.compile(
    r"\(?(?:(?:(?:story|words|written|reported|posted|published|analysis|comment(?:ary)?|opinion"
    r"|review|interview|text|report|exclusive|submitted|(?:additional\s+)?(?:reporting|writing))\s+)?"
    r"by|authors?|(?:words|text|reporters?|writers?|journalists?)(?=:))\b:?\s+",
    re.IGNORECASE,
)
_BY_ELSEWHERE = re.compile(
    r"(?:[Pp]or|[Vv]on|[Pp]ar|Texto de|[Dd]oor|[Dd]i|[Aa]v|[Aa]f):?\s++(?=[^\W\d_a-z])"
)
_OUTLET_ELSEWHERE = re.compile(
    r"\b(?:g1|tv|folha|jornal|di[áa]rio|correio|gazeta|tribuna|portal|r[áa]dio|peri[óo]dico|heraldo"
    r"|not[íi]cias|reda(?:ção|cción|zione)|rédaction|redaktion\w*|ag[êe]ncia|agence|agenzia|agentur"
    r"|zeitung|anzeiger|rundschau|nachrichten|tageblatt|gazzetta|corriere|giornale|dagblad|tidning"
    r"|envoyée?|correspondante?|corresponsal|corrispondente|korrespondent\w*)\b",
    re.IGNORECASE,
)
# "김하늘 기자", "김하늘·박도진 기자": a post stands behind Korean names.
_KOREAN = re.compile(
    r"(?P<names>[가-힣]{2,4}(?:[·,] ?[가-힣]{2,4}){0,4}) ?(?:선임|인턴|수습)?(?:기자|특파원)"
    r"(?: \S{1,60}@\S{1,80})?"
)
_ASIDE = re.compile(r"(?<=\w) \([^()]{1,80}\)")
# What a byline has behind a name: an account, an address, the page's age, a place, an outlet.
_BEHIND = re.compile(
    r"(?<!\s)\s++(?:@\w.*|<?[\w.+-]++@.*|\(.*|\d++\s++\w++\s++ago\b.*|(?:updated|published|posted)\b.*"
    r"|(?:in|for|of|at|from|on)(?:\s.*)?)$",
    re.IGNORECASE | re.DOTALL,
)
_AGENCY = re.compile(
    r"(?<!\s)\s++(?:the\s++)?(?:associated press|reuters|ap|afp|agence france-presse|bloomberg"
    r"|dpa|upi|(?:(?:chief|senior|deputy|assistant|special|staff|political|foreign|sports?|business|health"
    r"|science|education|environment|defen[cs]e|diplomatic|economics|city|crime|legal|security"
    r"|national|world|local|news|features|arts|home)\s){0,3}"
    r"(?:staff|writer|reporter|correspondent|editor|columnist))$",
    re.IGNORECASE,
)
_EDITED = re.compile(r"(?:edit|photo|graphic|video|translat|check)\w*+\s++by\b", re.IGNORECASE)
_PLACE = re.compile(r"[^\W\d_a-z][\w'’-]+")
_AND = re.compile(r"(?:(?<!\s)\s++)?[,;&]\s*|(?<!\s)\s++(?:and|with)\s+", re.IGNORECASE)
_PARTICLES = "de|da|di|del|der|den|van|von|la|le|bin|ibn|al|el|dos|du|y"
_NAME = re.compile(rf"[^\W\d_][\w.'’-]*(?:\s(?:(?:{_PARTICLES})\s){{0,2}}[^\W\d_][\w.'’-]*){{1,4}}")
# Words of posts, outlets and days: "Jane Doe, Staff Reporter", "By Sunday Evening".
_NOT_A_PERSON = re.compile(
    r"\b(?:staff|writers?|reporters?|correspondents?|editors?|columnists?|bureau|desk|chief"
    r"|press|news|times|post|tribune|herald|journal|gazette|media|network|agency|agencies|service"
    r"|today|magazine|team|contributors?|producer|special|senior|for|in|at|the|of|to|with|updated"
    r"|published|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|april"
    r"|june|july|august|september|october|november|december|courier|chronicle|observer|telegraph"
    r"|examiner|sentinel|dispatch|daily|weekly|bulletin|inquirer|broadcasting|university|institute"
    r"|college)\b|@",
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
        if names := byline_names(line.text) or line.place and _names_elsewhere(line.text):
            return names, quoted(line.text)
    return (), ""


def _names_elsewhere(line: str) -> tuple[str, ...]:
    """Return the names of "Por Ana Ruiz": other languages' bylines, names and nothing else."""
    by = _BY_ELSEWHERE.match(line)
    names = next(iter(segments(line[by.end() :])), "") if by and len(line) <= _LONGEST else ""
    parts = _ASIDE.sub("", names).split(", ")
    names = ", ".join(part for part in parts if not _OUTLET_ELSEWHERE.search(part))
    for conjunction in (" und ", " y ", " et ", " e ", " en "):
        names = names.replace(conjunction, " and ")
    found = byline_names(f"By {names}") if names else ()
    return found if all(len(name.split()) <= 4 for name in found) else ()


def is_byline(line: str) -> bool:
    """Say whether `line` is a byline, one without a person's name ("By our staff") included."""
    return bool(byline_names(line) or _NOBODY.fullmatch(line))


def byline_names(line: str) -> tuple[str, ...]:
    """Return the names if `line` is a byline, alone or beside a date."""
    if len(line) > _LONGEST:
        return ()
    if korean := _KOREAN.fullmatch(line.strip()):
        return tuple(re.split(r"[·,] ?", korean["names"]))
    found = (names for segment in segments(line) if (names := _names(segment)))
    return next(found, ())


def _names(segment: str) -> tuple[str, ...]:
    by = _BY.match(segment)
    if not by:
        return ()
    written = find_date(segment)
    people = segment[by.end() : written.start if written else len(segment)].strip(" ,")
    parts = [_bare(part) for part in _AND.split(people) if part and not _EDITED.match(part)]
    if not parts or not _is_person(parts[0]):
        return ()
    # A part that is neither a person nor a post: this is a sentence that begins with "By".
    others = [part for part in parts if not _is_person(part)]
    if parts[-1:] == others and _PLACE.fullmatch(parts[-1]):
        others = []
    if not all(_NOT_A_PERSON.search(part) or _AGENCY.match(f" {part}") for part in others):
        return ()
    return tuple(filter(_is_person, parts))


def _bare(part: str) -> str:
    """Return the name of "Jane Doe in Leyton", "writing by Jane Doe", "JANE DOE Reuters"."""
    by = _BY.match(part)
    name = part[by.end() if by else 0 :].removeprefix("and ")
    name = _BEHIND.sub("", name).strip(" )")
    shorter = _AGENCY.sub("", name)
    return shorter if " " in shorter and not _NOT_A_PERSON.search(shorter) else name


def _is_person(part: str) -> bool:
    words = [word for word in part.split() if word not in _PARTICLES.split("|")]
    return (
        _NAME.fullmatch(part) is not None
        and _NOT_A_PERSON.search(part) is None
        and not any(word[0].islower() for word in words)
    )
