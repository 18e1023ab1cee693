"""What is said of an article outside its text: in front matter, headers and metadata."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace

from index.articles import Article
from index.formats.fields.dates import find_date, iso_day
from index.formats.fields.lines import quoted
from index.formats.fields.urls import normalised_url

# English names and ISO 639-2 codes of the languages that databases of news name.
_LANGUAGES = {
    "english": "en", "eng": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr",
    "spanish": "es", "español": "es", "italian": "it", "italiano": "it", "dutch": "nl",
    "nederlands": "nl", "portuguese": "pt", "russian": "ru", "chinese": "zh", "japanese": "ja",
    "arabic": "ar", "danish": "da", "swedish": "sv", "norwegian": "no", "finnish": "fi",
    "polish": "pl", "czech": "cs", "turkish": "tr", "greek": "el", "hungarian": "hu",
    "ukrainian": "uk", "korean": "ko", "hebrew": "he", "persian": "fa", "tajik": "tg",
}  # fmt: skip
_KINDS = {
    "news": "news", "article": None, "opinion": "opinion", "op-ed": "opinion", "column": "opinion",
    "editorial": "opinion", "commentary": "opinion", "letter": "letter", "letters": "letter",
    "letter to the editor": "letter", "satire": "satire", "correction": "correction",
    "live": "live", "liveblog": "live", "live blog": "live", "brief": "brief", "briefs": "brief",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields of an article, each None or empty where nothing is said of it.

    Attributes:
        moment: As `Article.moment`, and so `crawled`; of these no provenance tells.
        provenance: For each that is said, where, in words.
    """

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    section: str | None = None
    updated: str | None = None
    kind: str | None = None
    language: str | None = None
    moment: str | None = None
    crawled: str | None = None
    provenance: dict[str, str] = field(default_factory=dict)


def told(fields: Fields, where: Mapping[str, str]) -> Fields:
    """Return `fields` with provenance for those that have a value."""
    present = {name: said for name, said in where.items() if getattr(fields, name)}
    return replace(fields, provenance={**fields.provenance, **present})


def joined(first: Fields, second: Fields) -> Fields:
    """Return the fields of `first`, and those that only `second` has."""
    values = {name: getattr(first, name) or getattr(second, name) for name in _names()}
    from_second = {name for name in _names() if not getattr(first, name)}
    added = {name: where for name, where in second.provenance.items() if name in from_second}
    return Fields(**values, provenance={**first.provenance, **added})


def with_fields(article: Article, given: Fields) -> Article:
    """Return `article` with what is `given`; an address is its id too."""
    values = {name: value for name in _names() if (value := getattr(given, name))}
    if given.url and (key := normalised_url(given.url)):
        values["id"] = key
    stale = {name: "" for name in values if name in article.provenance}
    kept = {name: where for name, where in article.provenance.items() if name not in stale}
    return replace(article, **values, provenance={**kept, **given.provenance})


def noted(article: Article, **notes: str | None) -> Article:
    """Return `article` with more provenance, but for the notes that are None."""
    said_now = {name: note for name, note in notes.items() if note}
    return replace(article, provenance={**article.provenance, **said_now}) if said_now else article


def day_of(written: str) -> str | None:
    """Return the ISO 8601 day, month or year that a date stands for, in numbers or in words."""
    if iso := iso_day(written):
        return iso
    found = find_date(written)
    return found.iso if found else None


def language_of(written: str) -> str | None:
    """Return the ISO 639-1 code of "en-GB", "ENGLISH" or "English; EN"."""
    name = written.strip().lower().replace("_", "-")
    for part in name.replace(";", ",").split(","):
        word = part.strip()
        if word in _LANGUAGES:
            return _LANGUAGES[word]
        code, _, rest = word.partition("-")
        if len(code) == 2 and code.isalpha() and code.isascii() and len(rest) in (0, 2, 4):
            return code
    return None


def kind_of(written: str) -> str | None:
    """Return what `Article.kind` calls it, None where it has no such name."""
    return _KINDS.get(written.strip().lower())


def web_address(written: str) -> str | None:
    """Return `written` where it is a web address: any other could do harm as a link."""
    address = written.strip().strip("<>")
    return address if normalised_url(address) else None


def line_said(line: str) -> str:
    """Return "the line '...'", for a provenance."""
    return quoted(line)


def _names() -> Iterator[str]:
    return (each.name for each in fields(Fields) if each.name != "provenance")
