"""Sentences: every character that is not blank is in exactly one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.prose.sentences import sentence_spans

PIECES = st.sampled_from(
    ["Mr. Lee said so.", "U.S. troops left! ", "Why? ", "\n", "\r\n", "\n\n", "  ", "\u2028",
     "😀", "…", "“Go,” he said.", "3.5 per cent", "e\u0301", "\t", "第一。第二。", "a" * 300, ".",
     "\x85", "\x1c"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text()


def sentences(text):
    return [text[span.start : span.end] for span in sentence_spans(text)]


def test_sentences_end_where_a_reader_sees_them_end():
    assert sentences("Mr. Lee met the U.S. envoy. He left.\nWhy?  Nobody knows!") == [
        "Mr. Lee met the U.S. envoy.",
        "He left.",
        "Why?",
        "Nobody knows!",
    ]


def test_lines_that_were_not_wrapped_are_sentences_of_their_own():
    assert sentences("A headline\r\nA longer line without a stop at its end\n\nThe story.") == [
        "A headline",
        "A longer line without a stop at its end",
        "The story.",
    ]
    assert sentences("Cod, fresh\nHerring\nA plate of mussels and some bread\nTea") == [
        "Cod, fresh",
        "Herring",
        "A plate of mussels and some bread",
        "Tea",
    ]


def test_a_sentence_goes_on_in_the_next_line_where_lines_were_wrapped_to_a_width():
    wrapped = (
        "The board of Vale voted on Friday to sell the\nold mill at the end of the year, after an\n"
        "inspector found its roof unsafe. Chair Ida\nRoe said so."
    )
    assert sentences(wrapped) == [
        "The board of Vale voted on Friday to sell the\nold mill at the end of the year, after an\n"
        "inspector found its roof unsafe.",
        "Chair Ida\nRoe said so.",
    ]


@pytest.mark.parametrize(
    "whole",
    [
        "The gate shuts at 6:15 a.m. GMT on Sunday.",
        "It is open from 8 p.m. Monday to 2 a.m. Tuesday.",
        "It opens at 9 A.M. Pacific on Monday.",
        "It opens at 9 a.m. Mountain, and shuts at noon.",
        "It opens at 9 a.m. Central and shuts at 1 p.m. Eastern.",
        "It opens at 9 a.m. Eastern Standard Time.",
        "It opens at 9 a.m. Central European Summer Time on Oct. 9.",
        "It opens at 9 a.m. Port Ley time, the mayor said.",
        "Sgt. Ivo Pell and Insp. Una Kerr left Ft. Moss.",
        "Wages rose by approx. 3 pct. in June vs. 2 pct. in May.",
        "They met on Thurs. Oct. 9 in St. Olave.",
        "J. R. Dane sings No. 7.",
        "Shares of Wow! fell while Zing! prices rose.",
    ],
)
def test_an_abbreviation_ends_no_sentence(whole):
    assert sentences(f"{whole} It rained.") == [whole, "It rained."]


def test_a_time_of_day_may_end_a_sentence():
    assert sentences("The gate shuts at 6 p.m. Nobody minds.") == [
        "The gate shuts at 6 p.m.",
        "Nobody minds.",
    ]


@pytest.mark.parametrize(
    "after",
    [
        "Eastern farmers met.",
        "Central and Eastern Vale were dry.",
        "Mountain rescuers left.",
        "This time, all came.",
        "Mayor Ida Roe left.",
    ],
)
def test_what_only_begins_like_a_zone_or_a_month_begins_a_sentence(after):
    assert sentences(f"It opened at 6 a.m. {after}") == ["It opened at 6 a.m.", after]


def test_a_word_that_may_be_an_abbreviation_ends_a_sentence():
    text = "Two had fallen ill. “Ask me.” She said no. He sells art. It, see no. 5, is old."
    assert sentences(text) == [
        "Two had fallen ill.",
        "“Ask me.”",
        "She said no.",
        "He sells art.",
        "It, see no. 5, is old.",
    ]


def test_a_list_after_a_colon_is_one_sentence_with_its_head():
    text = "Three won a prize:\n- Ida Roe (chess)\n- Tom Pell\n1. Una Kerr, judo\n\nThey left."
    assert sentences(text) == [text.partition("\n\n")[0], "They left."]
    assert sentences("He said: nothing.\n- Not this") == ["He said: nothing.", "- Not this"]


def test_repeated_lines_have_places_of_their_own():
    assert [tuple(span) for span in sentence_spans("Goal.\nGoal.\nGoal.")] == [
        (0, 5),
        (6, 11),
        (12, 17),
    ]


@given(TEXTS)
def test_nothing_is_lost_doubled_or_padded(text):
    spans = sentence_spans(text)
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))
    for span in spans:
        inside = text[span.start : span.end]
        assert inside and inside == inside.strip()
    covered = {i for span in spans for i in range(span.start, span.end)}
    assert all(i in covered for i, letter in enumerate(text) if not letter.isspace())
