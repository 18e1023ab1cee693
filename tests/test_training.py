"""What the readers are trained on, and never a measuring paragraph.

Those that read the data want its folders: in DATELINE_BENCH the one that holds
`reading/train-*.json.gz`, in DATELINE_SETS the public sets, as docs/reader.md describes them.
"""

import os
import random
from pathlib import Path

import pytest

from evals.corpora.altered import OPPOSITE, AskedOfPassage, altered
from evals.corpora.examples import PASSAGE_WORDS, Example, kept_aside, window
from evals.importing.squad import Paragraph, read_squad
from evals.training import sets as sets_of
from evals.training.unmeasured import Measured

SEEDS = range(200)
HARBOUR = AskedOfPassage(
    "In which year did Ada Brook open the first harbour?",
    "Ada Brook opened the first harbour in 1931. Carl Dunn closed the last one in 1987.",
    "1931",
)
OTHER = "The museum was paid for by Erik Frost, who gave 4500 crowns in 1955."


@pytest.fixture(scope="module")
def data() -> Path:
    folder = os.environ.get("DATELINE_BENCH")
    if not folder:
        pytest.skip("DATELINE_BENCH does not name the folder of the training data.")
    return Path(folder) / "reading"


@pytest.fixture(scope="module")
def questions(data) -> list[tuple[str, list[Example]]]:
    """What is laid out, before passages that share words with measuring texts are left out."""
    sets = Path(os.environ["DATELINE_SETS"]) if "DATELINE_SETS" in os.environ else None
    if sets is None:
        pytest.skip("DATELINE_SETS does not name the folder of the public sets.")
    return list(sets_of.questions(data.parent, sets))


def test_measuring_texts_are_found_among_themselves_and_left_out_of_the_training(data):
    measured = Measured.of(data.parent)
    for path in sorted(data.glob("measure-*.json.gz")):
        assert all(measured.shares(each.text) for each in read_squad(path)), path.name


def test_answers_stand_where_the_sets_say(questions):
    assert len(questions) >= 15
    for name, examples in questions:
        assert examples, name
        for example in examples:
            assert -1 <= example.start < len(example.passage), name
            if example.answerable:
                assert example.start < example.end <= len(example.passage), name


def test_the_last_articles_of_a_set_are_kept_aside_and_no_other_set_loses_any():
    paragraphs = [Paragraph(article, f"{article}", ()) for article in range(12) for _ in "ab"]
    trained, aside = kept_aside("train-new_wiki", paragraphs)
    assert {each.article for each in trained} == {0, 1, 2, 3}
    assert {each.article for each in aside} == set(range(4, 12))
    assert kept_aside("train-reddit", paragraphs) == (paragraphs, [])


def test_a_window_keeps_the_answer_at_its_place():
    words = [f"word{number}" for number in range(400)]
    passage = " ".join(words)
    start = passage.index("word200")
    example = window(Example("q", passage, start, start + 7), random.Random(3))
    assert len(example.passage.split()) == PASSAGE_WORDS
    assert example.passage[example.start : example.end] == "word200"


def made_from(asked: AskedOfPassage, other: str = OTHER) -> set[str]:
    """Every question that some seed makes."""
    return {question for seed in SEEDS if (question := altered(asked, other, random.Random(seed)))}


def test_a_name_is_exchanged_for_another_one():
    asked = AskedOfPassage("What did Ada Brook open?", HARBOUR.passage, "the first harbour")
    made = made_from(asked)
    assert "What did Carl Dunn open?" in made
    assert "What did Erik Frost open?" in made
    assert asked.question not in made


def test_the_answer_is_never_the_name_that_is_put_in():
    asked = AskedOfPassage(
        "Who came before Ada Brook?", "Carl Dunn came before Ada Brook.", "Carl Dunn"
    )
    assert made_from(asked)
    assert not any("Carl Dunn" in question for question in made_from(asked))


def test_a_number_is_exchanged_for_another_of_as_many_digits():
    asked = AskedOfPassage("What was opened in 1931?", HARBOUR.passage, "the first harbour")
    numbers = {question.split()[-1].rstrip("?") for question in made_from(asked)}
    changed = {number for number in numbers if number.isdigit()} - {"1931"}
    assert {"1987", "1955"} <= changed
    assert all(len(number) == 4 for number in changed)


def test_a_word_is_exchanged_for_its_opposite():
    asked = AskedOfPassage("which was the first one?", "It was this.", "this")
    assert "which was the last one?" in made_from(asked, "")
    assert made_from(asked, "") <= {"which was the last one?", "which wasn't the first one?"}


def test_opposites_keep_a_capital():
    asked = AskedOfPassage("First of all?", "It was this.", "this")
    assert made_from(asked, "") == {"Last of all?"}


def test_a_denial_is_made_rarely_and_of_the_verb():
    asked = AskedOfPassage("who can come?", "Ada.", "Ada")
    assert made_from(asked, "") == {"who can't come?"}
    denied = sum(altered(asked, "", random.Random(seed)) is not None for seed in range(1000))
    assert 40 <= denied <= 110


def test_what_holds_no_name_number_opposite_or_verb_is_not_altered():
    assert made_from(AskedOfPassage("whereabouts?", "Somewhere.", "Somewhere"), "") == set()


def test_no_word_is_its_own_opposite():
    assert all(word != other for word, other in OPPOSITE.items())
