"""Answers without a language model: the sentences of the passages that answer best."""

import math
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace

from index.prose.words import content_words
from qa.answers import Progress
from qa.citations import Draft, DraftEvidence, DraftSentence, DraftStatement, Quote
from qa.evidence import Form, Standing
from qa.observing import tell
from qa.passages import Passage
from qa.questions.analysis import Question
from qa.reading.candidates import Candidate
from qa.reading.confidence import MIN_CONFIDENCE, confidence, signals
from qa.reading.evidence import evidence_in_steps
from qa.reading.reader import Readers, packaged_readers
from qa.reading.short_answers import (
    agree,
    alternatives,
    short_answer,
    supporters,
    words_of,
)
from qa.reading.weekdays import weekday_note
from qa.several.state import as_of, newest, overtaken
from qa.several.verdicts import Judged, confidence_of, judged_of
from qa.writing.several_asked import MOST_SENTENCES, listed, statement, with_further

# From this confidence on few words are put before the sentences, in the largest type.
LEAST_SURE = 0.33
# Below it a reader is told so; that is what a confidence of less than a third says.
UNSURE = "This is only the likeliest sentence: of three such ones at most one answers."
# The most sentences for a question that asks for one thing.
MOST_FOR_ONE = 3
# How sure the ranking must be that the sentences taken hold the answer.
ENOUGH = 0.85
ENOUGH_SEVERAL = 0.98
LEAST_ODDS = 0.05
SAME_SENTENCE = 0.8


class ExtractiveAnswerer:
    """Answers in the articles' own sentences.

    Args:
        readers: The trained readers; the packaged ones when left out.
        min_confidence: The probability of a right answer, from 0 to 1, from which on there is
            one; higher refuses more.
    """

    def __init__(
        self, readers: Readers | None = None, min_confidence: float = MIN_CONFIDENCE
    ) -> None:
        """Loads nothing yet: the readers are loaded with the first question."""
        self.readers = readers or packaged_readers()
        self.min_confidence = min_confidence

    def answer(self, question: Question, passages: Sequence[Passage]) -> Iterator[Draft]:
        """The sentences that answer, at most five, and the words in them that do.

        Before them, drafts that tell what is read.
        """
        found = yield from _told(evidence_in_steps(question, passages, self.readers))
        if not found:
            return
        sure = confidence(question, found)
        judged = judged_of(question, found, self.readers.strong)
        if judged and judged[0].verdict.word:
            sure = confidence_of(judged[0], sure)
        tell("decided", confidence=sure, least=self.min_confidence, judged=judged,
             signals=signals(question, found))  # fmt: skip
        if sure < self.min_confidence:
            yield Draft(confidence=sure)
            return
        yield _written(question, newest(question, _first_told(judged, found)), judged, sure)


def _written(
    question: Question, found: Sequence[Candidate], judged: Sequence[Judged], sure: float
) -> Draft:
    """The draft of the sentences found, best first, and of what the judge says of yes or no."""
    older = overtaken(question, found[0], found)
    chosen = choose(question, [each for each in found if each not in older])
    given = with_further(question, chosen, found)
    alone = sure >= LEAST_SURE and given == chosen
    words = short_answer(question, chosen[0]) if alone else None
    sentences = [_draft(candidate) for candidate in given]
    if words:
        agreeing = supporters(chosen[0], found)
        quotes = (*sentences[0].quotes, *(_quote(c) for c in agreeing if c not in given))
        sentences[0] = DraftSentence(sentences[0].text, quotes)
    told = _evidence(question, chosen[0], found, older) if words else listed(question, given)
    told = _yes_or_no(judged) if judged else told
    note = _note(question, chosen[0], words) if sure >= LEAST_SURE else UNSURE
    return Draft(tuple(sentences), words, told, sure, note=note)


def _otherwise(first: Judged, other: Judged) -> Standing:
    day, since = other.candidate.passage.published, first.candidate.passage.published
    return Standing.OVERTAKEN if day and since and day < since else Standing.OTHERWISE


def _evidence(
    question: Question,
    first: Candidate,
    found: Sequence[Candidate],
    older: Sequence[Candidate],
) -> DraftEvidence:
    """Who says the words that answer, what newer reports overtook, and who says otherwise."""
    same = [first, *supporters(first, found)]
    known = {each.passage.article_id for each in (*same, *older)}
    others = [
        each
        for each in alternatives(question, first, found)
        if each.passage.article_id not in known
        and not any(agree(words_of(each).text, words_of(old).text) for old in older)
    ]
    return DraftEvidence(
        Form.WORDS,
        (
            *(statement(each, Standing.ANSWERS) for each in same),
            *(statement(each, Standing.OVERTAKEN) for each in older),
            *(statement(each, Standing.OTHERWISE) for each in others),
        ),
        as_of=as_of(question, first, found),
    )


def _first_told(judged: Sequence[Judged], found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, that one first which tells whether yes or no."""
    if not judged or judged[0].verdict.word is None:
        return list(found)
    first = judged[0].candidate
    lifted = replace(first, score=max(found[0].score, first.score))
    return [lifted, *(each for each in found if each is not first)]


def _yes_or_no(judged: Sequence[Judged]) -> DraftEvidence:
    """The verdict, who bears it out and who says the opposite."""
    word = judged[0].verdict.word
    statements = []
    for each in judged:
        if each.verdict.word is not None:
            agrees = each.verdict.word == word
            quote, day = _quote(each.candidate), each.candidate.passage.published
            standing = Standing.ANSWERS if agrees else _otherwise(judged[0], each)
            statements.append(DraftStatement(quote, quote, standing, first=day))
    return DraftEvidence(Form.YES_NO, tuple(statements), verdict=word)


def _told(
    steps: Generator[Progress, None, tuple[Candidate, ...]],
) -> Generator[Draft, None, tuple[Candidate, ...]]:
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            found: tuple[Candidate, ...] = end.value
            return found
        yield Draft(progress=step)


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


def _note(question: Question, first: Candidate, words: Quote | None) -> str | None:
    said = words.text if words else None
    return weekday_note(question, first.text, first.passage.published, said)


def _draft(candidate: Candidate) -> DraftSentence:
    return DraftSentence(" ".join(candidate.text.split()), (_quote(candidate),))


def _quote(candidate: Candidate) -> Quote:
    return Quote.of(candidate.passage, candidate.span)
