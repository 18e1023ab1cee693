"""What indexing did, as the text that a person reads in a terminal.

What there may be thousands of is told by number and by its first few; `--report` and `--json` have
all of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from index import IngestReport, Rejected
from index.addresses.bounds import PRIVATE
from index.ingesting.ingest_report import Contested
from index.ingesting.sources import is_fetched
from index.naming.doubts import Doubt
from index.prose.invisible import one_line

LISTED = 20
FIRST_FEW = 3
_ALL = "--report FILE and --json have all"


def report_text(report: IngestReport, path: Path | str) -> str:
    """What became of the files of a folder, of one file or of an address."""
    lines = [
        f"{len(report.added)} added, {len(report.updated)} updated, "
        f"{len(report.unchanged)} unchanged, {len(report.rejected)} rejected; "
        f"{report.chunks} chunks embedded."
    ]
    if not _something(report):
        lines.append(f"There is nothing to read in {path}; files whose names begin with a dot are "
                     "passed over.")  # fmt: skip
    lines += _changed(report)
    lines += _rejected(report.rejected)
    lines += _by_reason("in doubt", report.doubts)
    if any(each.reason.endswith(PRIVATE) for each in report.rejected):
        lines.append(
            "To ask hosts of private networks, for sources that you trust: --allow-private"
        )
    if report.kept:
        lines.append(
            f"{len(report.kept)} kept as they are, which {path} has otherwise; take what it has "
            f"with: dateline index {path} --replace"
        )
        lines += _listed("kept", map(_kept, report.kept))
    if report.removed:
        lines.append(
            f"{len(report.removed)} left out, which were removed from the archive; take them back "
            f"with: dateline index {path} --restore"
        )
        lines += _listed("left out", report.removed)
    if report.older:
        lines.append(f"{len(report.older)} older versions, of which a newer one counts:")
        lines += _listed("older", map(_older, report.older))
    if report.pruned:
        lines.append(f"{len(report.pruned)} had gone from {path} and were removed:")
        lines += _listed("removed", report.pruned)
    elif report.missing:
        lines.append(
            f"{len(report.missing)} have gone from {path} and are kept; remove them "
            f"with: dateline index {path} --prune"
        )
        lines += _listed("gone", report.missing)
    return "\n".join(lines)


def rebuilt_text(report: IngestReport) -> str:
    """What became of an archive that was built anew."""
    lines = [f"Rebuilt: {len(report.added)} articles, {report.chunks} chunks embedded."]
    return "\n".join([*lines, *_rejected(report.rejected)])


def change_lines(report: IngestReport, titles: Mapping[str, str], where: str) -> list[str]:
    """A line for each article and file that something became of.

    Args:
        report: Of a run.
        titles: Those of the articles that were added, by their ids.
        where: Where all are, if there are too many to be told.
    """
    added = (f"{titles.get(key, 'without a title')} ({key})" for key in report.added)
    return [
        *_listed("added", added, where),
        *_changed(report, where),
        *_listed("kept", map(_kept, report.kept), where),
        *_rejected(report.rejected, where),
    ]


def _changed(report: IngestReport, where: str = _ALL) -> list[str]:
    """The articles that are others now: those of another source, and the rest."""
    replaced = {each.article_id for each in report.replaced}
    updated = [f"{title} ({key})" for key, title in report.titles.items() if key not in replaced]
    others = map(_replaced, report.replaced)
    return [*_listed("updated", updated, where), *_listed("replaced", others, where)]


def _replaced(each: Contested) -> str:
    return f"{_named(each)}: from {_place(each.origin)}, before from {_place(each.other)}"


def _kept(each: Contested) -> str:
    return f"{_named(each)}: from {_place(each.origin)}, otherwise in {_place(each.other)}"


def _older(each: Contested) -> str:
    return f"{_named(each)}: in {_place(each.other)}; the newer one in {_place(each.origin)}"


def _named(each: Contested) -> str:
    return f"{each.title} ({each.article_id})"


def _place(origin: str | None) -> str:
    return origin or "a program"


def _something(report: IngestReport) -> bool:
    """Whether anything was read."""
    read = report.added or report.updated or report.unchanged or report.rejected
    return bool(read or report.kept or report.removed or report.older)


def _rejected(rejected: Sequence[Rejected], where: str = _ALL) -> list[str]:
    return _by_reason("rejected", rejected, where)


def _by_reason(
    kind: str, told: Sequence[Rejected] | Sequence[Doubt], where: str = _ALL
) -> list[str]:
    """A line for each reason, the most frequent first, with how many there are and where."""
    origins: dict[str, list[str]] = {}
    for each in told:
        origins.setdefault(each.reason, []).append(each.origin)
    frequent = sorted(origins.items(), key=lambda item: -len(item[1]))
    return _listed(kind, (_reason(*each) for each in frequent), where)


def _reason(reason: str, origins: Sequence[str]) -> str:
    if len(origins) == 1:
        return f"{origins[0]}: {reason}"
    what = "records" if all(map(_is_record, origins)) else "files"
    what = "addresses" if all(map(is_fetched, origins)) else what
    first = ", ".join(origins[:FIRST_FEW])
    return f"{len(origins):,} {what}: {reason.rstrip('.')}; first: {first}"


def _is_record(origin: str) -> bool:
    return origin.rpartition(":")[2].isdigit()


def _listed(kind: str, texts: Iterable[str], where: str = _ALL) -> list[str]:
    lines = [f"  {kind:<9} {one_line(text)}" for text in texts]
    if len(lines) > LISTED:
        lines[LISTED:] = [f"  {kind:<9} and {len(lines) - LISTED:,} more: {where}"]
    return lines
