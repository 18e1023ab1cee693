"""On which day it happened, as a sentence tells and as its article does."""

from datetime import date

import pytest

from qa.english.event_days import EventDay, day_of


@pytest.mark.parametrize(
    ("sentence", "published", "first", "last", "dated"),
    [
        # 20 May 2023 was a Saturday.
        ("She resigned on Saturday.", "2023-05-20", "2023-05-20", None, True),
        ("She resigned on Thursday.", "2023-05-20", "2023-05-18", None, True),
        # Six days back is rather the day after: a report that was written on.
        ("She resigned, he said Sunday.", "2023-05-20", "2023-05-21", None, True),
        ("It will open in June, the board said on Friday.", "2023-05-20", "2023-05-19", None, True),
        ("The hall will open on Monday.", "2023-05-20", "2023-05-22", None, True),
        ("The fair ran from 3 to 9 May.", "2023-05-20", "2023-05-03", "2023-05-09", True),
        ("On August 31 it rained.", "2022-08-29", "2022-08-31", None, True),
        ("In 2019 he was jailed.", "2023-05-20", "2019", None, True),
        ("It snowed in April 2023.", "2023-05-20", "2023-04", None, True),
        ("It has been dry since May.", "2023-06-20", "2023-06-20", None, False),
        ("No one wed since its return to Ley in 2021.", "2023-06-20", "2023-06-20", None, False),
        ("No one wed since its return to Ley in 2021.", None, None, None, False),
        ("The first since the fire, it sank on 4 May 2021.", None, "2021-05-04", None, True),
        ("The hall may open as early as Monday.", "2023-05-20", "2023-05-22", None, True),
        ("Trains were late this week.", "2023-05-20", "2023-05-20", None, False),
        ("Trains were late.", "2023-05", "2023-05", None, False),
        ("Trains were late.", None, None, None, False),
        ("It sank on Christmas Eve.", "2024-12-26", "2024-12-24", None, True),
        ("It sank on New Year’s Day.", "2025-01-02", "2025-01-01", None, True),
        ("It sank over Christmas.", "2025-01-04", "2024-12-24", "2024-12-26", True),
        ("The shop shuts on Boxing Day.", "2024-12-20", "2024-12-26", None, True),
        ("The Halloween parade was cut short.", "2025-11-04", "2025-11-04", None, False),
        ("On 4 March 2020 it sank.", None, "2020-03-04", None, True),
    ],
)  # fmt: skip
def test_the_day_of_the_event_is_the_sentences_where_it_tells_one(
    sentence: str, published: str | None, first: str | None, last: str | None, dated: bool
) -> None:
    day = day_of(sentence, published)
    assert (day.first, day.last, day.dated) == (first, last, dated)


def test_of_an_undated_article_the_words_for_the_time_are_kept() -> None:
    assert day_of("Earlier in December it rained.", None) == EventDay(
        None, None, False, "Earlier in December"
    )


def test_a_month_lies_in_its_year_and_not_in_one_of_its_days() -> None:
    december = EventDay("2022-12", None, dated=True)
    assert december.within(date(2022, 1, 1), date(2022, 12, 31))
    assert not december.within(date(2022, 12, 5), date(2022, 12, 5))
    assert december.within(None, None)
    assert not EventDay(None, None, dated=False).within(None, None)
