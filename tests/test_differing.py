"""Sentences of outlets that give another number of the same."""

from index import Span
from qa.english.event_days import reported
from qa.passages import Passage
from qa.several.differing import differing
from qa.several.topics import Told


def told(text, worth=4.0, held=("vote",)):
    passage = Passage("a#1", "a", "A", "Gull", "2024-05-03", None, text, 0, len(text), 1.0)
    return Told(passage, Span(0, len(text)), worth, reported("2024-05-03"), frozenset(held))


LEAD = told("The Tide won the vote in Ostby on Sunday.", 4.9)
SEVENTEEN = told("It has 17 of the 31 seats and could govern alone.", 3.0)
SIXTEEN = told("The Tide won the vote with 16 of 31 seats, a count says.", 4.8)
TURNOUT = told("Turnout was 64 per cent.", 2.0)
OTHER_TURNOUT = told("The turnout on Sunday fell to 58 per cent.", 2.5)
SHARE = told("The greens rose to 12 per cent.", 2.4)


def test_the_same_total_parted_otherwise_differs():
    assert differing([[LEAD, SEVENTEEN], [SIXTEEN]]) == [SEVENTEEN, SIXTEEN]


def test_what_is_measured_alike_must_be_of_the_same():
    assert differing([[TURNOUT], [SHARE, OTHER_TURNOUT]]) == [TURNOUT, OTHER_TURNOUT]
    assert differing([[TURNOUT], [SHARE]]) == []


def test_the_pair_that_tells_most_goes_first_and_each_outlet_gives_one():
    found = differing([[LEAD, SEVENTEEN, TURNOUT], [SIXTEEN, OTHER_TURNOUT]])
    assert found == [SEVENTEEN, SIXTEEN]


def test_who_tells_the_same_number_does_not_differ():
    assert differing([[SIXTEEN], [told("Tide took 16 of 31 seats.")]]) == []
    assert differing([[LEAD], []]) == [] and differing([[SIXTEEN]]) == []


def test_a_place_in_an_order_is_no_number():
    one, other = told("It was the first vote in nine days."), told("It was the third vote in May.")
    assert differing([[one], [other]]) == []
