"""Suggested questions are ones that the archive answers, with the words that should answer."""

import re
import shlex
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, Article, Filters, ingest
from qa import QueryEngine
from qa.suggestions import (
    LEAST_SURE,
    SKIMMED_AFTER,
    TRIES,
    alike,
    follow_ups,
    suggested_questions,
)
from ui.terminal.cli import build_parser

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


class Counting:
    """An engine that counts what it is asked."""

    def __init__(self, engine: QueryEngine) -> None:
        self._engine = engine
        self.asked: list[str] = []
        self.sought: list[str] = []

    def __getattr__(self, name):
        return getattr(self._engine, name)

    def without_model(self):
        return self

    def query(self, question, **others):
        self.asked.append(question)
        return self._engine.query(question, **others)

    def retrieve(self, question, **others):
        self.sought.append(question)
        return self._engine.retrieve(question, **others)


@pytest.fixture(scope="module")
def first(seeds_engine):
    return suggested_questions(seeds_engine)


def test_of_the_seeds_there_are_four(first):
    assert len(first) == 4
    assert len({question.split()[0] for question in first}) >= 3
    assert not any(alike(one, other) for one in first for other in first if one != other)


def test_each_is_answered_surely_in_few_words_from_several_articles(first, seeds_engine):
    articles = set()
    for question in first:
        answer = seeds_engine.query(question)
        assert answer.answered and answer.short and not answer.alternatives
        assert answer.confidence >= LEAST_SURE
        articles.add(answer.citations[0].article_id)
    assert len(articles) >= 3


def test_they_are_the_same_each_time(first, seeds_engine):
    assert suggested_questions(seeds_engine, count=2) == first[:2]


def test_an_empty_archive_suggests_nothing(tmp_path):
    with Archive.create(tmp_path / "archive", embedder=HashEmbedder()) as archive:
        engine = QueryEngine(archive)
        assert suggested_questions(engine) == ()
        assert follow_ups(engine, engine.query("Who opened the harbour?")) == ()


def test_so_many_are_tried_and_no_more(seeds_engine):
    counting = Counting(seeds_engine)
    found = suggested_questions(counting, count=100)
    assert len(found) <= len(counting.asked) <= TRIES
    told = iter([True, True, False])
    counting = Counting(seeds_engine)
    suggested_questions(counting, go_on=lambda: next(told))
    assert len(counting.sought) == 2


def test_they_keep_within_the_engines_limits(seeds_engine):
    limited = QueryEngine(seeds_engine.archive, filters=Filters(publishers=("IBTimes",)))
    for question in suggested_questions(limited):
        cited = limited.query(question).citations
        assert {each.publisher for each in cited} == {"IBTimes"}


def test_a_copy_is_not_asked_about_twice_nor_an_opinion(tmp_path):
    said = "Ada Thorne opened the harbour of Ultima on 3 May 2023. She wore a hat."
    articles = [Article("a", "Harbour", said), Article("b", "Opinion", said, kind="opinion")]
    with Archive.create(tmp_path / "archive", embedder=HashEmbedder()) as archive:
        ingest(articles, archive)
        engine = QueryEngine(archive)
        for question in suggested_questions(engine):
            assert engine.query(question).citations[0].article_id == "a"


# After an answer


@pytest.mark.parametrize(
    "question",
    [
        "Where did Wang Yi meet Tajikistan's president?",
        "Which country first recognised the Taliban government?",
        "Who is Tajikistan's foreign minister?",
        "How many articles mention Wang Yi?",
        "What did Wang Yi say?",
    ],
)
def test_after_an_answer_others_can_be_asked_that_are_answered(question, seeds_engine):
    answer = seeds_engine.query(question)
    counting = Counting(seeds_engine)
    found = follow_ups(counting, answer)
    assert 1 <= len(found) <= 3 and not counting.asked
    assert len(counting.sought) <= SKIMMED_AFTER + 1
    for each in found:
        assert not alike(each, question)
        later = seeds_engine.query(each)
        assert later.answered and later.short
        if answer.short:
            assert later.short.text != answer.short.text


def test_what_was_asked_in_the_conversation_is_not_asked_again(seeds_engine):
    answer = seeds_engine.query("Where did Wang Yi meet Tajikistan's president?")
    found = follow_ups(seeds_engine, answer)
    again = follow_ups(seeds_engine, answer, but=found)
    assert not any(alike(one, other) for one in found for other in again)
    assert follow_ups(seeds_engine, answer, count=1) == found[:1]
    assert follow_ups(seeds_engine, answer, count=0) == ()
    assert follow_ups(seeds_engine, answer, go_on=lambda: False) == ()


@pytest.mark.parametrize("said", ["hello", "thanks", "what's in here?"])
def test_after_small_talk_there_are_none(said, seeds_engine):
    assert follow_ups(seeds_engine, seeds_engine.query(said)) == ()


def test_they_keep_within_the_questions_limits(seeds_engine):
    limits = Filters(publishers=("IBTimes",))
    answer = seeds_engine.query("Who attended the Trans-Himalaya Forum?", filters=limits)
    for each in follow_ups(seeds_engine, answer, seeds_engine.limits(limits)):
        cited = seeds_engine.query(each, filters=limits).citations
        assert {citation.publisher for citation in cited} == {"IBTimes"}


def test_what_the_answer_cites_and_is_gone_is_no_hindrance(seeds_engine):
    answer = seeds_engine.query("Who is Tajikistan's foreign minister?")
    gone = tuple(replace(each, article_id="gone") for each in answer.citations)
    assert isinstance(follow_ups(seeds_engine, replace(answer, citations=gone)), tuple)


# What the README and the help suggest

EXAMPLES = {
    "What do PEN and SCMP say about the Taliban?": "PEN: China has expressed support",
    "Where did Wang Yi meet Tajikistan's president?": "Dushanbe",
    "Which country first recognised the Taliban government?": "Russia",
    "How many articles mention Wang Yi?": "3 articles",
    "Who is China's spokesperson?": "Mao Ning",
    "When did the Taliban regain control?": "2021",
}
ASKED = [
    shlex.split(line.partition("  #")[0])[1:]
    for line in re.findall(r"^ {4}\$? ?(dateline ask \".*)$", README, re.MULTILINE)
    if "--llm" not in line
]


def test_every_example_of_the_readme_is_known():
    assert {arguments[1] for arguments in ASKED} == EXAMPLES.keys()


@pytest.mark.parametrize("arguments", ASKED, ids=lambda arguments: arguments[1])
def test_the_readmes_questions_are_answered_rightly(arguments, seeds_engine):
    from ui.limits import from_arguments

    parsed = build_parser().parse_args(arguments)
    answer = seeds_engine.query(parsed.question, filters=from_arguments(parsed))
    said = answer.short.text if answer.short else answer.text
    assert answer.answered and EXAMPLES[parsed.question] in said


def test_the_readmes_python_is_answered_rightly(seeds_engine):
    question = "Who is Tajikistan's foreign minister?"
    assert f'engine.query("{question}")' in README
    answer = seeds_engine.query(question, today=date(2026, 1, 1))
    assert answer.short and answer.short.text.endswith("Sirojiddin Muhriddin")
