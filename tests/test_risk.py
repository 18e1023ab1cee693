import pytest

from evals.measures.risk import (
    Judged,
    Point,
    area_under_risk,
    calibration_error,
    risk_coverage,
    share_reaching,
    threshold_letting,
)

FOUR = [Judged(0.3, False), Judged(0.8, True), Judged(0.9, True), Judged(0.8, False)]


def test_risk_is_the_share_of_wrong_answers_among_those_that_are_sure_enough():
    assert risk_coverage(FOUR) == [
        Point(0.9, 1 / 4, 0.0),
        Point(0.8, 3 / 4, 1 / 3),
        Point(0.3, 1.0, 2 / 4),
    ]


def test_equal_confidences_are_answered_together_whatever_their_order():
    assert risk_coverage(FOUR) == risk_coverage(FOUR[::-1])


def test_the_area_weighs_each_question_by_the_risk_that_first_answers_it():
    # One at risk 0, two at 1/3, one at 1/2: (0 + 1/3 + 1/3 + 1/2) / 4.
    assert area_under_risk(FOUR) == pytest.approx(7 / 24)


def test_the_area_is_lower_where_the_sure_answers_are_the_right_ones():
    good = [Judged(0.9, True), Judged(0.1, False)]
    bad = [Judged(0.9, False), Judged(0.1, True)]
    # (0 + 1/2) / 2 and (1 + 1/2) / 2.
    assert (area_under_risk(good), area_under_risk(bad)) == (0.25, 0.75)


def test_the_calibration_error_is_the_mean_gap_weighed_by_the_size_of_the_bins():
    # [.9, 1]: .9 against 1, one of four; [.8, .9): .8 against 1/2, two; [.3, .4): .3 against 0.
    assert calibration_error(FOUR) == pytest.approx((0.1 + 2 * 0.3 + 0.3) / 4)


def test_one_bin_compares_the_means_alone():
    # (.3 + .8 + .9 + .8) / 4 = .7 against 2 of 4.
    assert calibration_error(FOUR, bins=1) == pytest.approx(0.2)


def test_a_confidence_that_keeps_its_word_has_no_calibration_error():
    kept = (
        [Judged(0.75, True)] * 3 + [Judged(0.75, False)] + [Judged(1.0, True), Judged(0.0, False)]
    )
    assert calibration_error(kept) == 0.0


def test_full_certainty_is_in_the_last_bin():
    assert calibration_error([Judged(1.0, True), Judged(0.95, True)]) == pytest.approx(0.025)


def test_the_threshold_lets_no_more_through_than_it_may():
    twenty = [number / 20 for number in range(20)]
    threshold = threshold_letting(5, twenty)
    assert 0.9 < threshold < 0.9001
    assert [each for each in twenty if each >= threshold] == [0.95]
    assert threshold_letting(5, twenty[:19]) > twenty[18]


def test_of_equal_confidences_the_threshold_lets_none_through_rather_than_too_many():
    assert share_reaching(threshold_letting(50, [0.7, 0.7, 0.7, 0.1]), [0.7, 0.7, 0.7, 0.1]) == 0.0


def test_a_confidence_reaches_the_threshold_that_it_equals():
    assert share_reaching(0.5, [0.4, 0.5, 0.6, 0.5]) == 0.75
