"""What evaluation yields: a row for each question, means over rows, a run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from math import fsum
from statistics import median
from typing import Any

from evals.measures import nearest_rank
from qa.answers import Citation, plain

MEASURES = (
    "R@1",
    "R@5",
    "RR",
    "article_cited",
    "citation_precision",
    "citation_recall",
    "contains_first",
    "contains",
    "EM",
    "F1",
)


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one question.

    Attributes:
        id: The question's id; `question`, `kind`, `held_out` and `answerable` are its fields too.
        answered: Whether an answer came; False for a refusal and when the question raised.
        text: The answer or the refusal's sentence; empty when the question raised.
        short: The few words that answer; None where there are none, and for a refusal.
        reason: Why there is no answer, as the engine says it.
        confidence: How sure the engine is of the answer, or would have been of the one it did
            not give; None where it does not say.
        sentences: The answer's sentences without markers.
        citations: What they cite.
        retrieved: Article ids as they were retrieved, best first, each once.
        measures: By names of `MEASURES`, those that apply; which do is the question's affair alone.
        error: What was raised, as "ValueError: why"; None when nothing was.
        seconds: How long the engine took; no part of equality or `to_dict`, so that two runs on
            the same archive are equal.
    """

    id: str
    question: str
    kind: str
    held_out: bool
    answerable: bool
    answered: bool = False
    text: str = ""
    short: str | None = None
    reason: str | None = None
    confidence: float | None = None
    sentences: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    retrieved: tuple[str, ...] = ()
    measures: Mapping[str, float] = field(default_factory=dict)
    error: str | None = None
    seconds: float = field(default=0.0, compare=False)

    @property
    def refused(self) -> bool:
        """Whether the engine said that the archive does not hold the answer."""
        return not self.answered and self.error is None

    def to_dict(self) -> dict[str, Any]:
        """The row as JSON values, without its seconds."""
        values = asdict(self)
        del values["seconds"]
        return plain(values)  # type: ignore[no-any-return]


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
class Summary:
    """Means over some rows.

    Attributes:
        questions: How many rows; `errors` of them raised.
        answered: The rate answered, of the "answerable" and of the "unanswerable".
        refused: The rate refused, of both; what raised is neither answered nor refused.
        measures: The mean of each of `MEASURES` that applies to any of the rows.
        sentences: The median number of sentences of the answers; None without answers.
    """

    questions: int
    errors: int
    answered: Mapping[str, Mean]
    refused: Mapping[str, Mean]
    measures: Mapping[str, Mean]
    sentences: float | None

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Summary":
        """The summary of some rows."""
        sides = {
            "answerable": [row for row in rows if row.answerable],
            "unanswerable": [row for row in rows if not row.answerable],
        }
        lengths = [len(row.sentences) for row in rows if row.answered]
        return cls(
            questions=len(rows),
            errors=sum(row.error is not None for row in rows),
            answered={side: Mean.of(row.answered for row in of) for side, of in sides.items()},
            refused={side: Mean.of(row.refused for row in of) for side, of in sides.items()},
            measures={name: mean for name in MEASURES if (mean := _mean(name, rows)).count},
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


@dataclass(frozen=True, slots=True)
class Run:
    """The rows of a question set and their summaries.

    `development` is over the rows that are not held out, `held_out` over those that are, `kinds`
    over those of each kind, in the order in which the kinds first come.
    """

    rows: tuple[Row, ...]
    overall: Summary
    development: Summary
    held_out: Summary
    kinds: Mapping[str, Summary]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Run":
        """The run that has these rows."""
        rows = tuple(rows)
        kinds = dict.fromkeys(row.kind for row in rows)
        return cls(
            rows=rows,
            overall=Summary.of(rows),
            development=Summary.of([row for row in rows if not row.held_out]),
            held_out=Summary.of([row for row in rows if row.held_out]),
            kinds={kind: Summary.of([row for row in rows if row.kind == kind]) for kind in kinds},
        )

    @property
    def times(self) -> Times:
        """How long the questions took, apart from all that is equal in two runs."""
        return Times.of([row.seconds for row in self.rows])


def _mean(name: str, rows: Iterable[Row]) -> Mean:
    return Mean.of(row.measures[name] for row in rows if name in row.measures)
