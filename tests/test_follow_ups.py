"""What a follow-up takes up: names, phrases, the event, the articles that were counted."""

import pytest

from qa import QueryEngine, Turn
from qa.questions.rewriting import made_standalone, standalone

FARE = Turn(
    "How much is a child's seat on the coach from Alden to Brack?",
    "9 marks [1]\nA child's seat on the coach from Alden to Brack is 9 marks. [1]",
)
MAYOR = [
    Turn("Who is Rosa Lindqvist?", "Rosa Lindqvist is the new mayor of Alden. [1]"),
    Turn(
        "What did she promise?",
        "a swimming pool for Brack [1]\nLindqvist took office on Monday and promised a swimming "
        "pool for Brack. [1]",
    ),
]
CRASH = Turn(
    "Was anyone killed in the crash at Dorn station?",
    "Two passengers died, rescuer Karl Meier said. [1]",
)
COUNTED = Turn("How many articles are about floods?", '5 articles mention "floods". [1][2]')
LEAVING = Turn(
    "Who resigns from the port authority in March?",
    "Eva Brandt [1]\nPort authority head Eva Brandt resigns in March. She led it for ten years, "
    "and Otto Kern, her deputy, told her to stay. [1]",
)
REFUSED = Turn(
    "Who opened the new library in Brack?",
    "The archive does not say: nothing in 6 articles from 3 publishers answers this question. The "
    "nearest article is “Ada Brandt reads on” (Dorn Daily, 1 April 2023).",
)


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("What about an adult's seat?",
         "How much is an adult's seat on the coach from Alden to Brack?"),
        ("And to Cray?", "How much is a child's seat on the coach from Alden to Cray?"),
        ("and from Cray?", "How much is a child's seat on the coach from Cray to Brack?"),
        ("And on the train?", "How much is a child's seat on the train from Alden to Brack?"),
        ("and in May?", "How much is a child's seat on the coach from Alden to Brack in May?"),
    ],
)  # fmt: skip
def test_a_newcomer_takes_the_place_of_the_phrase_of_its_kind(question: str, whole: str) -> None:
    assert standalone(question, [FARE]) == whole


def test_a_newcomer_two_turns_on_takes_the_place_of_the_one_before() -> None:
    history = [FARE, Turn("What about an adult's seat?", "20 marks [1]\nIt is 20 marks. [1]")]
    asked = "How much is an adult's seat on the coach from Alden to Cray?"
    assert standalone("And to Cray?", history) == asked


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("Will Norway join the fund?", "What about Denmark?", "Will Denmark join the fund?"),
        ("What happened in Dorn in 2021?", "And in 2022?", "What happened in Dorn in 2022?"),
        ("How old is Mayor Greta Holm?", "And Peter Vance?", "How old is Peter Vance?"),
        ("Is the museum free?", "And the zoo?", "Is the zoo free?"),
        ("What did the Dorn Daily say about the tunnel?", "And the Alden Post?",
         "What did the Alden Post say about the tunnel?"),
        ("When was the night bus first mentioned?", "And last?",
         "When was the night bus last mentioned?"),
    ],
)  # fmt: skip
def test_like_takes_the_place_of_like(previous: str, question: str, whole: str) -> None:
    assert standalone(question, [Turn(previous, "So it is said. [1]")]) == whole


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("Was it kept?", "Was the promise of a swimming pool for Brack kept?"),
        ("How much will it cost?", "How much will the swimming pool for Brack cost?"),
        ("Why?", "Why did Rosa Lindqvist promise a swimming pool for Brack?"),
        ("Who opposed her?", "Who opposed Rosa Lindqvist?"),
    ],
)
def test_a_promise_is_named_by_the_words_of_its_answer(question: str, whole: str) -> None:
    assert standalone(question, MAYOR) == whole


