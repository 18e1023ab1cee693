"""The words of time in a question are read against the day it is asked."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import HashEmbedder
from hypothesis import example, given
from hypothesis import strategies as st

from index import Archive, Article, Filters, ingest
from qa import QueryEngine
from qa.english.times.leaning import Leaning
from qa.questions.time_scope import ANNOUNCED_DAYS, narrowed, read_time
from ui.wording import between, searched

FRIDAY = date(2024, 5, 31)
TABLE = [
    [cell.strip() for cell in line.strip("|\n").split(" | ")]
    for line in (Path(__file__).parent.parent / "docs" / "dates.md")
    .read_text(encoding="utf-8")
    .partition("| question |")[2]
    .splitlines()[2:]
]
WORDS = st.sampled_from(
    "since until before after from to between and in on of the early mid late last this next end "
    "week month year years quarter weekend Monday may May March march 31 5 2021 1999 '22 ago two "
    "three days the past first half Q3 1990s summer winter Christmas today yesterday night coming "
    "2024-05-31 3/4/2021 articles published who is was will , ? - – “ ' \"".split()
)
PAST = (
    "today;yesterday;last week;last month;last year;this week;this month;this year;last Monday;"
    "on Tuesday;in May;on 29 February;last summer;two weeks ago;in the past three months;"
    "over the weekend;last weekend;last Christmas;since March;last night;earlier this year;"
    "the week before last;in '99;in the '90s;12 decades ago"
).split(";")
FLOODS = "The river rose over its banks near the old mill. Boats brought the villagers to safety."


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QueryEngine]:
    """Floods in three years, and one without a date."""
    path = tmp_path_factory.mktemp("dated") / "archive"
    dated = {"a": "2021-05-04", "b": "2023-05-12", "c": "2023-06-05", "d": "2024-05-30", "e": None}
    articles = [
        Article(id=name, title=f"Flood {name}", text=f"{FLOODS} Flood {name}.", published=published)
        for name, published in dated.items()
    ]
    with Archive.create(path, embedder=HashEmbedder()) as archive:
        ingest(articles, archive)
    with Archive.open(path, embedder=HashEmbedder()) as archive:
        yield QueryEngine(archive)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row[0]} {row[1]}")
def test_every_row_of_the_documented_table_is_read_as_it_says(row: list[str]) -> None:
    question, asked, first, last, leaning, articles = row
    scope = read_time(question, date.fromisoformat(asked))
    assert (scope.first, scope.last) == (day(first), day(last))
    assert scope.leaning is Leaning(leaning)
    assert scope.about_publication is (articles == "yes")


def test_the_table_is_long_and_asks_nothing_twice() -> None:
    assert len(TABLE) >= 150
    assert len({(row[0], row[1]) for row in TABLE}) == len(TABLE)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=14).map(" ".join)), st.dates())
@example("between 9 and 3 May 2021", FRIDAY)
@example("from last week to next year", date.max)
@example("until 999 decades ago, this winter, last Christmas, '99, on Monday", date.min)
def test_any_text_on_any_day_gives_a_period_in_order_and_spans_within_it(
    question: str, asked: date
) -> None:
    scope = read_time(question, asked)
    if scope.first and scope.last:
        assert scope.first <= scope.last
    read_to = 0
    for start, end in scope.expressions:
        assert read_to <= start < end <= len(question)
        assert question[start:end].strip()
        read_to = end
    assert set(scope.relative) <= set(scope.expressions)
    if not scope.expressions:
        assert scope.first is scope.last is None


@given(st.sampled_from(PAST), st.dates(date(200, 1, 1), date(9990, 1, 1)))
def test_what_is_past_begins_no_later_than_the_day_asked(words: str, asked: date) -> None:
    scope = read_time(f"What happened {words}?", asked)
    assert scope.first is not None
    assert scope.first <= asked


@pytest.mark.parametrize(
    ("question", "words", "relative"),
    [
        ("Who met last week in Rome?", ["last week"], ["last week"]),
        ("Who met in May 2023?", ["May 2023"], []),
        ("Who has met since early 2022?", ["since early 2022"], []),
        ("Who met 🐋 at the end of last year?", ["the end of last year"], ["the end of last year"]),
        ("Who met on Monday and two weeks ago?", ["Monday", "two weeks ago"], ["two weeks ago"]),
        ("Who met in “last week”?", [], []),
    ],
)
def test_the_words_that_were_understood_are_named(
    question: str, words: list[str], relative: list[str]
) -> None:
    scope = read_time(question, FRIDAY)
    assert [question[start:end] for start, end in scope.expressions] == words
    assert [question[start:end] for start, end in scope.relative] == relative


def filters_for(
    question: str,
    as_of: date | None,
    limits: Filters,
    today: date | None = None,
    *,
    of_articles: bool = False,
) -> Filters:
    """What the engine looks in for a question under limits."""
    time = read_time(question, as_of or today or date.today())
    return narrowed(limits.until(as_of), time, of_articles=of_articles)


def test_an_event_lets_through_whatever_may_tell_of_it() -> None:
    assert filters_for("What happened in May 2023?", FRIDAY, Filters()) == Filters(
        published_from=date(2023, 5, 1), as_of=FRIDAY, undated=True
    )
    assert filters_for("What happened before 2022?", FRIDAY, Filters()) == Filters(as_of=FRIDAY)


def test_what_falls_on_a_day_or_in_a_week_may_be_announced_before_it() -> None:
    first = {
        words: filters_for(f"What happened {words}?", FRIDAY, Filters()).published_from
        for words in ("yesterday", "last week", "in April")
    }
    assert first == {
        "yesterday": date(2024, 5, 27),
        "last week": date(2024, 5, 17),
        "in April": date(2024, 4, 1),
    }
    reported = filters_for("What was reported yesterday?", FRIDAY, Filters())
    assert reported.published_from == date(2024, 5, 30)


def test_the_time_of_articles_is_taken_at_its_word() -> None:
    published = "Which articles published in May 2023 are on floods?"
    assert filters_for(published, FRIDAY, Filters()).published_to == date(2023, 5, 31)
    counted = filters_for("How many were there in May 2023?", FRIDAY, Filters(), of_articles=True)
    assert counted.published_to == date(2023, 5, 31)


@pytest.mark.parametrize("words", ["this week", "last week", "since March", "in the last year"])
def test_no_last_day_is_set_that_the_day_asked_sets_anyway(words: str) -> None:
    limits = filters_for(f"What happened {words}?", FRIDAY, Filters())
    assert limits.published_from is not None
    assert limits.published_to is None


@pytest.mark.parametrize("words", ["next week", "tomorrow", "by 2030", "in 2031", "next summer"])
def test_what_is_still_to_come_limits_nothing_but_the_day_asked(words: str) -> None:
    assert filters_for(f"What will open {words}?", FRIDAY, Filters()) == Filters(as_of=FRIDAY)


def test_without_a_day_words_are_reckoned_from_today_and_nothing_is_hidden_as_later() -> None:
    assert filters_for("Who met whom?", None, Filters()) == Filters()
    limits = filters_for("Who met whom last month?", None, Filters(), today=FRIDAY)
    assert limits.as_of is None
    assert limits.published_from == date(2024, 4, 1)
    here = filters_for("Who met whom yesterday?", None, Filters())
    # The test may run over midnight.
    days = {date.today() - timedelta(days=n + ANNOUNCED_DAYS) for n in (1, 2)}
    assert here.published_from in days


def test_a_period_in_the_question_only_narrows_the_filters_that_are_given() -> None:
    may = Filters(publishers=("Daily",), published_from=date(2024, 5, 28))
    assert filters_for("What happened last week?", FRIDAY, may) == Filters(
        publishers=("Daily",), published_from=date(2024, 5, 28), as_of=FRIDAY, undated=False
    )
    earlier = Filters(as_of=date(2024, 1, 1))
    assert filters_for("Who met whom?", FRIDAY, earlier).as_of == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("question", "found", "limits"),
    [
        ("Where did the river rise in May 2023?", "bcde", ("2023-05-01", None)),
        (
            "Where did the river rise, by articles from May 2023?",
            "be",
            ("2023-05-01", "2023-05-31"),
        ),
        ("Where did the river rise yesterday?", "de", ("2024-05-27", None)),
        ("Where did the river rise before 2022?", "abcde", (None, None)),
        ("Where did the river rise in 1911?", "abcde", ("1911-01-01", None)),
        ("Where did the river rise in January 2025?", "abcde", (None, None)),
        ("Where will the river rise next week?", "abcde", (None, None)),
    ],
)
def test_an_answer_is_looked_for_in_its_period_unless_nothing_was_published_in_it(
    engine: QueryEngine, question: str, found: str, limits: tuple[str | None, str | None]
) -> None:
    answer = engine.query(question, as_of=FRIDAY)
    assert answer.searched.articles == len(found)
    assert {passage.article_id for passage in answer.passages} <= set(found)
    assert (answer.searched.published_from, answer.searched.published_to) == limits


def test_what_was_searched_is_said_with_its_period(engine: QueryEngine) -> None:
    value = engine.query("Where did the river rise in May 2023?", as_of=FRIDAY).searched
    assert searched(value) == ("Searched: 4 articles, published since 1 May 2023, 1 undated.")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2023-05-01", "2023-05-31", "1 to 31 May 2023"),
        ("2023-04-28", "2023-05-03", "28 April to 3 May 2023"),
        ("2022-12-30", "2023-01-03", "30 December 2022 to 3 January 2023"),
        ("2022-05-01", "2023-05-01", "1 May 2022 to 1 May 2023"),
        ("2023-05-03", "2023-05-03", "on 3 May 2023"),
        ("2023-05-03", None, "since 3 May 2023"),
        (None, "2023-05-03", "until 3 May 2023"),
        (None, None, ""),
    ],
)
def test_two_days_are_said_without_saying_a_month_or_year_twice(
    first: str | None, last: str | None, said: str
) -> None:
    assert between(first, last) == said


def day(written: str) -> date | None:
    return None if written == "open" else date.fromisoformat(written)
