"""One run as one HTML file for people: nothing is loaded, and all text of others is escaped."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.measures.risk import area_under_risk, calibration_error
from evals.reporting.plots import calibration_plot, latency_plot, risk_coverage_plot
from evals.reporting.tables import one_line
from evals.runs.rows import Row
from evals.runs.run import Run
from evals.runs.summaries import judged
from qa.answers import plain

_PAGE = Path(__file__).parent / "page"


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot and what is told of it."""

    title: str
    svg: str
    caption: str


def report_html(run: Run, heading: str, tables: Iterable[tuple[str, list[list[str]]]]) -> str:
    """The run as a page of its own: settings, tables, plots, and every question.

    The list of questions wants JavaScript, all else does not. What the page shows of the run is
    escaped by the template, or goes into it as JSON in which `<`, `>` and `&` are escaped.

    Args:
        run: With its rows' passages, which are shown with the quotes marked.
        heading: One sentence of what was asked.
        tables: Each with its caption; the first line of its cells is its head.
    """
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined)
    settings = dict(_leaves(run.settings))
    return environment.from_string(_asset("report.html")).render(
        name=settings.get("set: name", "a question set"),
        heading=heading,
        settings=list(settings.items()),
        tables=[(caption, [[one_line(cell) for cell in line] for line in cells])
                for caption, cells in tables],
        plots=_plots(run),
        data=_data(run),
        style=_asset("report.css"),
        script=_asset("report.js"),
    )  # fmt: skip


def outcome(row: Row) -> str:
    """What became of a question, in words; an answer is right when `contains` is 1.

    One to an unanswerable question is wrong, and one to a question without `answers` is not judged.
    """
    if row.error is not None:
        return "raised"
    if not row.answered:
        return "wrongly refused" if row.answerable else "rightly refused"
    if row.answerable and "contains" not in row.measures:
        return "answered, not judged"
    return "right" if row.answerable and row.measures["contains"] == 1.0 else "wrong"


def _plots(run: Run) -> list[Plot]:
    plots = []
    of = judged(run.rows)
    if of:
        plots.append(
            Plot(
                "Risk by coverage",
                risk_coverage_plot(of),
                f"Of {len(of)} answers: were only the surest given, so many of them would be "
                f"wrong. The area below is {area_under_risk(of):.3f}; lower is better.",
            )
        )
        plots.append(
            Plot(
                "Calibration",
                calibration_plot(of),
                "Of the answers of about one confidence, the share that is right; the number is "
                "how many they are. On the dashed line confidence is true. The mean distance "
                f"(ECE) is {calibration_error(of):.3f}; lower is better.",
            )
        )
    if run.times.total:
        plots.append(
            Plot(
                "Time",
                latency_plot([row.seconds for row in run.rows]),
                f"Seconds for each of {len(run.rows)} questions; the last bar holds all that took "
                "longer.",
            )
        )
    return plots


def _data(run: Run) -> dict[str, Any]:
    """What the list of questions is made of; a passage that several questions got is told once."""
    passages: dict[str, Any] = {}
    for row in run.rows:
        for each in row.passages:
            passages.setdefault(each.chunk_id, plain(asdict(each)))
    return {"rows": [_row_values(row) for row in run.rows], "passages": passages}


def _row_values(row: Row) -> dict[str, Any]:
    retrieved = [{"chunk": each.chunk_id, "score": each.score} for each in row.passages]
    more = {"passages": retrieved, "outcome": outcome(row), "seconds": row.seconds}
    return row.to_dict() | more


def _leaves(values: Mapping[str, Any], before: str = "") -> Iterable[tuple[str, str]]:
    """Nested settings as "set: name" and its value, in words."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{before}{name}: ")
        else:
            yield one_line(f"{before}{name}"), one_line(str(value))


def _asset(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8")
