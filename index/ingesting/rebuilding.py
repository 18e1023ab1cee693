"""An archive built anew from the articles that it holds, while it goes on answering."""

import json
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from index.archive import Archive, exists
from index.articles import Article, Span
from index.builds.builds import IN_FOLDER, clear_other_builds, create_build
from index.builds.presence import read_manifest
from index.database import Row
from index.errors import ArchiveError, ArchiveNotFound, Remedy
from index.ingesting.ingestion import IngestReport, Progress, ingest
from index.layout import CATALOG_FILE, current_home, new_home, switch
from index.locks import writer_lock
from index.models.embedding import Embedder, SentenceTransformerEmbedder
from index.models.exporting import keep_export
from index.sqlite import SqliteDatabase
from index.storage.catalog import Catalog
from index.storage.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from filelock import FileLock

_COLUMNS = {field.name for field in fields(Article)}


def rebuild(
    path: str | Path,
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
        path: The archive's folder; it may be of an earlier version.
        embedder: The model to build it with; by default the one it has.
        vectors: "folder", or a server's address; by default where they are.
        on_progress: Called after every article and every batch.

    Raises:
        ArchiveNotFound: There is no archive in the folder.
        ArchiveBusy: Another process has it open for writing.
    """
    folder = Path(path).absolute()
    if not exists(folder):
        raise ArchiveNotFound(
            f"There is no archive in {path}. Make one of some articles first.",
            remedy=Remedy.MAKE_ARCHIVE,
            archive=path,
        )
    lock = writer_lock(folder)
    try:
        clear_other_builds(folder)
        return _rebuilt(folder, lock, embedder, vectors, on_progress)
    finally:
        clear_other_builds(folder)  # the old one, or what was begun of the new one
        lock.release()


def _rebuilt(
    folder: Path,
    lock: "FileLock",
    embedder: Embedder | None,
    vectors: str | None,
    on_progress: Callable[[Progress], None] | None,
) -> IngestReport:
    old = current_home(folder)
    manifest = read_manifest(old)
    if manifest.get("schema_version") == str(SCHEMA_VERSION):
        _check_intact(folder, old)
    embedder = embedder or SentenceTransformerEmbedder(manifest["model"])
    vectors = vectors or manifest.get("vectors", IN_FOLDER)
    home = new_home(folder)
    counted = manifest.get("generation", "")  # It may be damaged.
    generation = int(counted) + 1 if counted.isdecimal() else 0
    build = create_build(folder, home, embedder, vectors, generation)
    keep_export(embedder, home)
    lock.acquire()  # once more: closing lets go of it once, and the switch is still to come
    with Archive(build, lock, embedder) as archive:
        reports = [
            ingest(articles, archive, root=root, on_progress=on_progress)
            for root, articles in _stored(old)
        ]
        archive.catalog.removed.note(_removed(old))
    # Closed, so that all of it is in its files.
    switch(folder, home)
    return IngestReport(
        added=tuple(key for report in reports for key in report.added),
        rejected=tuple(item for report in reports for item in report.rejected),
        chunks=sum(report.chunks for report in reports),
    )


def _check_intact(folder: Path, home: Path) -> None:
    """Raises ArchiveError where an article is damaged: built anew, it would count as it is."""
    catalog = Catalog(home / CATALOG_FILE)
    try:
        damaged = catalog.articles.damaged()
    finally:
        catalog.close()
    if damaged:
        some = ", ".join(damaged[:5]) + (", ..." if len(damaged) > 5 else "")
        raise ArchiveError(
            f"{len(damaged)} of the articles in {folder} are not as they were stored: {some}. "
            "Index their source again, or remove them, and rebuild then.",
            remedy=Remedy.WRITE_ONCE,
        )


def _stored(home: Path) -> Iterator[tuple[str | None, Iterator[Article]]]:
    """The articles of a catalogue, of this version or an earlier one, by where they came from."""
    catalog = SqliteDatabase(home / CATALOG_FILE)
    try:
        for row in catalog.rows(
            "SELECT root FROM revisions WHERE state = 'ready' GROUP BY root ORDER BY min(rowid)"
        ):
            yield row["root"], _articles(catalog, row["root"])
    finally:
        catalog.close()


def _removed(home: Path) -> list[str]:
    """What an earlier build noted of what was removed; earlier versions noted nothing."""
    catalog = SqliteDatabase(home / CATALOG_FILE)
    try:
        if not catalog.has_table("removed"):
            return []
        return [row[0] for row in catalog.rows("SELECT hash FROM removed")]
    finally:
        catalog.close()


def _articles(catalog: SqliteDatabase, root: str | None) -> Iterator[Article]:
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
