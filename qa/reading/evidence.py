"""The sentences of passages as candidates for an answer, each with what speaks for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import Archive, Span
from index.formats.datelines import find_dateline
from index.sentences import sentence_spans
from qa.answers import Passage
from qa.finding.relevance import rarities_of
from qa.questions.analysis import Question
from qa.reading.features import FEATURES, Context, Floats, sentence_features
from qa.reading.reader import Reading, ScoredSpan, SpanReader

# What makes a sentence the better answer: a conditional logit over the sentences of a question's
# passages, fitted by evals/training/fit_answers.py. Features in their own units; `read` is the
# reader's log-odds. Three are chosen by hand: what is a question itself answers nothing, for the
# questions of the fit were put to paragraphs without headlines; whose office is told, of which the
# fit has next to none; and the reader weighs twice what the fit gives it, with which the first
# sentence is the right one more often, kept aside and own.
RANKING = {
    "cosine": 8.668,
    "soft_mean": 9.744,
    "exact_window": 5.471,
    "type_present": 0.219,
    "type_absent": -0.225,
    "is_question": -8.0,
    "office": 4.0,
}
RANKING_READ = 0.4
NOTHING_READ = -10.0
LIMIT = 10.0

_BULLET = re.compile(r"[-*•–]\s+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a passage, and what speaks for it.

    Attributes:
        passage: Where it stands.
        span: Its offsets in the passage's text.
        values: Its `features`.
        best: The reader's best span in it, None when it has none.
        score: Higher answers better; comparable within a question.
    """

    passage: Passage
    span: Span
    values: Floats
    best: ScoredSpan | None
    score: float

    @property
    def text(self) -> str:
        """The sentence as it stands in the article."""
        return self.passage.text[self.span.start : self.span.end]

    @property
    def read(self) -> float:
        """The log-odds that the reader gives its best span in it against no answer."""
        return self.best.score if self.best else NOTHING_READ

    def value(self, name: str) -> float:
        """One of its features."""
        return float(self.values[FEATURES.index(name)])


def candidates(
    question: Question,
    passages: Sequence[Passage],
    archive: Archive,
    reader: SpanReader,
) -> list[Candidate]:
    """Every sentence of the passages once, best first."""
    tokens = archive.embedder.embed_tokens([question.text, *(p.text for p in passages)])
    readings = reader.read(question.text, [p.text for p in passages])
    contexts = [
        Context(p.text, sentences_of(p), vectors)
        for p, vectors in zip(passages, tokens[1:], strict=True)
    ]
    rows = iter(sentence_features(question, tokens[0], contexts, rarities_of(question, archive)))
    found: dict[tuple[str, int], Candidate] = {}
    for passage, context, reading in zip(passages, contexts, readings, strict=True):
        for span in context.sentences:
            values = next(rows)
            best = _best_inside(reading, span)
            read = best.score if best else NOTHING_READ
            candidate = Candidate(passage, span, values, best, score(values, read))
            key = (passage.article_id, passage.start + span.start)
            if key not in found or candidate.score > found[key].score:
                found[key] = candidate
    return sorted(found.values(), key=lambda candidate: -candidate.score)


def score(values: Floats, read: float) -> float:
    """A sentence's score by its features and the reader's log-odds; higher answers better."""
    weighed = sum(weight * float(values[FEATURES.index(n)]) for n, weight in RANKING.items())
    return weighed + RANKING_READ * limited(read)


def limited(read: float) -> float:
    """The reader's log-odds within what it can be trusted with."""
    return max(-LIMIT, min(LIMIT, read))


def _best_inside(reading: Reading, sentence: Span) -> ScoredSpan | None:
    """The best span that lies in a sentence."""
    inside = (s for s in reading.spans if s.start >= sentence.start and s.end <= sentence.end)
    return next(inside, None)


def sentences_of(passage: Passage) -> tuple[Span, ...]:
    """The passage's sentences but the headline, without bullets and datelines before them."""
    found = []
    for start, end in sentence_spans(passage.text):
        sentence = passage.text[start:end]
        if sentence == passage.title.strip():
            continue
        bullet = _BULLET.match(sentence)
        dateline = find_dateline(sentence) if passage.start + start == 0 else None
        skip = bullet.end() if bullet else dateline.end if dateline else 0
        if skip < len(sentence):
            found.append(Span(start + skip, end))
    return tuple(found)
