"""What an article is called, and whether it is the same as before."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from index.articles import Article
from index.dates import days
from index.naming.cleaning import publisher_claimed

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def content_hash(article: Article) -> str:
    """SHA-256 of everything that makes a revision; where the file lies makes none."""
    values = [
        article.id, article.title, article.text, article.publisher, article.published,
        article.authors, article.url, article.section, article.updated, article.kind,
        article.language, publisher_claimed(article),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(values, ensure_ascii=True).encode()).hexdigest()


# Characters. Longer ones would be sent to every reader, with every list and every answer.
LONGEST = {
    "id": 4096, "title": 1000, "publisher": 300, "section": 300, "url": 4096, "author": 300,
    "kind": 100, "language": 100,
}  # fmt: skip
MOST_AUTHORS = 200


def reason_against(article: Article) -> str | None:
    """Why an article cannot be stored, in a sentence."""
    if not article.id:
        return "the article has no id. Give it one."
    if not article.text.strip():
        return "the article has no text. Leave it out."
    if reason := _too_long(article):
        return reason
    values = (article.id, article.title, article.text, article.publisher, article.url,
              article.section, article.kind, article.language, article.origin,
              *article.authors)  # fmt: skip
    if any(_UNSTORABLE.search(value) for value in values if value):
        return "it holds a NUL or half of a surrogate pair. Take that out."
    for name, written in (("publication", article.published), ("change", article.updated)):
        try:
            if written is not None:
                days(written)
        except ValueError as error:
            return f"its date of {name} cannot be read ({error}). Write YYYY-MM-DD, or none."
    return None


def _too_long(article: Article) -> str | None:
    if len(article.authors) > MOST_AUTHORS:
        return f"it names {len(article.authors):,} authors, more than {MOST_AUTHORS}. Cut the list."
    fields = [(name, getattr(article, name)) for name in LONGEST if name != "author"]
    for name, value in (*fields, *(("author", author) for author in article.authors)):
        if value and len(value) > LONGEST[name]:
            least = f"{len(value):,} characters, more than {LONGEST[name]:,}"
            return f"its {name} has {least}. Shorten it."
    return None


def place(article: Article, root: str | None) -> str | None:
    """The id that an article has by its place: its file's path in the folder, or a line of it."""
    if not root or not article.origin or article.url is not None:
        return None
    file, _, line = article.origin.rpartition(":")
    of_line = bool(file) and article.id.endswith(f"#L{line}")
    path = Path(file if of_line else article.origin)
    path = path.parent.resolve() / path.name  # the file itself may be a link to elsewhere
    if not path.is_relative_to(root):
        return None
    return path.relative_to(root).as_posix() + (f"#L{line}" if of_line else "")


def longer_ids(key: str, root: str | None) -> Iterator[str]:
    """The id with its folder in front, then with that one's folder too, and so on."""
    folders = Path(root or "").parts[1:]
    for first in range(len(folders) - 1, -1, -1):
        yield "/".join((*folders[first:], key))
