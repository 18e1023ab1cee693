"""Rows put together: means over them, and times."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import fsum
from statistics import median
from typing import Any

from evals.measures.answer_measures import nearest_rank
from evals.measures.choosing import chance
from evals.measures.retrieval_measures import RETRIEVAL
from evals.measures.risk import Judged, area_under_risk, calibration_error
from evals.runs.rows import Row

MEASURES = (
    *RETRIEVAL,
    "article_cited",
    "citation_precision",
    "citation_recall",
    "support_precision",
    "support_recall",
    "contains_first",
    "contains",
    "EM",
    "F1",
    "choice",
)


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a value over `count` questions; of ones and zeros, a rate: `total` of `count`."""

    total: float
    count: int

    @classmethod
    def of(cls, values: Iterable[float]) -> "Mean":
        """The mean of some values."""
        listed = list(values)
        return cls(fsum(listed), len(listed))

    @property
    def value(self) -> float | None:
        """The mean itself; None over no question."""
        return self.total / self.count if self.count else None

    def to_dict(self) -> dict[str, Any]:
        """The mean as JSON values."""
        return {"value": self.value, "total": self.total, "count": self.count}


@dataclass(frozen=True, slots=True)
class Trust:
    """How far the confidence of the answers can be trusted: those of `judged`, so many `questions`.

    `aurc` is `area_under_risk`, `ece` is `calibration_error`: lower is better.
    """

    questions: int
    aurc: float
    ece: float

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Trust | None":
        """The trust in some rows; None where there is nothing to judge."""
        of = judged(rows)
        return cls(len(of), area_under_risk(of), calibration_error(of)) if of else None


@dataclass(frozen=True, slots=True)
class Summary:
    """Means over some rows.

    Attributes:
        questions: How many rows; `errors` of them raised.
        answered: The rate answered, of the "answerable" and of the "unanswerable".
        refused: The rate refused, of both; what raised is neither answered nor refused.
        measures: The mean of each of `MEASURES` that applies to any of the rows.
        chance: What `choice` would be by drawing lots, over the same rows.
        trust: How far the confidence of the answers can be trusted; None where none has any.
        sentences: The median number of sentences of the answers; None without answers.
    """

    questions: int
    errors: int
    answered: Mapping[str, Mean]
    refused: Mapping[str, Mean]
    measures: Mapping[str, Mean]
    chance: Mean
    trust: Trust | None
    sentences: float | None

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Summary":
        """The summary of some rows."""
        sides = {
            "answerable": [row for row in rows if row.answerable],
            "unanswerable": [row for row in rows if not row.answerable],
        }
        offered = [row for row in rows if row.choices and "choice" in row.measures]
        lengths = [len(row.sentences) for row in rows if row.answered]
        return cls(
            questions=len(rows),
            errors=sum(row.error is not None for row in rows),
            answered={side: Mean.of(row.answered for row in of) for side, of in sides.items()},
            refused={side: Mean.of(row.refused for row in of) for side, of in sides.items()},
            measures={name: mean for name in MEASURES if (mean := _mean(name, rows)).count},
            chance=Mean.of(chance(row.choices, row.answers) for row in offered),
            trust=Trust.of(rows),
            sentences=float(median(lengths)) if lengths else None,
        )

    def to_dict(self) -> dict[str, Any]:
        """The summary as JSON values."""
        means = {
            name: {key: mean.to_dict() for key, mean in getattr(self, name).items()}
            for name in ("answered", "refused", "measures")
        }
        return {
            "questions": self.questions,
            "errors": self.errors,
            **means,
            "chance": self.chance.to_dict(),
            "trust": asdict(self.trust) if self.trust else None,
            "sentences_median": self.sentences,
        }


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds per question, of every question that was asked: median, 95th percentile, sum."""

    median: float
    p95: float
    total: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Times":
        """The times of some questions, zero without any; `p95` is the nearest rank."""
        if not seconds:
            return cls(0.0, 0.0, 0.0)
        return cls(median(seconds), nearest_rank(seconds, 95), fsum(seconds))


def judged(rows: Iterable[Row]) -> list[Judged]:
    """The answers that say how sure they are, and whether each is right.

    An answer is right when `contains` is 1; one to an unanswerable question is wrong. Left out is
    what cannot be judged: refusals, of which nobody knows whether they would have been right, and
    answers to questions without `answers`.
    """
    return [
        Judged(row.confidence, row.answerable and row.measures["contains"] == 1.0)
        for row in rows
        if row.answered and row.confidence is not None
        if not row.answerable or "contains" in row.measures
    ]


def _mean(name: str, rows: Iterable[Row]) -> Mean:
    return Mean.of(row.measures[name] for row in rows if name in row.measures)
