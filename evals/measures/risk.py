"""How far confidence tells right answers from wrong ones: risk by coverage, calibration. Pure.

A question is answered when its confidence reaches a threshold; an answer to a question that
nothing answers is a wrong one. No sequence here may be empty.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import fsum, inf, nextafter
from statistics import fmean

BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said of one question: how sure, from 0 to 1, and whether rightly."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A threshold, the share of the questions it answers, and the share of those answers wrong."""

    threshold: float
    coverage: float
    risk: float


def risk_coverage(judged: Sequence[Judged]) -> list[Point]:
    """A point for each confidence there is, the surest first: coverage rises to 1.

    The risk-coverage curve of a selective classifier (Geifman and El-Yaniv 2017,
    https://arxiv.org/abs/1705.08500). Equal confidences are answered together.
    """
    points: list[Point] = []
    answered = wrong = 0
    surest = sorted(judged, key=lambda each: -each.confidence)
    for confidence, group in groupby(surest, key=lambda each: each.confidence):
        alike = list(group)
        answered += len(alike)
        wrong += sum(not each.right for each in alike)
        points.append(Point(confidence, answered / len(judged), wrong / answered))
    return points


def area_under_risk(judged: Sequence[Judged]) -> float:
    """AURC: the mean, over the questions, of the risk at the coverage that first answers each.

    From 0 to 1, lower is better; never below what the share of right answers forces. The
    empirical area of Geifman, Uziel and El-Yaniv 2019 (https://arxiv.org/abs/1805.08206).
    """
    points = risk_coverage(judged)
    before = [0.0, *(point.coverage for point in points)]
    return fsum(
        point.risk * (point.coverage - less) for point, less in zip(points, before, strict=False)
    )


def calibration_error(judged: Sequence[Judged], bins: int = BINS) -> float:
    """ECE: how far confidence is from the share that is right, in the mean, by bins.

    From 0 to 1, lower is better. `bins` equally wide ones from 0 to 1, a border belonging to the
    upper; a bin's difference weighs as many questions as it has. Naeini et al. 2015
    (https://doi.org/10.1609/aaai.v29i1.9602), as equation 3 of Guo et al. 2017
    (https://arxiv.org/abs/1706.04599).
    """
    members: dict[int, list[Judged]] = defaultdict(list)
    for each in judged:
        members[min(int(each.confidence * bins), bins - 1)].append(each)
    return fsum(len(alike) * _gap(alike) for alike in members.values()) / len(judged)


def threshold_letting(percent: int, confidences: Sequence[float]) -> float:
    """The lowest threshold that at most `percent` per cent (0 to 99) of the confidences reach."""
    # Whole numbers: 0.29 * 100 is a little under the 29 that is meant.
    let = percent * len(confidences) // 100
    return nextafter(sorted(confidences, reverse=True)[let], inf)


def share_reaching(threshold: float, confidences: Sequence[float]) -> float:
    """The share of the confidences at which there is an answer."""
    return fmean(confidence >= threshold for confidence in confidences)


def _gap(alike: Sequence[Judged]) -> float:
    return abs(fmean(each.confidence for each in alike) - fmean(each.right for each in alike))
