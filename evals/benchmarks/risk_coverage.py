"""What each threshold on the confidence answers, how often wrongly, and what confidence is worth.

    python -m evals.benchmarks.risk_coverage FOLDER --work runs/fit --plot docs/confidence.svg

The sets of `evals.corpora.put` side by side (kept under --work once made; FOLDER holds the public
collections): SQuAD 2.0's questions on four articles, a year's news quizzes as of their days, and
the development questions of the project's own set, so run it in the project's folder. Every answer
to a question that the articles do not answer is wrong; of the quizzes that is not known. Prints a
Markdown table, the share right by tenths of the confidence, the area under each curve and the
calibration error; --plot draws risk by coverage, and below it the share right by confidence. The
confidence is that of a fit on the other groups of the same set (articles, weeks, questions).
"""

import argparse
import math
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from evals.corpora.put import KINDS, put_questions
from evals.measures.risk import (
    Judged,
    area_under_risk,
    calibration_error,
    risk_coverage,
    share_reaching,
)
from evals.training.fit_confidence import left_out
from qa.reading.confidence import MIN_CONFIDENCE

THRESHOLDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
NAMES = {"squad2": "SQuAD 2.0", "realtimeqa": "news quizzes", "seeds": "the project's own"}
COLUMNS = ("coverage", "risk", "answerable answered", "unanswerable answered")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, whether its articles answer it, and what came of asking it."""

    answerable: bool
    judged: Judged


class Reliability(NamedTuple):
    """Questions of like confidence: its mean, how many they are, and which share is right."""

    confidence: float
    questions: int
    right: float


def main() -> None:
    """Reads the command line, asks, prints, draws."""
    parser = argparse.ArgumentParser(description="Risk by coverage.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="where archives and rows are kept")
    parser.add_argument("--plot", type=Path, help="an SVG file to draw")
    parser.add_argument("--only", nargs="+", choices=KINDS, default=list(KINDS))
    arguments = parser.parse_args()
    put = put_questions(arguments.folder, arguments.work, arguments.only)
    guessed = left_out(put)
    sets = {
        name: [
            Outcome(bool(each.answers), Judged(sure, each.right))
            for each, sure in zip(put, guessed, strict=True)
            if each.kind == kind
        ]
        for kind, name in NAMES.items()
        if kind in arguments.only
    }
    sys.stdout.write(_table(sets) + "\n")
    if arguments.plot:
        plot(sets, arguments.plot)


def _table(sets: Mapping[str, Sequence[Outcome]]) -> str:
    """A line a threshold, the columns of every set beside one another; then the sums."""
    heads = [f"{name}: {column}" for name in sets for column in COLUMNS]
    lines = [f"| threshold | {' | '.join(heads)} |", f"| --- |{' --- |' * len(heads)}"]
    for threshold in sorted({*THRESHOLDS, MIN_CONFIDENCE}):
        cells = [
            "" if math.isnan(value) else f"{value:.3f}"
            for of in sets.values()
            for value in _at(threshold, of)
        ]
        lines.append(f"| {threshold:g} | {' | '.join(cells)} |")
    for name, outcomes in sets.items():
        judged = [each.judged for each in outcomes]
        lines.append(
            f"\n{name}: {len(outcomes)} questions, {sum(each.answerable for each in outcomes)} "
            f"answerable; area under the curve {area_under_risk(judged):.3f}, "
            f"calibration error {calibration_error(judged):.3f}"
        )
    lines += ["\n| confidence, questions, right |", "| --- |"]
    for name, outcomes in sets.items():
        cells = [f"{p.confidence:.2f} {p.questions} {p.right:.2f}" for p in reliability(outcomes)]
        lines.append(f"| {name}: {'; '.join(cells)} |")
    return "\n".join(lines)


def reliability(outcomes: Sequence[Outcome], bins: int = 10) -> list[Reliability]:
    """The share right of questions of like confidence, in equally wide bins, empty ones left out.

    The reliability diagram of Niculescu-Mizil and Caruana 2005 (https://doi.org/10.1145/1102351.1102430).
    """
    members: dict[int, list[Judged]] = defaultdict(list)
    for each in outcomes:
        members[min(int(each.judged.confidence * bins), bins - 1)].append(each.judged)
    return [
        Reliability(fmean(j.confidence for j in of), len(of), fmean(j.right for j in of))
        for _, of in sorted(members.items())
    ]


def _at(threshold: float, outcomes: Sequence[Outcome]) -> list[float]:
    """The values of `COLUMNS`; a risk of 0 where nothing is answered, NaN of no questions."""
    answered = [each.judged for each in outcomes if each.judged.confidence >= threshold]
    wrong = sum(not each.right for each in answered)
    shares = []
    for kind in (True, False):
        of_kind = [each.judged.confidence for each in outcomes if each.answerable is kind]
        shares.append(share_reaching(threshold, of_kind) if of_kind else math.nan)
    return [len(answered) / len(outcomes), wrong / max(1, len(answered)), *shares]


def plot(sets: Mapping[str, Sequence[Outcome]], file: Path) -> None:
    """Draws both curves of each set, the sets side by side, with the default threshold marked."""
    from matplotlib import pyplot

    pyplot.rcParams["svg.hashsalt"] = "dateline"  # the same curves make the same file
    figure, panels = pyplot.subplots(2, len(sets), figsize=(9, 6.6), sharey=True, squeeze=False)
    for axes, below, (name, outcomes) in zip(*panels, sets.items(), strict=True):
        points = risk_coverage([each.judged for each in outcomes])
        axes.plot([p.coverage for p in points], [p.risk for p in points], drawstyle="steps-post")
        coverage, risk, *_ = _at(MIN_CONFIDENCE, outcomes)
        axes.plot([coverage], [risk], "o", label=f"threshold {MIN_CONFIDENCE:g}")
        axes.set(title=name, xlabel="share of questions answered", xlim=(0, 1), ylim=(0, 1))
        axes.legend(loc="upper left")
        bins = reliability(outcomes)
        below.plot([0, 1], [0, 1], linestyle=":", color="grey")
        below.plot([each.confidence for each in bins], [each.right for each in bins], "o-")
        below.set(xlabel="confidence", xlim=(0, 1), ylim=(0, 1))
    panels[0][0].set(ylabel="share of answers wrong")
    panels[1][0].set(ylabel="share of questions right")
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


if __name__ == "__main__":
    main()
