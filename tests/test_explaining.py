"""Why an answer is as it is: told by the engine's own stations, and the answer is the same."""

import json
import threading
from datetime import date

import pytest
from command import dateline

from index import Filters
from qa import QueryEngine
from qa.answers import Turn
from qa.finding.relevance import WEIGHTS
from qa.observing import PARTS
from qa.reading.confidence import MIN_CONFIDENCE, probability
from qa.writing.extractive import ExtractiveAnswerer

WHO = "Who is the foreign minister of Tajikistan?"
NOBODY = "Who won the 1998 World Cup?"


def test_an_explained_answer_is_the_answer_and_why(seeds_engine):
    for question in (WHO, NOBODY, "How many articles are there?", "Hello!",
                     "What happened in Afghanistan in 2021?"):  # fmt: skip
        answer = seeds_engine.query(question)
        explained = seeds_engine.explain(question)
        told = explained.to_dict()
        assert told.pop("why") and told == answer.to_dict()
        assert answer.why is None and "why" not in answer.to_dict()
        assert json.loads(json.dumps(explained.to_dict())) == explained.to_dict()


def test_each_passage_has_the_scores_that_it_was_ranked_by(seeds_engine):
    answer = seeds_engine.explain(WHO)
    assert [each.chunk_id for each in answer.why.ranked] == [
        passage.chunk_id for passage in answer.passages
    ]
    for each, passage in zip(answer.why.ranked, answer.passages, strict=True):
        assert each.score == passage.score
        assert each.score == pytest.approx(each.relevance + each.timeliness)
        assert each.relevance == sum(WEIGHTS[name] * x for name, x in each.features.items())
        assert each.cosine == pytest.approx(each.features["cosine"], abs=1e-5)
    assert max(each.bm25 for each in answer.why.ranked if each.bm25 is not None) > 0
    assert answer.why.candidates >= len(answer.why.ranked)


def test_what_was_read_judged_and_decided_leads_to_the_answer(seeds_engine):
    answer = seeds_engine.explain(WHO)
    why = answer.why
    assert [each.chunk_id for each in why.read if each.reader == "fast"] == [
        passage.chunk_id for passage in answer.passages
    ]
    strong = [each for each in why.read if each.reader == "strong"]
    assert 2 <= len(strong) <= 6 and max(each.odds for each in strong) > 0
    assert why.weighed[0].text == answer.sentences[0].text
    assert why.weighed[0].by_fast is not None
    assert [each.score for each in why.weighed] == sorted(
        (each.score for each in why.weighed), reverse=True
    )
    decision = why.decision
    assert (decision.road, decision.answered) == ("read", True)
    assert decision.confidence == answer.confidence == probability(decision.signals)
    assert decision.least == MIN_CONFIDENCE
    assert [each.text for each in why.checked if each.kept] == [
        each.text for each in answer.sentences
    ]


def test_a_refusal_tells_its_threshold(seeds_archive):
    engine = QueryEngine(seeds_archive, answerer=ExtractiveAnswerer(min_confidence=0.9))
    why = engine.explain(WHO).why
    assert (why.decision.answered, why.decision.least) == (False, 0.9)
    assert why.decision.said.startswith("Refused: the probability of a right answer is 0.")


def test_the_question_is_told_as_it_was_taken_apart(seeds_engine):
    history = [Turn(WHO, "Sirojiddin Muhriddin.")]
    answer = seeds_engine.explain(
        "When did he meet Wang Yi?", history, as_of=date(2021, 12, 1),
        filters=Filters(published_to=date(2022, 1, 1)),
    )  # fmt: skip
    asked = answer.why.asked
    assert asked.text == answer.standalone_question and "Wang" in asked.terms
    assert (asked.answer_type, asked.reckoned_from) == ("time", "2021-12-01")
    assert answer.why.limits == {"published_to": "2022-01-01", "as_of": "2021-12-01"}
    timed = seeds_engine.explain("What did the Taliban say in August 2021?").why.asked
    assert (timed.first, timed.last, timed.times) == ("2021-08-01", "2021-08-31", ("August 2021",))


def test_each_road_is_named(seeds_engine):
    roads = {
        "How many articles are there?": "catalogue",
        "Thank you!": "remark",
        WHO: "read",
    }
    for question, road in roads.items():
        assert seeds_engine.explain(question).why.decision.road == road


def test_parts_have_their_seconds(seeds_engine):
    seconds = seeds_engine.explain(WHO).why.seconds
    assert set(seconds) == set(PARTS)
    assert all(0 <= taken <= seconds["question"] for taken in seconds.values())


def test_who_listens_hears_of_their_own_question_alone(seeds_archive):
    heard = []

    class Listening:
        def __init__(self):
            self.questions = []
            heard.append(self)

        def began(self, part):
            pass

        def ended(self, part):
            pass

        def told(self, what, **details):
            if what == "asked":
                self.questions.append(details["question"].text)

    engine = QueryEngine(seeds_archive, observers=[Listening])
    other = QueryEngine(seeds_archive)
    steps = engine.stream(WHO)
    next(steps)
    other.query(NOBODY)  # between two steps of the one that is listened to
    threading.Thread(target=lambda: list(steps)).start()
    engine.without_model().within(Filters()).query(NOBODY)
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and thread.name.startswith("Thread-"):
            thread.join(30)
    assert sorted(each.questions for each in heard) == [[WHO], [NOBODY]]


def test_the_terminal_tells_it(seeds_path):
    done = dateline("ask", WHO, "--why", "--archive", seeds_path)
    assert done.returncode == 0 and "Muhriddin" in done.stdout
    for said in ("The question: Who is", "found by     foreign, minister, Tajikistan",
                 "The passages: ", "  strong ", "The sentences, by score",
                 "Answered: the probability of a right", "Seconds: question "):  # fmt: skip
        assert said in done.stdout
    done = dateline("ask", WHO, "--why", "--json", "--archive", seeds_path)
    assert json.loads(done.stdout)["why"]["decision"]["road"] == "read"
    done = dateline("ask", "Thanks", "--why", "--archive", seeds_path)
    assert "by way of    remark" in done.stdout
