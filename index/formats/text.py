"""Plain text: one article a file, with what its own lines say about it."""

from collections.abc import Iterator
from pathlib import Path

from index.articles import Article, Rejected
from index.formats.bylines import find_authors
from index.formats.headlines import find_title
from index.formats.lines import lines_of
from index.formats.published import find_published
from index.formats.publishers import find_publisher

_BOM = b"\xef\xbb\xbf"


def read_text(path: Path, name: str) -> Iterator[Article | Rejected]:
    """Yield the article in the file, or why there is none.

    `text` is the file decoded code point for code point, without a byte order mark; line ends
    stay as they are. `name` becomes the article's id.

    Raises:
        OSError: The file cannot be read.
    """
    raw = path.read_bytes()
    reason = _obstacle(raw)
    if reason:
        yield Rejected(str(path), reason)
    else:
        yield article_from_text(raw.removeprefix(_BOM).decode("utf-8"), name, str(path))


def article_from_text(text: str, name: str, origin: str) -> Article:
    """Return the article that `text` is; its fields are those that its own lines name."""
    lines = lines_of(text)
    title = find_title(text)
    authors, byline = find_authors(lines)
    publisher = find_publisher(lines, authors)
    published = find_published(lines)
    provenance = {"title": title.where}
    if publisher:
        provenance["publisher"] = publisher.where
    if published:
        provenance["published"] = published.where
    if authors:
        provenance["authors"] = byline
    return Article(
        id=name,
        title=title.value,
        text=text,
        publisher=publisher.value if publisher else None,
        published=published.value if published else None,
        authors=authors,
        origin=origin,
        provenance=provenance,
    )


def _obstacle(raw: bytes) -> str | None:
    """Say why the bytes of a file are no article."""
    if not raw:
        return "the file is empty; leave it out"
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"byte {error.start} is not UTF-8; convert the file to UTF-8"
    if "\0" in text:
        return f"byte {raw.index(0)} is NUL, so this is no plain text; convert it, or leave it out"
    if not any(map(str.isalnum, text)):
        return "the file holds no words; leave it out"
    return None
