"""One run as a table for the terminal, as JSON and as Markdown."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from evals.measures.retrieval_measures import RETRIEVAL
from evals.reporting.html_report import report_html
from evals.reporting.tables import NONE, WIDTH, aligned, clipped, escaped, piped, ratio
from evals.runs.run import MEASURES, Mean, Row, Run, Summary
from evals.runs.run_files import ROWS, SECONDS, SETTINGS, json_line, write_text

PAGE = "report.html"
_LABELS = {
    **{name: name for name in RETRIEVAL},
    "article_cited": "right article cited",
    "citation_precision": "citation precision",
    "citation_recall": "citation recall",
    "support_precision": "support precision",
    "support_recall": "support recall",
    "contains_first": "answer in first sentence",
    "contains": "answer anywhere",
    "EM": "EM, short answer",
    "F1": "F1, short answer",
    "choice": "right choice",
}
# The means of these are rates: each question is right or not.
_RATES = frozenset({"Success@1", "Success@5", "contains_first", "contains", "EM", "choice"})
_KIND_COLUMNS = {
    "article_cited": "cited",
    "contains_first": "first",
    "contains": "anywhere",
    "citation_precision": "cit. P",
    "citation_recall": "cit. R",
}


def report_table(run: Run) -> str:
    """The run as plain text of at most 100 columns, with its times."""
    times = run.times
    parts = [
        _heading(run),
        aligned(_measure_cells(run)),
        aligned(_kind_cells(run)),
        f"seconds per question: median {times.median:.3f}, p95 {times.p95:.3f}",
    ]
    raised = [f"  {row.id}: {row.error}" for row in _raised(run)]
    if raised:
        parts.append("\n".join(["raised:", *(clipped(line, WIDTH) for line in raised)]))
    return "\n\n".join(parts) + "\n"


def report_dict(run: Run) -> dict[str, Any]:
    """The summaries as JSON values: `overall`, `development`, `held_out`, and `kinds` by name."""
    return {
        "overall": run.overall.to_dict(),
        "development": run.development.to_dict(),
        "held_out": run.held_out.to_dict(),
        "kinds": {kind: summary.to_dict() for kind, summary in run.kinds.items()},
    }


def report_markdown(run: Run) -> str:
    """The run as Markdown, without its times."""
    parts = ["# Evaluation", _heading(run), piped(_measure_cells(run)), piped(_kind_cells(run))]
    raised = [f"- {escaped(row.id)}: {escaped(row.error or '')}" for row in _raised(run)]
    if raised:
        parts += ["Raised:", "\n".join(raised)]
    return "\n\n".join(parts) + "\n"


def report_page(run: Run) -> str:
    """The run as one HTML file for people, with its times; see `evals.reporting.html_report`."""
    tables = [("All questions", _measure_cells(run)), ("By kind", _kind_cells(run))]
    return report_html(run, _heading(run), tables)


def seconds_dict(run: Run) -> dict[str, Any]:
    """The times as JSON values: `median`, `p95`, `total`, and `questions` by id."""
    times = run.times
    return {
        "median": times.median,
        "p95": times.p95,
        "total": times.total,
        "questions": {row.id: row.seconds for row in run.rows},
    }


def write_report(run: Run, out_dir: str | Path) -> tuple[Path, ...]:
    """Write report.json, report.md, rows.jsonl, settings.json, seconds.json, report.html.

    All but the last two, which tell times, are the same, byte for byte, for equal runs. The folder
    is made where it is missing, and files of these names in it are replaced.

    Raises:
        OSError: The folder cannot be made or written to.
    """
    folder = Path(out_dir)
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "report.json": _json(report_dict(run)),
        "report.md": report_markdown(run),
        ROWS: "".join(json_line(row.to_dict()) for row in run.rows),
        SETTINGS: _json(run.settings),
        SECONDS: _json(seconds_dict(run)),
        PAGE: report_page(run),
    }
    for name, content in files.items():
        write_text(folder / name, content)
    return tuple(folder / name for name in files)


def _heading(run: Run) -> str:
    everything = run.overall
    answerable = everything.answered["answerable"].count
    return (
        f"{everything.questions} questions: {answerable} answerable, "
        f"{everything.questions - answerable} unanswerable, "
        f"{run.held_out.questions} held out, {everything.errors} raised"
    )


def _measure_cells(run: Run) -> list[list[str]]:
    """A line for each measure, a column for all, for development and for held out."""
    summaries = (run.overall, run.development, run.held_out)
    lines = [["", "all", "development", "held out"]]
    for side in ("answerable", "unanswerable"):
        for what in ("answered", "refused"):
            means = [getattr(summary, what)[side] for summary in summaries]
            lines.append([f"{side}: {what}", *(_rate(mean) for mean in means)])
    for name in (name for name in MEASURES if name in run.overall.measures):
        lines.append([_LABELS[name], *(_measure(name, summary) for summary in summaries)])
    if run.overall.chance.count:
        lines.append(["right choice by chance", *(_over(each.chance) for each in summaries)])
    if run.overall.trust:
        lines.append(["AURC, low is good", *(_trust(each, "aurc") for each in summaries)])
        lines.append(["ECE, low is good", *(_trust(each, "ece") for each in summaries)])
    lines.append(["sentences, median", *(_length(summary) for summary in summaries)])
    return lines


def _kind_cells(run: Run) -> list[list[str]]:
    """A line for each kind; answered is of the answerable, refused of the unanswerable."""
    lines = [["kind", "asked", "answered", "refused", *_KIND_COLUMNS.values()]]
    for kind, summary in run.kinds.items():
        measures = [summary.measures.get(name) for name in _KIND_COLUMNS]
        lines.append(
            [
                clipped(kind, 18),
                str(summary.questions),
                _rate(summary.answered["answerable"]),
                _rate(summary.refused["unanswerable"]),
                *(ratio(mean.value if mean else None) for mean in measures),
            ]
        )
    return lines


def _measure(name: str, summary: Summary) -> str:
    mean = summary.measures.get(name, Mean(0.0, 0))
    return _rate(mean) if name in _RATES else _over(mean)


def _rate(mean: Mean) -> str:
    if not mean.count:
        return NONE
    return f"{ratio(mean.value)} {mean.total:.0f}/{mean.count}"


def _over(mean: Mean) -> str:
    return _ratio_of(mean.value, mean.count) if mean.count else NONE


def _trust(summary: Summary, name: str) -> str:
    trust = summary.trust
    return _ratio_of(getattr(trust, name), trust.questions) if trust else NONE


def _ratio_of(value: float | None, count: int) -> str:
    return f"{ratio(value)} of {count}"


def _length(summary: Summary) -> str:
    return NONE if summary.sentences is None else f"{summary.sentences:g}"


def _raised(run: Run) -> Iterable[Row]:
    return (row for row in run.rows if row.error is not None)


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"
