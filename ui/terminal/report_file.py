"""What became of every file and article of a run, as a table in a file."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from index import IngestReport
from index.errors import ArchiveError
from index.storage.article_lookup import Known
from ui.report_table import Row, write_table


def check_writable(file: Path) -> None:
    """Raises ArchiveError where no file can be written, before anything else is done."""
    if file.is_dir():
        raise ArchiveError(f"The report {file} cannot be written: it is a folder. Name a file.")
    with _told(file):
        fresh = _fresh(file)
        fresh.open("w").close()
        fresh.unlink()


def rows_of(report: IngestReport, places: Mapping[str, Known]) -> Iterator[Row]:
    """What a run did, article by article.

    Args:
        report: Of the run.
        places: Where each article of the archive is from, those too that the run took out.
    """
    replaced = {each.article_id for each in report.replaced}
    yield from _rows("added", report.added, places)
    yield from _rows("updated", (key for key in report.updated if key not in replaced), places)
    for each in report.replaced:
        before = f"before from {each.other or 'a program'}"
        yield Row("replaced", each.article_id, each.origin or "", before)
    for each in report.kept:
        otherwise = f"otherwise in {each.other or 'a program'}"
        yield Row("kept", each.article_id, each.origin or "", otherwise)
    for each in report.older:
        newer = f"a newer version is in {each.origin or 'a program'}"
        yield Row("older", each.article_id, each.other or "", newer)
    yield from _rows("removed", report.removed, places)
    yield from _rows("unchanged", report.unchanged, places)
    for rejected in report.rejected:
        yield Row("rejected", "", rejected.origin, rejected.reason)
    for doubt in report.doubts:
        yield Row("doubt", doubt.article_id, doubt.origin, doubt.reason)
    yield from _rows("missing", () if report.pruned else report.missing, places)
    yield from _rows("pruned", report.pruned, places)


def rows_of_rebuilt(report: IngestReport | None) -> Iterator[Row]:
    """What became of the articles of an archive that was built anew; nothing for None."""
    if report:
        yield from (Row("rebuilt", key, "", "") for key in report.added)
        yield from (Row("rejected", "", each.origin, each.reason) for each in report.rejected)


def write_report(file: Path, rows: Iterable[Row]) -> None:
    """Writes the table: who opens the file finds the one before or all of this.

    Raises:
        ArchiveError: It cannot be written.
    """
    fresh = _fresh(file)
    with _told(file):
        try:
            with fresh.open("w", encoding="utf-8", errors="replace", newline="") as writing:
                write_table(writing, rows)
                writing.flush()
                os.fsync(writing.fileno())
            fresh.replace(file)
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """The block, whose failure is said in a sentence."""
    try:
        yield
    except OSError as error:
        raise ArchiveError(
            f"The report {file} cannot be written: {os.strerror(error.errno or 0)}. Name another "
            "file."
        ) from error


def _rows(kind: str, ids: Iterable[str], places: Mapping[str, Known]) -> Iterator[Row]:
    for key in ids:
        yield Row(kind, key, (places[key].origin if key in places else None) or "", "")


def _fresh(file: Path) -> Path:
    return file.with_name(f"{file.name}.new")
