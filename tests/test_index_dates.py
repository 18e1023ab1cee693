"""Dates of differing precision: which days they may mean."""

from datetime import date

import pytest

from index.dates import as_number, days


@pytest.mark.parametrize(
    ("published", "first", "last"),
    [
        ("2023-05-07", date(2023, 5, 7), date(2023, 5, 7)),
        ("2023-05", date(2023, 5, 1), date(2023, 5, 31)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_a_date_covers_the_days_it_may_mean(published, first, last):
    assert days(published) == (first, last)


@pytest.mark.parametrize(
    "published",
    ["", "23", "2023-5", "2023-13", "2023-00", "2023-05-00", "2023-02-30", "0000",
     "2023-05-07T10:00", " 2023", "2023\n", "20230507", "٢٠٢٣", "May 2023"],
)  # fmt: skip
def test_anything_else_is_no_date(published):
    with pytest.raises(ValueError, match="."):
        days(published)


def test_days_as_numbers_sort_as_days_do():
    assert as_number(date(2023, 5, 7)) == 20230507
    assert as_number(date(987, 1, 2)) < as_number(date(1999, 12, 31)) < as_number(date(2000, 1, 1))
