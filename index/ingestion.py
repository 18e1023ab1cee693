"""Articles into an archive: only what is new or changed is embedded."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from index.archive import Archive
from index.articles import Article, Rejected
from index.catalog import NewRevision
from index.chunking import Chunker
from index.cleaning import cleaned
from index.embedding import Vectors
from index.identity import content_hash, longer_ids, place, reason_against
from index.ingest_report import Contested, IngestReport, Progress
from index.revising import labels, new_revision
from index.sources import has_gone, has_moved, is_same_source

__all__ = ["IngestReport", "Progress", "embedded_text", "ingest"]

# Articles become findable this many chunks at a time. The model reads texts of one length
# together: of 256 chunks it reads 7 % of padding, of 1024 2 %, of all at once 1 %.
BATCH_CHUNKS = 1024
# Progress is told this many chunks at a time.
AT_ONCE = 256


def ingest(
    articles: Iterable[Article | Rejected],
    archive: Archive,
    *,
    root: str | None = None,
    total: int | None = None,
    replace: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
) -> IngestReport:
    """Adds articles to an archive that is open for writing.

    The same id with the same content costs nothing; with other content it is a new revision.
    An id that comes twice in one run is kept once, as it came first. Killed at any moment, a run
    loses the batch it was at; run again, it takes up there.

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
        on_progress: Called whenever there is progress.
    """
    archive.recover()
    run = _Run(archive, root, total, replace, on_progress)
    for item in articles:
        run.take(item)
    run.flush()
    return run.report()


class _Run:
    """One pass over the articles, a batch at a time."""

    def __init__(
        self,
        archive: Archive,
        root: str | None,
        total: int | None,
        replaces: bool,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self._archive = archive
        self._root = root
        self._total = total
        self._replaces = replaces
        self._on_progress = on_progress or (lambda progress: None)
        self._known = archive.catalog.articles.known()
        self._damaged = frozenset(archive.catalog.articles.damaged())
        self._chunker: Chunker | None = None
        self._seen: dict[str, str | None] = {}
        self._batch: list[NewRevision] = []
        self._waiting = 0
        self._added: list[str] = []
        self._updated: dict[str, str] = {}
        self._unchanged: list[str] = []
        self._rejected: list[Rejected] = []
        self._replaced: list[Contested] = []
        self._kept: list[Contested] = []
        self._chunks = 0
        self._told: Progress | None = None

    def take(self, item: Article | Rejected) -> None:
        """Looks at one article; writes a batch when there is enough for one."""
        checked = item if isinstance(item, Rejected) else self._checked(item)
        if isinstance(checked, Rejected):
            self._rejected.append(checked)
        elif isinstance(checked, Contested):
            self._kept.append(checked)
        else:
            self._sort(checked)
        # Articles are counted too: those that are nothing but boilerplate have no chunks.
        if max(self._waiting, len(self._batch)) >= BATCH_CHUNKS:
            self.flush()
        self._tell()

    def flush(self) -> None:
        """Makes the batch findable: rows, then vectors, then the rows' state."""
        if not self._batch:
            return
        vectors = self._embedded()
        chunks = self._archive.catalog.add_pending(self._batch, vectors)
        ids = [chunk.id for of_article in chunks for chunk in of_article]
        if ids:
            self._archive.vectors.upsert(ids, np.concatenate(vectors), labels(self._batch))
        self._archive.catalog.make_ready([new.article.id for new in self._batch])
        self._archive.collect_garbage()
        self._batch = []
        self._waiting = 0
        self._tell()

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
        )

    def _checked(self, article: Article) -> Article | Rejected | Contested:
        """The article under the id it is to have, or why it is not taken."""
        origin = article.origin or article.id
        reason = reason_against(article)
        if reason:
            return Rejected(origin, reason)
        article = cleaned(article)
        if self._is_free(article):
            return article
        by_place = article.id == place(article, self._root)
        for key in longer_ids(article.id, self._root) if by_place else ():
            named = replace(article, id=key)
            if self._is_free(named):
                return named
        if article.id not in self._seen:
            return self._contested(article)
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
            known is None
            or known.root == self._root
            or known.content_hash == content_hash(article)
            or is_same_source(known, self._root, article.origin)
        )

    def _contested(self, article: Article) -> Article | Contested:
        """The article where it may replace another source's, else what is kept instead."""
        known = self._known[article.id]
        places = (known.origin or known.root, article.origin or self._root)
        if self._replaces or has_gone(known):
            self._replaced.append(Contested(article.id, article.title, *places[::-1]))
            return article
        stored = self._archive.catalog.articles.get(article.id)
        return Contested(article.id, stored.article.title if stored else article.title, *places)

    def _sort(self, article: Article) -> None:
        """Into unchanged, or into the batch as added or updated."""
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
        else:
            self._added.append(article.id)
        self._chunker = self._chunker or Chunker(self._archive.embedder)
        self._batch.append(new_revision(article, hashed, self._root, self._chunker))
        self._waiting += len(self._batch[-1].chunks)

    def _embedded(self) -> list[Vectors]:
        """For each revision of the batch its chunks' vectors."""
        assert self._chunker
        texts: list[str] = []
        for new in self._batch:
            title = self._chunker.title(new.article.title)
            text = new.article.text
            texts.extend(embedded_text(title, text[start:end]) for start, end in new.chunks)
        # Sorted here, because the model sees only so many at once.
        order = sorted(range(len(texts)), key=lambda n: -len(texts[n]))
        vectors = np.empty((len(texts), self._archive.embedder.dimensions), dtype=np.float32)
        for first in range(0, len(texts), AT_ONCE):
            some = order[first : first + AT_ONCE]
            vectors[some] = self._archive.embedder.embed([texts[n] for n in some])
            self._chunks += len(some)
            self._tell()
        ends = np.cumsum([len(new.chunks) for new in self._batch])
        return np.split(vectors, ends[:-1])

    def _tell(self) -> None:
        done = len(self._seen) - len(self._batch) + len(self._rejected) + len(self._kept)
        progress = Progress(done, self._chunks, self._total)
        if progress != self._told:
            self._told = progress
            self._on_progress(progress)


def embedded_text(title: str, text: str) -> str:
    """What the embedder reads of a chunk: its article's title and its own words."""
    return text if text.startswith(title) else f"{title}\n{text}"
