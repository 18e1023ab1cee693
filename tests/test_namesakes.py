"""Another of the same surname does not answer, and what is no name is none."""

import pytest

from index import Span
from qa.english.given_names import short_forms
from qa.passages import Passage
from qa.questions.analysis import analyse
from qa.reading.candidates import Candidate
from qa.reading.kind_named import with_kind_named
from qa.reading.name_asked import named
from qa.reading.namesakes import without_namesakes
from qa.reading.reader import ScoredSpan


def candidate(text: str, words: str = "", start: int = 0) -> Candidate:
    passage = Passage("a#1", "a", "In brief", None, None, None, text, start, start + len(text), 1.0)
    at = text.index(words) if words else 0
    best = ScoredSpan(at, at + len(words or text), 6.0)
    return Candidate(passage, Span(0, len(text)), best, 2.0, 7.0)


@pytest.mark.parametrize(
    ("question", "text", "left"),
    [
        ("What did Vladimir Yudin win?", "Sergei Yudin won a cup. Yudin is 40.", False),
        ("What did President Vladimir Yudin win?", "Mr Sergei Yudin won a cup.", False),
        ("What did Sergey Yudin win?", "Sergei Yudin won a cup.", True),
        ("What did William Ashgrove sign?", "Bill Ashgrove signed it.", True),
        ("What did Yudin win?", "Sergei Yudin won a cup.", True),
        ("What did Tony Blair say?", "Blair and his wife Cherie Blair came.", True),
        ("What did Tony Blair say?", "Cherie Blair came. Tony was late.", True),
        ("What did Vladimir Yudin win?", "Yudin won a cup.", True),
    ],
)
def test_a_namesake_is_somebody_else(question: str, text: str, left: bool) -> None:
    found = without_namesakes(analyse(question), [candidate(text)])
    assert (found[0].best is not None) is left


def test_only_where_an_article_begins_are_people_named_in_full() -> None:
    later = candidate("Sergei Yudin won a cup.", start=900)
    assert without_namesakes(analyse("What did Vladimir Yudin win?"), [later]) == [later]


def test_short_forms_go_both_ways() -> None:
    assert "william" in short_forms("bill") and "bill" in short_forms("william")
    assert not short_forms("sergei")


MINE = "In May a drone hit a Chinese gold mining company, the Lund Mining Group said."


@pytest.mark.parametrize(
    ("question", "words", "left"),
    [
        ("What is the name of the mining firm?", "Chinese gold mining company", False),
        ("What is the name of the mining firm?", "Lund Mining Group", True),
        ("What is the mining firm called?", "gold mining company", False),
        ("What is the name of the country?", "Chinese", True),
        ("What hit the mining company?", "a drone", True),
        ("Which firm was hit?", "Chinese gold mining company", True),
    ],
)
def test_a_description_is_no_name(question: str, words: str, left: bool) -> None:
    found = named(analyse(question), [candidate(MINE, words)])
    assert (found[0].best is not None) is left


HELD = "The forum was held in Nyingchi city, southwest of Lund, on Thursday."


@pytest.mark.parametrize(
    ("question", "text", "words", "expected"),
    [
        ("In which city was the forum held?", HELD, "southwest of Lund", "Nyingchi"),
        ("In which city was it held?", "It was held in the port city of Vik Bay, inland.",
         "inland", "Vik Bay"),
        ("In which city was it held?", "Held in Vik city, it moved to Lund city, inland.",
         "inland", "inland"),
        ("In which city was it held?", "It was in Vik City, inland.", "inland", "Vik"),
        ("In which city was it held?", HELD, "Lund", "Lund"),
        ("Where was the forum held?", HELD, "southwest of Lund", "southwest of Lund"),
    ],
)  # fmt: skip
def test_the_name_of_the_kind_asked_for_is_what_answers(
    question: str, text: str, words: str, expected: str
) -> None:
    best = with_kind_named(analyse(question), [candidate(text, words)])[0].best
    assert best is not None and text[best.start : best.end] == expected
