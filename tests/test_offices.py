"""Whose office a sentence names."""

import pytest

from qa.english.titles import Office, offices
from qa.reading.office_match import office_held, offices_wanted


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("France's foreign minister spoke.", [Office("foreign minister", "France")]),
        ("French Foreign Minister Ann Hill spoke.", [Office("foreign minister", "France")]),
        ("The prime minister of Norway left.", [Office("prime minister", "Norway")]),
        ("Prime Minister Ann Hill left Oslo.", [Office("prime minister", None)]),
        (
            "Peru’s new ambassador met Chile's vice-president.",
            [Office("ambassador", "Peru"), Office("vice president", "Chile")],
        ),
        ("Kenya's acting Defense Minister resigned.", [Office("defence minister", "Kenya")]),
        ("The ministry said so.", []),
    ],
)
def test_an_office_is_its_title_and_the_country_it_is_of(text: str, named: list[Office]) -> None:
    assert offices(text) == named


ASKED = "Who is Norway's foreign minister?"


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("Norwegian Foreign Minister Ann Hill met Peru's Mario Ruiz.", 1),
        ("Peruvian Foreign Minister Mario Ruiz met Norway's President.", -1),
        ("Foreign Minister Mario Ruiz met Norway's President.", 0),
        ("Norway's trade minister Jan Moe resigned.", -1),
    ],
)
def test_a_sentence_holds_the_office_asked_for_another_s_or_none(sentence: str, held: int) -> None:
    assert office_held(offices_wanted(ASKED), sentence) == held


def test_a_question_for_no_country_s_office_gets_nothing() -> None:
    sentence = "Norwegian Foreign Minister Ann Hill resigned."
    assert office_held(offices_wanted("Who is the foreign minister?"), sentence) == 0
    assert office_held(offices_wanted("Who resigned in Norway?"), sentence) == 0
