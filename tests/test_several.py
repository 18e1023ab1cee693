"""What several articles say, over an invented archive, with the real models."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index import Archive, Article, Filters, ingest
from qa import Answer, QueryEngine
from qa.evidence import Form, Standing
from qa.several.topics import told_in

ARTICLES = (
    ("f1", "Flood in Ostby: 9 dead", "Gull", "2024-05-03",
     "At least 9 people died in the flood that hit Ostby on Thursday, mayor Ada Thorne said."),
    ("f2", "Ostby flood toll rises", "Tide", "2024-05-05",
     "The flood in Ostby has killed 14 people, mayor Ada Thorne said on Sunday. "
     "Soldiers from Vik are searching the lower town."),
    ("f3", "Search in Ostby ends", "Gull", "2024-05-08",
     "The search in Ostby ended on Wednesday. The flood killed 17 people, the police said."),
    ("m1", "Mayor of Ostby resigns", "Gull", "2024-06-01",
     "Ada Thorne resigned as mayor of Ostby on Saturday. The council will choose her successor."),
    ("m2", "Ostby has a new mayor", "Tide", "2024-06-12",
     "Mayor Bo Marsh was sworn in at the town hall of Ostby on Wednesday."),
    ("c1", "Mine plan", "Gull", "2024-07-01",
     "The mine at Vik will not close this year, the owner Karst Mining said on Monday."),
    ("c2", "Mine to shut", "Tide", "2024-07-02",
     "The mine at Vik will close in December, the union said on Tuesday."),
    ("u1", "From the log", None, None,
     "A barge sank in the harbour of Vik. Earlier in March a pier fell."),
)  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QueryEngine]:
    path: Path = tmp_path_factory.mktemp("several") / "archive"
    articles = [
        Article(id=f"{id}.txt", title=title, text=text, publisher=publisher, published=day)
        for id, title, publisher, day, text in ARTICLES
    ]
    with Archive.create(path) as archive:
        ingest(articles, archive)
        yield QueryEngine(archive)


def of(answer: Answer, standing: Standing) -> list[tuple[str, str | None]]:
    assert answer.evidence is not None
    return [(s.text, s.first) for s in answer.evidence.statements if s.standing is standing]


def test_a_count_is_the_newest_ones_and_older_ones_are_shown_as_overtaken(
    engine: QueryEngine,
) -> None:
    answer = engine.query("How many people died in the flood in Ostby?")
    assert answer.short is not None and "17" in answer.short.text
    assert answer.evidence is not None and answer.evidence.as_of == "2024-05-08"
    older = of(answer, Standing.OVERTAKEN)
    assert [day for _, day in older] == ["2024-05-05", "2024-05-03"]
    assert "14" in older[0][0] and "9" in older[1][0]


def test_as_of_a_day_the_last_count_before_it_answers(engine: QueryEngine) -> None:
    answer = engine.query("How many people died in the flood in Ostby?", as_of=date(2024, 5, 6))
    assert answer.short is not None and "14" in answer.short.text


def test_who_holds_an_office_now_is_who_came_last(engine: QueryEngine) -> None:
    answer = engine.query("Who is the mayor of Ostby?")
    assert answer.short is not None and "Bo Marsh" in answer.short.text
    between = engine.query("Who is the mayor of Ostby?", as_of=date(2024, 6, 5))
    assert between.short is None and "resigned" in between.sentences[0].text
    then = engine.query("Who was the mayor of Ostby when the flood hit?")
    assert then.short is not None and "Ada Thorne" in then.short.text


def test_a_timeline_has_the_days_of_the_events_in_order_each_cited(engine: QueryEngine) -> None:
    answer = engine.query("Timeline of the flood in Ostby")
    assert answer.evidence is not None and answer.evidence.form is Form.TIMELINE
    days = [each.first for each in answer.evidence.statements]
    assert days == sorted(days, key=str) and days[0] == "2024-05-02"
    assert {"2024-05-02", "2024-05-05", "2024-05-08"} <= set(days)
    assert all(sentence.citations and sentence.label for sentence in answer.sentences)
    assert answer.text.startswith("2 May 2024: At least 9 people died")


def test_a_timeline_keeps_to_the_period_that_is_asked_about(engine: QueryEngine) -> None:
    answer = engine.query("What happened in June 2024?")
    assert answer.evidence is not None
    assert {each.first for each in answer.evidence.statements} == {"2024-06-01", "2024-06-12"}


def test_what_happened_on_a_day_is_told_by_the_reports_of_the_days_after_it(
    engine: QueryEngine,
) -> None:
    day = date(2024, 5, 2)
    told = told_in(engine.archive, Filters(), day, day)
    assert [each.passage.article_id for each in told if each.day.first == "2024-05-02"] == [
        "f1.txt"
    ]
    answer = engine.query("What happened on 2 May 2024?")
    assert answer.text.startswith("2 May 2024: At least 9 people died")


def test_an_undated_article_is_in_no_order_but_where_it_names_the_time(engine: QueryEngine) -> None:
    answer = engine.query("What happened in March?", today=date(2024, 7, 10))
    assert "Earlier in March a pier fell." in answer.text
    assert "undated, “Earlier in March”" in answer.text
    assert "barge" not in answer.text


def test_the_latest_is_told_newest_first_with_its_day(engine: QueryEngine) -> None:
    answer = engine.query("What is the latest on Ostby?")
    assert answer.evidence is not None and answer.evidence.as_of == "2024-06-12"
    assert answer.sentences[0].label == "12 June 2024"


def test_outlets_are_asked_each_and_what_one_lacks_is_said(engine: QueryEngine) -> None:
    answer = engine.query("What do the Gull, the Tide and the BBC say about the mine at Vik?")
    assert answer.evidence is not None and answer.evidence.form is Form.COMPARISON
    parts = [each.part for each in answer.evidence.statements]
    assert set(parts) == {"Gull", "Tide"} and answer.evidence.missing == ("BBC",)
    assert "will not close this year" in answer.text and "will close in December" in answer.text


def test_an_outlet_that_the_archive_lacks_is_refused_by_name(engine: QueryEngine) -> None:
    answer = engine.query("What does the BBC say about the mine at Vik?")
    assert not answer.answered and answer.note is not None and "BBC" in answer.note


def test_reports_that_answer_otherwise_do_not_agree(engine: QueryEngine) -> None:
    answer = engine.query("Do the reports agree on how many people died in the flood in Ostby?")
    assert answer.evidence is not None and answer.evidence.verdict == "No"
    assert len(answer.sentences) >= 3 and answer.text.startswith("No.")


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Has the search in Ostby ended?", "Yes"),
        ("Did Ada Thorne resign as mayor?", "Yes"),
        ("Is Ada Thorne still mayor of Ostby?", None),
    ],
)
def test_yes_or_no_is_said_where_a_sentence_tells(
    engine: QueryEngine, question: str, word: str | None
) -> None:
    answer = engine.query(question)
    verdict = answer.evidence.verdict if answer.evidence else None
    assert verdict == word or (word is None and verdict != "Yes")


def test_every_quote_is_an_exact_part_of_its_article(engine: QueryEngine) -> None:
    for question in (
        "Timeline of the flood in Ostby",
        "What is the latest on Ostby?",
        "What do the Gull and the Tide say about the mine at Vik?",
        "What do the articles say about the flood?",
    ):
        answer = engine.query(question)
        assert answer.answered, question
        for citation in answer.cited:
            text = engine.archive.article(citation.article_id).article.text
            assert text[citation.start : citation.end] == citation.quote
        assert answer.evidence is not None
        for each in answer.evidence.statements:
            assert each.text in each.citation.quote