def test_behind_a_promise_stands_what_was_promised() -> None:
    history = [*MAYOR, Turn("Was it kept?", "The swimming pool opened in Brack in May. [1]")]
    whole = "How many lanes are in the swimming pool for Brack?"
    assert standalone("How many lanes are in it?", history) == whole


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("Who said so?", "Who said that two passengers died in the crash at Dorn station?"),
        ("When?", "When was the crash at Dorn station?"),
        ("Where was that?", "Where was the crash at Dorn station?"),
        ("How many?", "How many people were killed in the crash at Dorn station?"),
        ("What happened next?", "What happened after two passengers died?"),
    ],
)
def test_a_bare_question_is_of_the_event(question: str, whole: str) -> None:
    assert standalone(question, [CRASH]) == whole


def test_after_who_said_so_a_bare_question_goes_back_to_the_event() -> None:
    history = [CRASH, Turn("Who said so?", "Karl Meier [1]\nTwo passengers died. [1]")]
    assert standalone("When?", history) == "When was the crash at Dorn station?"
    assert standalone("Who is he?", history) == "Who is Karl Meier?"


def test_why_not_asks_what_was_asked_for_yes_or_no() -> None:
    history = [Turn("Will Norway join the fund?", "Norway will not join the fund. [1]")]
    assert standalone("Why not?", history) == "Why won't Norway join the fund?"


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("Which ones?", "Which articles are about floods?"),
        ("Which ones are they?", "Which articles are about floods?"),
        ("Can you list them, please?", "Which articles are about floods?"),
        ("and from the Alden Courier?",
         "How many articles from the Alden Courier are about floods?"),
        ("And in 2023?", "How many articles are about floods in 2023?"),
        ("What about storms?", "How many articles are about storms?"),
        ("And which is the latest?", "What is the latest article about floods?"),
        ("Who published them?", "Which outlets mention floods?"),
        ("How many of them are from the Alden Courier?",
         "How many articles from the Alden Courier are about floods?"),
    ],
)  # fmt: skip
def test_after_a_count_the_same_articles_are_asked_for(question: str, whole: str) -> None:
    assert standalone(question, [COUNTED]) == whole


def test_pronouns_tell_a_woman_from_a_man() -> None:
    assert standalone("Who will replace her?", [LEAVING]) == "Who will replace Eva Brandt?"
    history = [Turn("Who will replace Eva Brandt?", "Otto Kern [1]\nOtto Kern replaces her. [1]")]
    assert standalone("What did she do before?", history) == "What did Eva Brandt do before?"
    assert standalone("What did he do before?", history) == "What did Otto Kern do before?"


def test_somebody_is_no_thing_that_one_could_be_at() -> None:
    met = Turn("Where did Rosa Lindqvist meet Otto Kern?", "At the Harbour Forum in Dorn. [1]")
    asked = "How many towns were represented at it?"
    assert standalone(asked, [met]) == f"{asked[:-1]} ({met.question[:-1]})?"
    who = Turn("Who is Rosa Lindqvist?", "Rosa Lindqvist met Otto Kern in Dorn on 8 May. [1]")
    asked = "What did she call for at that meeting?"
    assert standalone(asked, [who]) == "What did Rosa Lindqvist call for at that meeting?"


def test_what_a_refusal_names_is_not_taken_up() -> None:
    assert standalone("When?", [REFUSED]) == "When was the new library in Brack opened?"
    assert "Ada" not in standalone("How old is she?", [REFUSED])


@pytest.mark.parametrize(
    "question",
    [
        "Is it true that Dorn has a zoo?",
        "If the ferry sinks, who pays for it?",
        "I heard that there is a zoo in Dorn",
    ],
)
def test_what_stands_for_nothing_said_before_stays(question: str) -> None:
    assert standalone(question, [CRASH]) == question


TWO = Turn("Did Paul Ritter and Sven Olsen resign?", "Both did. [1]")


def test_where_two_fit_as_well_both_are_readings() -> None:
    found = made_standalone("Where does he live?", [TWO])
    assert found.readings == ("Where does Paul Ritter live?", "Where does Sven Olsen live?")
    assert made_standalone("him?", [TWO]).readings == (
        "Did Paul Ritter resign?", "Did Sven Olsen resign?"
    )  # fmt: skip
    assert made_standalone("And the second one?", [TWO]).text == "Did Sven Olsen resign?"
    assert made_standalone("Why?", [TWO]).readings == ()
    assert made_standalone("Why did they resign?", [TWO]).readings == ()


