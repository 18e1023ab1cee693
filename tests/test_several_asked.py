"""Questions for several things: which sentences give one more of them."""

import pytest

from index import Span
from qa.evidence import Form
from qa.passages import Passage
from qa.questions.analysis import analyse
from qa.reading.candidates import Candidate
from qa.reading.reader import ScoredSpan
from qa.writing.several_asked import listed, with_further


def candidate(text, words, read=6.0, article="a", start=0):
    passage = Passage(f"{article}#1", article, "T", None, None, None, text, start, len(text), 1.0)
    at = text.index(words)
    best = ScoredSpan(at, at + len(words), read)
    return Candidate(passage, Span(0, len(text)), best, 2.0, read)


OFFERS = "Which pay offers did the company make?"
THREE = candidate("The company offered 3 per cent.", "3 per cent")
FIVE = candidate("It raised its offer to 5 per cent.", "5 per cent", 3.0, "b")
MONDAY = candidate("It made one on Monday.", "Monday", 3.0, "c")


def test_a_further_answer_of_the_kind_of_the_first_need_be_less_sure():
    question = analyse(OFFERS)
    assert with_further(question, [THREE], [THREE, FIVE, MONDAY]) == [THREE, FIVE]
    told = listed(question, [THREE, FIVE])
    assert told is not None and told.form is Form.LIST
    assert [each.words.text for each in told.statements] == ["3 per cent", "5 per cent"]


def test_people_are_of_a_kind():
    question = analyse("Which people have been mayor of Ley?")
    vann = candidate("Petra Vann is mayor of Ley.", "Petra Vann")
    marsk = candidate("Edwin Marsk was mayor of Ley.", "Edwin Marsk", 3.0, "b")
    office = candidate("The office of the mayor is old.", "office", 3.0, "c")
    assert with_further(question, [vann], [vann, marsk, office]) == [vann, marsk]


def test_another_of_another_kind_is_given_where_it_is_likely():
    likely = candidate("It made one on Monday.", "Monday", 9.0, "c")
    assert with_further(analyse(OFFERS), [THREE], [THREE, likely]) == [THREE, likely]


def test_what_was_said_already_is_no_other_and_one_thing_is_asked_for_once():
    again = candidate("Drivers heard of 3 per cent.", "3 per cent", 5.0, "b")
    assert with_further(analyse(OFFERS), [THREE], [THREE, again]) == [THREE]
    one = analyse("How much did the company offer?")
    assert with_further(one, [THREE], [THREE, FIVE]) == [THREE] and listed(one, [THREE]) is None


@pytest.mark.parametrize("each", ["each", "every"])
def test_of_each_the_first_one_s_article_counts_the_same(each):
    question = analyse(f"How many seats does {each} party have?")
    tide = candidate("The Tide has 15 seats.", "15")
    union = candidate("The Union has 12 seats, the Greens have four.", "12", -3.0, start=40)
    turnout = candidate("Turnout was 61 per cent.", "61 per cent", 5.0, start=90)
    older = candidate("The Tide has 16 of 31 seats.", "16", 5.0, "b")
    found = [tide, older, turnout, union]
    assert with_further(question, [tide, older], found) == [tide, union]
    assert older in with_further(
        analyse("How many seats does the Tide have?"), [tide, older], found
    )
