"""What was removed for good, and how it is known when it is read again.

Of a removed article no word is kept: only hashes (SHA-256) of what it was called and of all that it
said. By its name it is known where it stands now, changed or not; by what it said wherever it is.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.articles import Article
from index.naming.identity import content_hash
from index.naming.same_page import is_address, page_key
from index.storage.catalog import Catalog


def marks_of(article: Article, root: str | None) -> Iterator[str]:
    """Hashes by which an article is known again.

    Args:
        article: As it is stored, or as it is read.
        root: The folder that it is read from: another folder may have another article at the same
            place.
    """
    yield name_mark(article.id, article.origin, root)
    yield _hash("said", content_hash(replace(article, id="", url=None)))


def name_mark(key: str, origin: str | None, root: str | None) -> str:
    """The hash of what an article is called: its id, which may be a place in a folder."""
    if is_address(key):
        return _hash("page", page_key(key))
    file = key.partition("#")[0]
    is_place = root is not None and origin is not None and file in origin
    return _hash("place", root or "", key) if is_place else _hash("id", key)


def marks_in(catalog: Catalog, article_ids: Sequence[str]) -> list[str]:
    """The marks of some articles of a catalogue, damaged ones among them, by their whole ids."""
    known, marks = catalog.articles.known(), []
    for key in article_ids:
        if key not in known:
            continue
        marks.append(name_mark(key, known[key].origin, known[key].root))
        if stored := catalog.articles.whole(key):  # of a damaged one its name is enough
            marks += marks_of(stored.article, stored.root)
    return marks


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
