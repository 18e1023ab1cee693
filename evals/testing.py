"""Question sets in a pytest suite of your own; docs/testing.md has a whole example.

    run = evaluated(engine, "my-set.jsonl")
    assert_reaches(run, {"citation_recall": 0.8, "answered": 0.9, "refused": 0.9})

pytest is needed by `questions` and `run_fixture` only, and only when they are called.
"""

import difflib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any, Literal

from evals.measures.significance import SAME
from evals.question_sets.questions import Articles, Question, read_questions
from evals.reporting.comparison_table import comparison_table, worse_sentence
from evals.reporting.tables import WIDTH, aligned, clipped, counted
from evals.runs.comparing import compare, regressions, row_values
from evals.runs.run import MEASURES, Row, Run
from evals.runs.run_files import read_run
from evals.runs.running import Engine, evaluate
from index.errors import RunError

if TYPE_CHECKING:
    import pytest

WORST = 10


def evaluated(
    engine: Engine,
    question_set: str | Path | Iterable[Question],
    *,
    archive: Articles | None = None,
) -> Run:
    """Ask an engine every question of a set.

    Args:
        engine: Whatever has `QueryEngine.query`; `evals.adapters` makes it of other systems.
        question_set: A JSON Lines file, or questions.
        archive: Where gold articles are looked up, `engine.archive` when left out.

    Raises:
        QuestionSetError: The set cannot be read, or the archive does not hold a gold article.
    """
    if isinstance(question_set, str | Path):
        question_set = read_questions(question_set)
    return evaluate(engine, question_set, archive=archive)


def assert_reaches(run: Run, thresholds: Mapping[str, float]) -> None:
    """Fail unless the mean of each measure is its threshold or more.

    Each mean is over the questions to which the measure applies; "answered" is of the answerable
    questions, "refused" of the unanswerable ones. What raised counts as zero in all of them.

    Args:
        run: As `evaluated` or `read_run` gives it.
        thresholds: From 0 to 1, by the names in docs/question-sets.md.

    Raises:
        AssertionError: One is not reached; the message has every figure and the worst questions.
        RunError: A measure is misspelt, or applies to no question of the run.
        ValueError: There is no threshold, or one that is not from 0 to 1.
    """
    __tracebackhide__ = True
    _check(thresholds)
    _check_measures(run.rows, thresholds)
    _reach(run.rows, thresholds)


def assert_question(
    engine: Engine,
    question: Question,
    thresholds: Mapping[str, float],
    *,
    archive: Articles | None = None,
) -> None:
    """Ask one question, and fail unless it reaches the thresholds that apply to it.

    Raises:
        AssertionError: One is not reached.
        RunError: A measure is misspelt, or none of them applies to the question.
        QuestionSetError: The archive does not hold a gold article.
        ValueError: There is no threshold, or one that is not from 0 to 1.
    """
    __tracebackhide__ = True
    _check(thresholds)
    rows = evaluated(engine, [question], archive=archive).rows
    known = row_values(rows[0])
    applying = {name: least for name, least in thresholds.items() if name in known}
    _check_measures(rows, applying or thresholds)
    _reach(rows, applying)


def assert_not_worse(run: Run, baseline: str | Path | Run, measures: Iterable[str]) -> None:
    """Fail where a measure is really worse than in a baseline, as docs/comparing.md has it.

    Args:
        run: The run to judge.
        baseline: A run, or the folder of one.
        measures: Their names; "any" stands for all.

    Raises:
        AssertionError: One is worse; the message has the whole comparison.
        RunError: The baseline cannot be read, or a measure is none of both runs.
    """
    __tracebackhide__ = True
    before = baseline if isinstance(baseline, Run) else read_run(baseline)
    comparison = compare(before, run)
    worse = regressions(comparison, measures)
    if worse:
        sentences = [worse_sentence(each) for each in worse]
        raise AssertionError("\n".join([*sentences, "", comparison_table(comparison)]))


