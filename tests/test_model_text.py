"""What a language model writes is read as prose: no thoughts, no Markdown, and refusals known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.models.model_text import (
    begins_sources,
    claims_nothing,
    goes_on,
    refuses,
    said_aloud,
    without_markdown,
)

THOUGHT = " <think>He asks [1] who.\nWell.</think>\nWang Yi <thinking>Or?</thinking>did. [1]"


@given(st.sets(st.integers(0, len(THOUGHT))))
def test_thoughts_are_left_out_in_whatever_pieces_they_come(places: set[int]) -> None:
    edges = [0, *sorted(places), len(THOUGHT)]
    pieces = [THOUGHT[a:b] for a, b in zip(edges, edges[1:], strict=False)]
    assert said_aloud(pieces).strip() == "Wang Yi did. [1]"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (["<think>never ends", " at all"], ""),
        (["<th", "ree men came."], "<three men came."),
        (["<", "b>Yes"], "<b>Yes"),
        (["It rained <think>", "or did it?"], "It rained "),
        (["It is 5 < 6."], "It is 5 < 6."),
        (["<thi"], "<thi"),
        (["He may have met ", "Xi.</th", "ink>Wang Yi did."], "Wang Yi did."),
        (["Or Xi.</think> No.", "<think>Xi?</think> Wang Yi."], " No. Wang Yi."),
        ([], ""),
    ],
)
def test_only_what_stands_in_tags_of_thoughts_is_one(said: list[str], left: str) -> None:
    assert said_aloud(said) == left


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
        ("**Answer:** It rained.", "It rained."),
        ("| Rain | Oslo |", "Rain | Oslo"),
        ("<p><b>Wang Yi</b> came.</p><|im_end|>", "Wang Yi came."),
        ("Wang \u200bYi came.", "Wang Yi came."),
    ],
)
def test_markdown_is_no_prose(written: str, prose: str) -> None:
    assert without_markdown(written) == prose


@pytest.mark.parametrize(
    "written",
    [
        "According to passage 2, it rained.",
        "According to passage, it rained.",
        "Based on the provided passages, it rained.",
        "Passage 2 states that it rained.",
        "The passages 1 and 3 say that it rained.",
        "It rained (Passage 2).",
        "It rained (see passages 1 and 2).",
        "It rained (2).",
        "It rained ().",
        "It rained,.",
        "It rained and.",
        "It rained<sup>2</sup>.",
        "It rained [Passage 2: Gull].",
        "It rained [2, paragraph 3].",
        "It rained 【2:0†source】.",
        "It rained [cite: 2].",
        ": It rained.",
    ],
)
def test_numbers_of_passages_that_are_no_markers_are_left_out(written: str) -> None:
    assert without_markdown(written) == "It rained."


@pytest.mark.parametrize(
    "written",
    [
        "He [Wang] said it was [sic] so.",
        "It fell in (May 2023) and [May 2023].",
        "Wang (70) came, and Li (8) left.",
        "Group A has [2 of 3] places.",
        "According to the report, it rained.",
        "The report says that it rained.",
        "Wang Yi [2023] came.",
    ],
)
def test_other_brackets_and_sources_stay(written: str) -> None:
    assert without_markdown(written) == written


@pytest.mark.parametrize(
    "said",
    [
        "Who came?",
        "Sure!",
        "Here is the answer:",
        "I hope this helps!",
        '{"answer": "Wang Yi came."}',
        'json { "answer": "Wang Yi came." }',
        '"answer": "Wang Yi came.",',
        '[{"text": "Wang Yi came."}]',
    ],
)
def test_questions_politeness_and_data_claim_nothing(said: str) -> None:
    assert claims_nothing(said)


@pytest.mark.parametrize("said", ["Yes.", "It rained.", 'He asked: "Who?"', "Mao Ning."])
def test_the_shortest_answers_claim_something(said: str) -> None:
    assert not claims_nothing(said)


def test_a_list_of_sources_is_known_by_its_heading() -> None:
    assert begins_sources("Sources:") and begins_sources("References")
    assert not begins_sources("Sources said that it rained.")


def test_a_refusal_may_say_something_besides() -> None:
    assert goes_on("The passages do not name him, but Wang Yi met the minister.")
    assert not goes_on("The passages do not say who came.")


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
