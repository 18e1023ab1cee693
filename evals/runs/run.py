"""What evaluation yields: a row for each question, their summaries, a run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from evals.runs.rows import Row
from evals.runs.summaries import MEASURES, Mean, Summary, Times, Trust, judged

__all__ = ["MEASURES", "Mean", "Row", "Run", "Summary", "Times", "Trust", "judged"]


@dataclass(frozen=True, slots=True)
class Run:
    """The rows of a question set and their summaries.

    `development` is over the rows that are not held out, `held_out` over those that are, `kinds`
    over those of each kind, in the order in which the kinds first come. `settings` is what was
    asked of what, see `evals.runs.settings`; empty where that was not told.
    """

    rows: tuple[Row, ...]
    overall: Summary
    development: Summary
    held_out: Summary
    kinds: Mapping[str, Summary]
    settings: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Row], settings: Mapping[str, Any] | None = None) -> "Run":
        """The run that has these rows."""
        rows = tuple(rows)
        kinds = dict.fromkeys(row.kind for row in rows)
        return cls(
            rows=rows,
            overall=Summary.of(rows),
            development=Summary.of([row for row in rows if not row.held_out]),
            held_out=Summary.of([row for row in rows if row.held_out]),
            kinds={kind: Summary.of([row for row in rows if row.kind == kind]) for kind in kinds},
            settings=settings or {},
        )

    @property
    def times(self) -> Times:
        """How long the questions took, apart from all that is equal in two runs."""
        return Times.of([row.seconds for row in self.rows])
