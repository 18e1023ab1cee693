"""Suggested questions are ones that the archive answers."""

from pathlib import Path

from conftest import HashEmbedder

from index import Archive, Article, ingest
from qa import QueryEngine
from qa.suggestions import candidate_questions, suggested_questions


def test_each_suggestion_is_answered_from_an_article_of_its_own(
    seeds_engine: QueryEngine,
) -> None:
    questions = suggested_questions(seeds_engine, count=4)
    assert 3 <= len(questions) <= 4
    assert len(set(questions)) == len(questions)
    for question in questions:
        assert seeds_engine.query(question).answered


def test_they_are_the_same_each_time(seeds_engine: QueryEngine) -> None:
    assert suggested_questions(seeds_engine, count=2) == suggested_questions(seeds_engine, count=2)


def test_an_empty_archive_suggests_nothing(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive", embedder=HashEmbedder()) as archive:
        assert suggested_questions(QueryEngine(archive)) == ()


def test_a_possessive_is_no_name(tmp_path: Path) -> None:
    text = "Aides of President Andrew Hale's, who resigned. The mayor Ada Moss, a baker, waved."
    with Archive.create(tmp_path / "archive", embedder=HashEmbedder()) as archive:
        ingest([Article("moss", "Aides", text)], archive)
        names = [name for name, _ in candidate_questions(archive.article("moss"))]
    assert set(names) == {"Ada Moss"}
