import itertools
import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats

from evals.benchmarks.variations import GUARDED, Variation, line_of
from evals.measures.significance import DRAWS, EXACT, SEED, holm, interval, p_value
from evals.question_sets.questions import read_questions
from evals.reporting.comparison_table import comparison_table, worse_sentence
from evals.reporting.reports import write_report
from evals.runs.baselines import KEPT, write_baseline
from evals.runs.comparing import compare, regressions
from evals.runs.run import Row, Run
from evals.runs.run_files import read_run
from index.errors import RunError
from qa.passages import Citation
from ui.terminal.cli import main

ROOT = Path(__file__).parent.parent


def row(number, value=1.0, **changes):
    """An answered question with one measure, `contains`."""
    made = Row(
        id=f"q{number}",
        question=f"Who met {number}?",
        kind="fact",
        held_out=False,
        answerable=True,
        answered=True,
        measures={"contains": value},
    )
    return replace(made, **changes)


def unanswerable(number, *, answered=False):
    return row(number, answerable=False, answered=answered, measures={})


def runs(before, after):
    """Two runs whose questions have these values of `contains`."""
    return [Run.of(row(n, value) for n, value in enumerate(values)) for values in (before, after)]


# Significance


def test_the_randomisation_test_counts_sign_patterns():
    # Of the 8 patterns of three equal differences only +++ and --- are as far from 0.
    assert p_value([1, 1, 1]) == 2 / 8
    # Of 1, 1, -1 every pattern sums to at least 1 in size.
    assert p_value([1, 1, -1]) == 1.0
    # 3, 1, 1 sums to 5: as far only with all signs alike; 3, 1, -1 to 3: 6 patterns reach it.
    assert p_value([3, 1, 1]) == 2 / 8
    assert p_value([3, 1, -1]) == 6 / 8


def test_questions_that_do_not_differ_change_no_p_value():
    assert p_value([0.0] * 50) == 1.0
    assert p_value([1, 1, 1, 1, 1, *[0.0] * 500]) == p_value([1] * 5) == 2 / 32


def test_a_rounding_of_another_machine_is_no_difference():
    assert p_value([1e-12] * 8) == 1.0


@given(st.lists(st.sampled_from([-1.0, -0.5, 0.5, 1.0]), min_size=1, max_size=8))
def test_the_p_value_is_that_of_counting_by_hand(differences):
    patterns = itertools.product([1, -1], repeat=len(differences))
    sums = [abs(sum(s * d for s, d in zip(p, differences, strict=True))) for p in patterns]
    expected = sum(each >= abs(sum(differences)) for each in sums) / len(sums)
    assert p_value(differences) == expected


def test_drawn_patterns_come_near_the_exact_ones():
    # 13 to 3 of 16 equal differences: the binomial's two tails, 2 * 697 / 65,536.
    assert EXACT < 16
    assert p_value([1.0] * 13 + [-1.0] * 3) == pytest.approx(2 * 697 / 65536, abs=0.005)
    assert p_value([1.0] * 100) == pytest.approx(1 / 10001)


def test_the_interval_holds_the_mean_and_narrows_with_more_questions():
    few, many = interval([1.0, 0.0] * 10), interval([1.0, 0.0] * 1000)
    assert few[0] < many[0] < 0.5 < many[1] < few[1]
    # The standard error of a mean of 2,000 halves is .5 / sqrt(2000) = .0112.
    assert many == pytest.approx((0.5 - 1.96 * 0.0112, 0.5 + 1.96 * 0.0112), abs=0.003)
    assert interval([0.25] * 7) == (0.25, 0.25)


def test_the_same_differences_always_give_the_same_numbers():
    differences = [((n * 37) % 11 - 5) / 7 for n in range(300)]
    assert interval(differences) == interval(differences)
    assert p_value(differences) == p_value(differences)


def test_thousands_of_questions_are_drawn_in_parts():
    differences = [1.0, -1.0] * 2500
    low, high = interval(differences)
    assert -0.05 < low < 0 < high < 0.05
    assert p_value(differences) == 1.0