def test_a_name_may_be_where_a_way_begins_or_where_it_ends() -> None:
    found = made_standalone("And Cray?", [FARE])
    assert [each.rpartition(" coach ")[2] for each in found.readings] == [
        "from Cray to Brack?", "from Alden to Cray?"
    ]  # fmt: skip


def test_an_engine_asks_back_and_is_told_which_is_meant(seeds_engine: QueryEngine) -> None:
    answer = seeds_engine.query("Where does he live?", [TWO])
    one, other = answer.readings
    assert not answer.answered and answer.nearest is None
    assert answer.text == answer.reason == f"Do you mean “{one}” or “{other}”?"
    history = [TWO, Turn("Where does he live?", answer.text)]
    for said in ("The second one", "Sven Olsen"):
        assert standalone(said, history) == other
    assert standalone("Why did they resign?", history).startswith("Why did Paul Ritter and")


@pytest.mark.parametrize(
    ("previous", "answer", "question", "whole"),
    [
        ("Who founded the festival in Ley?", "Clara Voss [1]\nIt was Clara Voss. [1]", "When?",
         "When was it that Clara Voss founded the festival in Ley?"),
        ("How many ships did the navy buy in 2019?", "12 [1]\nIt bought 12. [1]", "From whom?",
         "From whom did the navy buy 12 ships in 2019?"),
        ("Did the council approve the stadium?", "It did not. [1]", "Who voted against it?",
         "Who voted against the stadium?"),
        ("What caused the fire at the mill?", "A lamp fell. [1]", "Was anyone hurt?",
         "Was anyone hurt in the fire at the mill?"),
        ("Who resigns from the ferry company?", "Eva Brandt [1]\nShe resigns. [1]",
         "Who owns the company?", "Who owns the ferry company?"),
        ("How much is a season ticket to Ley?", "9 marks. [1]", "Where can I get one?",
         "Where can I get a season ticket to Ley?"),
        ("What is the capital of Norway?", "Oslo [1]\nIts capital is Oslo. [1]", "Is it big?",
         "Is Oslo big?"),
        ("Did Eva Brandt meet Otto Kern?", "They met on Monday. [1]", "What did they discuss?",
         "What did Eva Brandt and Otto Kern discuss?"),
        ("What is the salary of the mayor of Alden?", "90,000 marks. [1]", "And the governor?",
         "What is the salary of the governor of Alden?"),
    ],
)  # fmt: skip
def test_what_is_meant_is_told_by_what_was_asked_and_answered(
    previous: str, answer: str, question: str, whole: str
) -> None:
    assert standalone(question, [Turn(previous, answer)]) == whole


@pytest.mark.parametrize(
    ("earlier", "question", "expected"),
    [
        ("Who won the race in 2025?", "And the year before?", "Who won the race in 2024?"),
        ("Who won the race in 2025?", "and a year later?", "Who won the race in 2026?"),
        ("Who won the race in 2025?", "Sorry, I meant the year before.",
         "Who won the race in 2024?"),
        ("Who won the race in 2025?", "I meant 2023.", "Who won the race in 2023?"),
        ("Who won the race in 2025?", "No, I meant who came second", "Who came second"),
        ("How many died in January 2024?", "And the month before?",
         "How many died in December 2023?"),
        ("How many died in 2023?", "What about in the next year?", "How many died in 2024?"),
        ("How many died in May?", "What about the following month?", "How many died in June?"),
        ("How many died in Vik?", "And the year before?",
         "the year before (How many died in Vik)?"),
    ],
)  # fmt: skip
def test_a_time_beside_the_one_asked_of_and_what_was_meant(
    earlier: str, question: str, expected: str
) -> None:
    assert standalone(question, [Turn(earlier, "Ola Brand.")]) == expected
