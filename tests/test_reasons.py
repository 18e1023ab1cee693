"""Sentences that tell again what a question asks the reason of."""

import pytest

from qa.questions.analysis import analyse
from qa.reading.reasons import tells_no_reason

WHY = "Why did Ada Quill resign?"


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Quill resigned on Monday.",
        "Mayor Ada Quill resigned in June after nine years.",
        "The head of the mill, Ada Quill, resigned at the end of the week.",
        "Ada Quill resigned on 3 May 2024, the mill said.",
    ],
)
def test_what_is_told_again_without_a_reason_answers_no_why(sentence):
    assert tells_no_reason(analyse(WHY), sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Quill resigned over the fire.",
        "Ada Quill resigned after the fire.",
        "Ada Quill resigned after nine years to write a book.",
        "Ada Quill, who is ill, resigned on Monday.",
        "Ada Quill resigned on Monday: the mill had burned.",
        "Citing her health, Ada Quill resigned in June.",
        "A fire led Ada Quill to resign.",
        "She was too ill to go on.",
    ],
)
def test_what_may_tell_a_reason_is_left_to_the_readers(sentence):
    assert not tells_no_reason(analyse(WHY), sentence)


def test_other_questions_ask_for_no_reason():
    assert not tells_no_reason(analyse("Who resigned?"), "Ada Quill resigned on Monday.")
    told = "Ada Quill resigned in June after nine years."
    assert not tells_no_reason(analyse("When did Ada Quill resign?"), told)
