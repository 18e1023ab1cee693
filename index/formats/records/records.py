"""From a record, a dictionary of whatever keys, to the article that it is."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from index.articles import Article, Rejected
from index.errors import ArticleError
from index.formats.fields.fields import Fields, noted, with_fields
from index.formats.fields.headlines import MADE, title_from
from index.formats.fields.mapping import NO_MAPPING, Mapping
from index.formats.raw.file import File
from index.formats.records.fields import fields_of_record, own_id, storable
from index.formats.records.keys import key_for, scopes_of
from index.formats.records.text import RecordText, text_of_record
from index.formats.records.unknown_keys import UnknownKeys


class Place(NamedTuple):
    """Where a record stands: `name` is its article's id where it has no other, `origin` a path."""

    name: str
    origin: str


class Record(NamedTuple):
    """A record as it was read, and where it stands."""

    fields: dict[str, Any]
    place: Place


def at_line(file: File, line: int) -> Place:
    """Return the place of a record that begins on a line of a file."""
    return Place(f"{file.name}#L{line}", f"{file.origin}:{line}")


def at_number(file: File, number: int | str) -> Place:
    """Return the place of a record that is the file's first, second, ..., or has another mark."""
    return Place(f"{file.name}#{number}", f"{file.origin}#{number}")


def articles_of(
    records: Iterable[Record | Rejected],
    file: File,
    mapping: Mapping = NO_MAPPING,
    *,
    called: str = "its keys",
) -> Iterator[Article | Rejected]:
    """Yield the article of each record, or why there is none.

    Of records without a text under a key that is known it is told once, with their keys and how
    to map them, as long as there is no other record; after the first other one it is told of each.

    Args:
        records: The records, and why others could not be read.
        file: The file that they are from.
        mapping: Keys for fields, in the place of those that are known.
        called: What keys are called in such a file.
    """
    unknown: UnknownKeys | None = UnknownKeys(file.origin, mapping, called)
    for record in records:
        if isinstance(record, Rejected):
            yield record
            continue
        made = article_from_record(record.fields, record.place, mapping)
        if unknown is not None:
            if isinstance(made, Rejected) and not has_text_key(record.fields, mapping):
                unknown.add(record.fields, made)
                continue
            yield from unknown.told()
            unknown = None
        yield made
    if unknown is not None:
        yield from unknown.told()


def article_from_record(
    record: dict[str, Any], place: Place, mapping: Mapping = NO_MAPPING
) -> Article | Rejected:
    """Return the article that a record is, or why it is none.

    Args:
        record: Keys and values as JSON has them, or cells by the names of their columns.
        place: Where it stands.
        mapping: Keys for fields, in the place of those that are known.

    Returns:
        The article; its provenance says for each field which key gave it. Its id is its
        normalised URL, else the record's own id, else its place's name.
    """
    scopes = scopes_of(record)
    try:
        text = text_of_record(scopes, mapping)
        fields = fields_of_record(scopes, mapping)
        name = own_id(scopes, mapping) or place.name
        if text.page:
            return _of_page(text, fields, place._replace(name=name))
        return with_fields(_article(text, fields, place._replace(name=name)), fields)
    except ArticleError as error:
        return Rejected(place.origin, str(error))


def named(made: Article | Rejected, whose: str) -> Article | Rejected:
    """Return an article with the "the record's" of its provenance as another name: "the entry's".

    Args:
        made: What `article_from_record` returned.
        whose: The name.
    """
    if isinstance(made, Rejected):
        return made
    where = made.provenance.items()
    return replace(
        made, provenance={name: words.replace("the record's", whose, 1) for name, words in where}
    )


def has_text_key(record: dict[str, Any], mapping: Mapping = NO_MAPPING) -> bool:
    """Say whether a record has a key that is known for the text, whatever its value."""
    scopes = scopes_of(record)
    return any(key_for(scopes, field, mapping) for field in ("text", "summary"))


def _article(text: RecordText, fields: Fields, place: Place) -> Article:
    words = storable("text", text.text)
    return Article(
        id=place.name,
        title=fields.title or title_from(words),
        text=words,
        origin=place.origin,
        provenance={"title": MADE, "text": text.where},
    )


def _of_page(text: RecordText, fields: Fields, place: Place) -> Article | Rejected:
    """Return the article of a page that a record holds; what the record says besides goes first."""
    from index.formats.pages.html import article_from_html

    raw = (text.page or "").encode("utf-8", "replace")
    page = article_from_html(raw, place.name, place.origin, url=fields.url)
    if isinstance(page, Rejected):
        return page
    where = {name: words for name, words in fields.provenance.items() if getattr(fields, name)}
    article = with_fields(page, replace(fields, provenance=where))
    return noted(article, text=f"{text.where}, a page")
