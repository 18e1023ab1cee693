"""Articles into an archive: only what is new or changed is embedded."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from index.archive import Archive
from index.articles import Article, Rejected
from index.boilerplate import boilerplate_spans
from index.catalog import NewRevision
from index.chunking import Chunker
from index.dates import as_number, days
from index.embedding import Vectors
from index.identity import content_hash, longer_ids, place, reason_against
from index.signatures import signature
from index.vectors import VectorLabels

# Articles become findable this many chunks at a time. The model reads texts of one length
# together: of 256 chunks it reads 7 % of padding, of 1024 2 %, of all at once 1 %.
BATCH_CHUNKS = 1024
# Progress is told this many chunks at a time.
AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What a run did, by article id; `rejected` says of each file or record why not.

    `missing` are articles that came from the same folder earlier and stand there no more;
    `pruned` those of them that were removed.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    missing: tuple[str, ...] = ()
    pruned: tuple[str, ...] = ()
    chunks: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Attributes:
        articles: Those it is done with: unchanged, rejected, or new and to be found from now on.
        chunks: How many were embedded.
        total: How many articles there are to look at, where that is known.
    """

    articles: int
    chunks: int
    total: int | None


def ingest(
    articles: Iterable[Article | Rejected],
    archive: Archive,
    *,
    root: str | None = None,
    total: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> IngestReport:
    """Adds articles to an archive that is open for writing.

    The same id with the same content costs nothing; with other content it is a new revision.
    An id that comes twice in one run is kept once, as it came first. Where an id is a path and
    an article of another folder has it, with other content, the newcomer's gets its folder in
    front. Killed at any moment, a run loses the batch it was at; run again, it takes up there.
    """
    archive.recover()
    run = _Run(archive, root, total, on_progress)
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
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self._archive = archive
        self._root = root
        self._total = total
        self._on_progress = on_progress or (lambda progress: None)
        self._known = archive.catalog.articles.known()
        self._chunker: Chunker | None = None
        self._seen: dict[str, str | None] = {}
        self._batch: list[NewRevision] = []
        self._waiting = 0
        self._added: list[str] = []
        self._updated: list[str] = []
        self._unchanged: list[str] = []
        self._rejected: list[Rejected] = []
        self._chunks = 0
        self._told: Progress | None = None

    def take(self, item: Article | Rejected) -> None:
        """Looks at one article; writes a batch when there is enough for one."""
        checked = item if isinstance(item, Rejected) else self._checked(item)
        if isinstance(checked, Rejected):
            self._rejected.append(checked)
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
            self._archive.vectors.upsert(ids, np.concatenate(vectors), self._labels())
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
        )

    def _checked(self, article: Article) -> Article | Rejected:
        """The article under the id it is to have, or why it cannot be taken."""
        origin = article.origin or article.id
        reason = reason_against(article)
        if reason:
            return Rejected(origin, reason)
        repeated = article.id in self._seen
        if not repeated and not self._is_elsewhere(article):
            return article
        by_place = article.id == place(article, self._root)
        if not repeated and not by_place:
            return article
        for key in longer_ids(article.id, self._root) if by_place else ():
            named = replace(article, id=key)
            if key not in self._seen and not self._is_elsewhere(named):
                return named
        first = self._seen.get(article.id) or article.id
        return Rejected(
            origin,
            f"the id '{article.id}' came earlier in this run, from {first}. Give one of them "
            "another id, or leave it out.",
        )

    def _is_elsewhere(self, article: Article) -> bool:
        """Whether its id was last read from another folder, with other content."""
        known = self._known.get(article.id)
        return (
            known is not None
            and known.root not in (None, self._root)
            and known.content_hash != content_hash(article)
        )

    def _sort(self, article: Article) -> None:
        """Into unchanged, or into the batch as added or updated."""
        self._seen[article.id] = article.origin
        hashed = content_hash(article)
        known = self._known.get(article.id)
        if known and known.content_hash == hashed:
            self._unchanged.append(article.id)
            if (known.root, known.origin) != (self._root, article.origin):
                self._archive.catalog.set_root(article.id, self._root, article.origin)
            return
        (self._updated if known else self._added).append(article.id)
        self._batch.append(self._revision(article, hashed))
        self._waiting += len(self._batch[-1].chunks)

    def _revision(self, article: Article, hashed: str) -> NewRevision:
        self._chunker = self._chunker or Chunker(self._archive.embedder)
        boilerplate = boilerplate_spans(article.text)
        span = days(article.published) if article.published else None
        return NewRevision(
            article=article,
            boilerplate=boilerplate,
            content_hash=hashed,
            first_day=as_number(span.first) if span else 0,
            last_day=as_number(span.last) if span else 0,
            root=self._root,
            chunks=tuple(
                self._chunker.spans(article.text, article.title, boilerplate, article_id=article.id)
            ),
            signature=signature(article.text, boilerplate),
        )

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

    def _labels(self) -> list[VectorLabels]:
        """The labels of the batch's chunks."""
        return [
            VectorLabels.of(
                new.article.id,
                new.article.publisher,
                new.article.section,
                new.first_day,
                new.last_day,
            )
            for new in self._batch
            for _ in new.chunks
        ]

    def _tell(self) -> None:
        done = len(self._seen) - len(self._batch) + len(self._rejected)
        progress = Progress(done, self._chunks, self._total)
        if progress != self._told:
            self._told = progress
            self._on_progress(progress)


def embedded_text(title: str, text: str) -> str:
    """What the embedder reads of a chunk: its article's title and its own words."""
    return text if text.startswith(title) else f"{title}\n{text}"
