import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.measures.choosing import chance, choice_made

CITIES = ["Lima", "Santiago", "La Paz", "Quito"]


@pytest.mark.parametrize(
    ("said", "choice"),
    [
        (["Lima"], "Lima"),
        (["The LIMA talks"], "Lima"),
        (["Lima\u2019s mayor spoke."], "Lima"),
        (["They met in La Paz."], "La Paz"),
        # Half of a choice is enough where no other is held as well.
        (["Paz"], "La Paz"),
        (["Bogota"], None),
        ([], None),
        ([""], None),
    ],
)
def test_the_choice_that_is_held_is_the_one_made(said, choice):
    assert choice_made(said, CITIES) == choice


def test_the_tersest_text_that_decides_is_believed():
    assert choice_made(["Lima", "Lima and Quito were named."], CITIES) == "Lima"
    assert choice_made(["the capital", "It is Quito.", "Lima came later."], CITIES) == "Quito"


def test_two_choices_held_alike_decide_nothing():
    assert choice_made(["From Lima to Quito"], CITIES) is None
    assert choice_made(["From Lima to Quito", "Quito it is"], CITIES) == "Quito"


def test_a_choice_that_holds_another_is_meant_where_all_of_it_is_said():
    choices = ["Peru", "Lima, Peru", "Chile"]
    assert choice_made(["in Lima, Peru"], choices) == "Lima, Peru"
    assert choice_made(["in Peru"], choices) == "Peru"


def test_less_than_half_of_a_choice_is_not_that_choice():
    choices = ["The Ministry of Foreign Affairs", "Nobody"]
    assert choice_made(["Some of them went."], choices) is None
    assert choice_made(["Foreign Affairs"], choices) == choices[0]


def test_numbers_are_whole_words():
    choices = ["10", "10,000", "10 million"]
    assert choice_made(["10,000 troops"], choices) == "10,000"
    assert choice_made(["10 million people"], choices) == "10 million"
    assert choice_made(["10 troops"], choices) == "10"


def test_choices_without_a_word_are_never_made():
    assert choice_made(["the"], ["the", "a"]) is None


def test_chance_is_the_share_of_right_choices():
    assert chance(CITIES, ["Lima"]) == 0.25
    assert chance(CITIES, ["Lima", "Quito", "the capital of Peru"]) == 0.5


@given(st.lists(st.text(max_size=20), max_size=3), st.permutations(CITIES))
def test_the_order_of_the_choices_makes_no_difference(said, choices):
    assert choice_made(said, choices) == choice_made(said, CITIES)