# Thousandths, whole to scipy, to which sums that differ by a rounding error are no tie.
@settings(deadline=None)
@given(st.lists(st.integers(1, 1000).map(lambda n: n * (-1) ** n), min_size=2, max_size=10))
@example([-1, -1, 2, 2, 18, -235, -239, 172, 280])
def test_the_p_value_is_that_of_scipys_permutation_test(thousandths):
    differences = [each / 1000 for each in thousandths]
    found = stats.permutation_test(
        (np.array(thousandths, dtype=float),),
        lambda values, axis: np.abs(values.sum(axis=axis)),
        permutation_type="samples",
        alternative="greater",
        vectorized=True,
        n_resamples=np.inf,
    )
    assert p_value(differences) == pytest.approx(found.pvalue)


@pytest.mark.parametrize("questions", [2, 30, 138, 1000])
def test_the_interval_is_that_of_scipys_bootstrap(questions):
    differences = np.random.default_rng(questions).choice([-1, -0.25, 0, 0, 0.5, 1], questions)
    found = stats.bootstrap(
        (differences,),
        np.mean,
        confidence_level=0.95,
        n_resamples=DRAWS,
        batch=DRAWS // 10,
        method="percentile",
        rng=np.random.default_rng(SEED),
    )
    width = np.ptp(found.confidence_interval)
    assert interval(differences) == pytest.approx(found.confidence_interval, abs=0.05 * width)


def test_holm_weighs_the_smallest_by_all_the_next_by_one_less():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.5, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


# Comparing


def test_every_measure_is_compared_and_higher_is_better():
    before = Run.of([row(1, 0.0), row(2), row(3, answered=False), unanswerable(4, answered=True)])
    after = Run.of([row(1), row(2, 0.5), row(3), unanswerable(4)])
    found = compare(before, after)
    assert list(found.measures) == ["answered", "contains", "refused"]
    contains = found.measures["contains"]
    assert (contains.questions, contains.before, contains.after) == (
        3,
        pytest.approx(2 / 3),
        2.5 / 3,
    )
    assert contains.difference == pytest.approx(0.5 / 3)
    assert [(c.id, c.before, c.after) for c in contains.better] == [("q1", 0.0, 1.0)]
    assert [(c.id, c.question, c.after) for c in contains.worse] == [("q2", "Who met 2?", 0.5)]
    assert (found.measures["answered"].questions, found.measures["answered"].after) == (3, 1.0)
    assert (found.measures["refused"].questions, found.measures["refused"].difference) == (1, 1.0)


def test_a_question_that_raised_is_neither_answered_nor_refused():
    raised = unanswerable(1)
    found = compare(Run.of([raised]), Run.of([replace(raised, error="ValueError: x")]))
    assert found.measures["refused"].difference == -1.0


def test_a_value_that_one_run_lacks_counts_as_zero():
    found = compare(Run.of([row(1), row(2)]), Run.of([row(1), row(2, measures={})]))
    contains = found.measures["contains"]
    assert (contains.questions, contains.before, contains.after) == (2, 1.0, 0.5)
    assert [each.id for each in contains.worse] == ["q2"]


def test_a_measure_that_one_run_does_not_know_is_named_and_not_compared():
    found = compare(Run.of([row(1)]), Run.of([row(1, measures={"contains": 1.0, "new": 1.0})]))
    assert found.one_sided == ("new",)
    assert "new" not in found.measures
    assert "measured in one run only, not compared: new" in comparison_table(found)


def test_questions_of_one_run_only_are_named():
    before = Run.of([row(1), row(2), unanswerable(3)])
    after = Run.of([row(4), row(1, question="Who?"), row(3)])
    found = compare(before, after)
    assert found.questions == 1
    assert (found.only_before, found.only_after) == (("q2",), ("q4",))
    assert (found.unlike, found.reworded) == (("q3",), ("q1",))
    assert found.measures["contains"].questions == 1


def test_runs_without_a_common_question_are_refused():
    with pytest.raises(RunError, match="no question in common"):
        compare(Run.of([row(1)]), Run.of([row(2)]))
    with pytest.raises(RunError, match="no question in common"):
        compare(Run.of([]), Run.of([]))


