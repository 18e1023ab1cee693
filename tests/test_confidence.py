import math

import pytest

from index import Span
from qa.answers import Passage
from qa.reading.confidence import INTERCEPT, LIMIT, WEIGHTS, confidence, probability, signals
from qa.reading.evidence import Candidate
from qa.reading.reader import ScoredSpan

TEXT = "Anna Ferri, the mayor of Piombino, opened two schools for the passengers."


def candidate(read=2.0, judged=1.0):
    passage = Passage("c", "a", "Storm", None, None, None, TEXT, 0, len(TEXT), 1.0)
    return Candidate(passage, Span(0, len(TEXT)), ScoredSpan(0, 10, read), judged, read)


def test_the_probability_is_the_logistic_function_of_the_weighted_signals():
    values = dict.fromkeys(WEIGHTS, 0.0) | {"judged": 0.5, "read": 2.0}
    odds = INTERCEPT + 0.5 * WEIGHTS["judged"] + 2 * WEIGHTS["read"]
    assert probability(values) == pytest.approx(1 / (1 + math.exp(-odds)))


def test_there_is_a_weight_for_every_signal_and_a_signal_for_every_weight():
    assert signals([candidate()]).keys() == WEIGHTS.keys()


def test_what_the_strong_reader_believes_is_surer():
    sure = confidence([candidate()])
    assert confidence([candidate(read=5.0)]) > sure
    assert confidence([candidate(judged=4.0)]) > sure


def test_the_surest_span_counts_and_the_first_sentence_s_judgement():
    first, second = candidate(read=-3.0, judged=2.0), candidate(read=4.0, judged=-1.0)
    assert signals([first, second]) == {"read": 4.0, "judged": 2.0}


def test_what_is_louder_than_the_limit_is_no_surer():
    assert signals([candidate(read=90.0, judged=-90.0)]) == {"read": LIMIT, "judged": -LIMIT}
