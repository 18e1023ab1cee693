"""An archive built anew from the articles that it holds, while it goes on answering."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import fields

from index.archive import Archive
from index.articles import Article, Span
from index.builds.builds import IN_FOLDER, clear_other_builds, create_build
from index.builds.presence import has_archive, read_manifest
from index.database import Database, Row
from index.errors import ArchiveError, ArchiveNotFound, Remedy
from index.ingesting.ingestion import IngestReport, Progress, ingest
from index.models.embedding import Embedder, SentenceTransformerEmbedder
from index.models.exporting import keep_export
from index.places.opening import place_of, where
from index.places.place import Home, Lock, Place, Where
from index.storage.catalog import Catalog
from index.storage.schema import SCHEMA_VERSION

_COLUMNS = {field.name for field in fields(Article)}


def rebuild(
    path: str | Where,
    *,
    embedder: Embedder | None = None,
    vectors: str | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> IngestReport:
    """Makes an archive's chunks and vectors anew, with its articles as they stand.

    Readers find what they found before until all is done, and the new build from their next
    question on; other writers are kept out. Cut short at any point, it leaves the archive as it
    was, and the next writer clears away what was begun. Earlier revisions are not taken along.

    Args:
        path: The archive's folder or address; it may be of an earlier version.
        embedder: The model to build it with; by default the one it has.
        vectors: "folder", or a server's address; by default where they are.
        on_progress: Called after every article and every batch.

    Raises:
        ArchiveNotFound: There is no archive in that place.
        ArchiveBusy: Another process has it open for writing.
    """
    with closing(place_of(path)) as place:
        if not has_archive(place):
            raise ArchiveNotFound(
                f"There is no archive in {where(path)}. Make one of some articles first.",
                remedy=Remedy.MAKE_ARCHIVE,
                archive=where(path),
            )
        lock = place.lock()
        try:
            with lock.alone():
                return _cleared_away(place, lock, embedder, vectors, on_progress)
        finally:
            lock.release()


def _cleared_away(
    place: Place,
    lock: Lock,
    embedder: Embedder | None,
    vectors: str | None,
    on_progress: Callable[[Progress], None] | None,
) -> IngestReport:
    """Rebuilds, and clears away what does not count, before and afterwards."""
    clear_other_builds(place)
    try:
        report = _rebuilt(place, lock, embedder, vectors, on_progress)
    except BaseException:
        clear_other_builds(place)  # what was begun
        raise
    if not place.overtaken_are_read:
        clear_other_builds(place)
    return report


def _rebuilt(
    place: Place,
    lock: Lock,
    embedder: Embedder | None,
    vectors: str | None,
    on_progress: Callable[[Progress], None] | None,
) -> IngestReport:
    old = place.current()
    manifest = read_manifest(old)
    if manifest.get("schema_version") == str(SCHEMA_VERSION):
        _check_intact(place, old)
    embedder = embedder or SentenceTransformerEmbedder(manifest["model"])
    vectors = vectors or manifest.get("vectors", IN_FOLDER)
    home = place.new_home()
    counted = manifest.get("generation", "")  # It may be damaged.
    generation = int(counted) + 1 if counted.isdecimal() else 0
    build = create_build(place, home, embedder, vectors, generation)
    keep_export(embedder, home.models(embedder.fingerprint))
    lock.acquire()  # once more: closing lets go of it once, and the switch is still to come
    with Archive(build, lock, embedder, keeps_place=True) as archive:
        reports = [
            ingest(articles, archive, root=root, on_progress=on_progress)
            for root, articles in _stored(old)
        ]
        archive.catalog.removed.note(_removed(old))
    # Closed, so that all of it is in its files.
    place.switch(home)
    return IngestReport(
        added=tuple(key for report in reports for key in report.added),
        rejected=tuple(item for report in reports for item in report.rejected),
        chunks=sum(report.chunks for report in reports),
    )


def _check_intact(place: Place, home: Home) -> None:
    """Raises ArchiveError where an article is damaged: built anew, it would count as it is."""
    with closing(Catalog(home.open_database())) as catalog:
        damaged = catalog.articles.damaged()
    if damaged:
        some = ", ".join(damaged[:5]) + (", ..." if len(damaged) > 5 else "")
        raise ArchiveError(
            f"{len(damaged)} of the articles in {place.path} are not as they were stored: {some}. "
            "Index their source again, or remove them, and rebuild then.",
            remedy=Remedy.WRITE_ONCE,
        )


def _stored(home: Home) -> Iterator[tuple[str | None, Iterator[Article]]]:
    """The articles of a catalogue, of this version or an earlier one, by where they came from."""
    with closing(home.open_database()) as catalog:
        for row in catalog.rows(
            "SELECT root FROM revisions WHERE state = 'ready' GROUP BY root ORDER BY min(rowid)"
        ):
            yield row["root"], _articles(catalog, row["root"])


def _removed(home: Home) -> list[str]:
    """What an earlier build noted of what was removed; earlier versions noted nothing."""
    with closing(home.open_database()) as catalog:
        if not catalog.has_table("removed"):
            return []
        return [row[0] for row in catalog.rows("SELECT hash FROM removed")]


def _articles(catalog: Database, root: str | None) -> Iterator[Article]:
    rows = catalog.rows(
        "SELECT rowid FROM revisions WHERE state = 'ready' AND root IS ? ORDER BY rowid", (root,)
    )
    for row in rows:
        yield _article(catalog.rows("SELECT * FROM revisions WHERE rowid = ?", (row[0],))[0])


def _article(row: Row) -> Article:
    """An article of a revision's row; what an earlier version did not keep stays unknown."""
    values = {name: row[name] for name in row.keys() if name in _COLUMNS}  # noqa: SIM118
    values["authors"] = tuple(json.loads(values["authors"]))
    values["provenance"] = json.loads(values["provenance"])
    values["captions"] = tuple(Span(*span) for span in json.loads(values.get("captions") or "[]"))
    return Article(id=row["article_id"], **values)