def questions(
    question_set: str | Path, *, where: Callable[[Question], bool] = lambda _: True
) -> "list[Any]":
    """The questions of a file for `pytest.mark.parametrize`, each named by its id.

    Args:
        question_set: A JSON Lines file.
        where: Which of the questions; all when left out.

    Raises:
        QuestionSetError: The set cannot be read.
    """
    import pytest

    chosen = filter(where, read_questions(question_set))
    return [pytest.param(question, id=question.id) for question in chosen]


def run_fixture(
    question_set: str | Path,
    *,
    engine: str = "engine",
    scope: Literal["session", "package", "module", "class", "function"] = "session",
) -> Any:  # noqa: ANN401 - what pytest makes of a fixture
    """A fixture that has the run of a set; give it a name in conftest.py or in a test's module.

        run = run_fixture("my-set.jsonl")

    Args:
        question_set: A JSON Lines file, asked when the first test wants the run.
        engine: The name of your fixture that has the engine; its scope must be as wide.
        scope: How long the run is kept.
    """
    import pytest

    @pytest.fixture(scope=scope)
    def run(request: "pytest.FixtureRequest") -> Run:
        return evaluated(request.getfixturevalue(engine), question_set)

    return run


def _check(thresholds: Mapping[str, float]) -> None:
    if not thresholds:
        raise ValueError('There is no threshold; give some, as {"contains": 0.8}.')
    for name, least in thresholds.items():
        if not 0 <= least <= 1:
            raise ValueError(f"The threshold of {name} must be from 0 to 1, and is {least}.")


def _check_measures(rows: Sequence[Row], names: Iterable[str]) -> None:
    known = dict.fromkeys(name for row in rows for name in row_values(row))
    for name in names:
        if name in known:
            continue
        close = difflib.get_close_matches(name, [*known, *MEASURES], n=1)
        if name in MEASURES or not close:
            meant = f"These apply: {', '.join(known) or 'none'}."
        else:
            meant = f"Did you mean {close[0]}?"
        raise RunError(f"'{name}' applies to none of the {counted(len(rows))} asked. {meant}")


def _reach(rows: Sequence[Row], thresholds: Mapping[str, float]) -> None:
    """Compare each mean with its threshold; every measure applies to some row."""
    __tracebackhide__ = True
    found = [row_values(row) for row in rows]
    lines = [["", "figure", "wanted", "of", ""]]
    missed = []
    for name, least in thresholds.items():
        of = [values[name] for values in found if name in values]
        low = fmean(of) < least - SAME
        missed += [name] if low else []
        cells = [f"{fmean(of):.4f}", f"{least:.4f}", str(len(of))]
        lines.append([name, *cells, "too low" if low else ""])
    if missed:
        few = f"{len(missed)} of {len(lines) - 1} measures too low, {counted(len(rows))} asked"
        raise AssertionError("\n\n".join([few, aligned(lines), _worst(rows, missed)]))


def _worst(rows: Iterable[Row], missed: Sequence[str]) -> str:
    """The questions that lose most in the measures that were missed, with what was said to them."""
    losses = []
    for row in rows:
        lost = {name: 1 - value for name, value in row_values(row).items() if name in missed}
        lost = {name: loss for name, loss in lost.items() if loss > SAME}
        if lost:
            losses.append((math.fsum(lost.values()), row, lost))
    losses.sort(key=lambda each: -each[0])
    lines = [f"the worst {min(WORST, len(losses))} of {counted(len(losses))} below 1:"]
    for _, row, lost in losses[:WORST]:
        values = ", ".join(f"{name} {1 - loss:.3f}" for name, loss in lost.items())
        lines += [f"  {row.id}: {row.question}", f"    {values}", f"    {_summed_up(row)}"]
        expected = " / ".join(row.answers) if row.answerable else "a refusal"
        lines += [f"    expected: {expected}"] if expected else []
    return "\n".join(clipped(line, WIDTH) for line in lines)


def _summed_up(row: Row) -> str:
    if row.error is not None:
        return f"raised: {row.error}"
    return f"said: {row.text}" if row.answered else f"refused: {row.reason}"
