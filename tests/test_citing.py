"""What was written is tied to the exact words that bear it out, wherever the writer pointed."""

import pytest

from qa.passages import Passage
from qa.writing.citing import cite, support


def passage(name: str, text: str, title: str = "A story", start: int = 0) -> Passage:
    return Passage(
        name, f"{name}.txt", title, "Gull", "2024-03-05", None, text, start, start + len(text), 1.0
    )


FERRY = passage(
    "ferry",
    "A ferry sank off Lima on Monday. Rescuers pulled 14 people from the water. "
    "The captain, Rosa Quispe, said the engine had failed.",
    start=200,
)
STRIKE = passage(
    "strike",
    "Teachers in Cusco went on strike on Tuesday. Their union demands a raise of nine percent. "
    "Mayor Juan Flores called for talks.",
)
MARKET = passage("market", "The price of copper rose to 9,100 dollars. Traders in Lima were glad.")
PASSAGES = (FERRY, STRIKE, MARKET)


def quoted(text: str, *numbers: int) -> list[str]:
    """The quotes of a sentence that they bear out; each stands at its place in its article."""
    found = cite(text, numbers, PASSAGES)
    for quote in found.quotes:
        within = quote.passage.text[quote.start - quote.passage.start :]
        assert within.startswith(quote.text)
    assert support(found).supported
    return [quote.text for quote in found.quotes]


def test_the_sentence_of_the_cited_passage_that_bears_it_out_is_the_quote() -> None:
    found = quoted("Rescuers saved 14 people from the water.", 1)
    assert found == ["Rescuers pulled 14 people from the water."]


@pytest.mark.parametrize("numbers", [(2,), (3,), (), (9,), (0,), (2, 17)])
def test_a_wrong_or_missing_citation_is_put_right(numbers: tuple[int, ...]) -> None:
    found = quoted("Rescuers pulled 14 people from the water.", *numbers)
    assert found == ["Rescuers pulled 14 people from the water."]


def test_of_two_passages_that_are_cited_the_one_that_does_not_bear_it_out_goes() -> None:
    found = quoted("Rosa Quispe, the captain, said the engine had failed.", 1, 3)
    assert found == ["The captain, Rosa Quispe, said the engine had failed."]


def test_a_sentence_that_needs_two_passages_cites_both() -> None:
    said = "Teachers in Cusco went on strike, and the price of copper rose to 9,100 dollars."
    both = [
        "Teachers in Cusco went on strike on Tuesday.",
        "The price of copper rose to 9,100 dollars.",
    ]
    assert quoted(said, 2, 3) == both
    assert sorted(quoted(said, 2)) == sorted(both)


def test_two_sentences_of_one_passage_are_quoted_as_they_stand() -> None:
    said = "Teachers in Cusco went on strike and demand a raise of nine percent."
    assert quoted(said, 2) == [
        "Teachers in Cusco went on strike on Tuesday.",
        "Their union demands a raise of nine percent.",
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Rescuers pulled 41 people from the water.",
        "Mayor Pedro Flores called for talks.",
        "The engine had not failed, the captain said.",
        "The president of Chile resigned.",
    ],
)
def test_what_no_passage_bears_out_keeps_its_faults(said: str) -> None:
    for numbers in [(1,), (2,), (), (8,)]:
        found = support(cite(said, numbers, PASSAGES))
        assert not found.supported
        assert found.faults


def test_a_bare_word_is_found_only_where_it_was_said_to_stand() -> None:
    assert quoted("Cusco.", 2) == ["Teachers in Cusco went on strike on Tuesday."]
    for numbers in [(), (1,), (9,)]:
        assert cite("Cusco.", numbers, PASSAGES).quotes == ()
