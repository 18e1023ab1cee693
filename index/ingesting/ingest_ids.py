"""Under which id an article is taken that may have been read before, at another place."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from index.articles import Article
from index.ingesting.sources import has_gone, place_in
from index.naming.identity import content_hash, place
from index.naming.same_page import is_address, page_key
from index.storage.article_lookup import ArticleLookup, Known


class Ids:
    """The ids that a run's articles have, by those that the archive holds and those read before."""

    def __init__(self, lookup: ArticleLookup, known: Mapping[str, Known], root: str | None) -> None:
        """Takes what the archive holds, and the folder that is read."""
        self._lookup = lookup
        self._known = known
        self._root = root
        self._taken: set[str] = set()

    def settled(self, article: Article) -> Article:
        """The article under the id that it has in the archive.

        An address may be written in several ways (`index.naming.same_page`): the first one is its
        id. A file that was moved within its folder, or with it, has an article that stands
        unchanged at another place: the one that the archive has of a place which is no more.
        """
        if is_address(article.id):
            key = page_key(article.id)
            known = article.id in self._known
            return replace(article, id=self._by_page.setdefault(key, article.id)
                           if not known else article.id)  # fmt: skip
        if article.id != place(article, self._root):
            return article
        moved = self._moved_before.get(article.id)
        if moved is None and article.id not in self._known:
            moved = self._moved_now(article)
        return replace(article, id=moved) if moved else article

    @cached_property
    def _by_page(self) -> dict[str, str]:
        """For each page the id of its article."""
        pages: dict[str, str] = {}
        for key in filter(is_address, self._known):
            pages.setdefault(page_key(key), key)
        return pages

    @cached_property
    def _moved_before(self) -> dict[str, str]:
        """By the place of its file now, the id of each article that was read at another one."""
        found = {}
        for key, known in self._by_place():
            if known.root is None or known.root != self._root or known.origin is None:
                continue
            at_home = _ends(known.origin, key) and Path(known.root, key.partition("#")[0]).exists()
            if not at_home and (now := place_in(known.origin, known.root)):
                found[now] = key
        return found

    @cached_property
    def _gone(self) -> dict[str, list[str]]:
        """By their titles the ids of articles whose file is not where it was."""
        gone = [key for key, known in self._by_place() if has_gone(known)]
        found: defaultdict[str, list[str]] = defaultdict(list)
        for key, title in self._lookup.titles(gone).items():
            found[title].append(key)
        return found

    def _by_place(self) -> Iterator[tuple[str, Known]]:
        return (
            (key, known)
            for key, known in self._known.items()
            if known.origin is not None and not is_address(key)
        )

    def _moved_now(self, article: Article) -> str | None:
        for key in self._gone.get(article.title, ()):
            same = content_hash(replace(article, id=key)) == self._known[key].content_hash
            if same and key not in self._taken:
                self._taken.add(key)
                return key
        return None


def _ends(origin: str, key: str) -> bool:
    """Whether an origin such as "news/a.jsonl:7" is at the place of an id such as "a.jsonl#L7"."""
    file, _, line = key.partition("#L")
    written = origin.removesuffix(f":{line}") if line else origin
    return Path(written).parts[-len(Path(file).parts) :] == Path(file).parts
