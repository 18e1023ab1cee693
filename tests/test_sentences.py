"""Sentences: every character that is not blank is in exactly one."""

from hypothesis import given
from hypothesis import strategies as st

from index.sentences import sentence_spans

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


def test_no_sentence_crosses_a_line_end():
    assert sentences("A headline\r\nwithout a stop\n\nThe story.") == [
        "A headline",
        "without a stop",
        "The story.",
    ]


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
        assert inside and inside == inside.strip() and "\n" not in inside and "\r" not in inside
    covered = {i for span in spans for i in range(span.start, span.end)}
    assert all(i in covered for i, letter in enumerate(text) if not letter.isspace())
