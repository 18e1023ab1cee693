"""The largest, where a sentence tells of the second largest."""

import pytest

from index import Span
from qa.passages import Passage
from qa.questions.analysis import analyse
from qa.reading.candidates import RULED_OUT, Candidate
from qa.reading.ranks import ranked
from qa.reading.reader import ScoredSpan
from qa.reading.short_answers import words_of

LARGEST = "Which country is the largest customer of Ley?"


def answer(question, sentence, words):
    passage = Passage("a#1", "a", "Trade", None, None, None, sentence, 0, len(sentence), 1.0)
    at = sentence.index(words)
    given = Candidate(
        passage, Span(0, len(sentence)), ScoredSpan(at, at + len(words), 5.0), 2.0, 6.0
    )
    found = ranked(analyse(question), [given])[0]
    if found.best is None:
        assert found.judged == RULED_OUT and found.score == 6.0 + RULED_OUT
        return None
    assert found.judged == 2.0 and found.read >= 5.0
    return words_of(found).text


@pytest.mark.parametrize(
    "sentence",
    [
        "Norland is the second largest customer of Ley, after Sudland.",
        "Norland is Ley's second-largest customer behind only Sudland, a ministry said.",
    ],
)
def test_what_the_second_comes_after_is_the_first(sentence):
    assert answer(LARGEST, sentence, "Norland") == "Sudland"


@pytest.mark.parametrize(
    "sentence",
    [
        "Norland is the second largest customer of Ley.",
        "Norland is the third largest customer of Ley, after Sudland.",
        "Norland is the second largest customer of Ley, after a poor year.",
    ],
)
def test_what_is_second_is_not_said_to_be_first(sentence):
    assert answer(LARGEST, sentence, "Norland") is None


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (LARGEST, "Norland is the largest customer of Ley."),
        (LARGEST, "Norland is the largest customer of Ley, and Sudland the second largest one."),
        (LARGEST, "Norland overtook Sudland, now the second largest customer of Ley."),
        (
            "Who was hurt in the largest fire?",
            "Norland aided Vik, the second largest, after Ley.",
        ),
        ("When did the largest city flood?", "Norland, the second largest after Ley, flooded."),
        ("Which is the second largest customer of Ley?", "Norland is the second largest one."),
        ("Which country is the oldest customer?", "Norland, the second largest, is the oldest."),
        ("Who buys from Ley?", "Norland is the second largest customer of Ley."),
    ],
)
def test_other_questions_and_sentences_are_left_as_they_are(question, sentence):
    assert answer(question, sentence, "Norland") == "Norland"
