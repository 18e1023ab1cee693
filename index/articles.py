"""The article: what is stored, and where each field came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Span(NamedTuple):
    """Code points `start` to `end` (exclusive) of an article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was published.

    Attributes:
        id: Its URL where it has one, else the identifier of its record, else the path of
            its file relative to the indexed folder.
        title: The headline, or one made from the first sentence.
        text: The text as it was read, mended where provenance says so; every offset points into it.
        publisher: Who published it, where the article says so.
        published: ISO 8601 `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None when the article bears no
            date. Never the time of ingest, never a copyright year.
        authors: Names in the order given.
        url: Where it was published.
        section: The section of the publication, such as "business".
        updated: When it was last changed, as `published`, where the source says so.
        kind: What the source calls it: "news", "opinion", "letter", "satire", "correction",
            "live" or "brief"; None where it does not say.
        language: ISO 639-1, such as "en", where the source says so or its words tell.
        captions: Where captions and picture credits stand in `text`, where the source marks
            them as such.
        origin: The file it was read from, with the record's line where a file holds several.
        moment: Of its last change, else of its publication, as exactly as the source tells it:
            `YYYY-MM-DDTHH:MM:SS` in UTC. It only tells which of several versions is the newest.
        crawled: When it was fetched, likewise.
        provenance: For each other field that is present, by its name, where it came from, in
            words: "first line", "made from the first sentence".
    """

    id: str
    title: str
    text: str
    publisher: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    section: str | None = None
    updated: str | None = None
    kind: str | None = None
    language: str | None = None
    captions: tuple[Span, ...] = ()
    origin: str | None = None
    moment: str | None = None
    crawled: str | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file, or a record of one (`path:line`), that gave no article, and why.

    `url` is the address of its page, where a record that has no text gives one.
    """

    origin: str
    reason: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """An article without its text: what it is called, and where and when it came out.

    `publisher_claimed` tells that nothing but its own text says who published it; `kind` is as
    `Article.kind`.
    """

    article_id: str
    title: str
    publisher: str | None
    published: str | None
    url: str | None
    publisher_claimed: bool = False
    kind: str | None = None
