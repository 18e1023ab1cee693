"""Cells of tables that a question names by a row and a column."""

import pytest

from qa.passages import Passage
from qa.questions.analysis import analyse
from qa.reading.candidates import Candidate
from qa.reading.sentences import sentences_of
from qa.reading.tables import SURE_READ, tabled

TEXT = """Turnout was 71 percent. The seats in the new council:

Party\tSeats\tChange
Mill\t61\t+4
Quay\t38\t-9
Old Quay\t11\t-1

| Ward | Winner | Share |
| --- | --- | --- |
| Ley | Mill | 44.1% |
| Marn | Quay | 31.5% |

Year | 2021 | 2024
Visitors | 1,200 | 3,400

Talks begin on Monday in Brisk."""


def answer(question, text=TEXT):
    """The words of a cell that is asked for, and the row as it stands."""
    passage = Passage(
        chunk_id=1,
        article_id="vote",
        title="Ostby votes",
        publisher=None,
        published=None,
        url=None,
        text=text,
        start=0,
        end=len(text),
        score=1.0,
    )
    spans = sentences_of(passage)
    found = [Candidate(passage, span, None, -3.0, float(-n)) for n, span in enumerate(spans)]
    given = tabled(analyse(question), found)
    assert [each.span for each in given] == [each.span for each in found]
    sure = [each for each in given if each.read == SURE_READ]
    assert len(sure) < 2
    if not sure:
        assert given == found
        return None
    assert sure[0].score > max(each.score for each in found)
    best = sure[0].best
    assert sure[0].span.start <= best.start < best.end <= sure[0].span.end
    return text[best.start : best.end]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many seats did the Quay get?", "38"),
        ("How many seats did Old Quay win?", "11"),
        ("Who won in Marn?", "Quay"),
        ("Who won Ley?", "Mill"),
        ("What was the Mill share in Ley?", "44.1%"),
        ("What was the change for the Mill?", "+4"),
        ("How many visitors were there in 2024?", "3,400"),
    ],
)
def test_a_cell_is_found_by_its_row_and_its_column(question, words):
    assert answer(question) == words
    assert answer(question, TEXT.replace("\n", "\r\n")) == words


@pytest.mark.parametrize(
    "question",
    [
        "How many seats did the Quay get in 2019?",  # another vote
        "How many seats did the Mill gain?",  # the change is another column
        "How many seats did the Mill win in Ley?",  # the row of another table
        "How many seats did the Harbour get?",
        "Who is the mayor of Ley?",
        "How many people live in Ley?",
        "How many seats does the council have?",
        "Did the Mill win in Ley?",
        "Why did the Mill win in Ley?",
        "What was the turnout?",
    ],
)
def test_what_names_no_cell_is_left_to_the_readers(question):
    assert answer(question) is None


def test_without_headings_nothing_is_a_table():
    assert answer("How many seats did the Quay get?", "Seats.\n\nMill\t61\nQuay\t38") is None
