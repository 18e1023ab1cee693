"""Articles into an archive: only what is new or changed is embedded."""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from index.archive import Archive
from index.articles import Article, Rejected
from index.ingesting.batch import Batch
from index.ingesting.embedded import embedded_text
from index.ingesting.ingest_ids import Ids
from index.ingesting.ingest_report import Contested, IngestReport, Progress
from index.ingesting.newest import Newest
from index.ingesting.revising import new_revision
from index.ingesting.sources import has_gone, has_moved, is_same_source
from index.naming.cleaning import cleaned
from index.naming.doubts import Doubt, doubts_about
from index.naming.identity import content_hash, longer_ids, place, reason_against
from index.naming.same_page import is_address
from index.prose.chunking import Chunker
from index.storage.removed import marks_of

__all__ = ["IngestReport", "Progress", "embedded_text", "ingest"]


def ingest(
    articles: Iterable[Article | Rejected],
    archive: Archive,
    *,
    root: str | None = None,
    total: int | None = None,
    replace: bool = False,
    restore: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
) -> IngestReport:
    """Adds articles to an archive that is open for writing.

    The same id with the same content costs nothing; with other content it is a new revision.
    An id that comes twice in one run is kept once, as it came first; of several versions of one
    address the newest counts (`index.naming.versions`), whatever came first, and the others are
    named in `older`. Killed at any moment, a run loses the batch it was at; run again, it takes up
    there.

    An article's source is the folder, `root`, that it was last read from. Another source does not
    replace it: what comes from there under the same id, with other content, is named in `kept`.
    A source whose folder or file is no longer on the disk has been moved, and the newcomer is its
    new place: it updates the article, and is named in `replaced`. Where an id is a path and an
    article of another folder has it, with other content, the newcomer's gets its folder in front:
    files of one name need not be one article. A source that has an article just as it stands does
    not become its source, unless the old one has gone.

    Args:
        articles: What to add, or why there is none.
        archive: Open for writing.
        root: The folder that the articles are read from; None where a program hands them over.
        total: How many there are, where that is known.
        replace: Whether articles of other sources are replaced all the same.
        restore: Whether what was removed from the archive comes back.
        on_progress: Called whenever there is progress.
    """
    archive.recover()
    run = _Run(archive, root, total, replace, restore, on_progress)
    for item in articles:
        run.take(item)
    run.end()
    return run.report()


# How long reading goes on untold where nothing is to be found yet.
_TOLD_SECONDS = 0.5


