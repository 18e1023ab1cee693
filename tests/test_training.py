"""What the reader is trained on: never a measuring paragraph, never one kept aside.

Those that read the training data want its folder in DATELINE_BENCH: the one that holds
`reading/train-*.json.gz`, as docs/reader.md describes it.
"""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.corpora.altered import OPPOSITE, Asked, altered
from evals.corpora.examples import (
    ASIDE,
    Example,
    alterations,
    fingerprints,
    kept_aside,
    negatives,
    of_paragraph,
    read_timeqa,
    window,
)
from evals.importing.squad import Asked as SquadAsked
from evals.importing.squad import Paragraph, read_squad

SEEDS = range(200)
HARBOUR = Asked(
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
def trained(data, hash_embedder) -> list[Example]:
    """Examples of every kind from every training file; which negatives is the embedder's affair."""
    return list(examples_of(data, hash_embedder))


def examples_of(data, embedder) -> Iterator[Example]:
    rng = random.Random(1)
    for path in sorted(data.glob("train-*.json.gz")):
        paragraphs, _ = kept_aside(path.name.removesuffix(".json.gz"), read_squad(path))
        for paragraph in paragraphs:
            yield from of_paragraph(paragraph)
        yield from negatives(paragraphs, embedder, 0.1, rng)
        yield from alterations(paragraphs, 200, rng)
    yield from read_timeqa(data / "train-timeqa.jsonl.gz", rng)


def test_no_measuring_paragraph_is_among_the_training_passages(data, trained):
    seen = fingerprints({example.passage for example in trained})
    measuring = sorted(data.glob("measure-*.json.gz"))
    assert len(seen) > 1000 and len(measuring) >= 2
    for path in measuring:
        assert not seen & fingerprints(each.text for each in read_squad(path)), path.name


def test_no_paragraph_kept_aside_is_among_the_training_passages(data, trained):
    seen = fingerprints({example.passage for example in trained})
    for name in ASIDE:
        _, aside = kept_aside(name, read_squad(data / f"{name}.json.gz"))
        assert aside
        assert not seen & fingerprints(each.text for each in aside), name


def test_a_fingerprint_does_not_see_case_blanks_or_punctuation():
    assert fingerprints(["The  harbour, opened\nin 1931."]) == fingerprints(
        ["the harbour opened in 1931"]
    )
    assert fingerprints(["opened in 1931"]) != fingerprints(["opened in 1932"])


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
    assert len(example.passage.split()) == 130
    assert example.passage[example.start : example.end] == "word200"


def test_a_negative_never_holds_the_answer(hash_embedder):
    texts = ["Ada came in May.", "Bo came in June.", "Cy also came in May.", "Di never came."]
    asked = SquadAsked("When did Ada come?", ("May",), (12,))
    paragraphs = [Paragraph(0, text, (asked,) if not n else ()) for n, text in enumerate(texts)]
    found = [
        example
        for seed in SEEDS
        for example in negatives(paragraphs, hash_embedder, 1.0, random.Random(seed))
    ]
    assert {example.passage for example in found} <= {texts[1], texts[3]}
    assert found and not any(example.answerable for example in found)


def made_from(asked: Asked, other: str = OTHER) -> set[str]:
    """Every question that some seed makes."""
    return {question for seed in SEEDS if (question := altered(asked, other, random.Random(seed)))}


def test_a_name_is_exchanged_for_another_one():
    asked = Asked("What did Ada Brook open?", HARBOUR.passage, "the first harbour")
    made = made_from(asked)
    assert "What did Carl Dunn open?" in made
    assert "What did Erik Frost open?" in made
    assert asked.question not in made


def test_the_answer_is_never_the_name_that_is_put_in():
    asked = Asked("Who came before Ada Brook?", "Carl Dunn came before Ada Brook.", "Carl Dunn")
    assert made_from(asked)
    assert not any("Carl Dunn" in question for question in made_from(asked))


def test_a_number_is_exchanged_for_another_of_as_many_digits():
    asked = Asked("What was opened in 1931?", HARBOUR.passage, "the first harbour")
    numbers = {question.split()[-1].rstrip("?") for question in made_from(asked)}
    changed = {number for number in numbers if number.isdigit()} - {"1931"}
    assert {"1987", "1955"} <= changed
    assert all(len(number) == 4 for number in changed)


def test_a_word_is_exchanged_for_its_opposite():
    asked = Asked("which was the first one?", "It was this.", "this")
    assert "which was the last one?" in made_from(asked, "")
    assert made_from(asked, "") <= {"which was the last one?", "which wasn't the first one?"}


def test_opposites_keep_a_capital():
    asked = Asked("First of all?", "It was this.", "this")
    assert made_from(asked, "") == {"Last of all?"}


def test_a_denial_is_made_rarely_and_of_the_verb():
    asked = Asked("who can come?", "Ada.", "Ada")
    assert made_from(asked, "") == {"who can't come?"}
    denied = sum(altered(asked, "", random.Random(seed)) is not None for seed in range(1000))
    assert 40 <= denied <= 110


def test_what_holds_no_name_number_opposite_or_verb_is_not_altered():
    assert made_from(Asked("whereabouts?", "Somewhere.", "Somewhere"), "") == set()


def test_no_word_is_its_own_opposite():
    assert all(word != other for word, other in OPPOSITE.items())


def test_an_altered_question_is_marked_as_unanswered_by_its_own_passage():
    asked = SquadAsked(HARBOUR.question, (HARBOUR.answer,), (38,))
    paragraphs = [Paragraph(0, HARBOUR.passage, (asked,)), Paragraph(1, OTHER, ())]
    made = [
        example for seed in SEEDS for example in alterations(paragraphs, 5, random.Random(seed))
    ]
    assert made
    assert {example.passage for example in made} == {HARBOUR.passage}
    assert not any(example.answerable or example.question == HARBOUR.question for example in made)
