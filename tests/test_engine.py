"""The engine on the five seed articles, with the real models."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from evals import read_questions
from index.errors import QuestionError
from qa import QueryEngine, Turn
from qa.writing.extractive import LEAST_SURE, UNSURE

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
QUESTIONS = read_questions(ROOT / "evals" / "sets" / "seeds.jsonl")


def test_every_quote_of_every_answer_is_an_exact_part_of_its_stored_article(
    seeds_engine: QueryEngine,
) -> None:
    quotes = 0
    for question in QUESTIONS[::4]:  # all of them take minutes, and `make check-answers` asks them
        history = [Turn(turn.question, turn.answer) for turn in question.history]
        answer = seeds_engine.query(question.question, history)
        assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
        cited = {n for sentence in answer.sentences for n in sentence.citations}
        assert cited == {c.number for c in answer.citations}
        assert all(sentence.citations for sentence in answer.sentences)
        for citation in answer.citations:
            stored = seeds_engine.archive.article(citation.article_id)
            assert stored.article.text[citation.start : citation.end] == citation.quote
            assert not any(
                start < citation.end and citation.start < end for start, end in stored.boilerplate
            )
            quotes += 1
    assert quotes > 20


def test_query_is_the_last_value_of_stream(seeds_engine: QueryEngine) -> None:
    *_, last = seeds_engine.stream("Who is Zhao Sheng?")
    assert last.complete
    assert seeds_engine.query("Who is Zhao Sheng?") == last


def test_the_same_question_has_the_same_answer_twice_and_from_eight_threads(
    seeds_engine: QueryEngine,
) -> None:
    question = "Who did Wang Yi meet in Dushanbe?"
    first = seeds_engine.query(question)
    with ThreadPoolExecutor(8) as pool:
        others = list(pool.map(seeds_engine.query, [question] * 8))
    assert all(other == first for other in others)


def test_a_refusal_says_what_was_searched_and_cites_nothing(seeds_engine: QueryEngine) -> None:
    answer = seeds_engine.query("Which spices belong in a vegetable biryani?")
    assert not answer.answered
    assert answer.sentences == answer.citations == ()
    assert answer.reason is not None
    assert answer.text == answer.reason
    assert "5 articles from 4 publishers" in answer.reason
    assert (answer.searched.articles, answer.searched.undated) == (5, 5)
    assert answer.searched.first is answer.searched.last is None


def test_a_follow_up_is_searched_as_a_question_that_stands_alone(
    seeds_engine: QueryEngine,
) -> None:
    history = [Turn("Who is the president of Tajikistan?", "Emomali Rahmon. [1]")]
    answer = seeds_engine.query("How long has he been in power?", history)
    assert answer.question == "How long has he been in power?"
    assert answer.standalone_question == "How long has Emomali Rahmon been in power?"
    assert answer.answered
    assert "more than 30 years" in answer.text


def test_where_two_undated_articles_disagree_both_are_shown(seeds_engine: QueryEngine) -> None:
    answer = seeds_engine.query("Has any country recognised the Taliban government?")
    assert {c.article_id[:3] for c in answer.citations} >= {"003", "004"}


def test_undated_articles_are_found_as_of_any_day(seeds_engine: QueryEngine) -> None:
    answer = seeds_engine.query("Who is Zhao Sheng?", as_of=date(1999, 1, 1))
    assert answer.answered
    assert answer.as_of == "1999-01-01"


@pytest.mark.parametrize("question", ["", "   ", "?!", "\n\t"])
def test_an_empty_question_is_refused_with_a_sentence(
    seeds_engine: QueryEngine, question: str
) -> None:
    with pytest.raises(QuestionError, match="The question is empty"):
        seeds_engine.query(question)


def test_an_endless_question_is_refused_with_a_sentence(seeds_engine: QueryEngine) -> None:
    with pytest.raises(QuestionError, match="2,000 are the most"):
        seeds_engine.query("why " * 600)


@pytest.mark.parametrize(
    "question",
    [
        "the of and?",
        "WHO IS ZHAO SHENG?",
        "who is zhao sheng",
        "Who is Zhao Sheng? 🐋",
        '"*NEAR(',
        "习近平是谁？",
    ],
)
def test_odd_questions_get_an_answer_or_a_refusal(seeds_engine: QueryEngine, question: str) -> None:
    answer = seeds_engine.query(question)
    assert json.loads(json.dumps(answer.to_dict())) == answer.to_dict()
    assert answer.answered == (answer.reason is None)


def test_what_it_is_not_sure_of_has_no_few_words_before_it_and_says_so(seeds_archive):
    engine = QueryEngine(seeds_archive, min_confidence=0.0)
    unsure = engine.query("Who attacked the Kabul hotel?")
    assert unsure.confidence < LEAST_SURE and unsure.sentences
    assert (unsure.short, unsure.alternatives, unsure.note) == (None, (), UNSURE)
    sure = engine.query("Which country joined the SCO last year?")
    assert sure.confidence >= LEAST_SURE and sure.short.text == "Iran" and sure.note is None


@pytest.mark.parametrize(
    "question",
    [
        (SEEDS / "000_ebf41a15fcf474c9.txt").read_text(encoding="utf-8")[:1990],
        "塔利班发言人" * 60,
        "Кто такой министр иностранных дел Таджикистана? " * 40,
        "A" * 1990,
    ],
    ids=["a paragraph", "Chinese", "Russian", "one word"],
)
def test_a_question_as_long_as_may_be_is_read(seeds_engine, question):
    answer = seeds_engine.query(question)
    assert answer.complete and answer.confidence is not None


def test_what_is_read_is_told_before_the_answer(seeds_engine: QueryEngine) -> None:
    told = list(seeds_engine.stream("Who did Wang Yi meet in Dushanbe?"))
    steps = [answer.progress for answer in told if answer.progress]
    stages = [step.stage for step in steps]
    assert list(dict.fromkeys(stages)) == ["reading", "weighing", "checking"]
    assert [step.done for step in steps if step.stage == "reading"] == list(range(8))
    assert all(step.of == 8 for step in steps if step.stage == "reading")
    assert not any(answer.complete or answer.answered for answer in told if answer.progress)
    assert told[-1].complete and told[-1].progress is None
    assert "progress" not in told[-1].to_dict()
