"""What was only expected tells not when something was."""

import pytest

from qa.questions.analysis import analyse
from qa.reading.looked_ahead import looks_ahead


def is_ahead(question, sentence, answer):
    return looks_ahead(analyse(question), sentence, sentence.index(answer))


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When did the strike end?", "The port expects the strike to be over by Friday."),
        ("When did the strike end?", "The port said it hoped for an end of the strike on Friday."),
        ("When was the bridge opened?", "The bridge is due to open on Friday."),
        ("How long did the strike last?", "The port said it would last until Friday."),
        ("On what day did the ferry sail?", "The ferry will sail on Friday, he said."),
    ],
)
def test_what_was_expected_is_known_by_what_stands_before_the_words(question, sentence):
    assert is_ahead(question, sentence, "Friday")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When did the strike end?", "The strike ended on Friday."),
        ("When did the strike end?", "The strike ended on Friday and buses will run again."),
        ("When is the strike expected to end?", "The port expects it to be over by Friday."),
        ("When will the bridge open?", "The bridge is due to open on Friday."),
        ("Who ended the strike?", "The port expects the strike to be over by Friday."),
        ("When did he say the bridge would open?", "The bridge would open, he said on Friday."),
        ("When did the mayor resign?", "As expected, the mayor resigned on Friday."),
    ],
)
def test_what_happened_or_is_asked_of_as_to_come_is_not(question, sentence):
    assert not is_ahead(question, sentence, "Friday")
