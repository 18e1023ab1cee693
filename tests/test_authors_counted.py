"""Who wrote the articles is told from the catalogue: how many each, and who most."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, Article, ingest
from qa import QueryEngine
from qa.catalogue.asked import Known
from qa.catalogue.grammar import CatalogueKind
from qa.catalogue.parsing import catalogue_question
from qa.questions.analysis import analyse

DAM = "The dam at Pine Gorge is to be finished in May. It will cost much."
ARTICLES = [
    Article("one", "Dam planned", DAM, "Daily", "2023-04-28", ("Ada Brandt", "Jo Hall")),
    Article("two", "Gorge", f"{DAM} Rain fell.", "Herald", "2023-05-02", ("Ada Brandt",)),
    Article("three", "Ferry", "The ferry to Lund was late.", "Herald", "2023-05-03", ("Li Wei",)),
    Article("four", "Dam again", f"{DAM} Snow fell.", "Daily", "2023-05-04"),
]


@pytest.fixture(scope="module")
def engine(somewhere: Callable[[], Path | str]) -> Iterator[QueryEngine]:
    with Archive.create(somewhere(), embedder=HashEmbedder()) as archive:
        ingest(ARTICLES, archive)
        yield QueryEngine(archive)


@pytest.mark.parametrize(
    ("question", "topic", "most"),
    [
        ("Who wrote the most articles?", [], True),
        ("Which reporter filed the most stories about the flood?", ["flood"], True),
        ("Who has written the most about opium?", ["opium"], True),
        ("Who is the most prolific author?", [], True),
        ("Which reporters wrote about the dam?", ["dam"], False),
        ("Who wrote the articles about the dam?", ["dam"], False),
        ("List the authors", [], False),
        ("Who are the authors?", [], False),
        ("How many authors are there?", [], False),
        ("Which authors are in the archive?", [], False),
        ("How many articles did each author write?", [], False),
        ("Whose byline turns up more often than any other?", [], True),
        ("Whose name is on most of the pieces?", [], True),
        ("Which author has the most bylines?", [], True),
        ("Who is credited with the most stories?", [], True),
        ("Who do you have the most pieces by?", [], True),
        ("Who has written the most for the Daily?", [], True),
        ("Who is your busiest contributor?", [], True),
        ("Whose byline is on the most stories about the dam?", ["dam"], True),
        ("Whose name is on the story about the dam?", ["dam"], False),
        ("Who has the byline on the dam story?", ["dam"], False),
        ("Whose bylines are in here?", [], False),
    ],
)
def test_questions_for_who_wrote_articles(question: str, topic: list[str], most: bool) -> None:
    found = catalogue_question(analyse(question), Known(["Daily"]))
    assert found is not None and found.kind is CatalogueKind.AUTHORS
    assert [part.text for part in found.topic] == topic
    assert found.most is most


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote Don Quixote?",
        "Who wrote about the dam?",
        "Who wrote the report on the crash?",
        "Who wrote the novel about the war?",
        "Which reporters were killed?",
        "Which writers won the prize?",
        "Who wrote the letter?",
        "Who wrote the most?",
        "Whose name comes up most often?",
        "Whose name is on the most buildings?",
        "Whose name is on the report?",
        "Whose stories did the jury believe most?",
        "Who is credited with the most goals?",
        "Who is credited with the discovery?",
        "Who turns up most often at meetings?",
    ],
)
def test_other_questions_for_writers_go_the_usual_way(question: str) -> None:
    assert catalogue_question(analyse(question), Known(["Daily"])) is None


def test_who_wrote_the_most_is_told_with_the_others_behind(engine: QueryEngine) -> None:
    assert engine.query("Who wrote the most articles?").text == (
        "Ada Brandt has the most articles: Ada Brandt (2), Jo Hall (1), Li Wei (1); "
        "1 article without an author."
    )
    assert engine.query("Which authors are in the archive?").text == (
        "3 authors have articles: Ada Brandt (2), Jo Hall (1), Li Wei (1); "
        "1 article without an author."
    )


def test_of_a_topic_and_a_time_only_those_articles_count(engine: QueryEngine) -> None:
    answer = engine.query("Which reporters wrote about the dam?")
    assert answer.text.startswith(
        '2 authors have articles that mention "dam": Ada Brandt (2), Jo Hall (1); '
        "1 article without an author. ["
    )
    assert {each.article_id for each in answer.listed} == {"one", "two", "four"}
    in_may = engine.query("Who wrote the most articles in May 2023?").text
    assert in_may.startswith("Ada Brandt and Li Wei each have the most articles published from 1")


def test_where_nobody_signed_that_is_said(engine: QueryEngine) -> None:
    assert engine.query("Who wrote the articles about snow?").text.startswith(
        'No author is named by the 1 article that mentions "snow".'
    )
