"""Which few words answer, who else says them, and who says otherwise."""

from dataclasses import replace

import pytest

from index import Span
from qa.passages import Passage
from qa.questions.analysis import analyse
from qa.reading.evidence import Candidate
from qa.reading.reader import ScoredSpan
from qa.reading.short_answers import (
    LEAST_SHOWN,
    MOST_ALTERNATIVES,
    MOST_SUPPORTERS,
    agree,
    alternatives,
    short_answer,
    supporters,
    words_of,
)


def candidate(
    text: str,
    words: str,
    article: str = "a.txt",
    read: float = 8.0,
    before: str = "First. ",
    judged: float = 3.0,
) -> Candidate:
    """A sentence behind another, in which the reader found words."""
    whole = before + text
    passage = Passage(
        f"{article}#1", article, "T", None, None, None, whole, 100, 100 + len(whole), 1
    )
    start = whole.index(words, len(before))
    best = ScoredSpan(start, start + len(words), read)
    span = Span(len(before), len(whole))
    return Candidate(passage, span, best, judged, read)


MET = candidate("Rahmon met Foreign Minister Wang Yi.", "Wang Yi")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Wang Yi", "Foreign Minister Wang Yi", True),
        ("Wang Yi", "WANG YI", True),
        ("Wang Yi", "Wang Wei", False),
        ("14", "14 people", True),
        ("14", "15", False),
        ("14 people", "people", False),
        ("in May 2024", "2024", True),
        ("May 2023", "May 2024", False),
        ("…", "Wang Yi", False),
        ("…", "…", False),
    ],
)
def test_two_answers_agree_when_the_words_of_one_and_its_numbers_are_the_other_s(
    one: str, other: str, same: bool
) -> None:
    assert agree(one, other) is agree(other, one) is same


def test_the_short_answer_is_the_reader_s_words_as_a_quote_of_the_article() -> None:
    found = short_answer(analyse("Who met Rahmon?"), MET)
    assert found is not None
    assert found.text == "Wang Yi"
    assert MET.passage.text[found.start - 100 : found.end - 100] == "Wang Yi"


@pytest.mark.parametrize(
    "question",
    [
        "Why did Rahmon meet Wang Yi?",
        "Did Rahmon meet Wang Yi?",
        "Which ministers did Rahmon meet and when did he meet them?",
    ],
)
def test_what_few_words_cannot_answer_gets_none(question: str) -> None:
    assert short_answer(analyse(question), MET) is None


def test_where_several_are_asked_for_the_reader_must_be_surer() -> None:
    asked = analyse("Which ministers did Rahmon meet?")
    assert short_answer(asked, MET) is not None
    assert MET.best is not None
    unsure = replace(MET, best=MET.best._replace(score=0.0))
    assert short_answer(asked, unsure) is None
    assert short_answer(analyse("Who met Rahmon?"), unsure) is not None


def test_words_that_the_reader_doubts_or_that_are_of_another_kind_are_not_shown() -> None:
    asked = analyse("Who met Rahmon?")
    doubted = candidate("Rahmon met Wang Yi.", "Wang Yi", read=LEAST_SHOWN - 0.1)
    assert short_answer(asked, doubted) is None
    other = candidate("Rahmon met a friend.", "a friend")
    assert short_answer(asked, other) is None
    assert short_answer(analyse("How many ministers met Rahmon?"), MET) is None


def test_sentences_of_other_articles_that_say_the_same_support_it() -> None:
    same_article = candidate("Wang Yi met him.", "Wang Yi")
    agreeing = [
        candidate("It was Minister Wang Yi.", "Minister Wang Yi", f"{n}.txt") for n in range(4)
    ]
    twice = candidate("Wang Yi again.", "Wang Yi", "0.txt")
    found = [MET, same_article, agreeing[0], twice, *agreeing[1:]]
    assert supporters(MET, found) == agreeing[:MOST_SUPPORTERS]


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("It must be done by 9 a.m. Saturday on the islands.", "Saturday", "9 a.m. Saturday"),
        ("It must be done by noon on Friday.", "Friday", "noon on Friday"),
        ("They met on Monday at 10:30 p.m. in Tarsk.", "Monday", "Monday at 10:30 p.m."),
        ("They met on Monday at 10 a.m. in Tarsk.", "10 a.m", "Monday at 10 a.m."),
        ("They met on Monday, and 10 came.", "Monday", "Monday"),
    ],
)
def test_a_day_has_the_time_of_day_beside_it(text: str, words: str, whole: str) -> None:
    found = short_answer(analyse("When was it?"), candidate(text, words))
    assert found is not None and found.text == whole


def test_what_other_articles_answer_instead_is_told_once_each() -> None:
    first = candidate("14 people died.", "14", read=9.0)
    found = [
        first,
        candidate("At least 14 died.", "14", "same.txt"),
        candidate("Then 15 died.", "15", "a.txt"),
        candidate("Police said 17 died.", "17", "b.txt"),
        candidate("In all 17 people died.", "17 people", "c.txt"),
        candidate("Perhaps 90 died.", "90", "d.txt", read=-0.1),
        candidate("In 2011, 80 died.", "80", "e.txt", judged=-9.0, read=0.5),
        candidate("It was 14 who died, not 70.", "70", "f.txt"),
        *(candidate(f"No, {n} died.", str(n), f"{n}.txt") for n in range(20, 25)),
    ]
    others = alternatives(analyse("How many died?"), first, found)
    assert [words_of(other).text for other in others] == ["17", "20", "21"]
    assert len(others) == MOST_ALTERNATIVES
    assert others[0].text == "Police said 17 died."


def test_words_found_are_told_without_loose_punctuation() -> None:
    asked = analyse("Who met Rahmon?")
    for sentence, read, told in [
        ("It was Wang Yi, he said.", "Wang Yi,", "Wang Yi"),
        ("It was Wang Yi.", "Wang Yi.", "Wang Yi"),
        ("It was “Wang Yi” himself.", "“Wang Yi", "Wang Yi"),
        ("It was Wang Yi (minister) there.", "Wang Yi (minister", "Wang Yi (minister)"),
    ]:
        found = short_answer(asked, candidate(sentence, read))
        assert found is not None and found.text == told


def test_words_that_are_only_punctuation_are_no_answer() -> None:
    assert (
        short_answer(analyse("What did Rahmon say?"), candidate("He said: “,” yes.", "“,")) is None
    )


@pytest.mark.parametrize(
    ("question", "sentence", "read", "told"),
    [
        ("How many acres burned?", "It burned 3,221 acres.", "221", "3,221"),
        ("How many acres burned?", "It burned 3,221 acres.", "3", "3,221"),
        ("How many came?", "Almost 40 people came.", "40 people", "Almost 40 people"),
        ("How much is it?", "It is more than $2.5 million.", "5 million", "more than $2.5 million"),
        ("When does it shut?", "It shuts at 7 p.m. today.", "7 p.m", "7 p.m. today"),
        ("When was it shut?", "It was shut over Easter 2021.", "Easter 2021", "Easter 2021"),
    ],
)
def test_words_and_numbers_are_told_whole_with_what_qualifies_them(
    question: str, sentence: str, read: str, told: str
) -> None:
    found = short_answer(analyse(question), candidate(sentence, read))
    assert found is not None and found.text == told
