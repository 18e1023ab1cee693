import math

import pytest

from index import Span
from qa.passages import Passage
from qa.questions.analysis import analyse
from qa.reading.confidence import INTERCEPT, LIMIT, WEIGHTS, confidence, probability, signals
from qa.reading.evidence import Candidate
from qa.reading.reader import ScoredSpan

WHO = analyse("Who opened two schools?")
TEXT = "Anna Ferri, the mayor of Piombino, opened two schools for the passengers."


def candidate(read=2.0, judged=1.0):
    passage = Passage("c", "a", "Storm", None, None, None, TEXT, 0, len(TEXT), 1.0)
    return Candidate(passage, Span(0, len(TEXT)), ScoredSpan(0, 10, read), judged, read)


def test_the_probability_is_the_logistic_function_of_the_weighted_signals():
    values = dict.fromkeys(WEIGHTS, 0.0) | {"doubted": 0.5, "read": 2.0}
    odds = INTERCEPT + 0.5 * WEIGHTS["doubted"] + 2 * WEIGHTS["read"]
    assert probability(values) == pytest.approx(1 / (1 + math.exp(-odds)))


def test_there_is_a_weight_for_every_signal_and_a_signal_for_every_weight():
    assert signals(WHO, [candidate()]).keys() == WEIGHTS.keys()


def test_what_the_strong_reader_believes_is_surer():
    sure = confidence(WHO, [candidate()])
    assert confidence(WHO, [candidate(read=5.0)]) > sure
    assert confidence(WHO, [candidate(judged=0.5)]) < sure


def test_the_first_sentence_counts_and_what_its_judge_does_not_believe_is_doubted():
    first, second = candidate(read=3.0, judged=-2.0), candidate(read=9.0, judged=4.0)
    assert signals(WHO, [first, second]) == {"read": 3.0, "doubted": -4.0}
    assert signals(WHO, [second, first]) == {"read": 9.0, "doubted": 8.0}


def test_where_no_few_words_answer_the_judge_alone_counts():
    why = analyse("Why did the mayor of Piombino open two schools?")
    assert signals(why, [candidate(read=-12.0, judged=3.0)]) == {"read": 6.0, "doubted": 6.0}


def test_what_is_louder_than_the_limit_is_no_surer():
    found = signals(WHO, [candidate(read=90.0, judged=-90.0)])
    assert found == {"read": LIMIT, "doubted": -LIMIT}
