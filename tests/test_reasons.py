"""Sentences that tell again what a question asks the reason of, and those that tell why."""

import pytest

from qa.passages import Passage
from qa.questions.analysis import analyse
from qa.reading.evidence import evidence
from qa.reading.reader import packaged_readers
from qa.reading.reasons import tells_no_reason, told_before

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


CONCERT = (
    "The concert in Lowick was cancelled on Saturday. Two of the band had fallen ill. "
    "Tickets will be refunded."
)
BUS = (
    "Bus 12 no longer stops at Mill Road. The bridge there is too narrow for the new vehicles. "
    "Passengers can use the stop in Elm Street."
)
MARKET = (
    "The old market of Easthaven will close in May, the harbour board said. Traders have known "
    "since Monday. Board chair Rita Oakes said the roof could not be repaired."
)
QUILL = "Mayor Ada Quill resigned on Monday. Her deputy, Tom Reed, takes over."


def passage(text, title="News of the day", chunk=1):
    return Passage(chunk, f"a{chunk}", title, None, None, None, text, 0, len(text), 1.0)


def best(question, *passages):
    return evidence(analyse(question), passages, packaged_readers())[0]


@pytest.mark.parametrize(
    ("question", "of", "reason"),
    [
        ("Why was the concert in Lowick cancelled?", passage(CONCERT), "Two of the band"),
        ("Why does bus 12 no longer stop at Mill Road?", passage(BUS), "The bridge there"),
        # Behind the headline: the sentence that tells what stands further up.
        ("Why does the market close?", passage(MARKET, "Fish market to close"), "Board chair"),
    ],
)
def test_the_reason_stands_behind_what_is_asked(question, of, reason):
    first = best(question, of)
    assert first.text.startswith(reason) and first.judged > 0


def test_where_no_reason_is_told_what_stands_behind_is_none():
    assert best(WHY, passage(QUILL)).score < -5


def test_a_reason_for_something_else_is_none():
    fuel = passage("Hesk Line will raise its fares. It blames the price of fuel.", chunk=2)
    assert best("Why did the readers sign a petition?", fuel).score < -5
    assert best("Why are fares raised?", fuel).text.startswith("It blames")


def test_what_tells_before_is_the_sentence_before_in_the_same_passage_and_the_headline():
    question = analyse("Why was the concert cancelled?")
    of = passage(CONCERT, "Concert cancelled")
    found = evidence(question, (of, passage(QUILL, chunk=2)), packaged_readers())
    told = dict(zip((each.text for each in found), told_before(question, found), strict=True))
    before = "The concert in Lowick was cancelled on Saturday."
    assert told["Two of the band had fallen ill."] == ("Concert cancelled.", before)
    assert told["Tickets will be refunded."] == ("Concert cancelled.",)
    assert not told["Her deputy, Tom Reed, takes over."]
    assert not any(told_before(analyse("When was the concert cancelled?"), found))
