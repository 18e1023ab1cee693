"""Markers are read off a text, and its sentences are the same in whatever pieces it comes."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.markers import MARKERS, SentenceStream, marked_sentences, marker_numbers

SAID = (
    "Wang Yi met him in Beijing [1]. It rained in the U.S. camp.[2][3] Mr. Li said so [1-3, 5].\n"
    '"No," she said. [Passage 2]\n- Talks go on 【4】\n[6] Dr. Ali came back. And left [1'
)
SENTENCES = [
    ("Wang Yi met him in Beijing.", (1,)),
    ("It rained in the U.S. camp.", (2, 3)),
    ("Mr. Li said so.", (1, 2, 3, 5)),
    ('"No," she said.', (2,)),
    ("- Talks go on", (4,)),
    ("Dr. Ali came back.", (6,)),
    ("And left", ()),
]


def streamed(pieces: list[str], *, cut_off: bool = False) -> list[tuple[str, tuple[int, ...]]]:
    stream = SentenceStream()
    found = [each for piece in pieces for each in stream.feed(piece)]
    return [(each.text, each.numbers) for each in [*found, *stream.finish(cut_off=cut_off)]]


def cut(text: str, places: set[int]) -> list[str]:
    edges = [0, *sorted(places), len(text)]
    return [text[a:b] for a, b in zip(edges, edges[1:], strict=False)]


@given(st.sets(st.integers(0, len(SAID))))
def test_every_split_into_pieces_gives_the_same_sentences_and_markers(places: set[int]) -> None:
    assert streamed(cut(SAID, places)) == SENTENCES


@given(
    st.text(alphabet="ab. [](1,2)\n-—】【Pé", max_size=60).map(lambda text: (text, len(text))),
    st.data(),
)
def test_any_text_is_the_same_in_any_pieces_and_no_marker_is_left(
    text: tuple[str, int], data: st.DataObject
) -> None:
    places = data.draw(st.sets(st.integers(0, text[1])))
    found = streamed(cut(text[0], places))
    assert found == streamed([text[0]])
    assert not any(MARKERS.search(sentence) for sentence, _ in found)


def test_a_sentence_is_given_as_soon_as_the_word_after_it_is_there() -> None:
    stream = SentenceStream()
    assert stream.feed("It rained. [1] The") == []
    (first,) = stream.feed(" ")
    assert (first.text, first.numbers) == ("It rained.", (1,))


def test_the_last_sentence_of_a_text_that_was_cut_off_is_left_out() -> None:
    assert streamed([SAID], cut_off=True) == SENTENCES[:-1]
    assert streamed(["It rai"], cut_off=True) == []


@pytest.mark.parametrize(
    ("inside", "numbers"),
    [
        ("1", [1]),
        ("2, 3", [2, 3]),
        ("1-3, 7", [1, 2, 3, 7]),
        ("3 – 5", [3, 4, 5]),
        ("5-3", [5, 3]),
        ("1-99999", [1, 99999]),
        ("12345678901234567890", [123456]),
        ("1 and Passage 2", [1, 2]),
    ],
)
def test_the_numbers_of_a_marker(inside: str, numbers: list[int]) -> None:
    assert marker_numbers(inside) == numbers
    (found,) = marked_sentences(f"It rained. [{inside}]")
    assert found.numbers == tuple(numbers)


@pytest.mark.parametrize("text", ["", " ", "\n", "[1]", "[1] [2]"])
def test_markers_alone_make_no_sentence(text: str) -> None:
    assert marked_sentences(text) == []
    assert streamed([text]) == []


def test_brackets_that_are_no_marker_stay() -> None:
    (found,) = marked_sentences("He [Wang] said it was [sic] so.")
    assert (found.text, found.numbers) == ("He [Wang] said it was [sic] so.", ())


@pytest.mark.parametrize("run", ["[" + "1" * 24 + "]", "[" + "1" * 24 + "x", " " * 1600 + "x"])
def test_a_long_run_of_digits_or_blanks_is_read_at_once(run: str) -> None:
    began = time.monotonic()
    ((text, _),) = streamed([f"It rained {run} on."])
    assert text.startswith("It rained") and text.endswith("on.")
    assert time.monotonic() - began < 2


def test_blanks_within_a_marker_that_comes_bit_by_bit_do_not_break_it() -> None:
    assert streamed(["It rained. [1 , 2 ] The sun shone."]) == [
        ("It rained.", (1, 2)),
        ("The sun shone.", ()),
    ]


def test_a_marker_that_begins_a_line_without_a_sentence_is_of_the_sentence_before():
    marked = marked_sentences("T\n" + "\0" * 90 + "\n[1],9999999")
    assert [each.numbers for each in marked] == [(1,)]
