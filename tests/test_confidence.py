import math

import pytest

from index import Span
from qa.answers import Passage
from qa.questions.analysis import analyse
from qa.reading.confidence import INTERCEPT, WEIGHTS, confidence, probability, signals
from qa.reading.evidence import Candidate
from qa.reading.features import FEATURES
from qa.reading.reader import ScoredSpan

TEXT = "Anna Ferri, the mayor of Piombino, opened two schools for the passengers."


def candidate(score=3.0, read=2.0, **values):
    passage = Passage("c", "a", "Storm", None, None, None, TEXT, 0, len(TEXT), 1.0)
    row = [values.get(name, 0.5) for name in FEATURES]
    return Candidate(passage, Span(0, len(TEXT)), row, ScoredSpan(0, 10, read), score)


def test_the_probability_is_the_logistic_function_of_the_weighted_signals():
    values = dict.fromkeys(WEIGHTS, 0.0) | {"worst_word": 0.5, "read": 2.0}
    odds = INTERCEPT + 0.5 * WEIGHTS["worst_word"] + 2 * WEIGHTS["read"]
    assert probability(values) == pytest.approx(1 / (1 + math.exp(-odds)))


def test_there_is_a_weight_for_every_signal_and_a_signal_for_every_weight():
    asked = analyse("Who is the mayor of Piombino?")
    assert signals(asked, [candidate()]).keys() == WEIGHTS.keys()


def test_what_is_nearer_to_the_question_and_read_as_its_answer_is_surer():
    asked = analyse("Who is the mayor of Piombino?")
    assert confidence(asked, [candidate(soft_min=0.9)]) > confidence(
        asked, [candidate(soft_min=0.2)]
    )
    assert confidence(asked, [candidate(read=5)]) > confidence(asked, [candidate(read=-5)])


def test_the_best_of_the_candidates_counts():
    asked = analyse("Who is the mayor of Piombino?")
    low, high = candidate(read=-3.0, soft_min=0.1), candidate(read=4.0, soft_min=0.8)
    assert signals(asked, [low, high]) == signals(asked, [high])


def test_a_name_that_the_passage_lacks_counts_against_it():
    here = signals(analyse("Who is the mayor of Piombino?"), [candidate()])
    elsewhere = signals(analyse("Who is the mayor of Livorno?"), [candidate()])
    assert (here["names"], elsewhere["names"]) == (0, 1)
    assert probability(elsewhere) < probability(here)
