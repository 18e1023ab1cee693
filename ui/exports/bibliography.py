"""The articles that answers cite, each once, as entries of a bibliography. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from index.prose.invisible import one_line
from index.prose.names import shown_name
from qa.passages import Citation
from ui.bylines import kind_told
from ui.exports.words import address_of, place_in_words, quoted, title_of
from ui.language import _

_SHORTEST_HASH = 8
_LONGEST_NAME = 20
_WORD = re.compile(r"[a-z0-9]+")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that is cited; every text is on one line, without what shows nothing.

    Attributes:
        key: What it is cited by: the same wherever the article is exported, and no other's.
        title: Of the article.
        publisher: Its name, "" where none is known.
        claimed: Whether nothing but the article's own text says who published it.
        date: Year, month and day, as many as are known; empty where it is undated.
        address: On the web; "" where it has none.
        language: ISO 639-1, "" where it is not known.
        kind: What it is that is no news report; "" for one.
        quotes: What is cited from it, each with where it stands.
    """

    key: str
    title: str
    publisher: str
    claimed: bool
    date: tuple[int, ...]
    address: str
    language: str
    kind: str
    quotes: tuple[str, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know of it, and then its quotes."""
        told = _("The publisher is named by the article's own text only.")
        return (*([told] if self.claimed else []), *self.quotes)


def entries_of(citations: Iterable[Citation]) -> tuple[Entry, ...]:
    """An entry for each article, in the order in which they are first cited."""
    of_articles: dict[str, list[Citation]] = {}
    for citation in citations:
        of_articles.setdefault(citation.article_id, []).append(citation)
    hashes = _hashes(of_articles)
    return tuple(_entry(cited, hashes[article]) for article, cited in of_articles.items())


def _entry(cited: list[Citation], hashed: str) -> Entry:
    first = cited[0]
    quotes = (f"{quoted(one_line(each.quote))} ({place_in_words(each)})" for each in cited)
    return Entry(
        key=f"{_named(first)}{_year(first)}-{hashed}",
        title=title_of(first),
        publisher=one_line(shown_name(first.publisher)) if first.publisher else "",
        claimed=bool(first.publisher) and first.publisher_claimed,
        date=_date(first.published),
        address=address_of(first),
        language=one_line(first.language or ""),
        kind=kind_told(first.kind),
        quotes=tuple(dict.fromkeys(quotes)),
    )


def _hashes(articles: Iterable[str]) -> dict[str, str]:
    """A piece of a hash for each article's id, as long as it takes to tell them apart."""
    whole = {each: sha256(each.encode("utf-8", "replace")).hexdigest() for each in articles}
    length = _SHORTEST_HASH
    while len({value[:length] for value in whole.values()}) < len(set(whole.values())):
        length += 1
    return {each: value[:length] for each, value in whole.items()}


def _named(citation: Citation) -> str:
    """What a key begins with: letters and digits that every program takes."""
    for text in (citation.publisher or "", citation.title):
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        if found := "".join(_WORD.findall(plain)):
            return found[:_LONGEST_NAME]
    return "article"


def _year(citation: Citation) -> str:
    return "".join(map(str, _date(citation.published)[:1]))


def _date(published: str | None) -> tuple[int, ...]:
    """Year, month and day of an ISO date, as many as there are and as can be."""
    found = _DATE.fullmatch(published or "")
    if not found or not int(found[1]):
        return ()
    year, month, day = (int(part or 0) for part in found.groups())
    if not 1 <= month <= 12:
        return (year,)
    return (year, month, day) if 1 <= day <= 31 else (year, month)
