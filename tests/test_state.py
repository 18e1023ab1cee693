"""The newest report of a count or an office answers; what it overtakes is known."""

import pytest

from index import Span
from qa.evidence import Standing
from qa.passages import Passage
from qa.questions.analysis import Question, analyse
from qa.reading.candidates import Candidate
from qa.reading.reader import ScoredSpan
from qa.reading.short_answers import words_of
from qa.several.state import as_of, newest, overtaken, standing


def candidate(
    text: str, words: str, day: str | None, read: float = 6.0, judged: float = 3.0
) -> Candidate:
    article = f"{day or 'undated'}.txt"
    passage = Passage(article, article, "", None, day, None, text, 0, len(text), 1.0)
    start = text.index(words)
    best = ScoredSpan(start, start + len(words), read)
    return Candidate(passage, Span(0, len(text)), best, judged, read + judged / 2)


DIED = analyse("How many people died in the flood?")
NINE = candidate("The flood killed 9 people.", "9", "2024-05-03", read=8.0)
FOURTEEN = candidate("The toll rose to 14.", "14", "2024-05-05", read=4.0)
SEVEN = candidate("In Vik alone 7 died.", "7", "2024-05-06", read=5.0)


def said(found: list[Candidate]) -> list[str]:
    return [words_of(each).text for each in found]


def test_the_newest_count_comes_first_and_the_older_is_overtaken() -> None:
    found = newest(DIED, [NINE, FOURTEEN])
    assert said(found) == ["14", "9"]
    assert as_of(DIED, found[0], found) == "2024-05-05"
    assert said(overtaken(DIED, found[0], found)) == ["9"]
    assert standing(DIED, found[0], NINE) is Standing.OVERTAKEN


def test_a_count_that_grows_does_not_fall() -> None:
    found = newest(DIED, [NINE, FOURTEEN, SEVEN])
    assert said(found)[0] == "14"
    assert standing(DIED, found[0], SEVEN) is Standing.OTHERWISE


def test_what_is_planned_may_be_less_than_was_planned_before() -> None:
    asked = analyse("How many jobs will go at the mill?")
    first = candidate("The mill will cut 640 jobs.", "640", "2024-05-03", read=8.0)
    later = candidate("Under the deal 315 jobs go.", "315", "2024-05-20", read=6.0)
    assert said(newest(asked, [first, later])) == ["315", "640"]


def test_without_a_day_no_order_is_claimed() -> None:
    undated = candidate("The flood killed 12 people.", "12", None)
    found = newest(DIED, [NINE, FOURTEEN, undated])
    assert said(found)[0] == "9" and as_of(DIED, found[0], found) is None
    assert overtaken(DIED, found[0], found) == []


def test_what_is_far_less_likely_overtakes_nothing() -> None:
    doubtful = candidate("It was 40 metres long.", "40", "2024-06-01", read=0.0, judged=-3.0)
    assert said(newest(DIED, [NINE, doubtful]))[0] == "9"


def test_who_left_an_office_holds_it_no_more() -> None:
    asked = analyse("Who is the mayor of Ostby?")
    thorne = candidate("Ada Thorne resigned as mayor.", "Ada Thorne", "2024-06-20", read=9.0)
    marsh = candidate("Mayor Bo Marsh opened a school.", "Bo Marsh", "2024-06-15", read=7.0)
    found = newest(asked, [thorne, marsh])
    assert said(found)[0] == "Bo Marsh"


@pytest.mark.parametrize(
    ("question", "changes"),
    [
        ("How many people died in the flood?", True),
        ("How many acres has the fire burned?", True),
        ("Who is the mayor of Ostby?", True),
        ("Who runs the ferry company?", True),
        ("What is the latest price of oil?", True),
        ("How many jobs will go at the mill?", True),
        ("How much is the bridge going to cost?", True),
        ("When will the bridge open?", True),
        ("How much does a ticket cost now?", True),
        ("When did the bridge open?", False),
        ("How many goals did she score?", False),
        ("Who was the mayor when the flood hit?", False),
        ("How many people died at first?", False),
        ("How many people died in May 2021?", False),
        ("Why did the mayor resign?", False),
        ("Where is Ostby?", False),
    ],
)
def test_only_the_state_of_things_is_told_anew(question: str, changes: bool) -> None:
    asked: Question = analyse(question)
    assert asked.changes is changes


