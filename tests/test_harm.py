"""Whether anybody died or was hurt, by sentences that say nobody did."""

import pytest

from index import Span
from qa.passages import Passage
from qa.questions.analysis import analyse
from qa.reading.candidates import Candidate
from qa.several.harm import nobody_harmed


def says_nobody(question, sentence):
    text = f"A fire burned in the mill of Ley. {sentence}"
    passage = Passage(1, "fire", "Fire in Ley", None, None, None, text, 0, len(text), 1.0)
    span = Span(len(text) - len(sentence), len(text))
    return nobody_harmed(analyse(question), Candidate(passage, span, None, 0.0, 0.0))


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Did anyone die in the fire in Ley?", "No deaths were reported."),
        ("Was anybody killed?", "There were no reports of injuries or deaths by noon."),
        ("Did anyone die in the fire?", "Nobody was hurt, the crews said."),
        ("Were there any casualties?", "The mill burned down without any casualties."),
        ("Have any people been injured in Ley?", "No one was injured."),
    ],
)
def test_who_says_that_nobody_was_answers_no(question, sentence):
    assert says_nobody(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Was anyone hurt in the fire?", "No deaths were reported."),
        ("Did anyone die in the fire?", "One man died; nobody else was hurt."),
        ("Did anyone die in the fire?", "No one knows how many died."),
        ("Did anyone die in the fire?", "There were no further deaths."),
        ("Did anyone die in the fire?", "Three people were killed."),
        ("Did anyone die in the fire?", "Nobody was charged."),
        ("Did anyone die in the fire?", "One man died and nobody was hurt."),
        ("Did anyone die?", "No one has claimed responsibility for the fire that killed five."),
        ("Was anyone hurt?", "No arrests were made after two people were injured."),
        ("Did anyone die?", "No warning was given before the fire killed nine."),
        ("Did anyone die in the fire in Marn?", "No deaths were reported."),
        ("Who died in the fire?", "No deaths were reported."),
    ],
)
def test_what_says_something_else_is_left_to_the_judge(question, sentence):
    assert not says_nobody(question, sentence)
