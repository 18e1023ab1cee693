"""Bare weekdays are days of their article's week."""

from qa.questions.analysis import analyse
from qa.reading.weekdays import weekday_note, with_dates

ENDED = "The ferry strike ended on Thursday."


def test_a_weekday_gets_its_date_by_the_day_of_the_article() -> None:
    assert with_dates(ENDED, "2023-03-10") == "The ferry strike ended on Thursday (9 March 2023)."
    coming = with_dates("The strike will end on Thursday.", "2023-03-07")
    assert coming == "The strike will end on Thursday (9 March 2023)."


def test_without_a_whole_date_or_a_weekday_nothing_is_added() -> None:
    for published in (None, "2023", "2023-03"):
        assert with_dates(ENDED, published) == ENDED
    assert with_dates("It ended on 9 March.", "2023-03-10") == "It ended on 9 March."


def test_a_question_for_a_time_is_told_which_day_a_weekday_is() -> None:
    when = analyse("When did the strike end?")
    note = weekday_note(when, ENDED, "2023-03-10", None)
    assert note == "“Thursday” is 9 March 2023, reckoned from the day of the article."
    assert weekday_note(when, ENDED, "2023-03-10", "on Thursday") == note
    assert weekday_note(when, ENDED, "2023-03-10", "ended") is None
    assert weekday_note(when, ENDED, None, None) is None
    assert weekday_note(analyse("What ended?"), ENDED, "2023-03-10", None) is None


def test_yesterday_and_tomorrow_are_days_of_the_article_too():
    burst = "A pipe burst in Mill Street yesterday."
    assert with_dates(burst, "2024-10-03") == (
        "A pipe burst in Mill Street yesterday (2 October 2024)."
    )
    when = analyse("When did the pipe burst?")
    assert weekday_note(when, burst, "2024-10-03", "yesterday") == (
        "“yesterday” is 2 October 2024, reckoned from the day of the article."
    )
    built = "Built in 1990, the bridge today carries 900 cars."
    assert weekday_note(analyse("When was the bridge built?"), built, "2024-10-03", None) is None
    opens = "The lido opens tomorrow."
    assert "(4 October 2024)" in with_dates(opens, "2024-10-03")
    assert with_dates(burst, None) == burst
