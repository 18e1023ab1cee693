"""Follow-ups are made to stand alone without a language model."""

import pytest

from qa import Turn
from qa.questions.rewriting import standalone

MINISTER = Turn(
    "Who is Tajikistan's foreign minister?",
    "Tajik Foreign Minister Sirojiddin Muhriddin and China’s Wang Yi described Afghanistan as an "
    "“undeniable neighbor.” [1]",
)
PRESIDENT = Turn("Who is the president of Freedonia?", "Rufus Firefly")
GROUP = Turn("What is the Baltic Council?", "A group of four states.")
MET = Turn("Who did Wang Yi meet in Dushanbe?", "Emomali Rahmon. [1]")


@pytest.mark.parametrize(
    ("history", "question", "whole"),
    [
        ([PRESIDENT], "How long has he ruled?", "How long has Rufus Firefly ruled?"),
        ([PRESIDENT], "What is his party?", "What is Rufus Firefly's party?"),
        ([PRESIDENT], "Who advised him?", "Who advised Rufus Firefly?"),
        ([GROUP], "When was it set up?", "When was the Baltic Council set up?"),
        ([MET], "And when?", "When did Wang Yi meet Emomali Rahmon in Dushanbe?"),
        ([MET], "How many articles are there about the border?",
         "How many articles are there about the border?"),
        ([Turn("What is the capital of Freedonia?", "Sylvania City")], "Who lives there?",
         "Who lives in Sylvania City?"),
        ([Turn("Did Russia recognise the Taliban?", "Yes.")], "Has China done the same?",
         "Has China done the same (Did Russia recognise the Taliban)?"),
        ([Turn("How are exports to Freedonia doing?", "They grew.")], "And imports?",
         "How are imports to Freedonia doing?"),
        ([Turn("What did Wang Yi say about Tajikistan?", "...")], "What about Kazakhstan?",
         "What did Wang Yi say about Kazakhstan?"),
    ],
)  # fmt: skip
def test_what_a_follow_up_takes_up_is_filled_in(
    history: list[Turn], question: str, whole: str
) -> None:
    assert standalone(question, history) == whole


def test_of_two_people_in_an_answer_the_one_who_was_asked_for_is_taken() -> None:
    whole = standalone("Who did he meet?", [MINISTER])
    assert "Sirojiddin Muhriddin" in whole
    assert "Wang" not in whole


def test_a_chain_of_follow_ups_is_followed_from_its_start() -> None:
    history = [PRESIDENT, Turn("Where does he live?", "In a palace.")]
    assert standalone("Who visited him?", history) == "Who visited Rufus Firefly?"


@pytest.mark.parametrize(
    "question",
    [
        "What is the second largest trading partner of Tajikistan?",
        "Which country named an ambassador to Kabul?",
        "How many people were wounded in the Kabul hotel attack?",
        "Kazakhstan",
    ],
)
def test_a_question_that_takes_nothing_up_stays_as_it_is(question: str) -> None:
    assert standalone(question, [MET]) == question


def test_without_history_nothing_is_changed() -> None:
    assert standalone("Who did he meet?", []) == "Who did he meet?"


def test_markers_of_an_answer_never_get_into_a_question() -> None:
    assert "[" not in standalone("Who is he?", [MET])
