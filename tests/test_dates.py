"""Relative dates are reckoned from the day a question is asked."""

from datetime import date

import pytest

from index import Filters
from qa.dates import filters_for

FRIDAY = date(2024, 5, 31)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What happened yesterday?", date(2024, 5, 30)),
        ("What happened this week?", date(2024, 5, 27)),
        ("What happened last week?", date(2024, 5, 20)),
        ("Who met last month?", date(2024, 4, 1)),
        ("Who met this month?", date(2024, 5, 1)),
        ("What grew last year?", date(2023, 1, 1)),
        ("What grew this year?", date(2024, 1, 1)),
        ("What was said 3 days ago?", date(2024, 5, 28)),
        ("What was said two weeks ago?", date(2024, 5, 14)),
        ("Who visited in the past week?", date(2024, 5, 21)),
        ("Who visited over the last 2 months?", date(2024, 3, 15)),
    ],
)
def test_a_relative_date_sets_the_first_day(question: str, first: date) -> None:
    assert filters_for(question, FRIDAY, Filters()) == Filters(
        published_from=first, as_of=FRIDAY, undated=True
    )


def test_january_and_leap_days_are_no_trap() -> None:
    assert filters_for("last month", date(2024, 1, 31), Filters()).published_from == date(
        2023, 12, 1
    )
    assert filters_for("last year", date(2024, 2, 29), Filters()).published_from == date(2023, 1, 1)


@pytest.mark.parametrize(
    "question", ["Who met whom in 2021?", "What is planned for next year?", "Is it open today?"]
)
def test_other_questions_have_no_first_day(question: str) -> None:
    assert filters_for(question, FRIDAY, Filters()).published_from is None


def test_without_a_day_nothing_is_held_back_as_later() -> None:
    assert filters_for("Who met whom?", None, Filters()) == Filters()


def test_a_date_in_the_question_only_narrows_the_filters_that_are_given() -> None:
    may = Filters(publishers=("Daily",), published_from=date(2024, 5, 28))
    narrowed = filters_for("What happened last week?", FRIDAY, may)
    assert narrowed == Filters(
        publishers=("Daily",), published_from=date(2024, 5, 28), as_of=FRIDAY, undated=False
    )
    assert filters_for("Who met whom?", FRIDAY, Filters(as_of=date(2024, 1, 1))).as_of == date(
        2024, 1, 1
    )
