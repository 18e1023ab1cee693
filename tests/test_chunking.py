"""Chunks: exact spans that together hold every word, none longer than the model reads."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.articles import Span
from index.formats.files import read
from index.ingesting.embedded import embedded_text
from index.prose.boilerplate import boilerplate_spans
from index.prose.chunking import CHUNK_TOKENS, OVERLAP_TOKENS, TITLE_TOKENS, Chunker
from index.prose.sentences import sentence_spans

SEEDS = Path(__file__).parent.parent / "seeds"
SPECIAL_TOKENS = 2
LONGEST_INPUT = 256

PIECES = st.sampled_from(
    [
        "The minister met his guest in Dushanbe. ",
        "The minister met his guest in Dushanbe. " * 12,
        "10:42 GMT\nGoal for the hosts.\n\n",
        "10:42 GMT\nGoal for the hosts.\n\n" * 40,
        "| a | b |\r\n| a | b |\r\n" * 15,
        "\n", "\n\n\n\n", "   \t  ", "\r\n\r\n", "\x1c\u2029 ",
        "😀👩‍👩‍👧 ", "é e\u0301 ﬁ ½ ", "x" * 450, "ab," * 300, "第一次会议于昨日举行。" * 60,
        "http://example.org/" + "a-b_c/" * 80, "?" * 400, "word " * 300, "“Yes,” he said. ",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=12).map("".join)
TITLES = st.sampled_from(
    ["", "Guests arrive", "word " * 90, "ghijk" * 200, "长标题没有空格" * 30, "10:42 GMT"]
)

NASTY = [
    "The minister met his guest. " * 500,
    "10:42 GMT\nGoal for the hosts.\n\n" * 200,
    "x" * 5000,
    "pneumonoultramicroscopicsilicovolcanoconiosis" * 40,
    "ab,cd;ef." * 900,
    "第一次会议于昨日举行" * 300,
    "😀👩‍👩‍👧‍👦🇹🇯" * 400,
    "?!" * 3000,
    "1234567890" * 300,
    "e\u0301" * 2000,
    "ｆｕｌｌ ｗｉｄｔｈ " * 300,
    "\u200b\u00ad".join("zero width words here".split()) * 200,
    "مرحبا بالعالم " * 400,
    "The minister met his guest in\r\nDushanbe and " * 300,
]


class Counting:
    """The real embedder, whose tokens are counted."""

    def __init__(self, embedder):
        self._embedder = embedder
        self.counted = 0

    def __getattr__(self, name):
        return getattr(self._embedder, name)

    def tokenize(self, text):
        self.counted += len(text)
        return self._embedder.tokenize(text)


def check_spans(text, spans, boilerplate=()):
    """Every word outside boilerplate is in a chunk, no chunk is blank or reaches into it."""
    covered = set()
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        assert not any(span.start < b.end and b.start < span.end for b in boilerplate)
        covered.update(range(span.start, span.end))
    outside = set(range(len(text))) - {i for b in boilerplate for i in range(b.start, b.end)}
    assert all(i in covered for i in outside if not text[i].isspace())
    assert all(a.start < b.start and a.end < b.end for a, b in pairwise(spans))


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(text=TEXTS, title=TITLES)
def test_every_word_is_in_a_chunk_that_the_model_reads_whole(embedder, text, title):
    chunker = Chunker(embedder)
    spans = chunker.spans(text, title)
    check_spans(text, spans)
    assert longest_input(embedder, chunker, text, title, spans) <= LONGEST_INPUT


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(text=TEXTS, cuts=st.lists(st.integers(0, 3000), max_size=6, unique=True))
def test_boilerplate_is_in_no_chunk_and_all_else_is(hash_embedder, text, cuts):
    edges = sorted(min(cut, len(text)) for cut in cuts)
    boilerplate = tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if a < b)
    check_spans(text, Chunker(hash_embedder).spans(text, "A title", boilerplate), boilerplate)


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
@pytest.mark.parametrize(
    "title", ["", "word " * 90, "长标题没有空格" * 30], ids=["none", "words", "letters"]
)
def test_nothing_nasty_is_cut_by_the_model(embedder, text, title):
    chunker = Chunker(embedder)
    spans = chunker.spans(text, title)
    check_spans(text, spans)
    assert longest_input(embedder, chunker, text, title, spans) <= LONGEST_INPUT


def test_nothing_of_the_seeds_is_cut_by_the_model(embedder):
    chunker = Chunker(embedder)
    for article in read(SEEDS):
        boilerplate = boilerplate_spans(article.text)
        spans = chunker.spans(article.text, article.title, boilerplate)
        check_spans(article.text, spans, boilerplate)
        assert longest_input(embedder, chunker, article.text, article.title, spans) <= LONGEST_INPUT


def longest_input(embedder, chunker, text, title, spans):
    """The most tokens that the model is fed, by its own tokenizer."""
    kept = chunker.title(title)
    fed = [embedded_text(kept, text[start:end]) for start, end in spans]
    return max((len(embedder.tokenize(one)) for one in fed), default=0) + SPECIAL_TOKENS


def test_neighbours_overlap_by_whole_sentences(hash_embedder):
    text = " ".join(
        f"Sentence number {n} speaks of the border and of the river." for n in range(100)
    )
    spans = Chunker(hash_embedder).spans(text, "")
    starts = {span.start for span in sentence_spans(text)}
    # 11 words a sentence: 160 tokens hold 14 sentences, 40 tokens of overlap hold 3 more.
    first, second = spans[:2]
    assert text[: first.end].count("Sentence") == 14
    assert text[second.start : first.end].count("Sentence") == 3
    for before, after in pairwise(spans):
        assert after.start in starts and after.start < before.end
        shared = text[after.start : before.end]
        assert 0 < len(hash_embedder.tokenize(shared)) <= OVERLAP_TOKENS
    assert all(len(hash_embedder.tokenize(text[a:b])) <= CHUNK_TOKENS for a, b in spans)


def test_repeated_lines_are_each_in_their_own_chunk(hash_embedder):
    text = "10:42 GMT\nGoal for the hosts.\n\n" * 200
    spans = Chunker(hash_embedder).spans(text, "")
    check_spans(text, spans)
    assert len(spans) > 5 and len({span.start for span in spans}) == len(spans)


def test_letters_that_are_no_token_are_in_one_place_only(hash_embedder):
    """The splitter repeats what weighs nothing, here "_" and "/", at the next chunk's beginning."""
    text = "http://example.org/" + "a-b_c/" * 80
    spans = Chunker(hash_embedder).spans(text, "")
    check_spans(text, spans)
    assert [span.start for span in spans[1:]] == [span.end for span in spans[:-1]]


