"""A file or a folder into an archive, and what has gone from the folder out of it."""

from collections.abc import Callable, Collection
from dataclasses import replace as changed
from pathlib import Path

from index.archive import Archive
from index.errors import ArticleError, Remedy
from index.formats import Reading, check_readable, count, read_apart
from index.formats.fields.mapping import NO_MAPPING, Mapping
from index.ingesting.ingestion import IngestReport, Progress, ingest


def ingest_path(
    path: str | Path,
    archive: Archive,
    *,
    prune: bool = False,
    replace: bool = False,
    restore: bool = False,
    follow_links: bool = False,
    mapping: Mapping = NO_MAPPING,
    only: Collection[str] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> IngestReport:
    """Brings an archive up to date with a file or a folder.

    Args:
        path: What to read; see `index.formats.read`.
        archive: Open for writing.
        prune: Whether to remove articles whose file or record has gone from the folder.
        replace: Whether articles that were last read from elsewhere, and are there still, are
            replaced by those of the same id or address that this folder has otherwise. Without it
            they are kept, and named in the report; see `ingest`.
        restore: Whether what was removed from the archive comes back; without it, it is left out
            and named in the report.
        follow_links: Whether to read links to files outside the folder.
        mapping: Which keys of records are which fields; see `index.formats.fields.mapping`.
        only: The names, relative to the folder, of those of its files that are read; what has gone
            from the folder is then neither looked for nor pruned.
        on_progress: Called whenever there is progress, some seconds apart at most.

    Raises:
        ArticleError: The path does not exist, or pruning was asked for and nothing was read.
    """
    source = Path(path)
    root = str((source if source.is_dir() else source.parent).resolve())
    before = archive.catalog.articles.known()
    check_readable(source)
    names = None if only is None else frozenset(only)
    articles = read_apart(source, Reading(follow_links, mapping, only=names))
    total = count(source) if on_progress and names is None else None
    report = ingest(
        articles,
        archive,
        root=root,
        total=total,
        replace=replace,
        restore=restore,
        on_progress=on_progress,
    )
    if names is not None or not source.is_dir():
        return report
    seen = {*report.added, *report.updated, *report.unchanged}
    unread = {rejected.origin for rejected in report.rejected}
    missing = tuple(
        sorted(
            key
            for key, known in before.items()
            if known.root == root and key not in seen and known.origin not in unread
        )
    )
    report = changed(report, missing=missing)
    if not prune or not missing:
        return report
    _check_prunable(report, source, anything=bool(seen or report.kept or report.removed))
    archive.remove_all(missing)
    return changed(report, pruned=missing)


def _check_prunable(report: IngestReport, source: Path, *, anything: bool) -> None:
    if report.rejected:
        count = len(report.rejected)
        raise ArticleError(
            f"Nothing was pruned: {count} file{'s' if count > 1 else ''} or records of {source} "
            "could not be read, so what is missing cannot be told from what failed "
            f"({report.rejected[0].reason}). Mend them, or remove articles one by one.",
            remedy=Remedy.REMOVE_SINGLY,
        )
    if not anything:
        raise ArticleError(
            f"Nothing was pruned: there is no article left in {source}, as when a disk is not "
            "mounted. Check the folder, or remove articles one by one.",
            remedy=Remedy.REMOVE_SINGLY,
        )
