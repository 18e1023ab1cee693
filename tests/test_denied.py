"""Sentences that deny what is asked after."""

import pytest

from qa.questions.analysis import analyse
from qa.reading.denied import denies


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            "Which towns have recognised the guild?",
            "Ley has not yet formally recognized the guild.",
        ),
        ("Who opened the mill?", "Brook did not open the mill."),
        ("Who opened the mill?", "Brook didn’t open the mill."),
        ("How many towns joined the guild?", "Ley never joined the guild."),
    ],
)
def test_who_did_not_do_it_is_no_answer(question, sentence):
    assert denies(analyse(question), sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Which towns have recognised the guild?", "Ley has recognised the guild."),
        (
            "Which towns have recognised the guild?",
            "Ley has not recognised the guild, but Vale recognised it in May.",
        ),
        ("Which towns have not recognised the guild?", "Ley has not recognised the guild."),
        ("Who opened the mill?", "Brook, who is not well, opened the mill."),
        ("Who opened the mill?", "Not only Brook opened the mill."),
        ("Who opened the mill?", "Brook opened the mill but did not speak."),
        ("When will the mill open?", "It will not open before May."),
        ("Why did Brook not open it?", "Brook did not open it for want of water."),
        ("Has Ley recognised the guild?", "Ley has not recognised the guild."),
    ],
)
def test_everything_else_is_no_denial(question, sentence):
    assert not denies(analyse(question), sentence)