def test_a_short_text_is_one_chunk_without_the_blanks_around_it(hash_embedder):
    assert Chunker(hash_embedder).spans("\n\n  One. Two.\r\n", "T") == [(4, 13)]


@pytest.mark.parametrize("text", ["", " \n\t\r\n"])
def test_a_blank_text_has_no_chunk(hash_embedder, text):
    assert Chunker(hash_embedder).spans(text, "A title") == []


def test_a_text_that_is_all_boilerplate_has_no_chunk(hash_embedder):
    assert Chunker(hash_embedder).spans("Sign up here.", "", (Span(0, 13),)) == []


def test_a_long_title_is_cut_at_the_longest_beginning_that_fits(hash_embedder, embedder):
    assert Chunker(hash_embedder).title("word " * 90) == " ".join(["word"] * TITLE_TOKENS)
    assert Chunker(hash_embedder).title("  A \n short title ") == "A short title"
    # One Chinese letter is one token of the model.
    assert Chunker(embedder).title("长标题没有空格" * 30) == ("长标题没有空格" * 30)[:TITLE_TOKENS]


def test_a_title_of_a_hundred_thousand_words_takes_no_time(embedder):
    began = time.perf_counter()
    assert len(embedder.tokenize(Chunker(embedder).title("word " * 100_000))) <= TITLE_TOKENS
    assert time.perf_counter() - began < 5


def test_the_work_grows_with_the_length_of_the_text_not_with_its_square(embedder):
    sentences = "The minister met his guest in Dushanbe on the river. "
    counted = []
    for repeats in (200, 800):
        counting = Counting(embedder)
        Chunker(counting).spans(sentences * repeats, "A title")
        counted.append(counting.counted)
    assert counted[1] < 5 * counted[0]


def test_a_splitter_that_breaks_its_promise_is_told_with_the_article_and_the_place(
    hash_embedder, monkeypatch
):
    from llama_index.core.node_parser import SentenceSplitter

    text = "One. Two. Three."
    for pieces, told in [
        (
            ["One.", "Three."],
            "a.txt failed: .* the last, at character 5, where 'Two. Three.' stand",
        ),
        (
            ["One.", "Two."],
            "a.txt failed: .* left out text, at character 9, where ' Three.' stands",
        ),
    ]:
        monkeypatch.setattr(SentenceSplitter, "split_text", lambda _, __, given=pieces: given)
        with pytest.raises(AssertionError, match=told):
            Chunker(hash_embedder).spans(text, "", article_id="a.txt")
