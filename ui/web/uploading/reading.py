"""An upload is read into an archive that is open for writing, and can be stopped."""

from collections.abc import Callable
from threading import Event

from index import Archive, IngestReport, ingest_address, ingest_upload
from index.ingesting.ingestion import Progress
from index.storage.article_lookup import Known
from ui.web.uploading.work import Outcome, Work


class _Stopped(Exception):
    """Somebody wants no more of it."""


def read_into(
    archive: Archive, work: Work, tell: Callable[[Progress], None], stopped: Event
) -> Outcome:
    """Reads an upload; see `work.Ingesting`."""

    def told(progress: Progress) -> None:
        tell(progress)
        if stopped.is_set():
            raise _Stopped

    before = archive.catalog.articles.known()
    try:
        return Outcome(_report(archive, work, told))
    except _Stopped:
        archive.recover()
        return Outcome(_finished(before, archive.catalog.articles.known()), stopped=True)


def _report(archive: Archive, work: Work, told: Callable[[Progress], None]) -> IngestReport:
    if work.folder is None:
        return ingest_address(work.address, archive, fetching=work.fetching, on_progress=told)
    return ingest_upload(work.folder, archive, work.called, on_progress=told)


def _finished(before: dict[str, Known], now: dict[str, Known]) -> IngestReport:
    """What a run that was cut short has added and changed."""
    return IngestReport(
        added=tuple(key for key in now if key not in before),
        updated=tuple(
            key
            for key, known in now.items()
            if key in before and before[key].content_hash != known.content_hash
        ),
    )