class _Run:
    """One pass over the articles, a batch at a time."""

    def __init__(
        self,
        archive: Archive,
        root: str | None,
        total: int | None,
        replaces: bool,
        restores: bool,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self._archive = archive
        self._root = root
        self._total = total
        self._replaces = replaces
        self._restores = restores
        self._on_progress = on_progress or (lambda progress: None)
        self._known = archive.catalog.articles.known()
        self._damaged = frozenset(archive.catalog.articles.damaged())
        self._gone = archive.catalog.removed.all()
        self._ids = Ids(archive.catalog.articles, self._known, root)
        self._chunker: Chunker | None = None
        self._seen: dict[str, str | None] = {}
        self._newest = Newest(archive.catalog.articles, self._known)
        self._batch = Batch(archive, self._embedded)
        self._added: list[str] = []
        self._updated: dict[str, str] = {}
        self._unchanged: list[str] = []
        self._rejected: list[Rejected] = []
        self._replaced: list[Contested] = []
        self._kept: list[Contested] = []
        self._removed: list[str] = []
        self._doubts: list[Doubt] = []
        self._chunks = 0
        self._found = 0
        self._told: tuple[int, int] | None = None
        self._told_at = 0.0

    def take(self, item: Article | Rejected) -> None:
        """Looks at one article; writes a batch when there is enough for one."""
        checked = item if isinstance(item, Rejected) else self._checked(item)
        if isinstance(checked, Rejected):
            self._rejected.append(checked)
        elif isinstance(checked, Contested):
            self._kept.append(checked)
        elif self._is_removed(checked):
            self._removed.append(checked.id)
        elif self._newest.counts(checked):
            self._sort(checked)
        if self._batch.is_full():
            self._flush()
        self._tell()

    def end(self) -> None:
        """Takes what was held back and is not outdone, and makes the last batch findable."""
        for article in self._newest.left():
            self._sort(article)
        self._flush()
        self._batch.finish()

    def report(self) -> IngestReport:
        """What was done so far."""
        return IngestReport(
            added=tuple(self._added),
            updated=tuple(self._updated),
            unchanged=tuple(self._unchanged),
            rejected=tuple(self._rejected),
            chunks=self._chunks,
            replaced=tuple(self._replaced),
            kept=tuple(self._kept),
            titles=dict(self._updated),
            older=tuple(self._newest.older),
            removed=tuple(self._removed),
            doubts=tuple(self._doubts),
        )

    def _checked(self, article: Article) -> Article | Rejected | Contested:
        """The article under the id it is to have, or why it is not taken."""
        origin = article.origin or article.id
        reason = reason_against(article)
        if reason:
            return Rejected(origin, reason)
        article = cleaned(article)
        by_place = article.id == place(article, self._root)
        article = self._ids.settled(article)
        if self._replaces:
            self._newest.take_over(article.id)
        if self._is_free(article):
            return article
        for key in longer_ids(article.id, self._root) if by_place else ():
            named = replace(article, id=key)
            if self._is_free(named):
                return named
        if article.id not in self._seen:
            return self._contested(article)
        if is_address(article.id):
            return article if self._is_ours(article) else self._contested(article)
        first = self._seen[article.id] or article.id
        return Rejected(
            origin,
            f"the id '{article.id}' came earlier in this run, from {first}. Give one of them "
            "another id, or leave it out.",
        )

    def _is_free(self, article: Article) -> bool:
        """Whether its id is neither of this run's nor of another source, with other content."""
        known = self._known.get(article.id)
        return article.id not in self._seen and (
            known is None or known.content_hash == content_hash(article) or self._is_ours(article)
        )

    def _is_ours(self, article: Article) -> bool:
        """Whether no other source has the article."""
        known = self._known.get(article.id)
        return known is None or is_same_source(known, self._root, article.origin)

    def _contested(self, article: Article) -> Article | Contested:
        """The article where it may replace another source's, else what is kept instead."""
        known = self._known[article.id]
        places = (known.origin or known.root, article.origin or self._root)
        if self._replaces or has_gone(known):
            self._newest.take_over(article.id)
            self._replaced.append(Contested(article.id, article.title, *places[::-1]))
            return article
        stored = self._archive.catalog.articles.get(article.id)
        return Contested(article.id, stored.article.title if stored else article.title, *places)

    def _is_removed(self, article: Article) -> bool:
        """Whether it was removed from the archive for good, and is not to come back."""
        if not self._gone or article.id in self._known:
            return False
        marks = self._gone.intersection(marks_of(article, self._root))
        if marks and self._restores:
            self._archive.catalog.removed.forget(marks)
            self._gone -= marks
        return bool(marks) and not self._restores

    def _sort(self, article: Article) -> None:
        """Into unchanged, or into the batch as added or updated."""
        is_first = article.id not in self._seen
        self._seen[article.id] = article.origin
        hashed = content_hash(article)
        known = self._known.get(article.id)
        if known and known.content_hash == hashed and article.id not in self._damaged:
            self._unchanged.append(article.id)
            if has_moved(known, self._root, article.origin):
                self._archive.catalog.set_root(article.id, self._root, article.origin)
            return
        if known:
            self._updated[article.id] = article.title
        elif is_first:
            self._added.append(article.id)
        self._doubts += doubts_about(article)
        self._chunker = self._chunker or Chunker(self._archive.embedder)
        revision = new_revision(article, hashed, self._root, self._chunker)
        self._found += len(revision.chunks)
        self._batch.add(revision)

    def _flush(self) -> None:
        """Makes the batch findable."""
        if len(self._batch) and self._chunker:
            self._told_at = 0.0  # What comes takes a while.
            self._tell()
            self._batch.store(self._chunker)
            self._tell()

    def _embedded(self, chunks: int) -> None:
        self._chunks += chunks
        self._tell()

    def _tell(self) -> None:
        left_out = len(self._kept) + len(self._removed) + len(self._newest.older)
        done = len(self._seen) - len(self._batch) + len(self._rejected) + left_out
        now = time.monotonic()
        if (done, self._chunks) == self._told and now < self._told_at + _TOLD_SECONDS:
            return
        self._told, self._told_at = (done, self._chunks), now
        read = done + len(self._batch)
        self._on_progress(Progress(done, self._chunks, self._total, read, self._found))
