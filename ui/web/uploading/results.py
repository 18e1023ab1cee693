"""What became of an upload, as its sender may know it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from index import Archive, Filters, IngestReport, Rejected
from index.ingesting.sources import UPLOADED, is_fetched
from index.storage.article_lookup import Known
from ui.language import N_
from ui.report_table import Row

ADDED, UPDATED, UNCHANGED = "added", "updated", "unchanged"
KEPT, OLDER, REMOVED = "kept", "older", "removed"
REJECTED, DOUBT, HIDDEN = "rejected", "doubt", "not shown"

_WHY = {
    KEPT: N_("the archive has it otherwise, from another source, and keeps that"),
    OLDER: N_("the archive has a newer version"),
    REMOVED: N_("it was removed from the archive, and stays out"),
    HIDDEN: N_("it is outside of what this page shows"),
}


class Line(NamedTuple):
    """What became of one article or file; `title` is empty for what is none of the archive's."""

    kind: str
    id: str
    title: str
    origin: str
    why: str = ""


class Result(NamedTuple):
    """All lines of an upload, and which articles are new to ask about."""

    lines: tuple[Line, ...]
    fresh: tuple[str, ...]

    def of(self, kind: str) -> list[Line]:
        """The lines of a kind."""
        return [line for line in self.lines if line.kind == kind]

    def rows(self) -> Iterator[Row]:
        """The same as a table."""
        return (Row(line.kind, line.id, line.origin, line.why) for line in self.lines)


def result_of(
    report: IngestReport, refused: Iterable[Rejected], archive: Archive, filters: Filters
) -> Result:
    """What a reader is told of a run.

    What does not pass the filters is told by the sender's own file alone: not what it is called
    here, nor what became of it. No place on the server is told.
    """
    found = _sorted(report)
    shown = _shown([key for _, key, _ in found], archive, filters)
    titles = archive.catalog.articles.titles(shown)
    known = archive.catalog.articles.known()
    lines = [_line(kind, key, origin, shown, titles, known) for kind, key, origin in found]
    lines += (Line(REJECTED, "", "", own(each.origin), each.reason) for each in refused)
    lines += (Line(REJECTED, "", "", own(each.origin), each.reason) for each in report.rejected)
    lines += (
        Line(DOUBT, each.article_id, titles[each.article_id], own(each.origin), each.reason)
        for each in report.doubts
        if each.article_id in shown and each.article_id in titles
    )
    fresh = (*report.added, *report.updated)
    return Result(tuple(lines), tuple(key for key in fresh if key in shown))


def own(origin: str | None) -> str:
    """A place that its sender knows: a file's name, or an address; "" for any other."""
    if origin is None or is_fetched(origin):
        return origin or ""
    if origin.startswith(UPLOADED):
        return origin.removeprefix(UPLOADED)
    return "" if origin.startswith("/") else origin


def _sorted(report: IngestReport) -> list[tuple[str, str, str | None]]:
    """Kind, id and origin of each article; None for the origin that the archive knows."""
    return [
        *((ADDED, key, None) for key in report.added),
        *((UPDATED, key, None) for key in report.updated),
        *((KEPT, each.article_id, each.other) for each in report.kept),
        *((OLDER, each.article_id, each.other) for each in report.older),
        *((REMOVED, key, "") for key in report.removed),
        *((UNCHANGED, key, None) for key in report.unchanged),
    ]


def _shown(keys: Sequence[str], archive: Archive, filters: Filters) -> frozenset[str]:
    """Those of some articles that pass the filters; of what is not there any, where there are none.

    What was removed has no fields that could pass.
    """
    if filters == Filters():
        return frozenset(keys)
    lookup = archive.catalog.articles
    return frozenset(key for key in dict.fromkeys(keys) if lookup.passing(key, filters))


def _line(
    kind: str,
    key: str,
    origin: str | None,
    shown: frozenset[str],
    titles: Mapping[str, str],
    known: Mapping[str, Known],
) -> Line:
    place = own(known[key].origin if origin is None and key in known else origin)
    if key not in shown:
        return Line(HIDDEN, "", "", place, _WHY[HIDDEN])
    return Line(kind, key, titles.get(key, ""), place, _WHY.get(kind, ""))
