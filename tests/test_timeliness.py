"""Newer is better by a bounded amount, reckoned from the newest there is."""

import math
from datetime import date

import pytest

from qa.dates import read_time
from qa.timeliness import LATEST, NEWER, newness, preference


def test_newness_falls_with_age_beside_the_newest() -> None:
    found = newness([date(2024, 1, 31), date(2024, 1, 1), date(2014, 1, 1)])
    assert found[0] == 1
    assert found[1] == pytest.approx(math.exp(-1))
    assert 0 <= found[2] < 1e-9


def test_an_old_archive_has_its_newest_too() -> None:
    assert newness([date(1963, 5, 1)]) == [1]


def test_the_undated_are_neither_new_nor_old() -> None:
    assert newness([None, date(2024, 1, 31), date(2014, 1, 1)])[0] == pytest.approx(0.5)
    assert newness([None, None]) == [0, 0]
    assert newness([]) == []


DAY = date(2024, 5, 31)


@pytest.mark.parametrize(
    ("question", "as_of", "newest", "expected"),
    [
        ("What is the latest on the strike?", None, None, LATEST),
        ("Who leads the party?", None, None, NEWER),
        ("Who won the race?", None, None, 0),
        ("Who won the race?", None, date(2024, 5, 20), NEWER),
        ("Who won the race?", None, date(2024, 4, 20), 0),
        ("Who won the race?", None, date(2025, 4, 20), 0),
        ("Who won the race?", DAY, date(2020, 4, 20), NEWER),
        ("Who won the race in 2021?", DAY, DAY, 0),
        ("Who won the race this week?", DAY, DAY, NEWER),
    ],
)
def test_newness_counts_where_the_question_or_its_day_asks_for_it(
    question: str, as_of: date | None, newest: date | None, expected: float
) -> None:
    assert preference(read_time(question, DAY), DAY, as_of=as_of, newest=newest) == expected
