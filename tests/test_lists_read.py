"""Lists behind a colon of what a question asks several of."""

import pytest

from qa.passages import Passage
from qa.questions.analysis import analyse
from qa.reading.candidates import Candidate
from qa.reading.lists import listing
from qa.reading.sentences import sentences_of
from qa.reading.tables import SURE_READ

LIST = "Ley, Marn, Ostby, Old Quay/Tolle, Quarn, Haverd and Pier Nine"
TEXT = (
    "The towns of the 2026 games in Norland, Sudland and Westmark were named on Thursday. "
    f"The 7 host towns will be: {LIST}. "
    "The mayor said: Ley, Marn and Ostby were chosen late."
)


def answer(question, text=TEXT):
    passage = Passage(1, "a", "Harbour games", None, None, None, text, 0, len(text), 1.0)
    spans = sentences_of(passage)
    found = [Candidate(passage, span, None, -3.0, float(-n)) for n, span in enumerate(spans)]
    sure = [each for each in listing(analyse(question), found) if each.read == SURE_READ]
    assert len(sure) < 2
    if not sure:
        return None
    assert sure[0].score > 0
    return text[sure[0].best.start : sure[0].best.end]


@pytest.mark.parametrize(
    "question",
    ["Which towns will host the 2026 Harbour games?", "What are the host towns of the games?",
     "Which host towns were named?"],
)  # fmt: skip
def test_the_whole_list_is_the_answer(question):
    assert answer(question) == LIST


@pytest.mark.parametrize(
    "question",
    [
        "Which towns will host the 2030 Harbour games?",  # others
        "Which towns will not host the 2026 Harbour games?",
        "Which mayors host the games?",
        "Who will host the games?",
        "How many towns will host the games?",
        "Why were the towns named?",
    ],
)
def test_what_the_list_does_not_hold_is_left_to_the_readers(question):
    assert answer(question) is None


def test_a_remark_behind_a_colon_is_no_list():
    assert (
        answer("Which towns were named?", "The towns agreed: it was late, and it rained.") is None
    )
