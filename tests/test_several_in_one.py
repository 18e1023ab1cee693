"""Two questions in one are told apart, answered each, and put under one another."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index import Archive, Article, ingest
from qa import QueryEngine, Turn
from qa.citations import Draft, DraftSentence, Quote
from qa.evidence import Form
from qa.passages import Passage
from qa.questions.rewriting import standalone
from qa.questions.several_in_one import questions_in
from qa.several.each_question import answered_each


def whole(question: str, answer: str = "Ola Brand\nOla Brand did it.") -> list[str]:
    """The questions in one as they stand alone, each answered by the same."""
    earlier: list[Turn] = []
    for each in questions_in(question):
        earlier.append(Turn(standalone(each, earlier), answer))
    return [turn.question for turn in earlier]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "When did the strike begin and when did it end?",
            ["When did the strike begin?", "When did the strike end?"],
        ),
        (
            "When and where was Maria Silva born?",
            ["When was Maria Silva born?", "where was Maria Silva born?"],
        ),
        ("Who was arrested and why?", ["Who was arrested?", "Why was Ola Brand arrested?"]),
        (
            "How many people were killed in the Yeraskh fire and how many were injured?",
            [
                "How many people were killed in the Yeraskh fire?",
                "How many were injured in the Yeraskh fire?",
            ],
        ),
        (
            "Who won the vote, and by how much?",
            ["Who won the vote?", "By how much did Ola Brand win the vote?"],
        ),
        (
            "When did Jim Fall die? And who replaced him?",
            ["When did Jim Fall die?", "Who replaced Jim Fall?"],
        ),
        (
            "Is the bridge open and when was it closed?",
            ["Is the bridge open?", "When was the bridge closed?"],
        ),
        (
            "Did the mayor resign? If so, when?",
            ["Did the mayor resign?", "When did the mayor resign?"],
        ),
        (
            "Has anybody died from it, and if so how many?",
            ["Has anybody died from it?", "How many people have died from it?"],
        ),
        (
            "Why did the dockers' strike begin, and how did it end?",
            ["Why did the dockers' strike begin?", "How did the dockers' strike end?"],
        ),
        (
            "Where did the ferry sink and how many were aboard?",
            ["Where did the ferry sink?", "how many were aboard (Where did the ferry sink)?"],
        ),
    ],
)
def test_each_question_in_one_stands_alone(question: str, expected: list[str]) -> None:
    assert whole(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Who said when and where the talks would be held?",
        "What do we know about who did it and why?",
        "Who is the man who stole the ring and who escaped?",
        "Where and when?",
        "Where is the mill?",
        "Who opened the bridge and the mill?",
        "The strike began in May. When did it end?",
        "Why? Why? Why? Why?",
    ],
)
def test_what_asks_once_stays_one_question(question: str) -> None:
    assert questions_in(question) == ()


def draft(text: str, confidence: float = 0.5) -> Draft:
    day = "2024-05-03"
    passage = Passage("c", "a", "Headline", "Gull", day, None, text, 0, len(text), 1.0)
    return Draft(
        (DraftSentence(text, (Quote(passage, text, 0, len(text)),)),), None, None, confidence
    )


def test_what_answers_each_stands_under_it_and_what_is_missing_is_told() -> None:
    asked = ("When did it begin?", "and who paid?")
    both = answered_each(asked, (draft("It began in May."), draft("Ola paid.", 0.25)))
    assert both is not None and both.confidence == 0.25
    assert [each.label for each in both.sentences] == ["When did it begin", "And who paid"]
    one = answered_each(asked, (draft("It began in May."), Draft()))
    assert one is not None and one.evidence is not None
    assert one.evidence.missing == ("And who paid",)
    assert answered_each(asked, (Draft(), Draft())) is None
    assert answered_each((), ()) is None


def test_what_was_told_of_one_is_told_again_only_where_nothing_else_is() -> None:
    who, when = draft("Ola was received."), draft("It was in May.")
    both = replace(when, sentences=(*who.sentences, *when.sentences))
    found = answered_each(("Who?", "When?"), (who, both))
    assert found is not None
    assert [(each.label, each.text) for each in found.sentences] == [
        ("Who", "Ola was received."),
        ("When", "It was in May."),
    ]


def test_a_sentence_that_answers_both_stands_alone() -> None:
    same = draft("Fire killed 3 and hurt 9.")
    found = answered_each(("How many died?", "How many were hurt?"), (same, same))
    assert found is not None and found.evidence is None
    assert [each.label for each in found.sentences] == [None]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QueryEngine]:
    path: Path = tmp_path_factory.mktemp("several-in-one") / "archive"
    articles = [
        Article("s1", "Dockers walk out", "Dockers of Vik began their strike on 3 May 2024 over "
                "pay, the union said. Ships waited in the bay.", "Gull", "2024-05-04"),
        Article("s2", "Work resumes", "The strike of the dockers of Vik ended on 19 May 2024, "
                "when the port signed a deal. Cranes moved at noon.", "Tide", "2024-05-20"),
        Article("b1", "Ferry", "The ferry to Lund was late. Rain fell.", "Gull", "2024-05-05"),
    ]  # fmt: skip
    with Archive.create(path) as archive:
        ingest(articles, archive)
        yield QueryEngine(archive)


def test_both_are_answered_with_their_own_citations(engine: QueryEngine) -> None:
    answer = engine.query("When did the dockers' strike begin and when did it end?")
    assert answer.evidence is not None and answer.evidence.form is Form.COMPARISON
    told = {each.part: each.citation.article_id for each in answer.evidence.statements}
    assert told == {
        "When did the dockers' strike begin": "s1",
        "When did the dockers' strike end": "s2",
    }
    assert "3 May" in answer.text and "19 May" in answer.text
    part = engine.query("When did the dockers' strike begin and what is the capital of Peru?")
    assert part.evidence is not None
    assert part.evidence.missing == ("What is the capital of Peru",)