MAYOR = analyse("Who is the mayor of Ley?")
TEXT = (
    "Ada Quill resigned as mayor of Ley on Monday. Her deputy, Tom Reed, takes over at noon. "
    "The council praised Ada Quill, who had replaced Bo Marsh."
)


def holder(text: str, words: str, day: str, of: str | None = None, read: float = 6.0) -> Candidate:
    whole = of or text
    passage = Passage("c", day, "Ley", None, day, None, whole, 0, len(whole), 1.0)
    at, start = whole.index(text), whole.index(words, whole.index(text))
    best = ScoredSpan(start, start + len(words), read)
    return Candidate(passage, Span(at, at + len(text)), best, 3.0, read)


HOLDS = holder("Mayor Ada Quill of Ley opened the bridge.", "Ada Quill", "2024-05-01")
LEFT = holder("Ada Quill resigned as mayor of Ley on Monday.", "Ada Quill", "2024-06-03", TEXT)
TAKES = holder("Her deputy, Tom Reed, takes over at noon.", "Her deputy", "2024-06-03", TEXT, -6.0)
PRAISED = holder(TEXT[TEXT.index("The council") :], "Bo Marsh", "2024-06-03", TEXT, -6.0)


def test_who_takes_over_from_one_who_left_holds_the_office() -> None:
    found = newest(MAYOR, [HOLDS, LEFT, TAKES, PRAISED])
    assert said(found[:1]) == ["Tom Reed"] and found[0].text == TAKES.text
    assert len(found) == 4 and HOLDS in found and LEFT in found and PRAISED in found


def test_where_nobody_is_named_who_follows_that_somebody_left_is_told() -> None:
    found = newest(MAYOR, [HOLDS, LEFT])
    assert found[0].text == LEFT.text and found[0].best is None
    assert overtaken(MAYOR, found[0], found) == [HOLDS]


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Ada Quill of Ley said late on Friday that she was glad.",
        "Mayor Ada Quill of Ley left for talks in Vik.",
        "Mayor Ada Quill of Ley dismissed the claims as false.",
        "Mayor Ada Quill of Ley praised former teacher Ida Roe.",
    ],
)
def test_who_does_something_else_holds_the_office_still(text: str) -> None:
    found = newest(MAYOR, [HOLDS, holder(text, "Ada Quill", "2024-06-03")])
    assert said(found[:1]) == ["Ada Quill"]


@pytest.mark.parametrize(
    "behind",
    [
        "Council leader Tom Reed said a new mayor will be elected in June.",
        "Party chair Tom Reed said no successor has been named.",
        "Ada Quill was elected in 2019.",
        "Police chief Ian Poe was appointed in May.",
    ],
)
def test_who_only_speaks_of_it_or_holds_another_office_takes_over_nothing(behind: str) -> None:
    whole = f"{LEFT.text} {behind}"
    left = holder(LEFT.text, "Ada Quill", "2024-06-03", whole)
    after = holder(behind, behind.split()[-1], "2024-06-03", whole, -6.0)
    assert newest(MAYOR, [HOLDS, left, after])[0].text == LEFT.text


def test_one_who_left_before_somebody_else_came_is_not_who_is_gone() -> None:
    came = holder("Mayor Tom Reed of Ley opened the school.", "Tom Reed", "2024-07-01")
    assert said(newest(MAYOR, [HOLDS, LEFT, came])[:1]) == ["Tom Reed"]
    other = holder("Mayor Tom Reed of Ley opened the school.", "Tom Reed", "2024-05-20")
    assert said(newest(MAYOR, [other, LEFT])[:1]) == ["Tom Reed"]
