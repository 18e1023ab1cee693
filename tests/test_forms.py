"""Which questions ask for a timeline or an overview."""

from datetime import date

import pytest

from qa.evidence import Form
from qa.questions.analysis import analyse
from qa.several.forms import SeveralQuestion, form_of

DAY = date(2023, 6, 1)


@pytest.mark.parametrize(
    ("question", "form", "topic", "newest"),
    [
        ("Timeline of the Ostby flood", Form.TIMELINE, "the Ostby flood", False),
        ("Give me a chronology of the strike, please", Form.TIMELINE, "the strike, please", False),
        ("What happened in December?", Form.TIMELINE, "", False),
        ("What has happened to the mine?", Form.TIMELINE, "the mine", False),
        ("How did the strike unfold after 3 May?", Form.TIMELINE, "the strike", False),
        ("What happened between May and July 2021 in Ostby?", Form.TIMELINE, "Ostby", False),
        ("What is the latest on the mine?", Form.OVERVIEW, "the mine", True),
        ("Any news on the mine?", Form.OVERVIEW, "the mine", True),
        ("What's going on in Ostby?", Form.OVERVIEW, "Ostby", True),
        ("Summarise the articles about the mine", Form.OVERVIEW, "the mine", False),
        ("What do the articles say about the mine?", Form.OVERVIEW, "the mine", False),
        ("What do we know about the mine?", Form.OVERVIEW, "the mine", False),
        ("Tell me about the mine", Form.OVERVIEW, "the mine", False),
    ],
)
def test_what_is_asked_for_is_put_together(
    question: str, form: Form, topic: str, newest: bool
) -> None:
    assert form_of(analyse(question, DAY)) == SeveralQuestion(form, topic, newest)


@pytest.mark.parametrize(
    "question",
    [
        "What happened?",
        "What is the latest death toll in Ostby?",
        "What are the latest figures?",
        "How did the board vote?",
        "Where did the mayor go?",
        "Who said what happened?",
        "When did it happen?",
        "What's new?",
    ],
)
def test_what_one_sentence_answers_is_not(question: str) -> None:
    assert form_of(analyse(question, DAY)) is None


def test_where_an_index_closed_is_asked_of_a_day_only() -> None:
    assert form_of(analyse("How did the Ostby index do?", DAY)) is None
    asked = form_of(analyse("How did the Ostby index do on 3 May 2023?", DAY))
    assert asked == SeveralQuestion(Form.TIMELINE, "the Ostby index")
