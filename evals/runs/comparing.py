"""Two runs of one question set, measure by measure and question by question."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import Any

from evals.measures.significance import LEVEL, SAME, holm, interval, p_value
from evals.runs.run import Row, Run
from index.errors import RunError
from qa.answers import plain

ANY = "any"
# Beside what stands in the rows' measures: of the answerable, and of the unanswerable questions.
ANSWERED, REFUSED = "answered", "refused"

Pair = tuple[Row, Row]


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose value of a measure is not the same in two runs."""

    id: str
    question: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure in two runs, over the questions of both to which it applies.

    Attributes:
        measure: Its name: one of the rows' measures, "answered" (of the answerable questions) or
            "refused" (of the unanswerable). Higher is better, for all of them.
        questions: How many it is over.
        before: The mean in the first run; `after` the one in the second.
        difference: How much the second is higher.
        low: Where the 95 % interval of the difference begins; `high` is where it ends.
        p: Of the two-sided paired randomisation test.
        better: The questions whose value rose; `worse` those whose value fell.
    """

    measure: str
    questions: int
    before: float
    after: float
    difference: float
    low: float
    high: float
    p: float
    better: tuple[Change, ...]
    worse: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the questions of one run in another.

    Attributes:
        questions: How many both runs have, told by id; only these are compared.
        only_before: The ids of questions that only the first run has; `only_after` the second.
        unlike: The ids that are answerable in one run only, and so are no longer the same
            question: not compared.
        reworded: The ids whose question has other words in the second run: compared.
        one_sided: The measures that only one of the runs has: not compared.
        measures: Each measure of both runs, by name.
    """

    questions: int
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    unlike: tuple[str, ...]
    reworded: tuple[str, ...]
    one_sided: tuple[str, ...]
    measures: Mapping[str, Compared]

    def to_dict(self) -> dict[str, Any]:
        """The comparison as JSON values."""
        return plain(asdict(self))  # type: ignore[no-any-return]


def compare(before: Run, after: Run) -> Comparison:
    """Every measure of two runs over the questions that both have.

    A question that has no value of a measure in one of the runs, and has one in the other, counts
    as zero there. Rows are paired by id and gone through in the order of `after`.

    Raises:
        RunError: The runs have no question in common.
    """
    old, new = ({row.id: row for row in run.rows} for run in (before, after))
    shared = [(old[key], row) for key, row in new.items() if key in old]
    pairs = [(one, other) for one, other in shared if one.answerable == other.answerable]
    if not pairs:
        raise RunError(
            "The two runs have no question in common, by id. Compare runs of one question set."
        )
    named = [_names(row for row, _ in pairs), _names(row for _, row in pairs)]
    compared = (_compared(name, pairs) for name in _in_both(named))
    return Comparison(
        questions=len(pairs),
        only_before=tuple(key for key in old if key not in new),
        only_after=tuple(key for key in new if key not in old),
        unlike=tuple(one.id for one, other in shared if one.answerable != other.answerable),
        reworded=tuple(one.id for one, other in pairs if one.question != other.question),
        one_sided=tuple(name for name in {**named[0], **named[1]} if name not in _in_both(named)),
        measures={each.measure: each for each in compared},
    )


def regressions(comparison: Comparison, measures: Iterable[str]) -> tuple[Compared, ...]:
    """Those of the measures that really are worse in the second run.

    Really worse is a difference below 0, whose 95 % interval leaves out 0 and whose p-value,
    corrected for the number of measures (`evals.measures.significance.holm`), is below .05.

    Args:
        comparison: Of two runs.
        measures: Their names; "any" stands for all.

    Raises:
        RunError: One of them is no measure of both runs.
    """
    chosen = [comparison.measures[name] for name in _chosen(comparison, measures)]
    corrected = holm([each.p for each in chosen])
    return tuple(
        each
        for each, p in zip(chosen, corrected, strict=True)
        if each.difference < 0 and each.high < 0 and p < LEVEL
    )


def row_values(row: Row) -> dict[str, float]:
    """What is compared of a row, by name: answered or refused, whichever is right, and measures."""
    said = {ANSWERED: float(row.answered)} if row.answerable else {REFUSED: float(row.refused)}
    return {**said, **row.measures}


def _chosen(comparison: Comparison, measures: Iterable[str]) -> Iterator[str]:
    known = comparison.measures
    asked = dict.fromkeys(measures)
    for name in known if ANY in asked else asked:
        if name not in known:
            close = difflib.get_close_matches(name, [*known, ANY], n=1)
            meant = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(known)}."
            raise RunError(f"'{name}' is no measure of both runs. {meant}")
        yield name


def _names(rows: Iterable[Row]) -> dict[str, None]:
    """The measures that some row has, in the order in which they first come."""
    return dict.fromkeys(name for row in rows for name in row_values(row))


def _in_both(named: Sequence[Mapping[str, None]]) -> list[str]:
    return [name for name in named[1] if name in named[0]]


def _compared(name: str, pairs: Iterable[Pair]) -> Compared:
    values = [(new, row_values(old), row_values(new)) for old, new in pairs]
    changes = [
        Change(row.id, row.question, before.get(name, 0.0), after.get(name, 0.0))
        for row, before, after in values
        if name in before or name in after
    ]
    differences = [each.after - each.before for each in changes]
    low, high = interval(differences)
    return Compared(
        measure=name,
        questions=len(changes),
        before=fmean(each.before for each in changes),
        after=fmean(each.after for each in changes),
        difference=fmean(differences),
        low=low,
        high=high,
        p=p_value(differences),
        better=tuple(each for each in changes if each.after - each.before > SAME),
        worse=tuple(each for each in changes if each.before - each.after > SAME),
    )