def test_the_order_of_the_questions_makes_no_difference():
    before, after = runs([0.0, 1.0, 0.5, 1.0], [1.0, 1.0, 0.0, 0.0])
    other = Run.of(reversed(before.rows))
    assert compare(before, after) == compare(other, after)


def test_a_real_regression_is_told_from_chance():
    before = [1.0] * 60
    ten_worse, three_worse = (
        compare(*runs(before, [0.0] * 10 + [1.0] * 50)),
        compare(*runs(before, [0.0] * 3 + [1.0] * 57)),
    )
    assert [each.measure for each in regressions(ten_worse, ["contains"])] == ["contains"]
    # 2 / 2**3 = .25 is no proof, though the interval leaves out 0.
    assert not regressions(three_worse, ["contains"])


def test_what_became_better_is_no_regression():
    assert not regressions(compare(*runs([0.0] * 30, [1.0] * 30)), ["any"])


def test_more_measures_want_a_smaller_p():
    # Six of six worse: 2 / 64 = .03125; twice that is over .05.
    worse = compare(*runs([1.0] * 30, [0.0] * 6 + [1.0] * 24))
    assert regressions(worse, ["contains"])
    assert not regressions(worse, ["contains", "answered"])
    assert regressions(worse, ["contains", "contains"])
    assert not regressions(worse, ["any"])


def test_an_unknown_measure_is_told_with_the_nearest_spelling():
    found = compare(*runs([1.0], [1.0]))
    with pytest.raises(RunError, match=r"'contians' is no measure.* Did you mean contains"):
        regressions(found, ["contians"])
    with pytest.raises(RunError, match="There are: answered, contains"):
        regressions(found, ["zzz"])


def test_the_table_is_this():
    before = Run.of([row(1, 0.0), row(2), unanswerable(3), row(9)])
    after = Run.of([row(1), row(2, 0.25), unanswerable(3)])
    assert comparison_table(compare(before, after)) == (
        "3 questions in both runs\n"
        "1 only in the first run, not compared: q9\n"
        "\n"
        "          of  before  after  differs    95 % interval       p  better  worse\n"
        "answered   2   1.000  1.000     .000     .000 to .000  1.0000       0      0\n"
        "contains   2    .500   .625    +.125  -.750 to +1.000  1.0000       1      1\n"
        "refused    1   1.000  1.000     .000     .000 to .000  1.0000       0      0\n"
        "\n"
        "2 questions changed:\n"
        "  q1: Who met 1?\n"
        "    + contains .000 to 1.000\n"
        "  q2: Who met 2?\n"
        "    - contains 1.000 to .250\n"
    )


def test_the_table_steers_no_terminal_and_fits_100_columns():
    odd = {"id": "x" * 90 + "\x1b[2J", "question": "Who\n\x1b[31m met?" * 20}
    table = comparison_table(compare(Run.of([row(1, **odd)]), Run.of([row(1, 0.0, **odd)])))
    assert "\x1b" not in table
    assert max(map(len, table.splitlines())) <= 100


def test_the_json_is_plain():
    values = compare(*runs([1.0, 0.0], [0.0, 0.0])).to_dict()
    assert json.loads(json.dumps(values)) == values
    assert values["measures"]["contains"]["worse"] == [
        {"id": "q0", "question": "Who met 0?", "before": 1.0, "after": 0.0}
    ]


def test_what_is_worse_is_said_in_a_sentence():
    worse = compare(*runs([1.0] * 4, [0.0] * 4)).measures["contains"]
    assert worse_sentence(worse) == (
        "contains is worse: 1.000 before, .000 after (difference -1.000, 95 % interval -1.000 to "
        "-1.000, 4 questions worse)."
    )


# Baselines


