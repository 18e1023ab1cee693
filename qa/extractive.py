"""Answers without a language model: the sentences of the passages that answer best."""

import math
from collections.abc import Iterator, Sequence
from typing import Protocol

from index import Archive
from index.words import content_words, words
from qa.answers import Passage
from qa.citations import DraftSentence, Quote
from qa.evidence import Candidate, candidates, limited
from qa.features import has_answer_of_type
from qa.questions import Question, analyse
from qa.reader import SpanReader

# The most sentences for a question that asks for one thing, and for several.
MOST_FOR_ONE = 3
MOST_SENTENCES = 5
# How sure the ranking must be that the sentences taken hold the answer.
ENOUGH = 0.85
ENOUGH_SEVERAL = 0.98
LEAST_ODDS = 0.05
SAME_SENTENCE = 0.8

# What refuses, and from where on; chosen on the development part of evals/sets/seeds.jsonl, of
# which it refuses every question on another topic and a third of the close calls.
FITTING = 3
WORST_WORD = 0.4
WORDS = 0.1
READ = 0.02
THRESHOLD = 0.61


class Answerer(Protocol):
    """Writes an answer from passages, or none.

    It yields the answer so far, each a fuller list of sentences; nothing at all, or an empty
    list, means that the passages do not hold the answer.
    """

    def answer(
        self, question: str, passages: Sequence[Passage]
    ) -> Iterator[tuple[DraftSentence, ...]]:
        """Drafts of the answer to a question that stands alone."""
        ...


class ExtractiveAnswerer:
    """Answers in the articles' own sentences.

    Args:
        archive: Whose embedder reads, and whose words weigh.
        reader: The trained reader; the packaged one when left out.
        threshold: What `answerable` must reach for there to be an answer; higher refuses more.
    """

    def __init__(
        self, archive: Archive, reader: SpanReader | None = None, threshold: float = THRESHOLD
    ) -> None:
        """Loads the reader, which takes a tenth of a second."""
        self._archive = archive
        self._reader = reader or SpanReader()
        self._threshold = threshold

    def answer(
        self, question: str, passages: Sequence[Passage]
    ) -> Iterator[tuple[DraftSentence, ...]]:
        """The sentences that answer, at most five; nothing when none does."""
        asked = analyse(question)
        found = candidates(asked, passages, self._archive, self._reader)
        if not found or answerable(asked, found) < self._threshold:
            return
        yield tuple(_draft(candidate) for candidate in choose(asked, found))


def answerable(question: Question, found: Sequence[Candidate]) -> float:
    """How far candidates, best first, hold the answer; comparable between questions.

    The weighted sum of four things: how like the nearest sentence is to the question, how well its
    worst-matched word is matched anywhere, how many of its words stand in or beside the best
    sentence, and the log-odds that the reader gives its three best. Nothing, where the question
    asks for a name, a number, a place or a time and none of the three best sentences holds one
    that the question does not.
    """
    best = found[:FITTING]
    if all(_fits(question, candidate) is False for candidate in best):
        return 0.0
    reads = sorted((limited(candidate.read) for candidate in found), reverse=True)[:FITTING]
    return (
        max(candidate.value("cosine") for candidate in found)
        + WORST_WORD * max(candidate.value("soft_min") for candidate in found)
        + WORDS * found[0].value("exact_window")
        + READ * sum(reads) / len(reads)
    )


def _fits(question: Question, candidate: Candidate) -> bool | None:
    return has_answer_of_type(question, candidate.text, words(candidate.text))


def choose(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """As few of the candidates as serve, in reading order: the best first.

    Candidates are taken, best first, until together they hold the answer with the probability
    `ENOUGH`, as the ranking's conditional logit has it; near repetitions add nothing.
    """
    odds = [math.exp(candidate.score - found[0].score) for candidate in found]
    total = sum(odds)
    enough, most = (ENOUGH_SEVERAL, MOST_SENTENCES) if question.several else (ENOUGH, MOST_FOR_ONE)
    chosen: list[Candidate] = []
    held = 0.0
    for candidate, odd in zip(found, odds, strict=True):
        if chosen and (held >= enough or len(chosen) >= most or odd < LEAST_ODDS):
            break
        held += odd / total
        if not any(_repeats(candidate, other) for other in chosen):
            chosen.append(candidate)
    return [chosen[0], *sorted(chosen[1:], key=lambda c: _reading_order(c, chosen[0]))]


def _reading_order(candidate: Candidate, first: Candidate) -> tuple[bool, float, int]:
    """The first one's article first, its sentences as they stand; then others, best first."""
    same = candidate.passage.article_id == first.passage.article_id
    place = candidate.passage.start + candidate.span.start
    return (not same, 0.0 if same else -candidate.score, place)


def _repeats(one: Candidate, other: Candidate) -> bool:
    """Whether two sentences share most of their content words."""
    a = {word.stem for word in content_words(one.text)}
    b = {word.stem for word in content_words(other.text)}
    return len(a & b) >= SAME_SENTENCE * max(1, min(len(a), len(b)))


def _draft(candidate: Candidate) -> DraftSentence:
    quote = Quote.of(candidate.passage, candidate.span)
    return DraftSentence(" ".join(candidate.text.split()), (quote,))
