"""Numbers of something else than what a question counts."""

import pytest

from index import Span
from qa.passages import Passage
from qa.questions.analysis import analyse
from qa.reading.candidates import RULED_OUT, Candidate
from qa.reading.counted import counted
from qa.reading.reader import ScoredSpan


def is_left(question, sentence, before=""):
    text = f"{before}{sentence}"
    passage = Passage("a#1", "a", "Ferry", None, None, None, text, 0, len(text), 1.0)
    span = Span(len(before), len(text))
    found = counted(analyse(question), [Candidate(passage, span, ScoredSpan(*span, 6.0), 2.0, 7.0)])
    if found[0].best is None:
        assert found[0].judged == RULED_OUT and found[0].score == 7.0 + RULED_OUT
    return found[0].best is not None


DIED = "How many people died in the ferry accident?"
COST = "How much will the new ferry cost?"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (DIED, "The ferry with 37 people on board ran aground off Ley."),
        ("How many pupils were killed when the bus crashed?", "The bus carried 37 pupils."),
        (COST, "The new ferry will take 18 months to build."),
        ("How much did the county pay for the bridge?", "The bridge is 300 metres long."),
    ],
)
def test_a_number_of_something_else_is_no_answer(question, sentence):
    assert not is_left(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (DIED, "Nine people drowned when the ferry ran aground."),
        (DIED, "The toll rose to 14 on Monday."),
        (DIED, "The accident claimed nine."),
        ("How many people were hurt when two were killed in Ley?", "Nine were taken to hospital."),
        ("How many years in prison did the man who killed Ada get?", "He got 12 years."),
        ("How many of the people who died were children?", "Three were children."),
        ("How many days after he died was the king replaced?", "It took nine days."),
        ("How much does a ticket cost?", "Tickets are free of charge."),
        ("How much time will the firm spend on it?", "It will take 18 months."),
        ("How many people were hurt?", "The bus carried 37 pupils."),
        (COST, "The new ferry costs 2 million crowns and takes 18 months."),
        (COST, "The price of the ferry is some 40,000."),
        ("How long does the work on the ferry take?", "It will take 18 months."),
        ("Who died?", "The ferry with 37 people on board ran aground."),
    ],
)
def test_what_may_be_of_it_is_left_to_the_readers(question, sentence):
    assert is_left(question, sentence)


def test_what_the_sentence_before_tells_of_goes_on():
    assert is_left(DIED, "The number rose to 14.", before="Nine were dead by noon. ")
    assert not is_left(DIED, "The number rose to 14.", before="Nine were on board by noon. ")


@pytest.mark.parametrize(
    ("text", "read", "left"),
    [
        ("A man of 71 has died of the fever.", "71", False),
        ("A driver aged 71 has died of the fever.", "71", False),
        ("A 71-year-old has died of the fever.", "71", False),
        ("A count of 71 has been given for the dead.", "71", True),
        ("On that day 71 had died.", "71", True),
    ],
)
def test_an_age_is_no_count_however_it_is_told(text, read, left):
    passage = Passage("a#1", "a", "Fever", None, None, None, text, 0, len(text), 1.0)
    best = ScoredSpan(text.index(read), text.index(read) + len(read), 6.0)
    candidate = Candidate(passage, Span(0, len(text)), best, 2.0, 7.0)
    assert (counted(analyse(DIED), [candidate])[0].best is not None) is left


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("How long did the driver get?", False),
        ("How many years did he get?", False),
        ("How old is the driver?", True),
        ("What is the age of the driver?", True),
    ],
)
def test_an_age_answers_only_who_asks_for_it(question, left):
    text = "Police charged Viktor Rusk, 43, a driver, with theft."
    passage = Passage("a#1", "a", "Theft", None, None, None, text, 0, len(text), 1.0)
    age = ScoredSpan(text.index("43"), text.index("43") + 2, 6.0)
    candidate = Candidate(passage, Span(0, len(text)), age, 2.0, 7.0)
    assert (counted(analyse(question), [candidate])[0].best is not None) is left
