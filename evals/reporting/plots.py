"""Plots as SVG text: small, pure, coloured by the page's own style sheet.

What is drawn: `axis` lines, a dashed `guide`, a `curve`, `bar`s and `label`s, by their class. All
text in them is our own or a number, so nothing needs to be escaped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from evals.measures.risk import BINS, Judged, risk_coverage
from evals.runs.summaries import Times

WIDTH, HEIGHT = 420, 280
LEFT, RIGHT, TOP, BOTTOM = 52, 404, 16, 232
# Of a histogram of times; beyond this many 95th percentiles they share the last bar.
TIME_BINS = 20
FARTHEST = 1.5
# How much of the height its highest bar has, to leave room for names above.
HIGHEST = 0.88


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of about one confidence: how many, their mean confidence, the share right."""

    count: int
    confidence: float
    right: float


def x_of(share: float) -> float:
    """Where a share of the width, 0 to 1, is drawn."""
    return LEFT + share * (RIGHT - LEFT)


def y_of(share: float) -> float:
    """Where a share of the height, 0 to 1 from below, is drawn."""
    return BOTTOM - share * (BOTTOM - TOP)


def risk_coverage_plot(judged: Sequence[Judged]) -> str:
    """The share wrong of the answers given, by the share of the answers that are given at all.

    A step for each confidence, the surest first. `judged` must not be empty.
    """
    path, before = "", 0.0
    for point in risk_coverage(judged):
        y = _place(y_of(point.risk))
        path += f"{'L' if path else 'M'}{_place(x_of(before))} {y}H{_place(x_of(point.coverage))}"
        before = point.coverage
    return _plot(
        "Risk by coverage",
        [*_shares(), f'<path class="curve" d="{path}"/>'],
        "share of the answers given, the surest first",
        "share of them wrong",
    )


def calibration_plot(judged: Sequence[Judged]) -> str:
    """The share right of the answers of about one confidence, with how many they are.

    A bar for each of the `BINS` that holds any; where confidence is true, it ends on the dashed
    line. `judged` must not be empty.
    """
    drawn, counts = _shares(), []
    for number, each in enumerate(bins(judged)):
        if each is not None:
            left, right = x_of(number / BINS) + 2, x_of((number + 1) / BINS) - 2
            top = y_of(each.right)
            drawn.append(_bar(left, right, top))
            counts.append(_label((left + right) / 2, top - 4, str(each.count)))
    drawn.append(f'<path class="guide" d="M{LEFT} {BOTTOM}L{RIGHT} {TOP}"/>')
    return _plot("Calibration", drawn + counts, "confidence", "share right")


def latency_plot(seconds: Sequence[float]) -> str:
    """How many questions took how long, with the median and the 95th percentile.

    `seconds` must not be empty.
    """
    times = Times.of(seconds)
    width, counts = histogram(seconds)
    most = max(counts) / HIGHEST
    end = width * TIME_BINS
    drawn = [
        _bar(x_of(place / TIME_BINS) + 0.5, x_of((place + 1) / TIME_BINS) - 0.5, y_of(count / most))
        for place, count in enumerate(counts)
        if count
    ]
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        beyond = "≥ " if share == 1.0 and max(seconds) > end else ""
        anchor = "end" if share == 1.0 else "middle"
        drawn.append(_label(x_of(share), BOTTOM + 16, f"{beyond}{share * end:.2f}", anchor))
    for count in (0, max(counts)):
        drawn.append(_label(LEFT - 6, y_of(count / most) + 4, str(count), "end"))
    for name, value, anchor in (("median", times.median, "end"), ("p95", times.p95, "start")):
        x = _place(x_of(min(value / end, 1.0)))
        aside = -4 if anchor == "end" else 4
        drawn.append(f'<path class="guide" d="M{x} {BOTTOM}V{TOP}"/>')
        drawn.append(_label(float(x) + aside, TOP + 4, f"{name} {value:.2f}", anchor))
    return _plot("Seconds per question", drawn, "seconds", "questions")


def bins(judged: Iterable[Judged]) -> list[Bin | None]:
    """The answers by confidence, in `BINS` equally wide bins; None where there are none.

    A border belongs to the upper bin, as in `evals.measures.risk.calibration_error`.
    """
    members: list[list[Judged]] = [[] for _ in range(BINS)]
    for each in judged:
        members[min(int(each.confidence * BINS), BINS - 1)].append(each)
    return [
        Bin(len(alike), fmean(each.confidence for each in alike), fmean(e.right for e in alike))
        if alike
        else None
        for alike in members
    ]


def histogram(seconds: Sequence[float]) -> tuple[float, list[int]]:
    """How many seconds a bar is wide, and the counts of `TIME_BINS` bars from 0 on.

    The last bar counts all that lies beyond. `seconds` must not be empty.
    """
    end = min(max(seconds), FARTHEST * Times.of(seconds).p95) or 1.0
    counts = [0] * TIME_BINS
    for each in seconds:
        counts[min(int(each / end * TIME_BINS), TIME_BINS - 1)] += 1
    return end / TIME_BINS, counts


def _plot(title: str, drawn: Iterable[str], below: str, beside: str) -> str:
    middle = (TOP + BOTTOM) / 2
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}">'
        f'<path class="axis" d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}"/>'
        + "".join(drawn)
        + _label((LEFT + RIGHT) / 2, HEIGHT - 8, below)
        + f'<text class="label" text-anchor="middle" transform="translate(14 {middle:g}) '
        f'rotate(-90)">{beside}</text></svg>'
    )


def _shares() -> list[str]:
    """The numbers of two axes from 0 to 1."""
    shares = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    across = [_label(x_of(share), BOTTOM + 16, f"{share:g}") for share in shares]
    return across + [_label(LEFT - 6, y_of(share) + 4, f"{share:g}", "end") for share in shares]


def _bar(left: float, right: float, top: float) -> str:
    return (
        f'<rect class="bar" x="{_place(left)}" y="{_place(top)}" '
        f'width="{_place(right - left)}" height="{_place(BOTTOM - top)}"/>'
    )


def _label(x: float, y: float, text: str, anchor: str = "middle") -> str:
    place = f'x="{_place(x)}" y="{_place(y)}"'
    return f'<text class="label" text-anchor="{anchor}" {place}>{text}</text>'


def _place(value: float) -> str:
    return f"{value:.1f}"
