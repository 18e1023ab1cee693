"""What a language model writes is read as prose: no thoughts, no Markdown, and refusals known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.model_text import refuses, without_markdown, without_thoughts

THOUGHT = " <think>He asks [1] who.\nWell.</think>\nWang Yi did. [1]"


@given(st.sets(st.integers(0, len(THOUGHT))))
def test_thoughts_are_left_out_in_whatever_pieces_they_come(places: set[int]) -> None:
    edges = [0, *sorted(places), len(THOUGHT)]
    pieces = [THOUGHT[a:b] for a, b in zip(edges, edges[1:], strict=False)]
    assert "".join(without_thoughts(pieces)).strip() == "Wang Yi did. [1]"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (["<think>never ends", " at all"], ""),
        (["<th", "ree men came."], "<three men came."),
        (["<", "b>Yes"], "<b>Yes"),
        (["It rained <think>"], "It rained <think>"),
        (["<thi"], "<thi"),
        ([], ""),
    ],
)
def test_only_a_text_that_begins_with_thoughts_has_some(said: list[str], left: str) -> None:
    assert "".join(without_thoughts(said)) == left


@pytest.mark.parametrize(
    ("written", "prose"),
    [
        ("- **Wang Yi** met _him_.", "Wang Yi met him."),
        ("3. It `rained`.", "It rained."),
        ("## Answer: It rained.", "It rained."),
        ("See ![x](http://evil.example/?q=1) it.", "See it."),
        ("See ![x](http://evil.example/?q=", "See"),
        ("See [the report](http://evil.example/) now.", "See the report now."),
        ("The 5-4 ruling of 3.5 million * snake_case", "The 5-4 ruling of 3.5 million snake_case"),
        ("  It\n rained. ", "It rained."),
    ],
)
def test_markdown_is_no_prose(written: str, prose: str) -> None:
    assert without_markdown(written) == prose


@pytest.mark.parametrize(
    "said",
    [
        "NOT IN THE PASSAGES",
        "Not in the passages.",
        "The passages do not mention who won.",
        "The provided articles don't say when it began.",
        "There is no information about the price in the text.",
        "The context does not provide the answer.",
        "I cannot answer this from the passages.",
        "I'm sorry, but the passages contain no answer.",
        "The name of the mayor is not mentioned in the passages.",
        "None of the articles says how many came.",
    ],
)
def test_refusals_in_other_words_are_refusals(said: str) -> None:
    assert refuses(said)


@pytest.mark.parametrize(
    "said",
    [
        "Wang Yi met his Tajik counterpart in Dushanbe.",
        "No one was hurt.",
        "The minister did not say when he would come.",
        "The talks ended without an agreement.",
        "China has not recognised the government.",
    ],
)
def test_what_says_that_nothing_happened_is_no_refusal(said: str) -> None:
    assert not refuses(said)
