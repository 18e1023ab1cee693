"""What is told of another one in a row is no answer."""

import pytest

from index import Span
from qa.passages import Passage
from qa.questions.analysis import analyse
from qa.reading.candidates import Candidate
from qa.reading.ordinals import in_the_row
from qa.reading.reader import ScoredSpan


def is_left(question, sentence):
    passage = Passage("a#1", "a", "Cup", None, None, None, sentence, 0, len(sentence), 1.0)
    best = ScoredSpan(0, 3, 6.0)
    found = [Candidate(passage, Span(0, len(sentence)), best, 2.0, 7.0)]
    return in_the_row(analyse(question), found)[0].best is not None


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who do Ley play in the fifth round?", "Ley beat Vik in the fourth round on Sunday."),
        ("What was the profit in the 2nd quarter?", "Profit in the third quarter was 4 million."),
        ("Who died in the second blast?", "Ada Roe died in the first blast."),
    ],
)
def test_what_tells_of_another_is_ruled_out(question, sentence):
    assert not is_left(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who do Ley play in the fifth round?", "Ley will play Vik in the 5th round."),
        ("Who do Ley play in the fifth round?", "Ley, who won the fourth round, meet Vik there."
         " The fifth round is on Sunday."),
        ("Who do Ley play in the fifth round?", "Ley will play Vik, the draw showed."),
        ("Who died in the blast?", "Ada Roe died in the first blast."),
        ("Who is the first minister?", "Ada Roe met the second minister."),
    ],
)  # fmt: skip
def test_what_may_be_of_it_is_left(question, sentence):
    assert is_left(question, sentence)
