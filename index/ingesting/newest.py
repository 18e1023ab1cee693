"""Which of several versions of an article counts that one run reads, and the archive may hold."""

from collections.abc import Iterator, Mapping

from index.articles import Article
from index.ingesting.ingest_report import Contested
from index.ingesting.sources import has_gone, is_fetched, same_file
from index.naming.same_page import is_address
from index.naming.versions import Version, version_of
from index.storage.article_lookup import ArticleLookup, Known


class Newest:
    """The versions of a run's articles: of one address there may be several.

    Attributes:
        older: Those that do not count, beside those that do.
    """

    def __init__(self, lookup: ArticleLookup, known: Mapping[str, Known]) -> None:
        """Takes what the archive holds."""
        self.older: list[Contested] = []
        self._lookup = lookup
        self._known = known
        self._origins: set[str] = set()
        self._taken_over: set[str] = set()
        self._versions: dict[str, tuple[Version, Article]] = {}
        self._held: dict[str, tuple[Version, Article]] = {}

    def take_over(self, key: str) -> None:
        """Has what is read next of an article count, were it older than the archive's."""
        self._taken_over.add(key)

    def counts(self, article: Article) -> bool:
        """Whether a version counts as far as is known now; one that may yet is kept by.

        One that is older than the archive's counts when that one is nowhere any more, which is
        known at the end of a run.
        """
        self._origins.add(article.origin or "")
        if not is_address(article.id):
            return True
        version, earlier = version_of(article), self._versions.get(article.id)
        if earlier and version <= earlier[0]:
            self._tell(article, earlier[1].origin)
            return False
        if earlier:
            self._tell(earlier[1], article.origin, article.title)
        elif self._is_outdone(article, version):
            self._hold(article, version)
            return False
        self._versions[article.id] = (version, article)
        return True

    def left(self) -> Iterator[Article]:
        """At the end of a run, versions that count because a newer one is nowhere any more."""
        for key, (version, article) in self._held.items():
            known = self._known[key]
            seen = self._versions.get(key)
            if seen and seen[0] >= version:
                self._tell(article, seen[1].origin, seen[1].title)
            elif not seen and not self._was_read(known) and not has_gone(known):
                self._tell(article, known.origin or known.root)
            else:
                yield article

    def _is_outdone(self, article: Article, version: Version) -> bool:
        """Whether the archive has a newer version than one that is read."""
        known = self._known.get(article.id)
        if known is None or known.content_hash == version.content or article.id in self._taken_over:
            return False
        stored = self._lookup.whole(article.id)
        if stored is None:
            return False
        theirs = version_of(stored.article)
        # What a program hands over again is what it means, unless dates say otherwise; and so what
        # is fetched again.
        again = article.origin is None or is_fetched(article.origin)
        return version.dated < theirs.dated if again else version < theirs

    def _hold(self, article: Article, version: Version) -> None:
        held = self._held.get(article.id)
        if held and held[0] >= version:
            self._tell(article, held[1].origin)
            return
        if held:
            self._tell(held[1], article.origin)
        self._held[article.id] = (version, article)

    def _was_read(self, known: Known) -> bool:
        """Whether this run has read the file that an article of the archive is from."""
        return known.origin is not None and same_file(known.origin, known.root, self._origins)

    def _tell(self, article: Article, origin: str | None, title: str | None = None) -> None:
        self.older.append(Contested(article.id, title or article.title, origin, article.origin))
