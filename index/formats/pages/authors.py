"""Names of authors, one each, without the roles and words around them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from index.formats.pages.things import plain
from index.formats.pages.tree import letters_of

# "By" and its like where a name follows, alone or with a colon.
_BY = re.compile(
    r"(?:(?:written|reported|words|story|posted|published|text|texte|tekst)\s+)?"
    r"(?:by|von|par|por|door|(?-i:av|af|di)|oleh|przez|autora?e?s?|authors?|auteurs?|autor(?:in|en)"
    r"|от)(?:\s*:\s*|\s+|(?=[^\x00-\u024f]))",
    re.I,
)
_AND = r"and|und|et|y|e|i|og|och|en|ve|dan|ja|és|oraz|και|и|та|і|și|dhe|na|con|avec|with|mit"
_BETWEEN = re.compile(rf"[,;&/|·•、，；]|(?<=\s)(?:{_AND}|[-–—])(?=\s)", re.I)
_BRACKETS = re.compile(r"[(\[（【][^)\]）】\n]*+[)\]）】]?")
_PLACE = re.compile(r"(?<=\s)(?i:for|in|at|from)\s(?=[A-Z]).*$")
_ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|columnist|producer|journalist|contributor|chief"
    r"|director|bureau|desk|professor|lecturer|fellow|analyst|photographer|critic|redakteur\w*"
    r"|korrespondent\w*|reporterin|autor(?:in)?|journaliste?|periodista|redactora?|redacteur"
    r"|giornalista|journalistin|wartawan|muhabir\w*|reportér\w*|redaktör|기자|記者|记者)\b",
    re.I,
)
_BEHIND = re.compile(r"(?:기자|특파원|記者|记者|編集委員)$")
_NOBODY = re.compile(
    r"(?:(?:site|web|the|our|online|news|guest|digital) ?)*(?:admin(?:istrator)?|editors?|staff"
    r"|staff (?:writer|reporter)s?|(?:news|web) ?(?:desk|room|team)|reporters?|correspondents?"
    r"|contributors?|writers?|webmaster|guest|anonymous|unknown|null|none|undefined|n/?a|root|user"
    r"|authors?|wordpress|test|(?:.* )?developer"
    r"|(?:(?:facebook|twitter|x|whatsapp|linkedin|e-?mail|instagram|telegram|pinterest|print|share"
    r"|copy link|comments?) ?)+)",
    re.I,
)
_ADDRESS = re.compile(r"https?:|www\.")
_ACCOUNT = re.compile(r"(?<!\S)[^\s@]*@\S+")
_PARTICLES = {
    "da", "de", "dei", "del", "den", "der", "di", "do", "dos", "du", "al", "bin", "el", "ibn", "la",
    "le", "van", "von", "y", "e",
}  # fmt: skip
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_LONGEST = 80
_MOST_WORDS = 8
_MOST_PARTS = 4
_MOST_NAMES = 50


def split_names(values: Iterable[str]) -> tuple[str, ...]:
    """Return the names in bylines such as "By Jane Doe and John Roe, Correspondent"; each once."""
    names: dict[str, str] = {}
    for value in values:
        for name in () if _ADDRESS.search(value) else _split(plain(value)):
            names.setdefault(letters_of(name), name)
    return tuple(names.values())[:_MOST_NAMES]


def after_by(line: str) -> str:
    """Return what follows the "By" or its like that a line begins with; "" where none does."""
    by = _BY.match(f"{line} ")
    return line[by.end() :].strip() if by else ""


def is_by(line: str) -> bool:
    """Say whether a line is nothing but "By" or its like."""
    return _BY.fullmatch(f"{line} ") is not None


def is_person(name: str) -> bool:
    """Say whether a name looks like a person's: two to four words in capitals, particles aside."""
    parts = [part for part in name.split() if part not in _PARTICLES]
    return (
        2 <= len(parts) <= _MOST_PARTS
        and len(parts[0]) > 1
        and all(_NAME_WORD.fullmatch(part) and part[0].isupper() for part in parts)
    )


def chosen_authors(
    candidates: Sequence[tuple[tuple[str, ...], str]],
    publishers: Iterable[str],
    sections: Iterable[str] = (),
) -> tuple[tuple[str, ...], str]:
    """Return the names of the first mark, and the mark; `((), "")` where none names anybody.

    A mark that names somebody else besides comes before it; where it only names the publisher, so
    does one that names a person. A section of the publication is nobody.

    Args:
        candidates: The names of each mark and the mark, most trusted first.
        publishers: What the publication is called.
        sections: What its sections are called.
    """
    own, none = set(map(letters_of, publishers)), set(map(letters_of, sections))
    named = [
        (kept, where) for names, where in candidates
        if (kept := tuple(name for name in names if letters_of(name) not in none))
    ]  # fmt: skip
    first = next((each for each in named if not _letters(each[0]) <= own), None)
    if not named or not first:
        return named[0] if named else ((), "")
    if first is not named[0] and not all(map(is_person, first[0])):
        return named[0]
    more = (each for each in named if _letters(first[0]) < _letters(each[0]) - own)
    return next((each for each in more if _tells_names_alone(*each)), first)


def _tells_names_alone(names: Iterable[str], where: str) -> bool:
    """Say whether a mark is of names; what a page shows as its byline may have others beside."""
    return where.startswith("meta") or all(map(is_person, names))


def _letters(names: Iterable[str]) -> set[str]:
    return set(map(letters_of, names))


def _split(byline: str) -> Iterator[str]:
    byline = _BRACKETS.sub("", _ACCOUNT.sub("", after_by(byline) or byline))
    byline = " ".join(byline.split())
    parts = [part for part in _parts(byline) if part]
    if len(parts) == 2 and "," in byline and all(part.isalpha() for part in parts):
        parts = [f"{parts[1]} {parts[0]}"]  # a family name before a given one
    for place, part in enumerate(parts):
        name = _BEHIND.sub("", _PLACE.sub("", after_by(part) or part)).strip(" .,:;*-–—")
        if _is_name(name) and not (place and _ROLE.search(name)):
            yield name


def _parts(byline: str) -> list[str]:
    """Cut a list of names; a word such as "y" parts two names only between whole ones."""
    cuts, last = [], 0
    for match in _BETWEEN.finditer(byline):
        before = byline[last : match.start()]
        if match[0].strip().isalpha() and not (
            " " in before.strip() and " " in byline[match.end() :].strip()
        ):
            continue
        cuts.append(match.span())
        last = match.end()
    edges = [0, *(edge for cut in cuts for edge in cut), len(byline)]
    return [byline[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _is_name(name: str) -> bool:
    return (
        any(map(str.isalpha, name))
        and len(name) <= _LONGEST
        and len(name.split()) <= _MOST_WORDS
        and _NOBODY.fullmatch(name) is None
    )