def test_a_baseline_compares_as_the_run_it_is_of_and_holds_no_text_of_articles(tmp_path):
    quote = Citation(1, "a", "A", None, None, None, "Secret words.", 0, 13)
    cited = {"text": "Secret words. [1]", "sentences": ("Secret words.",), "citations": (quote,)}
    run = Run.of([row(1, **cited), row(2, 0.0, error="ValueError: x"), unanswerable(3)])
    path = write_baseline(run, tmp_path / "new" / "baseline")
    written = path.read_text(encoding="utf-8")
    assert "Secret" not in written
    assert all(list(json.loads(line)) == list(KEPT) for line in written.splitlines())
    found = compare(read_run(path.parent), run)
    assert found == compare(run, run)
    assert not [each for each in found.measures.values() if each.better or each.worse]


def test_the_projects_own_baseline_is_of_its_question_set():
    kept = {each.id: each for each in read_run(ROOT / "evals/sets/seeds-baseline").rows}
    asked = read_questions(ROOT / "evals/sets/seeds.jsonl")
    assert [*kept] == [each.id for each in asked]
    assert all(kept[each.id].question == each.question for each in asked)


def test_what_is_guarded_is_measured_in_the_projects_own_baseline():
    guarded = re.findall(r"^GUARDED := (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    run = read_run(ROOT / "evals/sets/seeds-baseline")
    assert tuple(guarded[0].split()) == GUARDED
    assert set(GUARDED) <= set(compare(run, run).measures)


def test_a_variation_is_told_with_what_was_expected_of_it():
    usual, worse = runs([1.0] * 40, [0.0] * 10 + [1.0] * 30)
    planted = Variation("planted", worse=True)
    assert line_of(planted, usual, worse) == [
        "planted", "worse", "10 of 40", "0.0020", "contains", "",
    ]  # fmt: skip
    assert line_of(planted, usual, usual)[2:] == [
        "0 of 40", "1.0000", "nothing", "NOT AS EXPECTED",
    ]  # fmt: skip
    assert line_of(Variation("harmless"), usual, worse)[-1] == "NOT AS EXPECTED"
    assert line_of(Variation("harmless"), usual, usual)[-1] == ""
    assert line_of(Variation("told", worse=None), usual, worse)[-1] == ""


# The command


@pytest.fixture
def folders(tmp_path):
    """Two runs as `dateline eval --out` writes them; in the second ten of 40 questions fail."""
    for name, run in zip("ab", runs([1.0] * 40, [0.0] * 10 + [1.0] * 30), strict=True):
        write_report(run, tmp_path / name)
    return str(tmp_path / "a"), str(tmp_path / "b")


def test_the_command_fails_only_for_what_is_guarded_and_worse(folders, capsys):
    assert main(["eval", "compare", *folders]) == 0
    assert "10 questions changed" in capsys.readouterr().out
    assert main(["eval", "compare", *folders, "--fail-if-worse", "answered"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["eval", "compare", *folders, "--fail-if-worse", "contains"]) == 1
    assert capsys.readouterr().err.startswith("contains is worse: 1.000 before, .750 after")
    assert main(["eval", "compare", *folders, "--fail-if-worse", "any", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["worse"] == ["contains"]
    assert main(["eval", "compare", *folders[::-1], "--fail-if-worse", "any"]) == 0


def test_wrong_usage_of_the_command_exits_with_2_and_a_sentence(folders, tmp_path, capsys):
    assert main(["eval", "compare", folders[0], str(tmp_path / "none")]) == 2
    assert "rows.jsonl cannot be read" in capsys.readouterr().err
    assert main(["eval", "compare", *folders, "--fail-if-worse", "contians"]) == 2
    assert capsys.readouterr().err == (
        "'contians' is no measure of both runs. Did you mean contains?\n"
    )
    with pytest.raises(SystemExit) as stopped:
        main(["eval", "compare", folders[0]])
    assert stopped.value.code == 2


def test_the_command_keeps_a_baseline(folders, tmp_path, capsys):
    assert main(["eval", "baseline", folders[0], str(tmp_path / "kept")]) == 0
    assert str(tmp_path / "kept" / "rows.jsonl") in capsys.readouterr().out
    assert main(["eval", "compare", str(tmp_path / "kept"), folders[0]]) == 0
    (tmp_path / "file").write_text("")
    assert main(["eval", "baseline", folders[0], str(tmp_path / "file")]) == 1
    assert "cannot be written" in capsys.readouterr().err
