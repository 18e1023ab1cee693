"""Which outlets a question names, and what is asked of each."""

import pytest

from qa.several.disagreement import Agreement, agreement_in
from qa.several.outlets import Publishers, outlets_in, without
from qa.several.parts import parts_of
from qa.several.things import things_in

OURS = Publishers(["Gull", "Harbour Times", "The Tide", "South Coast Evening Post", "tern.com"])


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What do the Gull and the Harbour Times say about the mine?", ["Gull", "Harbour Times"]),
        ("According to the Tide, who won?", ["Tide"]),
        ("What does SCEP report on the mine?", ["SCEP"]),
        ("Compare Tern and Gull on the mine", ["Tern", "Gull"]),
        ("Did the 'Gull' article say that it rained?", ["Gull"]),
        ("What does the BBC say about the mine?", ["BBC"]),
        ("What did a Heron report say about the mine?", ["Heron"]),
    ],
)
def test_outlets_of_which_something_is_asked_are_found(question: str, named: list[str]) -> None:
    assert [each.name for each in outlets_in(question, OURS)] == named


@pytest.mark.parametrize(
    "question",
    [
        "Who bought the Harbour Times?",
        "What happened at the Gull?",
        "When does the tide turn?",
        "Who owns the BBC?",
        "Did Reuters lay off staff?",
        "How old is the gull?",
    ],
)
def test_an_outlet_that_is_itself_the_news_is_asked_of_nothing(question: str) -> None:
    assert outlets_in(question, OURS) == []


def test_an_outlet_that_the_archive_lacks_has_no_publisher() -> None:
    gull, bbc = outlets_in("What do the Gull and the BBC say about it?", OURS)
    assert gull.publishers == ("Gull",) and bbc.publishers == ()


def test_a_question_without_its_outlets_asks_the_same() -> None:
    question = "How many died according to the Gull and the Harbour Times?"
    assert without(question, outlets_in(question, OURS)) == "How many died?"


def test_each_clause_is_asked_of_its_own_outlets() -> None:
    one, other = parts_of(
        "Does the Gull article suggest that the mine will close, while the Tide reports that "
        "new shafts are dug?",
        OURS,
    )
    assert (one.label, one.claim) == ("Gull", "mine will close")
    assert (other.label, other.claim) == ("Tide", "new shafts are dug")


def test_two_things_are_asked_for_each_by_itself() -> None:
    found = things_in("How many people died in Ostby and in Vik?")
    assert [each.question for each in found] == [
        "How many people died in Ostby?",
        "How many people died in Vik?",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Where did the ministers of Norway and Sweden meet?",
        "What is the treaty between Norway and Sweden?",
        "When was Trinidad and Tobago founded?",
        "Who is Ada Thorne?",
    ],
)
def test_what_is_said_of_two_together_is_not(question: str) -> None:
    assert things_in(question) == ()


def test_whether_reports_agree_is_a_question_to_each() -> None:
    assert agreement_in("Do the reports agree on how many died?") == Agreement(
        "How many died?", agrees=True
    )
    assert agreement_in("Do the articles contradict each other about the toll?") == Agreement(
        "What is the toll?", agrees=False
    )
    assert agreement_in("How do the papers differ on the cost?") == Agreement(
        "What is the cost?", agrees=None
    )
    assert agreement_in("Do doctors agree on vaccines?") is None
