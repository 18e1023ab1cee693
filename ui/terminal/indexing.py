"""`dateline index`: articles are read into an archive, or it is built anew."""

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from index import Archive, Fetching, IngestReport, ingest_address, ingest_path, rebuild
from index.archive import exists
from index.formats.fields.mapping import NO_MAPPING, parse_mapping
from index.models.embedding import Embedder
from ui.report_table import Row
from ui.terminal.index_report import rebuilt_text, report_text
from ui.terminal.people_served import note_indexed
from ui.terminal.printing import print_json, say
from ui.terminal.report_file import check_writable, rows_of, rows_of_rebuilt, write_report
from ui.terminal.working import embedding, progress, writable


def index(arguments: Namespace) -> int:
    """Reads articles into the archive, which is first built anew where that is asked for."""
    if arguments.report:
        check_writable(arguments.report)
    with embedding(arguments) as embedder:
        rebuilt = _rebuilt(arguments, embedder)
        report, rows = _read(arguments, embedder) if arguments.path else (IngestReport(), [])
    note_indexed(arguments.archive, str(arguments.path or "--rebuild"), report)
    if arguments.report:
        write_report(arguments.report, [*rows_of_rebuilt(rebuilt), *rows])
    if arguments.json:
        print_json(asdict(report) | {"rebuilt": asdict(rebuilt) if rebuilt else None})
    else:
        said = [rebuilt_text(rebuilt)] if rebuilt else []
        say("\n".join([*said, report_text(report, arguments.path)] if arguments.path else said))
    read = report.added or report.updated or report.unchanged or report.kept or report.removed
    return 0 if read or not report.rejected else 1


def _rebuilt(arguments: Namespace, embedder: Embedder | None) -> IngestReport | None:
    """What building the archive anew gave; None where it was not asked for or is not there yet."""
    path = arguments.archive
    if not arguments.rebuild or (arguments.path and not exists(path)):
        return None
    with progress() as told:
        return rebuild(path, embedder=embedder, vectors=arguments.vectors, on_progress=told)


def _read(arguments: Namespace, embedder: Embedder | None) -> tuple[IngestReport, list[Row]]:
    """What reading articles gave, and where it is to be reported the rows of that."""
    with (
        writable(arguments.archive, embedder, arguments.vectors) as archive,
        progress() as told,
    ):
        before = archive.catalog.articles.known() if arguments.report else {}
        report = _ingested(arguments, archive, told)
        if not arguments.report:
            return report, []
        return report, list(rows_of(report, before | archive.catalog.articles.known()))


def _ingested(arguments: Namespace, archive: Archive, told: Any) -> IngestReport:  # noqa: ANN401
    """What became of a path or an address."""
    if isinstance(arguments.path, str):
        return ingest_address(
            arguments.path,
            archive,
            replace=arguments.replace,
            restore=arguments.restore,
            fetching=Fetching(allow_private=arguments.allow_private),
            on_progress=told,
        )
    return ingest_path(
        arguments.path,
        archive,
        prune=arguments.prune,
        replace=arguments.replace,
        restore=arguments.restore,
        follow_links=arguments.follow_links,
        mapping=parse_mapping(arguments.map) if arguments.map else NO_MAPPING,
        on_progress=told,
    )
