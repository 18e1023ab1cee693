"""Newer is better by a bounded amount, reckoned from the newest there is, or from a period."""

import math
from datetime import date

import pytest

from qa.finding.timeliness import LATEST, NEWER, Timing, timeliness, timing
from qa.questions.time_scope import read_time


def test_a_day_is_worth_less_the_older_it_is_beside_the_newest() -> None:
    found = timeliness([date(2024, 1, 31), date(2024, 1, 1), date(2014, 1, 1)])
    assert found[0] == 1
    assert found[1] == pytest.approx(math.exp(-1))
    assert 0 <= found[2] < 1e-9


def test_of_a_period_that_is_over_what_came_later_is_worth_less() -> None:
    days = [date(2023, 5, 2), date(2023, 5, 31), date(2023, 6, 30), date(2024, 5, 31)]
    found = timeliness(days, until=date(2023, 5, 31))
    assert found[:3] == [1, 1, pytest.approx(math.exp(-1))]
    assert 0 <= found[3] < 1e-4


def test_an_old_archive_has_its_newest_too() -> None:
    assert timeliness([date(1963, 5, 1)]) == [1]


def test_the_undated_are_neither_new_nor_old() -> None:
    assert timeliness([None, date(2024, 1, 31), date(2014, 1, 1)])[0] == pytest.approx(0.5)
    assert timeliness([None, None]) == [0, 0]
    assert timeliness([]) == []


DAY = date(2024, 5, 31)


@pytest.mark.parametrize(
    ("question", "as_of", "newest", "expected"),
    [
        ("What is the latest on the strike?", None, None, Timing(LATEST)),
        ("Who leads the party?", None, None, Timing(NEWER)),
        ("Who won the race?", None, None, Timing()),
        ("Who won the race?", None, date(2024, 5, 20), Timing(NEWER)),
        ("Who won the race?", None, date(2024, 4, 20), Timing()),
        ("Who won the race?", None, date(2025, 4, 20), Timing()),
        ("Who won the race?", DAY, date(2020, 4, 20), Timing(NEWER)),
        ("Who won the race in 2021?", DAY, DAY, Timing(NEWER, date(2021, 12, 31))),
        ("Who won the race this week?", DAY, DAY, Timing(NEWER)),
    ],
)
def test_days_count_where_the_question_or_its_day_asks_for_it(
    question: str, as_of: date | None, newest: date | None, expected: Timing
) -> None:
    assert timing(read_time(question, DAY), as_of=as_of, newest=newest) == expected
